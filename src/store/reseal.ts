/** What is sealed, table by table, and how it is sealed anew in parts while the service goes on writing. */
import { eq, getTableName, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  asked,
  broadcasts,
  contacts,
  inbox,
  invitations,
  outbox,
  questions,
  tries,
} from '../../db/schema.ts';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';
import type { Write } from './statement.ts';

export type SealedColumn = {
  readonly table: SQLiteTable;
  readonly sealed: SQLiteColumn;
  /** The look-up value of the same address, and what stands before the address in it. */
  readonly look?: { readonly mac: SQLiteColumn; readonly kind: SQLiteColumn };
};

/** Addresses first: without them nobody is found. */
export const SEALED: readonly SealedColumn[] = [
  {
    table: contacts,
    sealed: contacts.addressSealed,
    look: { mac: contacts.addressMac, kind: contacts.kind },
  },
  { table: questions, sealed: questions.dataSealed },
  { table: broadcasts, sealed: broadcasts.textSealed },
  { table: asked, sealed: asked.textSealed },
  { table: outbox, sealed: outbox.bodySealed },
  { table: inbox, sealed: inbox.textSealed },
];

/** Keyed hashes of addresses that may be stored nowhere any more. */
const TRIED: readonly SQLiteColumn[] = [tries.askerMac, tries.targetMac];

/**
 * Keyed hashes of what is stored nowhere: they can't be made anew, and end with their secret. Of tries those of
 * people who are still known go along with their address (`rehashTries`).
 */
export const ONLY_HASHED: readonly SQLiteColumn[] = [invitations.codeMac, ...TRIED];

export type OldRow = {
  readonly rowid: number;
  readonly sealed: string;
  /** Of an address. */
  readonly kind: string | null;
};

/** An erased text is empty. `keyId` is what the new ones begin with. */
function isOld({ sealed }: SealedColumn, keyId: string): SQL {
  return sql`${sealed} <> '' AND substr(${sealed}, 1, ${keyId.length + 1}) <> ${`${keyId}.`}`;
}

export async function countOld(store: Store, column: SealedColumn, keyId: string): Promise<number> {
  const [row] = await rowsOf<[number]>(
    store,
    sql`SELECT count(*) FROM ${column.table} WHERE ${isOld(column, keyId)}`,
  );
  return Number(row?.[0] ?? 0);
}

export async function oldRows(
  store: Store,
  column: SealedColumn,
  keyId: string,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<readonly OldRow[]> {
  const kind = column.look?.kind ?? sql`NULL`;
  const rows = await rowsOf<[number, string, string | null]>(
    store,
    sql`SELECT rowid, ${column.sealed}, ${kind} FROM ${column.table}
      WHERE rowid > ${after} AND ${isOld(column, keyId)} ORDER BY rowid LIMIT ${most}`,
  );
  return rows.map(([rowid, sealed, kind]) => ({ rowid: Number(rowid), sealed, kind }));
}

export type NewRow = OldRow & { readonly resealed: string; readonly mac: string | null };

/** Only what is still as it was read: what was written meanwhile is sealed anew already. */
export function putResealed({ table, sealed, look }: SealedColumn, rows: readonly NewRow[]): Write {
  const mac = look === undefined ? '' : `, ${look.mac.name} = r.value ->> 3`;
  const name = getTableName(table);
  return {
    sql: `UPDATE ${name} SET ${sealed.name} = r.value ->> 2${mac} FROM json_each(?) AS r
      WHERE ${name}.rowid = r.value ->> 0 AND ${name}.${sealed.name} = r.value ->> 1`,
    args: [JSON.stringify(rows.map((row) => [row.rowid, row.sealed, row.resealed, row.mac]))],
  };
}

/** Before `putResealed`: what these people tried, or was tried of them, is found by their new hash too. */
export function rehashTries({ look }: SealedColumn, rows: readonly NewRow[]): readonly Write[] {
  if (look === undefined) return [];
  const list = JSON.stringify(rows.map(({ rowid, sealed, mac }) => [rowid, sealed, mac]));
  return TRIED.map(({ name }) => ({
    sql: `UPDATE tries SET ${name} = r.value ->> 2 FROM json_each(?) AS r
      JOIN contacts AS c ON c.rowid = r.value ->> 0 AND c.address_sealed = r.value ->> 1
      WHERE tries.${name} = c.address_mac`,
    args: [list],
  }));
}

/** One-time codes that nobody has used yet, of those that end after an instant and before another. */
export async function openCodes(store: Store, after: number, before: number): Promise<number> {
  const [row] = await rowsOf<[number]>(
    store,
    sql`SELECT count(*) FROM ${invitations} WHERE ${invitations.usedBy} IS NULL
      AND ${invitations.expiresAt} > ${after} AND ${invitations.expiresAt} < ${before}`,
  );
  return Number(row?.[0] ?? 0);
}

export async function contactSealed(
  store: Store,
  addressSealed: string,
): Promise<typeof contacts.$inferSelect | undefined> {
  return store.db.select().from(contacts).where(eq(contacts.addressSealed, addressSealed)).get();
}
