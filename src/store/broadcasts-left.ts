/** What is left of a broadcast to send, and what becomes of one of which nothing is. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { broadcasts } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';
import { build, type Write, write } from './statement.ts';

const hasAny = (states: SQL) => sql`(${broadcasts.expanding} IS NOT NULL
  OR EXISTS (SELECT 1 FROM recipients p WHERE p.broadcast_id = ${broadcasts.id})
  OR EXISTS (SELECT 1 FROM outbox o WHERE o.broadcast_id = ${broadcasts.id} AND o.state IN (${states})))`;
/** The broadcast of the query around it still has something to send. */
export const GOES_ON = hasAny(sql`'queued', 'claimed', 'sending'`);

/** Whether anything of it could still be held back. */
export async function hasWaiting(store: Store, id: string): Promise<boolean> {
  const row = await store.db
    .select({ id: broadcasts.id })
    .from(broadcasts)
    .where(and(eq(broadcasts.id, id), hasAny(sql`'queued'`)))
    .get();
  return row !== undefined;
}

/** More than are begun before the oldest of them expires; no index knows of those that are paused. */
const NEWEST = 200;
const PAUSED = sql`SELECT id FROM (SELECT id, status FROM broadcasts ORDER BY rowid DESC LIMIT ${NEWEST}) WHERE status = 'paused'`;

/** Broadcasts of which nothing is left to send are done. Paused ones that have expired go on, to be skipped as stale. */
export function settleBroadcasts(now: number): readonly Write[] {
  return [
    write(
      build
        .update(broadcasts)
        .set({ status: 'done', endedAt: now })
        .where(sql`(${broadcasts.status} = 'sending' OR ${broadcasts.id} IN (${PAUSED})) AND NOT ${GOES_ON}`),
    ),
    write(
      build
        .update(broadcasts)
        .set({ status: 'sending' })
        .where(sql`${broadcasts.id} IN (${PAUSED}) AND ${broadcasts.expiresAt} <= ${now}`),
    ),
  ];
}

/** Whether `settleBroadcasts` may have something to do. */
export async function hasUnsettled(store: Store): Promise<boolean> {
  const rows = await rowsOf<[string]>(
    store,
    sql`SELECT id FROM broadcasts WHERE status = 'sending' UNION ALL ${PAUSED} LIMIT 1`,
  );
  return rows.length > 0;
}
