import { and, asc, eq, inArray, isNotNull, lte, notExists, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { contacts, outbox } from '../../db/schema.ts';
import { prepared, type Store } from './database.ts';
import { build, insert, update, type Write, write } from './statement.ts';

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

const LANE_ORDER = [...new Set(Object.values(LANES))].sort((a, b) => a - b);

export type Queued = Omit<typeof outbox.$inferInsert, 'id' | 'lane' | 'state' | 'kind'> & {
  readonly kind: OutboxKind;
};

/** `again: 'ignore'` where the same cause may come twice (a tick), and the key says that it is the same message. */
export function queueMessage(row: Queued, again?: 'ignore'): Write {
  return insert(
    outbox,
    { ...row, lane: LANES[row.kind], state: 'queued' },
    again === undefined ? {} : { onConflict: again },
  );
}

/** A row to send, with what is needed of its recipient. */
export type DueRow = Pick<
  OutboxRow,
  | 'id'
  | 'key'
  | 'contactId'
  | 'kind'
  | 'bodySealed'
  | 'childId'
  | 'series'
  | 'item'
  | 'broadcastId'
  | 'dueAt'
  | 'expiresAt'
  | 'attempts'
  | 'createdAt'
> & {
  readonly addressKind: 'phone' | 'telegram';
  readonly addressSealed: string;
  readonly language: 'vi' | 'en';
  readonly accentedSms: boolean;
  readonly consent: 'none' | 'in' | 'out';
  readonly reach: 'ok' | 'blocked' | 'invalid';
};

const dueQuery = prepared((db) => {
  const other = alias(outbox, 'other');
  return db
    .select({
      id: outbox.id,
      key: outbox.key,
      contactId: outbox.contactId,
      kind: outbox.kind,
      bodySealed: outbox.bodySealed,
      childId: outbox.childId,
      series: outbox.series,
      item: outbox.item,
      broadcastId: outbox.broadcastId,
      dueAt: outbox.dueAt,
      expiresAt: outbox.expiresAt,
      attempts: outbox.attempts,
      createdAt: outbox.createdAt,
      addressKind: contacts.kind,
      addressSealed: contacts.addressSealed,
      language: contacts.language,
      accentedSms: contacts.accentedSms,
      consent: contacts.consent,
      reach: contacts.reach,
    })
    .from(outbox)
    .innerJoin(contacts, eq(contacts.id, outbox.contactId))
    .where(
      and(
        // Spelled out, not a parameter, so that the partial index is used.
        sql`${outbox.state} = 'queued'`,
        eq(outbox.lane, sql.placeholder('lane')),
        eq(contacts.kind, sql.placeholder('kind')),
        lte(outbox.dueAt, sql.placeholder('now')),
        notExists(
          db
            .select({ one: sql`1` })
            .from(other)
            .where(
              and(
                eq(other.contactId, outbox.contactId),
                // A reply in two parts stays in order even where the first is held or tried again.
                sql`(${other.state} IN ('claimed', 'sending') OR (${outbox.lane} = ${LANES.reply}
                  AND ${other.state} = 'queued' AND ${other.lane} = ${LANES.reply} AND ${other.id} < ${outbox.id}))`,
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(outbox.dueAt), asc(outbox.id))
    .limit(sql.placeholder('limit'))
    .prepare();
});

/** What may leave now to one kind of address, in the order of the lanes, at most one row a person. */
export async function dueMessages(
  store: Store,
  kind: 'phone' | 'telegram',
  now: number,
  limit: number,
): Promise<DueRow[]> {
  const chosen = new Map<string, DueRow>();
  for (const lane of LANE_ORDER) {
    if (chosen.size >= limit) break;
    const rows = (await dueQuery(store).all({ lane, kind, now, limit })) as DueRow[];
    for (const row of rows)
      if (chosen.size < limit && !chosen.has(row.contactId)) chosen.set(row.contactId, row);
  }
  return [...chosen.values()];
}

/** The rows that were still queued and now belong to this process until the lease ends. */
export async function claim(
  store: Store,
  ids: readonly number[],
  leaseUntil: number,
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const rows = await store.db
    .update(outbox)
    .set({ state: 'claimed', leaseUntil })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, 'queued')))
    .returning({ id: outbox.id });
  return new Set(rows.map((row) => row.id));
}

const nextDueQuery = prepared((db) =>
  db
    .select({ at: sql<number | null>`min(${outbox.dueAt})` })
    .from(outbox)
    .where(sql`${outbox.state} = 'queued' AND ${outbox.lane} = ${sql.placeholder('lane')}`)
    .prepare(),
);

/** When the next queued message is due, if any is queued. */
export async function nextDueAt(store: Store): Promise<number | undefined> {
  const moments = await Promise.all(LANE_ORDER.map((lane) => nextDueQuery(store).get({ lane })));
  const known = moments.map((row) => row?.at ?? undefined).filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

export function changeMessage(
  id: number,
  set: Partial<typeof outbox.$inferInsert>,
  from?: OutboxRow['state'],
): Write {
  return update(outbox, set, from === undefined ? { id } : { id, state: from });
}

/** After a crash: what was only claimed goes back, what was being sent may have left. */
export function releaseLeases(now: number): readonly Write[] {
  const expired = and(isNotNull(outbox.leaseUntil), lte(outbox.leaseUntil, now));
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

export async function hasExpiredLease(store: Store, now: number): Promise<boolean> {
  const rows = await store.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isNotNull(outbox.leaseUntil), lte(outbox.leaseUntil, now)))
    .limit(1);
  return rows.length > 0;
}

const sentTodayQuery = prepared((db) =>
  db
    .select({ kind: outbox.kind, count: sql<number>`count(*)` })
    .from(outbox)
    .where(
      and(
        eq(outbox.contactId, sql.placeholder('contactId')),
        sql`${outbox.sentAt} >= ${sql.placeholder('since')}`,
        sql`${outbox.kind} NOT IN ('reply', 'urgent')`,
        sql`${outbox.state} <> 'failed'`,
      ),
    )
    .groupBy(outbox.kind)
    .prepare(),
);

/** How many messages that a person did not ask for have left since an instant, by kind. */
export async function sentSince(
  store: Store,
  contactId: string,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sentTodayQuery(store).all({ contactId, since });
  return new Map(rows.map((row) => [row.kind, Number(row.count)]));
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
