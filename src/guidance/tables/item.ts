/** What the tables make: items as those of a series, each with the days and the provinces it is for. Pure. */
import type { SeriesItem } from '../../../content/series/index.ts';
import type { Source } from '../../../content/sources.ts';
import type { Age, DatedRow, Needs, Tables } from '../../../content/tables/shape.ts';
import { type CivilDate, civilDate, DAY_MS, instantOf, plusMonths } from '../../civil-time.ts';
import { remembered } from '../../remembered.ts';
import type { Validity } from './valid.ts';

/** Months after the birth, then days; negative where something is told before its day. */
export type Span = { readonly months: number; readonly days: number };

type Common = Validity &
  Source & {
    /** The place in the schedule of which one text is for one child, whatever the text's id. */
    readonly slot: string;
    /** Families it is for, besides the age: those who asked for the series on disability. Absent: all. */
    readonly needs?: Needs;
  };

export type TableItem = Omit<SeriesItem, 'region'> &
  Common & {
    /** The age at which the thing itself is due, by which its rule is chosen. `at` and `until` are when it is told. */
    readonly due: Span;
    /** `at` and `until` to the day: for one child's dates, where those two count months at their mean length. */
    readonly window: { readonly at: Span; readonly until: Span };
    /** Told again at every so many months of age; each time is an item of its own for a child. */
    readonly again?: { readonly everyMonths: number; readonly lastMonths: number };
    /** Doses it names, as `opv-1`; empty for what is no vaccine. */
    readonly doses: readonly string[];
  };

/** A day of the year for children of an age. Ages are whole months on the first campaign day, both included. */
export type CalendarItem = Omit<SeriesItem, 'at' | 'until' | 'region'> &
  Common & {
    /** `MM-DD` of the day to tell it. */
    readonly monthDay: string;
    readonly campaign: { readonly from: string; readonly to: string };
    readonly minMonths: number;
    readonly maxMonths: number;
  };

export type TableSeries =
  | {
      readonly id: 'vaccines' | 'growth' | 'papers' | 'money';
      readonly anchor: 'birth';
      readonly title: { readonly vi: string; readonly en: string };
      readonly items: readonly TableItem[];
    }
  | {
      readonly id: 'vitamin-a';
      readonly anchor: 'calendar';
      readonly title: { readonly vi: string; readonly en: string };
      readonly items: readonly CalendarItem[];
    };

export type { Tables };

/** Told so many days before a visit is due, and no more when it is so long past. */
export const DAYS_BEFORE = 3;
export const STALE_DAYS = 14;

const MEAN_MONTH_DAYS = 30.4375;

export function spanOf({ months = 0, days = 0 }: Age, plus = 0): Span {
  return { months, days: days + plus };
}

/** Days from birth, months at their mean length; never before it. */
export function nominalDays({ months, days }: Span): number {
  return Math.max(Math.round(months * MEAN_MONTH_DAYS) + days, 0);
}

/** What is told before a day, on it and after it counts the same months; the calendar is slow. */
const monthsLater = remembered((key: string) => {
  const [born = '', months] = key.split(' ');
  return plusMonths(born, Number(months));
}, 1_000);

/** The day of a span for a child: 31 January and a month is the last of February. Never before the birth. */
export function dayOf({ months, days }: Span, born: CivilDate): CivilDate {
  const day = civilDate(instantOf(monthsLater(`${born} ${months}`)) + days * DAY_MS);
  return day < born ? born : day;
}

export function timed(due: Span, window: TableItem['window']) {
  return {
    due,
    window,
    at: { days: nominalDays(window.at) },
    until: { days: nominalDays(window.until) },
  };
}

/** Of several rows in one text: all their sources, and the certainty of the least certain. */
export function backed(
  rows: readonly Pick<DatedRow, 'source' | 'certainty'>[],
): Pick<DatedRow, 'source' | 'certainty'> {
  const certainties = rows.map((row) => row.certainty);
  return {
    source: [...new Set(rows.flatMap(({ source }) => source.split('; ')))].join('; '),
    certainty:
      (['uncertain', 'recalled'] as const).find((certainty) => certainties.includes(certainty)) ?? 'read',
  };
}

/** By when it is told, at their mean length; those of one day as they stand in the table. */
export function inOrder(items: readonly TableItem[]): readonly TableItem[] {
  return items.toSorted((a, b) => nominalDays(a.window.at) - nominalDays(b.window.at));
}
