/** What would make a series unfit to be sent: a line for each fault, for the check before a release. */
import type { Moment, Series, SeriesItem } from '../../content/series/index.ts';
import { daysBetween, plusDays } from '../civil-time.ts';
import { isReviewed } from './review.ts';
import { dues, WEEKS_TO_DUE } from './schedule.ts';
import { textFaults } from './text-faults.ts';

/** Anchors over a leap year and an ordinary one, month ends among them. */
const ANCHORS = Array.from({ length: 731 }, (_, i) => plusDays('2027-06-01', i));
const UNITS: Readonly<Record<Series['anchor'], readonly string[]>> = {
  due: ['week'],
  birth: ['days', 'months'],
  joined: ['days'],
  lost: ['days'],
  year: ['day'],
};

export async function seriesFaults(all: readonly Series[]): Promise<readonly string[]> {
  const ofItems = await Promise.all(all.flatMap(({ items }) => items.map(itemFaults)));
  return [
    ...repeated(
      'series',
      all.map(({ id }) => id),
    ),
    ...repeated(
      'tip',
      all.flatMap(({ items }) => items.map(({ id }) => id)),
    ),
    ...all.flatMap((series) => [...timeFaults(series), ...holes(series)]),
    ...ofItems.flat(),
  ];
}

export function repeated(what: string, ids: readonly string[]): readonly string[] {
  const twice = new Set(ids.filter((id, i) => ids.indexOf(id) !== i));
  return [...twice].map((id) => `${id}: two of this ${what} id`);
}

/** Of any item, in a series or not. */
export async function itemFaults(
  item: Pick<SeriesItem, 'id' | 'vi' | 'en' | 'reviewed'>,
): Promise<readonly string[]> {
  return [
    ...textFaults(item).map((fault) => `${item.id}: ${fault}`),
    ...(item.reviewed === false || (await isReviewed(item))
      ? []
      : [`${item.id}: the text has changed since its review, so it is not sent: review it again`]),
  ];
}

function timeFaults(series: Series): readonly string[] {
  const faults: string[] = [];
  for (const item of series.items) {
    for (const moment of [item.at, item.until]) {
      if (!UNITS[series.anchor].includes(unitOf(moment))) {
        faults.push(
          `${item.id}: counts in ${unitOf(moment)}, this series in ${UNITS[series.anchor].join(' or ')}`,
        );
      }
    }
  }
  const said = new Set<string>();
  for (const anchor of ANCHORS) {
    let before: { readonly id: string; readonly from: number } | undefined;
    for (const { item, from, until } of dues(series, anchor, 0)) {
      if (before !== undefined && from < before.from)
        said.add(`${item.id}: due before ${before.id}, which stands before it`);
      if (until < from || nominalDays(item.until) <= nominalDays(item.at))
        said.add(`${item.id}: over before it begins`);
      before = { id: item.id, from };
    }
  }
  return [...faults, ...said];
}

/** The longest silence that a series may have, by age: from then on, until then, in days from its anchor. */
type Cover = { readonly from: number; readonly until: number; readonly most: number };
const COVERED: Readonly<Partial<Record<Series['id'], readonly Cover[]>>> = {
  pregnancy: [{ from: 7 * 6, until: 7 * 42, most: 8 }],
  'first-years': [
    { from: 1, until: 365, most: 8 },
    { from: 365, until: 730, most: 15 },
  ],
};

function holes({ id, items }: Series): readonly string[] {
  const days = items.map(({ at }) => Math.round(nominalDays(at)));
  return (COVERED[id] ?? []).flatMap(({ from, until, most }) => {
    const inside = days.filter((day) => day > from && day < until);
    const marks = [from, ...inside, until];
    return marks.flatMap((day, i) => {
      const before = marks[i - 1];
      return before === undefined || day - before <= most
        ? []
        : [`${id}: nothing between day ${before} and day ${day}, ${most} days at most`];
    });
  });
}

function unitOf(moment: Moment): string {
  return Object.keys(moment)[0] ?? '';
}

const MEAN_MONTH_DAYS = 30.4375;

function nominalDays(moment: Moment): number {
  if ('week' in moment) return moment.week * 7;
  if ('day' in moment) return daysBetween('2027-01-01', `2027-${moment.day}`);
  return 'days' in moment ? moment.days : moment.months * MEAN_MONTH_DAYS;
}

/** Days from the anchor or from New Year, months at their mean length; before the due date in a pregnancy. */
export function offsetDays(moment: Moment): number {
  return 'week' in moment ? (moment.week - WEEKS_TO_DUE) * 7 : Math.round(nominalDays(moment));
}
