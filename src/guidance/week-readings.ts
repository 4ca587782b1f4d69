/**
 * What the loudspeaker of a commune reads in a week, from the dates of its children and nothing that would tell whose
 * they are. Pure.
 */
import { SERIES, type SeriesItem } from '../../content/series/index.ts';
import { type CivilDate, DAY_MS, daysBetween, instantOf } from '../civil-time.ts';
import type { ChildOfFamily } from '../store/children.ts';
import { dues } from './schedule.ts';
import { offsetDays } from './series-faults.ts';

/** One for each day of the week. */
const MOST = 7;
/** Of fewer than this, what is read in public would tell of one of them. */
const FEWEST_FAMILIES = 5;
const WEEK_MS = 7 * DAY_MS;
const MONTH_DAYS = 30.4375;

export const BANDS = ['expecting', 'under6', 'under12', 'under24', 'older'] as const;
export type Band = (typeof BANDS)[number];

export type Reading = { readonly item: SeriesItem; readonly band: Band };

/** Answering one's phone is for one family, and so is asking whether a baby is there. */
const ASKS_FOR_A_TEXT = /(?:soạn|nhắn|gửi)\s+(?:tin\s+)?\p{Lu}{2,}(?!\p{Ll})/u;

const ALL: readonly Reading[] = [
  ...SERIES.pregnancy.items.map((item) => ({ item, band: 'expecting' as const })),
  ...SERIES['first-years'].items.map((item) => ({ item, band: bandOf(offsetDays(item.at) / MONTH_DAYS) })),
].filter(({ item }) => !ASKS_FOR_A_TEXT.test(item.vi));

/** The items that can be read out at all. */
export const READABLE: readonly SeriesItem[] = ALL.map(({ item }) => item);

function bandOf(months: number): Band {
  if (months < 6) return 'under6';
  if (months < 12) return 'under12';
  return months < 24 ? 'under24' : 'older';
}

/** By age, at most one for each day; `maySend` tells by id which texts may leave. */
export function weekReadings(
  children: readonly ChildOfFamily[],
  monday: CivilDate,
  maySend: (id: string) => boolean,
): readonly Reading[] {
  const open = ALL.filter(({ item }) => maySend(item.id));
  const expecting = children.filter(({ born }) => born === null);
  const born = children.filter((child) => child.born !== null);
  const chosen = new Set([
    // Each group by itself: four expecting are known in every village, however many families have children.
    ...fitting(expecting, monday, open),
    ...fitting(born, monday, open),
  ]);
  const missing = BANDS.filter((band) => isFew(band === 'expecting' ? expecting : born));
  return [...mostNeeded(chosen, MOST - missing.length), ...general(open, monday, missing)].toSorted(
    (a, b) => ALL.indexOf(a) - ALL.indexOf(b),
  );
}

function isFew(children: readonly ChildOfFamily[]): boolean {
  return new Set(children.map(({ family }) => family)).size < FEWEST_FAMILIES;
}

type Fitting = { readonly reading: Reading; readonly families: number };

/** What is right this week for at least one child, and for how many families. */
function fitting(
  children: readonly ChildOfFamily[],
  monday: CivilDate,
  open: readonly Reading[],
): readonly Fitting[] {
  if (isFew(children)) return [];
  const [from, until] = [instantOf(monday), instantOf(monday) + WEEK_MS];
  const families = new Map<string, Set<string>>();
  for (const [anchor, same] of Map.groupBy(children, ({ born, due }) => born ?? due ?? '')) {
    if (anchor === '') continue;
    const series = same[0]?.born === null ? SERIES.pregnancy : SERIES['first-years'];
    for (const window of dues(series, anchor, 0)) {
      if (window.from >= until) break;
      if (window.until <= from) continue;
      const whose = families.get(window.item.id) ?? new Set();
      families.set(window.item.id, whose);
      for (const { family } of same) whose.add(family);
    }
  }
  return open.flatMap((reading) => {
    const whose = families.get(reading.item.id);
    return whose === undefined ? [] : [{ reading, families: whose.size }];
  });
}

/** For the most families first, and each topic once as long as there are others. */
function mostNeeded(all: ReadonlySet<Fitting>, most: number): readonly Reading[] {
  const left = [...all].toSorted((a, b) => b.families - a.families).map(({ reading }) => reading);
  const topics = new Set<string>();
  const first = left.filter(({ item }) => !topics.has(item.topic) && topics.add(item.topic));
  return [...first, ...left.filter((reading) => !first.includes(reading))].slice(0, most);
}

const FIRST_MONDAY = '1970-01-05';

/** One for each band, another one each week. */
function general(open: readonly Reading[], monday: CivilDate, bands: readonly Band[]): readonly Reading[] {
  const week = Math.floor(daysBetween(FIRST_MONDAY, monday) / 7);
  return bands.flatMap((band) => {
    const items = open.filter((reading) => reading.band === band);
    const item = items[week % Math.max(items.length, 1)];
    return item === undefined ? [] : [item];
  });
}
