/** What leaves next: by lane, in a lane by turns between broadcasts and their communes, one message a person. */
import { and, asc, eq, lte, type SQL, sql } from 'drizzle-orm';
import type { LibSQLDatabase } from 'drizzle-orm/libsql';
import { contacts, outbox } from '../../db/schema.ts';
import type { AddressKind } from '../message.ts';
import { prepared, type Store } from './database.ts';
import { BY_TELEGRAM } from './links.ts';
import { type DueRow, LANES } from './outbox.ts';
import { rowsOf } from './rows.ts';

const LANE_ORDER = [...new Set(Object.values(LANES))].sort((a, b) => a - b);
/** Lanes in which broadcasts take turns. */
const TURN_LANES: ReadonlySet<number> = new Set([LANES.urgent, LANES.broadcast]);
const ADDRESS_KINDS: readonly AddressKind[] = ['phone', 'telegram'];

const DUE = {
  id: outbox.id,
  key: outbox.key,
  contactId: outbox.contactId,
  kind: outbox.kind,
  flow: outbox.flow,
  bodySealed: outbox.bodySealed,
  childId: outbox.childId,
  series: outbox.series,
  item: outbox.item,
  broadcastId: outbox.broadcastId,
  dueAt: outbox.dueAt,
  expiresAt: outbox.expiresAt,
  attempts: outbox.attempts,
  lateRetryAt: outbox.lateRetryAt,
  createdAt: outbox.createdAt,
  addressKind: contacts.kind,
  addressSealed: contacts.addressSealed,
  language: contacts.language,
  tipLanguage: contacts.tipLanguage,
  accentedSms: contacts.accentedSms,
  consent: contacts.consent,
  reach: contacts.reach,
  ourNumber: contacts.ourNumber,
  byTelegram: sql<boolean>`${sql.raw(BY_TELEGRAM)}`.mapWith((found: unknown) => Number(found) === 1),
};

/** Spelled out as in the partial indices, so that they are used: nothing here looks through the queue. */
const IDLE = sql`NOT EXISTS (SELECT 1 FROM outbox o WHERE o.contact_id = ${outbox.contactId}
  AND o.state IN ('claimed', 'sending'))`;
/** A reply in two parts stays in order even where the first is tried again. What is queued has not been sent: by that
 * it is found. */
const IN_ORDER = sql`NOT EXISTS (SELECT 1 FROM outbox o WHERE o.contact_id = ${outbox.contactId}
  AND o.sent_at IS NULL AND o.state = 'queued' AND o.lane = 0 AND o.kind = 'reply' AND o.id < ${outbox.id})`;

function dueQuery(where: SQL) {
  return prepared((db: LibSQLDatabase) =>
    db
      .select(DUE)
      .from(outbox)
      .innerJoin(contacts, eq(contacts.id, outbox.contactId))
      .where(
        and(
          sql`${outbox.state} = 'queued'`,
          eq(outbox.addressKind, sql.placeholder('kind')),
          eq(outbox.lane, sql.placeholder('lane')),
          lte(outbox.dueAt, sql.placeholder('now')),
          IDLE,
          where,
        ),
      )
      .orderBy(asc(outbox.dueAt), asc(outbox.id))
      .limit(sql.placeholder('limit'))
      .prepare(),
  );
}

const repliesDue = dueQuery(sql`${outbox.flow} IS NULL AND (${outbox.kind} <> 'reply' OR ${IN_ORDER})`);
const plainDue = dueQuery(sql`${outbox.flow} IS NULL`);
const flowDue = dueQuery(sql`${outbox.flow} IS NOT NULL AND ${outbox.flow} = ${sql.placeholder('flow')}`);

export type Flow = { readonly flow: string; readonly dueAt: number };

/** The flows that have something queued, one step of the index each, without those of a paused broadcast. */
async function openFlows(store: Store, kind: AddressKind, lane: number): Promise<readonly Flow[]> {
  const queued = sql`state = 'queued' AND flow IS NOT NULL AND address_kind = ${kind} AND lane = ${lane}`;
  const rows = await rowsOf<[string, number]>(
    store,
    sql`
    WITH RECURSIVE flows(flow) AS (
      SELECT min(flow) FROM outbox WHERE ${queued}
      UNION ALL
      SELECT (SELECT min(o.flow) FROM outbox o WHERE o.state = 'queued' AND o.flow IS NOT NULL
        AND o.address_kind = ${kind} AND o.lane = ${lane} AND o.flow > flows.flow) FROM flows WHERE flows.flow IS NOT NULL
    )
    SELECT f.flow, (SELECT min(o.due_at) FROM outbox o WHERE o.state = 'queued' AND o.flow IS NOT NULL
      AND o.address_kind = ${kind} AND o.lane = ${lane} AND o.flow = f.flow)
    FROM flows f JOIN broadcasts b ON b.id = substr(f.flow, 1, instr(f.flow, '/') - 1)
    WHERE f.flow IS NOT NULL AND b.status <> 'paused'`,
  );
  return rows.map(([flow, dueAt]) => ({ flow, dueAt: Number(dueAt) }));
}

export type Turns = {
  /** How many places each of these flows gets, broadcasts in turn and the communes of each in turn. */
  shares(flows: readonly string[], places: number): ReadonlyMap<string, number>;
  took(flow: string): void;
};

/** Remembers who was served last, so that even one place a second goes round. */
export function createTurns(): Turns {
  let last = '';
  const lastOf = new Map<string, string>();
  const after = (sorted: readonly string[], previous: string) =>
    Math.max(
      0,
      sorted.findIndex((one) => one > previous),
    );
  return {
    shares(flows, places) {
      const sorted = [...flows].sort();
      const communes = Map.groupBy(sorted, broadcastOf);
      const broadcasts = [...communes.keys()];
      const next = new Map([...communes].map(([b, own]) => [b, after(own, lastOf.get(b) ?? '')]));
      const shares = new Map<string, number>();
      const first = after(broadcasts, last);
      for (let place = 0; place < places && broadcasts.length > 0; place += 1) {
        const broadcast = broadcasts[(first + place) % broadcasts.length] ?? '';
        const own = communes.get(broadcast) ?? [];
        const turn = next.get(broadcast) ?? 0;
        const flow = own[turn % own.length] ?? '';
        next.set(broadcast, turn + 1);
        shares.set(flow, (shares.get(flow) ?? 0) + 1);
      }
      return shares;
    },
    took(flow) {
      last = broadcastOf(flow);
      // What is long over is let go now and then.
      if (lastOf.size > 1_000) lastOf.clear();
      lastOf.set(last, flow);
    },
  };
}

function broadcastOf(flow: string): string {
  return flow.slice(0, flow.indexOf('/'));
}

/** What waits in one lane: the earliest moment of what is in no flow, and whether there are flows. */
type Lane = { readonly lane: number; readonly plainAt: number | undefined; readonly hasFlows: boolean };

const lanesSql = `SELECT ${LANE_ORDER.flatMap((lane) => [
  `(SELECT min(due_at) FROM outbox WHERE state = 'queued' AND flow IS NULL AND address_kind = ?1 AND lane = ${lane})`,
  TURN_LANES.has(lane)
    ? `EXISTS (SELECT 1 FROM outbox WHERE state = 'queued' AND flow IS NOT NULL AND address_kind = ?1 AND lane = ${lane})`
    : '0',
]).join(', ')}`;

/** All lanes in one look at the ends of the indices: most are empty most of the time. */
async function lanesOf(store: Store, kind: AddressKind): Promise<readonly Lane[]> {
  const found = (await store.first(lanesSql, [kind])) ?? [];
  return LANE_ORDER.map((lane, n) => ({
    lane,
    plainAt: found[n * 2] == null ? undefined : Number(found[n * 2]),
    hasFlows: Number(found[n * 2 + 1]) === 1,
  }));
}

/** What may leave now to one kind of address, in the order of the lanes, at most one row a person. */
export async function dueMessages(
  store: Store,
  kind: AddressKind,
  now: number,
  limit: number,
  turns: Turns,
): Promise<DueRow[]> {
  const chosen = new Map<string, DueRow>();
  const add = (rows: readonly DueRow[]) => {
    for (const row of rows)
      if (chosen.size < limit && !chosen.has(row.contactId)) chosen.set(row.contactId, row);
  };
  for (const { lane, plainAt, hasFlows } of await lanesOf(store, kind)) {
    if (chosen.size >= limit) break;
    if (plainAt !== undefined && plainAt <= now) {
      const query = lane === LANES.reply ? repliesDue : plainDue;
      add((await query(store).all({ kind, lane, now, limit })) as DueRow[]);
    }
    if (!hasFlows || chosen.size >= limit) continue;
    const open = (await openFlows(store, kind, lane)).filter((flow) => flow.dueAt <= now);
    const shares = turns.shares(
      open.map((one) => one.flow),
      limit - chosen.size,
    );
    for (const [flow, share] of shares) {
      add((await flowDue(store).all({ kind, lane, now, flow, limit: share })) as DueRow[]);
    }
  }
  return [...chosen.values()];
}

/** When the next queued message to one kind of address, or to any, is due; what is paused is not waited for. */
export async function nextDueAt(store: Store, only?: AddressKind): Promise<number | undefined> {
  const moments: number[] = [];
  for (const kind of only === undefined ? ADDRESS_KINDS : [only]) {
    for (const { lane, plainAt, hasFlows } of await lanesOf(store, kind)) {
      if (plainAt !== undefined) moments.push(plainAt);
      if (hasFlows) for (const { dueAt } of await openFlows(store, kind, lane)) moments.push(dueAt);
    }
  }
  return moments.length === 0 ? undefined : Math.min(...moments);
}
