/** When each tip of a series is due for one child. Pure: civil dates and an anchor in, instants out. */
import type { Moment, SeriesItem } from '../../content/series/index.ts';
import { type CivilDate, DAY_MS, instantOf, plusMonths } from '../civil-time.ts';

export const WEEKS_TO_DUE = 40;
const USUAL_MINUTE = 8 * 60;
const EARLIEST_MINUTE = 7 * 60 + 30;
const SPREAD_MINUTES = 181;

/** Any series, also what the tables make for one child. */
export type Timed = { readonly items: readonly SeriesItem[] };

/** From when an item is due until when it would be wrong for the age. */
export type Due = { readonly item: SeriesItem; readonly from: number; readonly until: number };

/** The minute of the day for one child, 07:30–10:30, so that a province is not written to in the same minute. */
export function minuteFor(childId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < childId.length; i += 1)
    hash = Math.imul(hash ^ childId.charCodeAt(i), 0x01000193) >>> 0;
  return EARLIEST_MINUTE + (hash % SPREAD_MINUTES);
}

/** The instant of a moment. The last day of a month stays one: 31 January and a month is 28 or 29 February. */
export function instantOfMoment(moment: Moment, anchor: CivilDate, minute = USUAL_MINUTE): number {
  if ('months' in moment) return instantOf(plusMonths(anchor, moment.months), minute);
  const days = 'week' in moment ? 7 * (moment.week - WEEKS_TO_DUE) : moment.days;
  // Every civil day here has 24 hours.
  return instantOf(anchor, minute) + days * DAY_MS;
}

/**
 * The items from `start` on, each computed only when it is asked for. A window is a day long at least: a child born in
 * February is 28 days and a month old on the same day, and both tips are meant.
 */
export function* dues(series: Timed, anchor: CivilDate, minute = USUAL_MINUTE, start = 0): Generator<Due> {
  for (const item of series.items.slice(start)) {
    const from = instantOfMoment(item.at, anchor, minute);
    yield { item, from, until: Math.max(instantOfMoment(item.until, anchor, minute), from + DAY_MS) };
  }
}

/** The first item that begins after `from`. */
export function nextItem(
  series: Timed,
  anchor: CivilDate,
  from: number,
  minute = USUAL_MINUTE,
): Due | undefined {
  for (const due of dues(series, anchor, minute)) if (due.from > from) return due;
  return undefined;
}

/** The item for the age at this moment; the later one where two windows meet. */
export function currentItem(
  series: Timed,
  anchor: CivilDate,
  at: number,
  minute = USUAL_MINUTE,
): Due | undefined {
  let current: Due | undefined;
  for (const due of dues(series, anchor, minute)) {
    if (due.from > at) break;
    if (at < due.until) current = due;
  }
  return current;
}
