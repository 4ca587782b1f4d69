/** Where a child stands in its series: planned when it joins, planned anew when a date is corrected. */
import { SERIES, type SeriesId } from '../../content/series/index.ts';
import type { TableKind } from '../../content/tables/shape.ts';
import { type CivilDate, civilDate, plusMonths } from '../civil-time.ts';
import { dropTips, endEnrolment, enrol, forgetSkippedTips } from '../store/enrolments.ts';
import type { Write } from '../store/statement.ts';
import { type SentSeries, seriesOf, TABLE_KINDS } from './child-series.ts';
import { correctedFor, currentItem, minuteFor, nextItem, type Standing } from './schedule.ts';

export type PlannedChild = {
  readonly id: string;
  readonly contactId: string;
  readonly born?: CivilDate | null | undefined;
  readonly due?: CivilDate | null | undefined;
};

/** For every child by its dates; the others are chosen. */
const BEFORE_BIRTH: readonly SeriesId[] = ['pregnancy'];
const AFTER_BIRTH: readonly SeriesId[] = ['first-years', 'carer-mind', 'fathers-grandparents', 'seasons'];
const GROWN_MONTHS = 96;
const BY_DATES: readonly string[] = [...BEFORE_BIRTH, ...AFTER_BIRTH, ...TABLE_KINDS];

/**
 * Enrols a child where it is now: the tip of its age is due at once, the others as it grows, none of the earlier ones.
 * Planning twice is harmless: an item that has left can't be queued again, its key is in the outbox.
 */
export function planFor(child: PlannedChild, now: number): readonly Write[] {
  const { born, due } = child;
  if (born)
    return [...inSeries(child, born, now), ...TABLE_KINDS.map((kind) => inTable(kind, child, born, now))];
  return due ? BEFORE_BIRTH.map((id) => enrolIn(SERIES[id], child, due, now)) : [];
}

function inSeries(child: PlannedChild, born: CivilDate, now: number): readonly Write[] {
  const today = civilDate(now);
  return AFTER_BIRTH.flatMap((id) => {
    if (SERIES[id].anchor !== 'year') return [enrolIn(SERIES[id], child, born, now)];
    // The seasons have no end of their own.
    if (today >= plusMonths(born, GROWN_MONTHS)) return [];
    return [enrolIn(SERIES[id], child, born > today ? born : today, now)];
  });
}

/**
 * The reminders of a table, those about a disability included: whether a family is told of these is looked up when they
 * are due, so that planning anew never forgets that it asked.
 */
export function inTable(kind: TableKind, child: PlannedChild, born: CivilDate, now: number): Write {
  const series = seriesOf(kind, { anchor: born, disability: true });
  if (series === undefined) throw new Error(`There is no table ${kind}.`);
  return enrolIn(series, child, born, now);
}

/** After a corrected date: what is queued by the old one is forgotten, the rest planned from today's age. */
export function replan(child: PlannedChild, now: number): readonly Write[] {
  const stay: readonly string[] = child.born ? [...AFTER_BIRTH, ...TABLE_KINDS] : BEFORE_BIRTH;
  return [
    dropTips(child, BY_DATES),
    ...BY_DATES.filter((id) => !stay.includes(id)).map((id) => endEnrolment(child.id, id)),
    ...planFor(child, now),
  ];
}

/** After a time in which nothing was sent: the tip of today's age at once, also where leaving had held it back. */
export function planAgain(child: PlannedChild, now: number): readonly Write[] {
  return [forgetSkippedTips(child, 'opted-out'), ...planFor(child, now)];
}

/** Enrolled but with nothing to come where the series is over for this age. */
export function enrolIn(series: SentSeries, child: PlannedChild, anchor: CivilDate, now: number): Write {
  const minute = minuteFor(child.contactId);
  const corrected = series.anchor === 'birth' ? correctedFor(child) : undefined;
  const standing: Standing = { corrected };
  const current =
    series.catchUp === 'current' ? currentItem(series, anchor, now, minute, standing) : undefined;
  const next = current ?? nextItem(series, anchor, now, minute, standing);
  return enrol({
    childId: child.id,
    series: series.id,
    anchor,
    corrected: corrected ?? null,
    status: next === undefined ? 'done' : 'active',
    nextItem: next?.item.id ?? null,
    nextAt: next === undefined ? null : Math.max(next.from, now),
  });
}
