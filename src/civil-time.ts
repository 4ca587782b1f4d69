/** Civil time of Asia/Ho_Chi_Minh: UTC+7 the year round, no daylight saving. */
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';

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

type Plain = ReturnType<typeof PlainDate.create>;

/** By functions, not objects: a Worker carries only those that are used here. */
function plain(date: CivilDate): Plain {
  return PlainDate.create(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

export function plusDays(date: CivilDate, days: number): CivilDate {
  return PlainDate.toString(PlainDate.addDays(plain(date), days));
}

export function plusMonths(date: CivilDate, months: number): CivilDate {
  return PlainDate.toString(PlainDate.addMonths(plain(date), months));
}

/** Whole days from a to b; negative where b is before a. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return PlainDate.diff(plain(a), plain(b), { largestUnit: 'days' }).days;
}

/** Whole months from a to b, as an age is told. */
export function monthsBetween(a: CivilDate, b: CivilDate): number {
  return PlainDate.diff(plain(a), plain(b), { largestUnit: 'months' }).months;
}

/** `dd/mm/yyyy`, as people here write a date. */
export function shownDate(date: CivilDate): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}

/** A real day of the calendar, or undefined. */
export function dateOf(year: number, month: number, day: number): CivilDate | undefined {
  try {
    return PlainDate.toString(PlainDate.create(year, month, day));
  } catch {
    return undefined;
  }
}

/** The ISO week of a day, `2026-W48`. */
export function isoWeekOf(date: CivilDate): string {
  const day = plain(date);
  return `${PlainDate.yearOfWeek(day)}-W${String(PlainDate.weekOfYear(day)).padStart(2, '0')}`;
}

/** The Monday of an ISO week like `2026-W48`; undefined where there is no such week. */
export function mondayOf(isoWeek: string): CivilDate | undefined {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(isoWeek) ?? [];
  if (year === undefined || week === undefined) return undefined;
  // The fourth of January is in the first week of its year.
  const fourth = PlainDate.create(Number(year), 1, 4);
  const first = PlainDate.subtractDays(fourth, PlainDate.dayOfWeek(fourth) - 1);
  const monday = PlainDate.toString(PlainDate.addWeeks(first, Number(week) - 1));
  return isoWeekOf(monday) === isoWeek ? monday : undefined;
}
