/** The tick's job: whatever tip has become due goes to the outbox, and its enrolment to the next. */
import { regionOf } from '../../content/regions.ts';
import { seriesById } from '../../content/series/index.ts';
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import { inRank } from '../gate.ts';
import type { Job } from '../job.ts';
import { queueTipForCarers } from '../store/carers.ts';
import {
  type DueEnrolment,
  dueEnrolments,
  movePlace,
  nextEnrolmentAt,
  queueTip,
} from '../store/enrolments.ts';
import type { Write } from '../store/statement.ts';
import { seriesOf } from './child-series.ts';
import { dues, minuteFor } from './schedule.ts';
import { asksUseful } from './useful.ts';

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
  if (due.childStatus !== spokenOf(due.series)) {
    return [movePlace(due, { status: 'paused', nextItem: due.nextItem, nextAt: due.nextAt })];
  }
  const series = seriesOf(due.series, due);
  if (series === undefined) return [movePlace(due, { status: 'done', nextItem: null, nextAt: null })];
  const known = series.items.some((item) => item.id === due.nextItem);
  const writes: Write[] = [];
  for (const { item, from, until } of dues(series, due.anchor, minuteFor(due.contactId), {
    startAt: due.nextItem,
    region: regionOf(due.provinceCode),
    corrected: due.corrected ?? undefined,
  })) {
    if (from > now) {
      return [...writes, movePlace(due, { status: 'active', nextItem: item.id, nextAt: from })];
    }
    // The content has changed under this child: what lies behind is not caught up.
    if (!known && until <= now) continue;
    // What an outage has made stale is queued all the same: the gate skips it and that is on record.
    const tip = {
      item: item.id,
      dueAt: inRank(now, series.rank),
      expiresAt: Math.min(until, now + WAITS_MS),
      createdAt: now,
    };
    const comforts = series.anchor === 'lost';
    // Someone who has left is only moved on; whoever comes back is planned anew.
    if (due.consent === 'in') {
      writes.push(
        queueTip(due, { ...tip, contactId: due.contactId }),
        ...(comforts ? [] : asksUseful(due.contactId, item.id, now)),
      );
    }
    // Words of comfort come only to who wished for them.
    if (due.shared && !comforts) writes.push(queueTipForCarers(due, tip));
  }
  return [...writes, movePlace(due, { status: 'done', nextItem: null, nextAt: null })];
}

/** Words of comfort are the only ones about a child that is lost. */
export function spokenOf(series: string): 'active' | 'lost' {
  return seriesById(series)?.anchor === 'lost' ? 'lost' : 'active';
}

export const tipsJob: Job = {
  name: 'tips',
  run: queueDueTips,
  nextAt: (deps, now) => nextEnrolmentAt(deps.store, now),
};
