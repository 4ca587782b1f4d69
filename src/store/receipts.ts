/** What providers tell of a message, in their answer or after it: ranks only rise, whatever the order it comes in. */
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import { outbox, receipts } from '../../db/schema.ts';
import type { Store } from './database.ts';
import type { OutboxRow } from './outbox.ts';
import { build, insert, type Write, write } from './statement.ts';

/** The states a receipt may still raise. One that was put back to be sent again need not be, where it has arrived. */
const BELOW: Readonly<Record<'accepted' | 'delivered', readonly OutboxRow['state'][]>> = {
  accepted: ['queued', 'claimed', 'sending', 'unknown'],
  delivered: ['queued', 'claimed', 'sending', 'unknown', 'accepted', 'failed'],
};

export function raiseMessage(
  id: number,
  to: 'accepted' | 'delivered',
  { providerId, at }: { readonly providerId: string; readonly at: number },
): Write {
  return write(
    build
      .update(outbox)
      .set({
        state: to,
        providerId,
        reason: null,
        settledAt: at,
        leaseUntil: null,
        sentAt: sql`coalesce(${outbox.sentAt}, ${at})`,
      })
      .where(and(eq(outbox.id, id), inArray(outbox.state, [...BELOW[to]]))),
  );
}

/** The phone is on. */
export function countReached(contactId: string): Write {
  return {
    sql: 'UPDATE contacts SET unreachable = 0 WHERE id = ? AND unreachable > 0',
    args: [contactId],
  };
}

export type Failing = {
  readonly reason: string;
  /** The answer to our call, or a receipt for what the provider calls so. */
  readonly from: 'answer' | { readonly providerId: string };
};

/** A receipt counts for the copy that it names: not for the next, sent since. */
export function mayFail({ from }: Failing): { readonly sql: string; readonly args: readonly string[] } {
  return from === 'answer'
    ? { sql: "state = 'sending'", args: [] }
    : {
        sql: "state IN ('sending', 'unknown', 'accepted') AND (provider_id IS NULL OR provider_id = ?)",
        args: [from.providerId],
      };
}

/** At this many messages in a row that found nobody, a number is taken for dead. */
const DEAD_AT = 3;

/**
 * Something told of a person's address by the failure of a message that may still fail: once for each, however often it
 * is told. Who has written to us since it left is there after all.
 */
function whereTelling(
  contactId: string,
  messageId: number,
  failing: Failing,
): { readonly sql: string; readonly args: readonly (string | number)[] } {
  const { sql: condition, args } = mayFail(failing);
  return {
    sql: `WHERE id = ? AND EXISTS (SELECT 1 FROM outbox WHERE id = ? AND ${condition} AND sent_at >=
      coalesce((SELECT received_at FROM inbox WHERE contact_id = outbox.contact_id ORDER BY id DESC LIMIT 1), 0))`,
    args: [contactId, messageId, ...args],
  };
}

export function countUnreachable(contactId: string, messageId: number, failing: Failing): Write {
  const { sql: where, args } = whereTelling(contactId, messageId, failing);
  return {
    sql: `UPDATE contacts SET unreachable = unreachable + 1,
      reach = CASE WHEN reach = 'ok' AND unreachable + 1 >= ${DEAD_AT} THEN 'invalid' ELSE reach END ${where}`,
    args,
  };
}

export function cutOff(
  reach: 'blocked' | 'invalid',
  contactId: string,
  messageId: number,
  failing: Failing,
): Write {
  const { sql: where, args } = whereTelling(contactId, messageId, failing);
  return { sql: `UPDATE contacts SET reach = ? ${where}`, args: [reach, ...args] };
}

export function failMessage(id: number, failing: Failing, at: number): Write {
  const { sql: condition, args } = mayFail(failing);
  const providerId = failing.from === 'answer' ? null : failing.from.providerId;
  return {
    sql: `UPDATE outbox SET state = 'failed', reason = ?, provider_id = coalesce(?, provider_id), settled_at = ?,
      sent_at = coalesce(sent_at, ?), lease_until = NULL WHERE id = ? AND ${condition}`,
    args: [failing.reason, providerId, at, at, id, ...args],
  };
}

export function retryLate(id: number, failing: Failing, dueAt: number, at: number): Write {
  const { sql: condition, args } = mayFail(failing);
  return {
    sql: `UPDATE outbox SET state = 'queued', reason = 'phone-off-retry', due_at = ?, late_retry_at = ?,
      provider_id = NULL, sent_at = NULL, settled_at = NULL, lease_until = NULL WHERE id = ? AND ${condition}`,
    args: [dueAt, at, id, ...args],
  };
}

/**
 * Messages that the provider took. Receipts that came before this is on disk are in their table, those that come
 * after find the message: each side looks for the other in its own unit.
 */
export function acceptMessages(
  accepted: readonly (readonly [id: number, providerId: string])[],
  at: number,
): readonly Write[] {
  const list = JSON.stringify(accepted);
  return [
    {
      sql: `UPDATE outbox SET state = 'accepted', provider_id = r.value ->> 1, lease_until = NULL, settled_at = ?
        FROM json_each(?) AS r WHERE outbox.id = r.value ->> 0 AND outbox.state = 'sending'`,
      args: [at, list],
    },
    ...(['failed', 'delivered'] as const).map((state) => ({
      sql: `UPDATE outbox SET state = '${state}', reason = e.reason, settled_at = e.at
        FROM json_each(?) AS r JOIN receipts AS e ON e.provider_id = r.value ->> 1 AND e.state = '${state}'
        WHERE outbox.id = r.value ->> 0 AND e.channel = outbox.channel AND outbox.state IN ('accepted', 'failed')`,
      args: [list],
    })),
  ];
}

/** For a receipt that no message is known for: kept, and applied where the message came to be known meanwhile. */
export function keepReceipt(row: typeof receipts.$inferInsert): readonly Write[] {
  const raised = row.state === 'delivered' ? "('accepted', 'failed')" : "('accepted')";
  return [
    insert(receipts, row, { onConflict: 'ignore' }),
    ...(row.state === 'accepted'
      ? []
      : [
          {
            sql: `UPDATE outbox SET state = ?, reason = ?, settled_at = ?
              WHERE provider_id = ? AND channel = ? AND state IN ${raised}`,
            args: [row.state, row.reason ?? null, row.at, row.providerId, row.channel],
          },
        ]),
  ];
}

/** Of a time from which nobody will ask for them any more. */
export async function hasReceiptsBefore(store: Store, before: number): Promise<boolean> {
  const row = await store.db
    .select({ id: receipts.id })
    .from(receipts)
    .where(lt(receipts.at, before))
    .limit(1)
    .get();
  return row !== undefined;
}

export function forgetReceipts(before: number): Write {
  return { sql: 'DELETE FROM receipts WHERE at < ?', args: [before] };
}

export async function messageById(store: Store, id: number): Promise<OutboxRow | undefined> {
  return store.db.select().from(outbox).where(eq(outbox.id, id)).get();
}

export async function messageByProvider(
  store: Store,
  channel: string,
  providerId: string,
): Promise<OutboxRow | undefined> {
  return store.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.providerId, providerId), eq(outbox.channel, channel)))
    .get();
}
