/** How delivery stands at this moment, from indices that hold only what is asked: never from all that ever left. */
import { sql } from 'drizzle-orm';
import type { AddressKind } from '../message.ts';
import type { Store } from './database.ts';
import { LANES } from './outbox.ts';
import { LANE } from './recipients.ts';
import { rowsOf } from './rows.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export const LANE_NAMES = ['reply', 'urgent', 'reminder', 'tip', 'broadcast'] as const;
export type LaneName = (typeof LANE_NAMES)[number];

export type Waiting = {
  readonly lane: LaneName;
  readonly kind: AddressKind;
  readonly queued: number;
  /** When the oldest was to leave; later than now where all are for later. */
  readonly oldestDueAt: number;
};

export type DeliveryNow = {
  readonly waiting: readonly Waiting[];
  /** Messages handed to providers in the last minute. */
  readonly sentLastMinute: number;
  /** Of the last 24 hours. */
  readonly failed: readonly { readonly reason: string; readonly number: number }[];
  readonly unknown: number;
};

/** A broadcast is due from `wakingFrom` on where it may not leave at night, and while it is paused not at all. */
export async function deliveryNow(store: Store, now: number, wakingFrom: number): Promise<DeliveryNow> {
  const waiting = await rowsOf<[number, AddressKind, number, number]>(
    store,
    sql`SELECT lane, address_kind, sum(n),
        coalesce(min(CASE lane WHEN ${LANES.broadcast} THEN max(due, ${wakingFrom}) ELSE due END), ${now}) FROM (
        SELECT lane, address_kind, count(*) AS n, min(due_at) AS due FROM outbox
          WHERE state = 'queued' AND flow IS NULL GROUP BY address_kind, lane
        UNION ALL
        SELECT f.lane, f.address_kind, f.n, iif(b.status = 'paused', NULL, f.due) FROM (
          SELECT lane, address_kind, flow, count(*) AS n, min(due_at) AS due FROM outbox
            WHERE state = 'queued' AND flow IS NOT NULL GROUP BY address_kind, lane, flow
        ) AS f LEFT JOIN broadcasts b ON b.id = substr(f.flow, 1, instr(f.flow, '/') - 1)
        UNION ALL
        SELECT ${LANE}, k.column1, (SELECT count(*) FROM recipients p
            WHERE p.broadcast_id = b.id AND p.address_kind = k.column1), iif(b.status = 'paused', NULL, b.confirmed_at)
          FROM broadcasts b, (VALUES ('phone'), ('telegram')) AS k WHERE b.status IN ('sending', 'paused')
      ) WHERE n > 0 GROUP BY lane, address_kind ORDER BY lane, address_kind`,
  );
  const [sent] = await rowsOf<[number]>(
    store,
    sql`SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL AND sent_at > ${now - MINUTE_MS}`,
  );
  const failed = await rowsOf<[string | null, number]>(
    store,
    sql`SELECT reason, count(*) FROM outbox WHERE state = 'failed' AND settled_at > ${now - DAY_MS}
      GROUP BY reason ORDER BY count(*) DESC`,
  );
  const [unknown] = await rowsOf<[number]>(
    store,
    sql`SELECT count(*) FROM outbox WHERE state = 'unknown' AND reason <> 'left-as-is'`,
  );
  return {
    waiting: waiting.map(([lane, kind, queued, oldestDueAt]) => ({
      lane: LANE_NAMES[Number(lane)] ?? 'broadcast',
      kind,
      queued: Number(queued),
      oldestDueAt: Number(oldestDueAt),
    })),
    sentLastMinute: Number(sent?.[0] ?? 0),
    failed: failed.map(([reason, number]) => ({ reason: reason ?? 'other', number: Number(number) })),
    unknown: Number(unknown?.[0] ?? 0),
  };
}

/** Why messages wait, of the oldest ones. */
export async function waitingReasons(
  store: Store,
): Promise<readonly { readonly reason: string; readonly number: number }[]> {
  const rows = await rowsOf<[string, number]>(
    store,
    sql`SELECT reason, count(*) FROM (
        SELECT reason FROM outbox WHERE state = 'queued' AND flow IS NULL LIMIT 2000
      ) WHERE reason IS NOT NULL GROUP BY reason ORDER BY count(*) DESC`,
  );
  return rows.map(([reason, number]) => ({ reason, number: Number(number) }));
}

/** What of the newest messages was withheld in the last 24 hours, and why: no index holds them. */
export async function withheldReasons(
  store: Store,
  now: number,
): Promise<readonly { readonly reason: string; readonly number: number }[]> {
  const rows = await rowsOf<[string, number]>(
    store,
    sql`SELECT reason, count(*) FROM (
        SELECT state, reason, settled_at FROM outbox ORDER BY id DESC LIMIT 5000
      ) WHERE state = 'skipped' AND reason IS NOT NULL AND settled_at > ${now - DAY_MS}
      GROUP BY reason ORDER BY count(*) DESC`,
  );
  return rows.map(([reason, number]) => ({ reason, number: Number(number) }));
}
