/** The recipients of a broadcast: written down when it is confirmed, moved into the outbox as it empties. */
import { type SQL, sql } from 'drizzle-orm';
import type { AddressKind } from '../message.ts';
import type { BroadcastRow } from './broadcasts.ts';
import type { Store } from './database.ts';
import { LANES } from './outbox.ts';
import { rowsOf } from './rows.ts';
import type { Write } from './statement.ts';

/** Some of its recipients, and how far it has come; nothing where it was stopped meanwhile. */
export function expandTo(
  { id, expanding }: BroadcastRow,
  people: readonly number[],
  next: BroadcastRow['expanding'],
): readonly Write[] {
  const before = JSON.stringify(expanding);
  const [place, , upTo] = next ?? [0, 0, 0];
  return [
    {
      sql: `INSERT INTO recipients (broadcast_id, address_kind, round, place, contact_id)
        SELECT ?1, c.kind, ?2 + p.key, ?3, c.id FROM json_each(?4) AS p JOIN contacts AS c ON c.rowid = p.value
        WHERE (SELECT expanding FROM broadcasts WHERE id = ?1) = ?5`,
      args: [id, upTo - people.length, place, JSON.stringify(people), before],
    },
    {
      sql: 'UPDATE broadcasts SET expanding = ? WHERE id = ? AND expanding = ?',
      args: [next === null ? null : JSON.stringify(next), id, before],
    },
  ];
}

export type List = {
  readonly id: string;
  readonly kind: AddressKind;
  readonly urgent: boolean;
  readonly status: BroadcastRow['status'];
};

/** Of the broadcast `b`. */
export const LANE = sql.raw(`CASE b.urgent WHEN 1 THEN ${LANES.urgent} ELSE ${LANES.broadcast} END`);

/** Messages of a list that are due by then may leave now; those for later keep nobody waiting. */
export type Ahead = {
  readonly messages: number;
  readonly urgentDueBy: number;
  readonly othersDueBy: number;
};

/**
 * The lists, one for each broadcast and kind of address, whose recipients are next: fewer than `ahead.messages` of it
 * may leave, or it was stopped. One step of the index each, and one for each of its communes.
 */
export async function listsToGoOn(store: Store, ahead: Ahead): Promise<readonly List[]> {
  const rows = await rowsOf<[string, AddressKind, number, BroadcastRow['status']]>(store, goingOn(ahead));
  return rows.map(([id, kind, urgent, status]) => ({ id, kind, urgent: Number(urgent) === 1, status }));
}

export function goingOn({ messages, urgentDueBy, othersDueBy }: Ahead): SQL {
  return sql`
    WITH RECURSIVE listed(id) AS (
      SELECT min(broadcast_id) FROM recipients
      UNION ALL
      SELECT (SELECT min(p.broadcast_id) FROM recipients p WHERE p.broadcast_id > listed.id)
      FROM listed WHERE listed.id IS NOT NULL
    )
    SELECT b.id, k.column1, b.urgent, b.status
    FROM listed JOIN broadcasts b ON b.id = listed.id JOIN (VALUES ('phone'), ('telegram')) AS k
    WHERE b.expanding IS NULL
      AND EXISTS (SELECT 1 FROM recipients p WHERE p.broadcast_id = b.id AND p.address_kind = k.column1)
      AND (b.status = 'stopped' OR b.status = 'sending' AND NOT EXISTS (SELECT 1
        FROM json_each(b.communes) AS c CROSS JOIN outbox o
        WHERE o.state = 'queued' AND o.flow IS NOT NULL AND o.address_kind = k.column1 AND o.lane = ${LANE}
          AND o.flow = b.id || '/' || (c.value ->> 0)
          AND o.due_at <= CASE b.urgent WHEN 1 THEN ${urgentDueBy} ELSE ${othersDueBy} END
        LIMIT 1 OFFSET ${messages - 1}))`;
}

/** Messages for the next of its recipients, who leave the list for them; nothing where it does not go on. */
export function queueRecipients({ id, kind, urgent }: List, most: number, now: number): readonly Write[] {
  const name = urgent ? 'urgent' : 'broadcast';
  return [
    {
      sql: `INSERT INTO outbox (key, contact_id, address_kind, kind, lane, state, broadcast_id, flow, due_at, expires_at, created_at)
        SELECT 'broadcast:' || b.id || ':' || c.id, c.id, p.address_kind, ?1, ?2, 'queued', b.id,
          b.id || '/' || (b.communes ->> ('$[' || p.place || '][0]')), b.confirmed_at, b.expires_at, ?3
        FROM recipients AS p JOIN broadcasts AS b ON b.id = p.broadcast_id JOIN contacts AS c ON c.id = p.contact_id
        WHERE p.broadcast_id = ?4 AND p.address_kind = ?5 AND b.status = 'sending'
        ORDER BY p.round, p.place LIMIT ?6 ON CONFLICT DO NOTHING`,
      args: [name, LANES[name], now, id, kind, most],
    },
    forget({ id, kind, status: 'sending' }, most),
  ];
}

/** The next of a list leave it, as long as its broadcast is in this state. */
export function forget({ id, kind, status }: Omit<List, 'urgent'>, most: number): Write {
  return {
    sql: `DELETE FROM recipients WHERE broadcast_id = ?1 AND address_kind = ?2 AND (round, place) IN
        (SELECT round, place FROM recipients WHERE broadcast_id = ?1 AND address_kind = ?2 ORDER BY round, place LIMIT ?3)
      AND (SELECT status FROM broadcasts WHERE id = ?1) = ?4`,
    args: [id, kind, most, status],
  };
}

/** How many of a broadcast have no message in the outbox yet, of those written down. */
export async function recipientsLeft(store: Store, id: string): Promise<number> {
  const rows = await rowsOf<[number]>(store, sql`SELECT count(*) FROM recipients WHERE broadcast_id = ${id}`);
  return Number(rows[0]?.[0] ?? 0);
}
