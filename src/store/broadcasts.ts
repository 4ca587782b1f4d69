import { and, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { broadcasts, outbox, units } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import { caresForAny, type Selection } from './audience.ts';
import { GOES_ON } from './broadcasts-left.ts';
import { prepared, type Store } from './database.ts';
import { bothAddresses } from './links.ts';
import type { OutboxRow } from './outbox.ts';
import { rowsOf } from './rows.ts';
import { build, insert, update, type Write, write } from './statement.ts';

export type BroadcastRow = typeof broadcasts.$inferSelect;

export type NewBroadcast = Selection & {
  readonly id: string;
  readonly authorId: string;
  readonly textSealed: string;
  readonly recipients: number;
  readonly urgent: boolean;
  readonly expiresAt: number;
};

/** The broadcast alone: its recipients are written down and queued afterwards, some at a time. */
export function startBroadcast(broadcast: NewBroadcast, now: number): Write {
  const { communes, ...row } = broadcast;
  return insert(broadcasts, {
    ...row,
    communes: communes.map(({ code, validFrom }) => [code, validFrom] as const),
    status: 'sending',
    expanding: [0, 0, 0],
    confirmedAt: now,
  });
}

const expandingQuery = prepared((db) =>
  db
    .select()
    .from(broadcasts)
    .where(sql`${broadcasts.expanding} IS NOT NULL`)
    .orderBy(broadcasts.confirmedAt)
    .limit(1)
    .prepare(),
);

/** The oldest broadcast whose recipients are not all written down yet. */
export async function nextExpanding(store: Store): Promise<BroadcastRow | undefined> {
  return expandingQuery(store).get();
}

const lastQuery = prepared((db) =>
  db
    .select()
    .from(broadcasts)
    .where(sql`${broadcasts.authorId} IN ${bothAddresses(sql.placeholder('authorId'))}`)
    .orderBy(desc(broadcasts.confirmedAt), desc(broadcasts.id))
    .limit(1)
    .prepare(),
);

/** Whichever of the author's addresses it was sent from. */
export async function lastBroadcastOf(store: Store, authorId: string): Promise<BroadcastRow | undefined> {
  return lastQuery(store).get({ authorId });
}

export type ForPerson = Pick<BroadcastRow, 'status' | 'textSealed'> & {
  /** A child may have been lost, or a role ended, since the message was queued. */
  readonly stillMeant: boolean;
};

/** What queued rows of broadcasts are to say to their people, as of now. */
export async function broadcastsFor(
  store: Store,
  rows: readonly { readonly id: number; readonly broadcastId: string | null; readonly contactId: string }[],
): Promise<ReadonlyMap<number, ForPerson>> {
  if (rows.length === 0) return new Map();
  const list = JSON.stringify(rows.map((row) => [row.id, row.broadcastId, row.contactId]));
  const found = await rowsOf<[number, BroadcastRow['status'], string, number]>(
    store,
    sql`
    SELECT r.value ->> 0, b.status, b.text_sealed,
      (b.audience <> 'collaborators' AND ${caresForAny(sql`p.id, p.chat_id`)})
      OR (b.audience <> 'parents' AND EXISTS (SELECT 1 FROM roles x
        WHERE x.contact_id IN (p.id, p.chat_id) AND x.role = 'collaborator' AND x.status = 'active'))
    FROM json_each(${list}) AS r JOIN broadcasts AS b ON b.id = r.value ->> 1
      JOIN contacts AS p ON p.id = r.value ->> 2`,
  );
  return new Map(
    found.map(([id, status, textSealed, stillMeant]) => [
      Number(id),
      { status, textSealed, stillMeant: Number(stillMeant) === 1 },
    ]),
  );
}

export type Tally = {
  readonly state: OutboxRow['state'];
  readonly reason: string | null;
  readonly count: number;
};

const tallyQuery = prepared((db) =>
  db
    .select({ state: outbox.state, reason: outbox.reason, count: sql<number>`count(*)` })
    .from(outbox)
    .where(eq(outbox.broadcastId, sql.placeholder('id')))
    .groupBy(outbox.state, outbox.reason)
    .prepare(),
);

/** How many of its messages are where, and why. */
export async function tallyOf(store: Store, id: string): Promise<readonly Tally[]> {
  const rows = await tallyQuery(store).all({ id });
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** The author's newest broadcast, from either address, in one of these states that still has something to send. */
export async function openBroadcastOf(
  store: Store,
  authorId: string,
  statuses: readonly BroadcastRow['status'][],
): Promise<BroadcastRow | undefined> {
  return store.db
    .select()
    .from(broadcasts)
    .where(
      and(
        sql`${broadcasts.authorId} IN ${bothAddresses(authorId)}`,
        inArray(broadcasts.status, [...statuses]),
        GOES_ON,
      ),
    )
    .orderBy(desc(broadcasts.confirmedAt), desc(broadcasts.id))
    .limit(1)
    .get();
}

/** Nothing more of it leaves: the delivery skips what is queued, tells why, and lets go of its other recipients. */
export function stopBroadcast(id: string, now: number): Write {
  return write(
    build
      .update(broadcasts)
      .set({ status: 'stopped', endedAt: now, expanding: null })
      .where(and(eq(broadcasts.id, id), inArray(broadcasts.status, ['sending', 'paused']))),
  );
}

/** What is queued stays so, and is not looked at, until it is resumed or stopped. */
export function pauseBroadcast(id: string, reason: NonNullable<BroadcastRow['pauseReason']>): Write {
  return update(broadcasts, { status: 'paused', pauseReason: reason }, { id, status: 'sending' });
}

export function resumeBroadcast(id: string): Write {
  return update(broadcasts, { status: 'sending' }, { id, status: 'paused' });
}

const countOf = (id: string, states: SQL, limit: number) => sql`(SELECT count(*) FROM (
  SELECT 1 FROM outbox WHERE broadcast_id IS NOT NULL AND broadcast_id = ${id} AND state IN (${states}) LIMIT ${limit}))`;

export type Failures = { readonly failed: number; readonly filtered: number };

/** What failed of a broadcast, and what was filtered as unwanted. */
export async function failuresOf(store: Store, id: string): Promise<Failures> {
  const rows = await rowsOf<[number, number]>(
    store,
    sql`SELECT count(*), count(*) FILTER (WHERE reason = 'filtered')
    FROM outbox WHERE broadcast_id IS NOT NULL AND broadcast_id = ${id} AND state = 'failed'`,
  );
  const [failed, filtered] = rows[0] ?? [0, 0];
  return { failed: Number(failed), filtered: Number(filtered) };
}

/** How many of a broadcast came to an end, counted up to a limit. */
export async function settledOf(store: Store, id: string, limit: number): Promise<number> {
  const rows = await rowsOf<[number]>(
    store,
    sql`SELECT ${countOf(id, sql`'accepted', 'delivered', 'failed', 'unknown'`, limit)}`,
  );
  return Number(rows[0]?.[0] ?? 0);
}

export async function broadcastById(store: Store, id: string): Promise<BroadcastRow | undefined> {
  return store.db.select().from(broadcasts).where(eq(broadcasts.id, id)).get();
}

/** Nothing of it waits: its author was told that much of it fails, and is not told again. */
export function noteFailing(id: string, reason: NonNullable<BroadcastRow['pauseReason']>): Write {
  return update(broadcasts, { pauseReason: reason }, { id, status: 'sending' });
}

/** Today's version of a province. */
export async function currentProvince(store: Store, code: string): Promise<UnitKey | undefined> {
  return store.db
    .select({ code: units.code, validFrom: units.validFrom })
    .from(units)
    .where(and(eq(units.code, code), eq(units.level, 'province'), isNull(units.validTo)))
    .get();
}
