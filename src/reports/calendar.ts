/** When a month's counts are expected, late, asked for and closed. Pure: a period and a province's calendar in, instants out. */
import type { ReportingCalendar } from '../../content/reporting.ts';
import { type CivilDate, civilDate, instantOf, plusDays, plusMonths } from '../civil-time.ts';
import { remembered } from '../remembered.ts';

export type { ReportingCalendar } from '../../content/reporting.ts';

/** From then on the month's report is expected. */
export function opensAt(calendar: ReportingCalendar, period: string): number {
  return instantOf(dayOf(period, calendar.opensOnDay));
}

/** The first instant at which a report of the month is late. */
export function dueAt(calendar: ReportingCalendar, period: string): number {
  return instantOf(plusDays(dayOf(nextPeriod(period), calendar.dueOnDay), 1));
}

/** The first instant at which the month takes no more reports, unless it is opened again. */
export function closesAt(calendar: ReportingCalendar, period: string): number {
  const month = Number(period.slice(5));
  const toHalfYear = (month <= 6 ? 6 : 12) - month;
  return instantOf(plusMonths(`${period}-01`, toHalfYear + calendar.closesMonthsAfterHalfYear + 1));
}

export function isLate(calendar: ReportingCalendar, period: string, sentAt: number): boolean {
  return sentAt >= boundsOf(calendar, period).dueAt;
}

export function isClosed(calendar: ReportingCalendar, period: string, now: number): boolean {
  return now >= boundsOf(calendar, period).closesAt;
}

type Bounds = { readonly dueAt: number; readonly closesAt: number };

const bounds = new WeakMap<ReportingCalendar, (period: string) => Bounds>();
const BOUNDS_KEPT = 100;

/** Remembered: every report asks, and counting the days of months costs as much as reading the text. */
function boundsOf(calendar: ReportingCalendar, period: string): Bounds {
  let boundsIn = bounds.get(calendar);
  if (boundsIn === undefined) {
    boundsIn = remembered(
      (of) => ({ dueAt: dueAt(calendar, of), closesAt: closesAt(calendar, of) }),
      BOUNDS_KEPT,
    );
    bounds.set(calendar, boundsIn);
  }
  return boundsIn(period);
}

/** The months that can be reported on time now: one between the opening day and the due day, else none. */
export function currentPeriods(calendar: ReportingCalendar, now: number): readonly string[] {
  return recentPeriods(now).filter((p) => opensAt(calendar, p) <= now && now < dueAt(calendar, p));
}

export type Reminder = {
  readonly period: string;
  readonly day: CivilDate;
  readonly at: number;
  /** When it has become stale: the end of the day after, or the next reminder. */
  readonly until: number;
  /** No other day of this month follows. */
  readonly last: boolean;
};

/** The days on which a month's missing reports are asked for, in order. */
export function remindersOf(calendar: ReportingCalendar, period: string): readonly Reminder[] {
  const days = calendar.remindOn.map((day) =>
    dayOf(day >= calendar.opensOnDay ? period : nextPeriod(period), day),
  );
  const inOrder = [...new Set(days)].sort();
  return inOrder.map((day, i) => {
    const next = inOrder[i + 1];
    const stale = instantOf(plusDays(day, 2));
    return {
      period,
      day,
      at: instantOf(day, calendar.remindAtMinute),
      until: next === undefined ? stale : Math.min(stale, instantOf(next, calendar.remindAtMinute)),
      last: next === undefined,
    };
  });
}

/** Every reminder later than one instant and not later than another, in order. */
export function remindersBetween(
  calendar: ReportingCalendar,
  after: number,
  until: number,
): readonly Reminder[] {
  const first = plusMonths(`${civilDate(after).slice(0, 7)}-01`, -1).slice(0, 7);
  const found: Reminder[] = [];
  for (let period = first; instantOf(`${period}-01`) <= until; period = nextPeriod(period)) {
    found.push(...remindersOf(calendar, period).filter(({ at }) => after < at && at <= until));
  }
  return found.sort((a, b) => a.at - b.at);
}

/** A day of a month; the last one where the month is shorter. */
function dayOf(period: string, day: number): CivilDate {
  const inMonth = plusDays(`${period}-01`, day - 1);
  return inMonth.startsWith(period) ? inMonth : plusDays(`${nextPeriod(period)}-01`, -1);
}

function nextPeriod(period: string): string {
  return plusMonths(`${period}-01`, 1).slice(0, 7);
}

/** The month before and this one. */
function recentPeriods(now: number): readonly string[] {
  const month = civilDate(now).slice(0, 7);
  return [plusMonths(`${month}-01`, -1).slice(0, 7), month];
}
