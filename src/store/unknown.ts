/** Messages that may have left: nobody told us. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { contacts, outbox } from '../../db/schema.ts';
import type { Store } from './database.ts';
import type { OutboxRow } from './outbox.ts';
import { rowsOf } from './rows.ts';
import type { Write } from './statement.ts';

export type UnknownRow = Pick<
  OutboxRow,
  | 'id'
  | 'contactId'
  | 'kind'
  | 'channel'
  | 'reason'
  | 'bodySealed'
  | 'attempts'
  | 'expiresAt'
  | 'lateRetryAt'
  | 'broadcastId'
  | 'sentAt'
  | 'settledAt'
> & {
  readonly addressKind: 'phone' | 'telegram';
  readonly addressSealed: string;
  readonly accentedSms: boolean;
};

const UNKNOWN = {
  id: outbox.id,
  contactId: outbox.contactId,
  kind: outbox.kind,
  channel: outbox.channel,
  reason: outbox.reason,
  bodySealed: outbox.bodySealed,
  attempts: outbox.attempts,
  expiresAt: outbox.expiresAt,
  lateRetryAt: outbox.lateRetryAt,
  broadcastId: outbox.broadcastId,
  sentAt: outbox.sentAt,
  settledAt: outbox.settledAt,
  addressKind: contacts.kind,
  addressSealed: contacts.addressSealed,
  accentedSms: contacts.accentedSms,
};

/** A provider's list may be seconds behind; what was not found for a day never will be. */
const ASK_AFTER_MS = 60_000;
const ASK_FOR_MS = 86_400_000;

const asked = (channels: readonly string[], now: number) =>
  sql`${outbox.state} = 'unknown' AND ${outbox.settledAt} > ${now - ASK_FOR_MS} AND ${outbox.reason} <> 'left-as-is'
    AND ${outbox.bodySealed} IS NOT NULL AND ${outbox.channel} IN (SELECT value FROM json_each(${JSON.stringify(channels)}))`;

/** Those whose provider is to be asked now. */
export async function unknownToAsk(
  store: Store,
  channels: readonly string[],
  now: number,
  limit: number,
): Promise<readonly UnknownRow[]> {
  return store.db
    .select(UNKNOWN)
    .from(outbox)
    .innerJoin(contacts, eq(contacts.id, outbox.contactId))
    .where(
      and(
        asked(channels, now),
        sql`${outbox.settledAt} <= ${now - ASK_AFTER_MS} AND ${outbox.dueAt} <= ${now}`,
      ),
    )
    .orderBy(outbox.settledAt)
    .limit(limit);
}

export async function nextAskAt(
  store: Store,
  channels: readonly string[],
  now: number,
): Promise<number | undefined> {
  const [row] = await rowsOf<[number | null]>(
    store,
    sql`SELECT min(max(${outbox.settledAt} + ${ASK_AFTER_MS}, ${outbox.dueAt})) FROM ${outbox} WHERE ${asked(channels, now)}`,
  );
  return row?.[0] == null ? undefined : Number(row[0]);
}

/** The newest first, without those that staff left as they are. */
export async function unknownMessages(store: Store, limit: number): Promise<readonly UnknownRow[]> {
  return store.db
    .select(UNKNOWN)
    .from(outbox)
    .innerJoin(contacts, eq(contacts.id, outbox.contactId))
    .where(sql`${outbox.state} = 'unknown' AND ${outbox.reason} <> 'left-as-is'`)
    .orderBy(desc(outbox.settledAt))
    .limit(limit);
}

/** What the provider calls this person's other messages of the days around. */
export async function otherIdsOf(store: Store, row: UnknownRow): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<[string]>(
    store,
    sql`SELECT provider_id FROM outbox WHERE contact_id = ${row.contactId} AND sent_at > ${(row.sentAt ?? 0) - ASK_FOR_MS}
      AND provider_id IS NOT NULL AND id <> ${row.id}`,
  );
  return new Set(rows.map(([id]) => id));
}

export function sendAgain(id: number, reason: 'sent-again' | 'never-left', now: number): Write {
  return {
    sql: `UPDATE outbox SET state = 'queued', reason = ?, due_at = ?, attempts = attempts + 1, provider_id = NULL,
      sent_at = NULL, settled_at = NULL WHERE id = ? AND state = 'unknown'`,
    args: [reason, now, id],
  };
}

export function leaveAsIs(id: number): Write {
  return { sql: "UPDATE outbox SET reason = 'left-as-is' WHERE id = ? AND state = 'unknown'", args: [id] };
}

/** Not there yet, or it could not be told: asked again later. */
export function askLater(id: number, at: number, isAbsent: boolean): Write {
  return {
    sql: `UPDATE outbox SET due_at = ?, reason = CASE WHEN ? THEN 'not-found-yet' ELSE reason END
      WHERE id = ? AND state = 'unknown'`,
    args: [at, isAbsent ? 1 : 0, id],
  };
}
