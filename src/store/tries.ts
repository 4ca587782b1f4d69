/**
 * What people had us send to others: kept few, as nobody may try out with us whom we can reach. By keyed hashes of the
 * addresses alone, which the erasure of either leaves.
 */
import { and, eq, gt, inArray } from 'drizzle-orm';
import { tries } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { insert, type Write } from './statement.ts';

type TryRow = typeof tries.$inferSelect;
export type Try = Pick<TryRow, 'askerMac' | 'outcome' | 'at'>;

/** Of such a message, in the outbox. */
export function triedKey(kind: 'share' | 'moves', contactId: string, origin: string): string {
  return `${kind}:${contactId}:${origin}`;
}

export function addTry(row: typeof tries.$inferInsert): Write {
  return insert(tries, row);
}

const TRY = { askerMac: tries.askerMac, outcome: tries.outcome, at: tries.at };

/** What somebody has tried since an instant. */
export async function triesBy(
  store: Store,
  kind: TryRow['kind'],
  askerMacs: readonly string[],
  since: number,
): Promise<readonly Try[]> {
  return store.db
    .select(TRY)
    .from(tries)
    .where(and(inArray(tries.askerMac, [...askerMacs]), eq(tries.kind, kind), gt(tries.at, since)));
}

/** What was written to somebody, whoever wanted it, since an instant. */
export async function triesOf(
  store: Store,
  kind: TryRow['kind'],
  targetMacs: readonly string[],
  since = 0,
): Promise<readonly Try[]> {
  return store.db
    .select(TRY)
    .from(tries)
    .where(and(inArray(tries.targetMac, [...targetMacs]), eq(tries.kind, kind), gt(tries.at, since)));
}

/** What somebody makes of the invitations to them; `no` also to what they had agreed to where `from` says so. */
export function answerInvitations(
  targetMacs: readonly string[],
  answer: 'yes' | 'no',
  from: readonly TryRow['outcome'][] = ['open', 'silent'],
): Write {
  return {
    sql: `UPDATE tries SET outcome = ? WHERE target_mac IN (SELECT value FROM json_each(?)) AND kind = 'share'
      AND outcome IN (SELECT value FROM json_each(?))`,
    args: [answer, JSON.stringify(targetMacs), JSON.stringify(from)],
  };
}

/**
 * Of a person who erases themselves, before they do: that nobody has us write to them, and how many questions of
 * theirs officers have been sent for nothing.
 */
export function keepTries(contactId: string, now: number): readonly Write[] {
  return [
    {
      sql: `INSERT INTO tries (kind, target_mac, outcome, at) SELECT 'share', address_mac, 'no', ? FROM contacts
        WHERE id = ? AND kind = 'phone'`,
      args: [now, contactId],
    },
    {
      sql: `INSERT INTO tries (kind, asker_mac, outcome, at) SELECT 'ask', c.address_mac, 'none', a.asked_at
        FROM asked a JOIN contacts c ON c.id = a.contact_id WHERE a.contact_id = ? AND a.answered_at IS NULL`,
      args: [contactId],
    },
  ];
}

/** Invitations of that instant or before were not answered; older ones than `forgotten` are nobody's concern. */
export function ageTries(until: { readonly silent: number; readonly forgotten: number }): readonly Write[] {
  return [
    { sql: "UPDATE tries SET outcome = 'silent' WHERE outcome = 'open' AND at <= ?", args: [until.silent] },
    { sql: 'DELETE FROM tries WHERE at <= ?', args: [until.forgotten] },
  ];
}
