/** Where a child stands in its series: planned when it joins, planned anew when a date is corrected. */
import { SERIES, type Series, type SeriesId } from '../../content/series/index.ts';
import type { CivilDate } from '../civil-time.ts';
import { dropTips, endEnrolment, enrol, forgetSkippedTips } from '../store/enrolments.ts';
import type { Write } from '../store/statement.ts';
import { currentItem, minuteFor, nextItem } from './schedule.ts';

export type PlannedChild = {
  readonly id: string;
  readonly contactId: string;
  readonly born?: CivilDate | null | undefined;
  readonly due?: CivilDate | null | undefined;
};

/** The series that follow a child's date; a child is in one of them at a time. */
const BY_AGE: readonly SeriesId[] = ['pregnancy', 'first-years'];

/**
 * Enrols a child where it is now: the tip of its age is due at once, the others as it grows, none of the earlier ones.
 * Planning twice is harmless: an item that has left can't be queued again, its key is in the outbox.
 */
export function planFor(child: PlannedChild, now: number): readonly Write[] {
  if (child.born) return [enrolIn(SERIES['first-years'], child.id, child.born, now)];
  if (child.due) return [enrolIn(SERIES.pregnancy, child.id, child.due, now)];
  return [];
}

/** After a corrected date: what is queued by the old one is forgotten, the rest planned from today's age. */
export function replan(child: PlannedChild, now: number): readonly Write[] {
  const stays: SeriesId = child.born ? 'first-years' : 'pregnancy';
  return [
    dropTips(child, BY_AGE),
    ...BY_AGE.filter((id) => id !== stays).map((id) => endEnrolment(child.id, id)),
    ...planFor(child, now),
  ];
}

/** After a time in which nothing was sent: the tip of today's age at once, also where leaving had held it back. */
export function planAgain(child: PlannedChild, now: number): readonly Write[] {
  return [forgetSkippedTips(child, 'opted-out'), ...planFor(child, now)];
}

/** Enrolled but with nothing to come where the series is over for this age. */
export function enrolIn(series: Series, childId: string, anchor: CivilDate, now: number): Write {
  const minute = minuteFor(childId);
  const current = currentItem(series, anchor, now, minute);
  const next = current ?? nextItem(series, anchor, now, minute);
  return enrol({
    childId,
    series: series.id,
    anchor,
    status: next === undefined ? 'done' : 'active',
    nextItem: next?.item.id ?? null,
    nextAt: next === undefined ? null : Math.max(next.from, now),
  });
}
