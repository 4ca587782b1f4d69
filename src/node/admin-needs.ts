/** What every admin command is given, and how it says no. */
import type { Secrets } from '../secrets.ts';
import type { Store } from '../store/database.ts';
import { communesOf } from '../store/units.ts';

export const ACTOR = 'operator:admin';

export type AdminNeeds = {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly newId: () => string;
  readonly now: number;
  /** Takes a line while a long command is at work. */
  readonly progress?: (line: string) => void;
};

/** What was typed can't be done; the message says what to type instead. */
export class AdminRefused extends Error {
  override name = 'AdminRefused';
}

/** The name of one of today's provinces. */
export async function provinceName(store: Store, code: string): Promise<string> {
  const [first] = await communesOf(store, code);
  if (first === undefined) {
    throw new AdminRefused(
      `No province of today has the code ${code}: check it, or run "npm run db:import-units" first.`,
    );
  }
  return first.provinceName;
}
