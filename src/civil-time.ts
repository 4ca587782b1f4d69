/** Civil time of Asia/Ho_Chi_Minh: UTC+7 the year round, no daylight saving. */
import { Temporal } from 'temporal-polyfill';

const OFFSET_MS = 7 * 3_600_000;
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/** `YYYY-MM-DD` */
export type CivilDate = string;

export function civilDate(at: number): CivilDate {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10);
}

/** Minutes since midnight, 0–1439. */
export function minuteOfDay(at: number): number {
  return Math.floor(((at + OFFSET_MS) % DAY_MS) / MINUTE_MS);
}

/** The instant at which a civil day begins, plus minutes. */
export function instantOf(date: CivilDate, minutes = 0): number {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET_MS + minutes * MINUTE_MS;
}

export function plusDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

export function plusMonths(date: CivilDate, months: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Whole days from a to b; negative where b is before a. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: 'days' }).days;
}

/** Whole months from a to b, as an age is told. */
export function monthsBetween(a: CivilDate, b: CivilDate): number {
  return Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: 'months' }).months;
}

/** `dd/mm/yyyy`, as people here write a date. */
export function shownDate(date: CivilDate): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}

/** A real day of the calendar, or undefined. */
export function dateOf(year: number, month: number, day: number): CivilDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** The ISO week of a day, `2026-W48`. */
export function isoWeekOf(date: CivilDate): string {
  const { weekOfYear, yearOfWeek } = Temporal.PlainDate.from(date);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

/** The Monday of an ISO week like `2026-W48`; undefined where there is no such week. */
export function mondayOf(isoWeek: string): CivilDate | undefined {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(isoWeek) ?? [];
  if (year === undefined || week === undefined) return undefined;
  // The fourth of January is in the first week of its year.
  const fourth = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 4 });
  const monday = fourth
    .subtract({ days: fourth.dayOfWeek - 1 })
    .add({ weeks: Number(week) - 1 })
    .toString();
  return isoWeekOf(monday) === isoWeek ? monday : undefined;
}
