/** The tick's job: whatever tip has become due goes to the outbox, and its enrolment to the next. */
import { seriesById } from '../../content/series/index.ts';
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Job } from '../job.ts';
import {
  type DueEnrolment,
  dueEnrolments,
  movePlace,
  nextEnrolmentAt,
  queueTip,
} from '../store/enrolments.ts';
import type { Write } from '../store/statement.ts';
import { dues, minuteFor } from './schedule.ts';

const BATCH = 200;
/** How long a queued tip may wait for its turn at the gate before it is let go. */
const WAITS_MS = 3 * DAY_MS;

/**
 * Reads only what is due. A tick takes no turn number: each of its writes names the place it was decided for, so it
 * does nothing where a SINH or MAT was faster, and a tip queued twice meets its own key.
 */
export async function queueDueTips(deps: Deps, now: number): Promise<void> {
  for (;;) {
    const due = await dueEnrolments(deps.store, now, BATCH);
    if (due.length === 0) return;
    const committed = await deps.store.commit(due.flatMap((enrolment) => step(enrolment, now)));
    if (!committed.ok) throw new Error(`The tips due could not be queued: ${committed.collided} collided.`);
    deps.wake();
    if (due.length < BATCH) return;
  }
}

/** What to queue for one child, and its next place. */
export function step(due: DueEnrolment, now: number): readonly Write[] {
  if (due.childStatus !== 'active') {
    return [movePlace(due, { status: 'paused', nextItem: due.nextItem, nextAt: due.nextAt })];
  }
  const series = seriesById(due.series);
  const at = series?.items.findIndex((item) => item.id === due.nextItem) ?? -1;
  const writes: Write[] = [];
  for (const { item, from, until } of series === undefined
    ? []
    : dues(series, due.anchor, minuteFor(due.childId), Math.max(at, 0))) {
    if (from > now) {
      return [...writes, movePlace(due, { status: 'active', nextItem: item.id, nextAt: from })];
    }
    // The content has changed under this child: what lies behind is not caught up.
    if (at === -1 && until <= now) continue;
    // Someone who has left is only moved on; whoever comes back is planned anew.
    if (due.consent !== 'in') continue;
    // What an outage has made stale is queued all the same: the gate skips it and that is on record.
    writes.push(
      queueTip(due, {
        contactId: due.contactId,
        item: item.id,
        dueAt: now,
        expiresAt: Math.min(until, now + WAITS_MS),
        createdAt: now,
      }),
    );
  }
  return [...writes, movePlace(due, { status: 'done', nextItem: null, nextAt: null })];
}

export const tipsJob: Job = {
  name: 'tips',
  run: queueDueTips,
  nextAt: (deps, now) => nextEnrolmentAt(deps.store, now),
};
