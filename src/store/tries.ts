/** Messages to a third person that somebody had us send: kept few, as nobody may try out with us whom we can reach. */
import { sql } from 'drizzle-orm';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';

export type Tried = {
  /** When such messages were written. */
  readonly askedAt: readonly number[];
  /** How often whoever asks for them has asked. */
  readonly messages: number;
};

/** Of such a message, so that those of one contact are found by their keys. */
export function triedKey(kind: string, contactId: string, origin: string): string {
  return `${kind}:${contactId}:${origin}`;
}

/** Since an instant; `contactId` is the one of the keys. */
export async function tried(
  store: Store,
  {
    kind,
    contactId,
    askerId,
    intent,
    since,
  }: {
    readonly kind: string;
    readonly contactId: string;
    readonly askerId: string;
    readonly intent: string;
    readonly since: number;
  },
): Promise<Tried> {
  const asked = await rowsOf<[number]>(
    store,
    // By the range of the key's index: `;` follows `:`.
    sql`SELECT created_at FROM outbox WHERE key >= ${`${kind}:${contactId}:`} AND key < ${`${kind}:${contactId};`}
      AND created_at > ${since}`,
  );
  const [row] = await rowsOf<[number]>(
    store,
    sql`SELECT count(*) FROM inbox WHERE contact_id = ${askerId} AND intent = ${intent} AND received_at > ${since}`,
  );
  return { askedAt: asked.map(([at]) => Number(at)), messages: Number(row?.[0] ?? 0) };
}
