/** When each tip of a series is due for one child. Pure: civil dates and an anchor in, instants out. */
import type { Region } from '../../content/regions.ts';
import type { Moment, Series, SeriesItem } from '../../content/series/index.ts';
import type { Topic } from '../../content/topics.ts';
import { type CivilDate, DAY_MS, daysBetween, instantOf, plusMonths } from '../civil-time.ts';
import { spread } from './spread.ts';

export const WEEKS_TO_DUE = 40;
const USUAL_MINUTE = 8 * 60;
const EARLIEST_MINUTE = 7 * 60 + 30;
const SPREAD_MINUTES = 181;

/** Any series, also what the tables make for one child. */
export type Timed = Pick<Series, 'anchor'> & { readonly items: readonly SeriesItem[] };

/** From when an item is due until when it would be wrong for the age. */
export type Due = { readonly item: SeriesItem; readonly from: number; readonly until: number };

export type Standing = {
  readonly region?: Region | undefined;
  /** The date that development counts from, for a child who was born early. */
  readonly corrected?: CivilDate | undefined;
  /** The id of the item to begin with; the first where there is no such item. */
  readonly startAt?: string;
};

/** The minute of the day for one person, 07:30–10:30, so that a province is not written to in the same minute. */
export function minuteFor(contactId: string): number {
  return EARLIEST_MINUTE + (spread(contactId) % SPREAD_MINUTES);
}

/** The instant of a moment. The last day of a month stays one: 31 January and a month is 28 or 29 February. */
export function instantOfMoment(moment: Moment, anchor: CivilDate, minute = USUAL_MINUTE): number {
  if ('months' in moment) return instantOf(plusMonths(anchor, moment.months), minute);
  if ('day' in moment) return instantOf(`${anchor.slice(0, 4)}-${moment.day}`, minute);
  const days = 'week' in moment ? 7 * (moment.week - WEEKS_TO_DUE) : moment.days;
  // Every civil day here has 24 hours.
  return instantOf(anchor, minute) + days * DAY_MS;
}

/**
 * The items from `startAt` on, each computed only when it is asked for. A window is a day long at least: a child born
 * in February is 28 days and a month old on the same day, and both tips are meant.
 */
export function* dues(
  series: Timed,
  anchor: CivilDate,
  minute = USUAL_MINUTE,
  standing: Standing = {},
): Generator<Due> {
  const { region, corrected, startAt } = standing;
  const items = series.items.filter((item) => item.region === undefined || item.region === region);
  if (series.anchor === 'year' || corrected !== undefined) {
    const sorted = items
      .map((item) =>
        series.anchor === 'year'
          ? nextInYear(item, anchor, minute)
          : dueOf(item, isDevelopment(item) && corrected !== undefined ? corrected : anchor, minute),
      )
      .sort((a, b) => a.from - b.from);
    yield* from(sorted, startAt, (due) => due.item.id);
    return;
  }
  for (const item of from(items, startAt, ({ id }) => id)) yield dueOf(item, anchor, minute);
}

function from<T>(all: readonly T[], startAt: string | undefined, idOf: (one: T) => string): readonly T[] {
  const start = startAt === undefined ? 0 : all.findIndex((one) => idOf(one) === startAt);
  return start > 0 ? all.slice(start) : all;
}

function dueOf(item: SeriesItem, anchor: CivilDate, minute: number): Due {
  const begins = instantOfMoment(item.at, anchor, minute);
  return {
    item,
    from: begins,
    until: Math.max(instantOfMoment(item.until, anchor, minute), begins + DAY_MS),
  };
}

/** The season that goes on at the anchor, or the next one after it: each item comes once. */
function nextInYear(item: SeriesItem, anchor: CivilDate, minute: number): Due {
  const due = dueOf(item, anchor, minute);
  return due.until > instantOf(anchor, minute) ? due : dueOf(item, plusMonths(anchor, 12), minute);
}

/** What a child can do follows the age it would have if it had been born when it was expected. */
const DEVELOPMENT: ReadonlySet<Topic> = new Set(['play', 'talk', 'movement', 'sleep']);
const CORRECTED_MONTHS = 24;

function isDevelopment({ topic, at }: SeriesItem): boolean {
  const young = 'days' in at || ('months' in at && at.months <= CORRECTED_MONTHS);
  return young && DEVELOPMENT.has(topic);
}

/** Born before 37 weeks. */
const EARLY_DAYS = 21;
/** Nobody lives who was born earlier than this: one of the two dates is wrong. */
const IMPOSSIBLE_DAYS = 19 * 7;

/** The date to count development from; undefined for a child who was not born early, or of whom that is not known. */
export function correctedFor(child: {
  readonly born?: CivilDate | null | undefined;
  readonly due?: CivilDate | null | undefined;
}): CivilDate | undefined {
  if (!child.born || !child.due) return undefined;
  const early = daysBetween(child.born, child.due);
  return early > EARLY_DAYS && early < IMPOSSIBLE_DAYS ? child.due : undefined;
}

/** The first item that begins after `from`. */
export function nextItem(
  series: Timed,
  anchor: CivilDate,
  after: number,
  minute = USUAL_MINUTE,
  standing: Standing = {},
): Due | undefined {
  for (const due of dues(series, anchor, minute, standing)) if (due.from > after) return due;
  return undefined;
}

/** The item for the age at this moment; the later one where two windows meet. */
export function currentItem(
  series: Timed,
  anchor: CivilDate,
  at: number,
  minute = USUAL_MINUTE,
  standing: Standing = {},
): Due | undefined {
  let current: Due | undefined;
  for (const due of dues(series, anchor, minute, standing)) {
    if (due.from > at) break;
    if (at < due.until) current = due;
  }
  return current;
}
