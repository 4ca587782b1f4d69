import { audit } from '../../db/schema.ts';
import { insert, type Write } from './statement.ts';

/** `actor` and `subject` are `<kind>:<id>`; `detail` holds no number and no text. */
export function recordAct(row: typeof audit.$inferInsert): Write {
  return insert(audit, row);
}
