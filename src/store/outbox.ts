/** Everything that leaves: how it is queued, and how its state is changed. What leaves next is chosen in `queue.ts`. */
import { and, eq, getTableColumns, inArray, lte, ne, or, sql } from 'drizzle-orm';
import { contacts, outbox } from '../../db/schema.ts';
import { prepared, type Store } from './database.ts';
import { rowsOf } from './rows.ts';
import { build, insert, update, type Value, type Write, write } from './statement.ts';

export type OutboxRow = typeof outbox.$inferSelect;
export type OutboxKind = OutboxRow['kind'];

/** Order of going out; the numbers are stored, so a new lane takes a new number. */
export const LANES: Readonly<Record<OutboxKind, number>> = {
  reply: 0,
  invitation: 0,
  urgent: 1,
  reminder: 2,
  tip: 3,
  broadcast: 4,
};

/** The kind of address is looked up where it is not said. */
export type Queued = Omit<typeof outbox.$inferInsert, 'id' | 'lane' | 'state' | 'kind'> & {
  readonly kind: OutboxKind;
};

const COLUMNS = getTableColumns(outbox);
const queueSql = new Map<string, string>();

/** `again: 'ignore'` where the same cause may come twice (a tick), and the key says that it is the same message. */
export function queueMessage(row: Queued, again?: 'ignore'): Write {
  const names = ['lane', 'state'];
  const args: Value[] = [LANES[row.kind], 'queued'];
  for (const [name, value] of Object.entries(row)) {
    if (value === undefined) continue;
    names.push(name);
    args.push(value);
  }
  const looksUp = row.addressKind === undefined;
  const shape = `${again ?? ''} ${names.join()}`;
  let text = queueSql.get(shape);
  if (text === undefined) {
    const columns = names.map((name) => COLUMNS[name as keyof typeof COLUMNS].name);
    const holes = names.map(() => '?');
    if (looksUp) {
      columns.push(COLUMNS.addressKind.name);
      holes.push('(SELECT kind FROM contacts WHERE id = ?)');
    }
    text = `INSERT INTO outbox (${columns.join(', ')}) VALUES (${holes.join(', ')})${again === 'ignore' ? ' ON CONFLICT DO NOTHING' : ''}`;
    queueSql.set(shape, text);
  }
  if (looksUp) args.push(row.contactId);
  return { sql: text, args };
}

type Kept = Omit<Queued, 'kind'> & { readonly kind: 'reply' };

/** A reply that leaves with the answer to the provider's own request: it is on its way once this is on disk. */
export function keepAnswer(row: Kept): Write {
  return insert(outbox, { ...row, lane: LANES[row.kind], state: 'accepted' });
}

/** A reply that the guard against machines held back: on record, and no answer to the request. */
export function keepUnsaid(row: Omit<Kept, 'sentAt' | 'channel' | 'segments'>, reason: string): Write {
  return insert(outbox, { ...row, lane: LANES[row.kind], state: 'skipped', reason });
}

/** The text that was kept under a key and said, for one of these addresses alone. */
export async function answerKept(
  store: Store,
  key: string,
  macs: readonly string[],
): Promise<string | undefined> {
  const row = await store.db
    .select({ bodySealed: outbox.bodySealed })
    .from(outbox)
    .innerJoin(contacts, eq(contacts.id, outbox.contactId))
    .where(and(eq(outbox.key, key), ne(outbox.state, 'skipped'), inArray(contacts.addressMac, [...macs])))
    .get();
  return row?.bodySealed ?? undefined;
}

/** A row to send, with what is needed of its recipient. */
export type DueRow = Pick<
  OutboxRow,
  | 'id'
  | 'key'
  | 'contactId'
  | 'kind'
  | 'flow'
  | 'bodySealed'
  | 'childId'
  | 'series'
  | 'item'
  | 'broadcastId'
  | 'dueAt'
  | 'expiresAt'
  | 'attempts'
  | 'lateRetryAt'
  | 'createdAt'
> & {
  readonly addressKind: 'phone' | 'telegram';
  readonly addressSealed: string;
  readonly language: 'vi' | 'en';
  readonly tipLanguage: string | null;
  readonly accentedSms: boolean;
  readonly consent: 'none' | 'in' | 'out';
  readonly reach: 'ok' | 'blocked' | 'invalid';
  readonly ourNumber: string | null;
  /** The same message goes to this person's chat. */
  readonly byTelegram: boolean;
};

export type Leaving = {
  readonly id: number;
  readonly channel: string;
  readonly sender: string | undefined;
  readonly segments: number;
  /** Kept where no text was frozen before. */
  readonly bodySealed: string;
};

/**
 * On disk before any provider is called. Only what is still queued, and only for who has nothing else under way,
 * becomes `sending`: those ids are the caller's until the lease ends, whoever else reads the same queue.
 */
export async function startSending(
  store: Store,
  rows: readonly Leaving[],
  now: number,
  leaseUntil: number,
): Promise<ReadonlySet<number>> {
  if (rows.length === 0) return new Set();
  const list = JSON.stringify(rows.map((r) => [r.id, r.channel, r.sender ?? null, r.segments, r.bodySealed]));
  const started = await rowsOf<[number]>(
    store,
    sql`
    UPDATE OR IGNORE outbox SET state = 'sending', lease_until = ${leaseUntil}, sent_at = ${now}, reason = NULL,
      channel = r.value ->> 1, sender = r.value ->> 2, segments = r.value ->> 3,
      body_sealed = coalesce(body_sealed, r.value ->> 4)
    FROM json_each(${list}) AS r WHERE outbox.id = r.value ->> 0 AND outbox.state = 'queued' RETURNING outbox.id`,
  );
  return new Set(started.map(([id]) => Number(id)));
}

/** Rows that wait for a later moment, each with the reason that staff read. */
export function holdMessages(rows: readonly (readonly [id: number, until: number, reason: string])[]): Write {
  return {
    sql: `UPDATE outbox SET due_at = r.value ->> 1, reason = r.value ->> 2
      FROM json_each(?) AS r WHERE outbox.id = r.value ->> 0 AND outbox.state = 'queued'`,
    args: [JSON.stringify(rows)],
  };
}

/** Rows that never leave, each with the reason that staff read. */
export function dropMessages(
  rows: readonly (readonly [id: number, state: 'skipped' | 'failed', reason: string])[],
  now: number,
): Write {
  return {
    sql: `UPDATE outbox SET state = r.value ->> 1, reason = r.value ->> 2, settled_at = ?
      FROM json_each(?) AS r WHERE outbox.id = r.value ->> 0 AND outbox.state = 'queued'`,
    args: [now, JSON.stringify(rows)],
  };
}

export function changeMessage(
  id: number,
  set: Partial<typeof outbox.$inferInsert>,
  from?: OutboxRow['state'],
): Write {
  return update(outbox, set, from === undefined ? { id } : { id, state: from });
}

/** Few at any time, and in the index that keeps a person's messages apart. */
const UNDER_WAY = sql`${outbox.state} IN ('claimed', 'sending')`;

/** After a crash: what was only claimed goes back, what was being sent may have left. */
export function releaseLeases(now: number): readonly Write[] {
  const expired = and(UNDER_WAY, lte(outbox.leaseUntil, now));
  return [
    write(
      build
        .update(outbox)
        .set({ state: 'queued', leaseUntil: null })
        .where(and(expired, eq(outbox.state, 'claimed'))),
    ),
    write(
      build
        .update(outbox)
        .set({ state: 'unknown', leaseUntil: null, reason: 'interrupted', settledAt: now })
        .where(and(expired, eq(outbox.state, 'sending'))),
    ),
  ];
}

const expiredQuery = prepared((db) =>
  db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(UNDER_WAY, lte(outbox.leaseUntil, sql.placeholder('now'))))
    .limit(1)
    .prepare(),
);

export async function hasExpiredLease(store: Store, now: number): Promise<boolean> {
  return (await expiredQuery(store).get({ now })) !== undefined;
}

/** How many messages that these people did not ask for have left since an instant, by kind. */
export async function sentSince(
  store: Store,
  contactIds: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const byContact = new Map<string, Map<string, number>>();
  if (contactIds.length === 0) return byContact;
  const rows = await rowsOf<[string, string, number]>(
    store,
    sql`
    SELECT contact_id, kind, count(*) FROM outbox
    WHERE contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)})) AND sent_at >= ${since}
      AND kind NOT IN ('reply', 'urgent') AND state <> 'failed'
    GROUP BY contact_id, kind`,
  );
  for (const [contactId, kind, count] of rows) {
    const kinds = byContact.get(contactId) ?? new Map<string, number>();
    byContact.set(contactId, kinds.set(kind, Number(count)));
  }
  return byContact;
}

/** What a channel's numbers have been handed since an instant, in segments. */
export async function segmentsSince(
  store: Store,
  channel: string,
  since: number,
): Promise<readonly { readonly sender: string | null; readonly segments: number }[]> {
  const rows = await rowsOf<[string | null, number]>(
    store,
    sql`
    SELECT sender, sum(segments) FROM outbox WHERE sent_at >= ${since} AND channel = ${channel} GROUP BY sender`,
  );
  return rows.map(([sender, segments]) => ({ sender, segments: Number(segments) }));
}

/** Nothing unasked may leave for this person any more: what is queued is skipped with a reason. */
export function skipQueued(contactId: string, reason: string, now: number): Write {
  return write(
    build
      .update(outbox)
      .set({ state: 'skipped', reason, settledAt: now })
      .where(
        and(
          eq(outbox.contactId, contactId),
          eq(outbox.state, 'queued'),
          or(
            eq(outbox.kind, 'tip'),
            eq(outbox.kind, 'reminder'),
            eq(outbox.kind, 'broadcast'),
            eq(outbox.kind, 'urgent'),
          ),
        ),
      ),
  );
}
