/** The part of the tables that is for one child, to the day. Pure. */
import type { Series, SeriesItem } from '../../../content/series/index.ts';
import type { TableKind } from '../../../content/tables/shape.ts';
import { type CivilDate, DAY_MS, instantOf, plusDays, plusMonths } from '../../civil-time.ts';
import { type CalendarItem, dayOf, type Span, STALE_DAYS, type TableItem, type TableSeries } from './item.ts';
import { isValidOn } from './valid.ts';

export type TableChild = {
  readonly born: CivilDate;
  readonly provinceCode?: string | undefined;
  /** Whether the family asked for the series on disability: nobody else is written to about it. */
  readonly disability?: boolean | undefined;
};

/** As `dues` reads it: `at` and `until` in days from this child's birth, by `at`. */
export type ChildSeries = {
  readonly id: TableKind;
  readonly anchor: 'birth';
  readonly title: Series['title'];
  readonly items: readonly SeriesItem[];
};

type Told<I> = { readonly item: I; readonly id: string; readonly from: CivilDate; readonly until: CivilDate };

/** The oldest that anything here is for. */
const YEARS = 8;

/**
 * What a child gets of one kind, its whole childhood long, so that a place in it (`nextItem`) stays where it is: by the
 * rules of the day on which each thing is due, in this province, and nothing of it twice. Ask again when the province
 * or the date of birth has changed.
 *
 * - Vaccines: where a new rule moves a dose to an age which the child has passed while the old rule's is still ahead,
 *   it is told on the first day of the new rule; a dose told of by the old rule is not told of again by the new one.
 * - Growth: not at the age of a vaccination, whose text asks for the weight as well.
 * - Vitamin A: one item a campaign, with its year in the id, `va-06-2027`. Money: one a time that it is told, with the
 *   age in its id, `mo-disability-13m`. `catalogueId` is the id of their text.
 */
export function childSeriesOf(all: readonly TableSeries[], kind: TableKind, child: TableChild): ChildSeries {
  const series = all.find(({ id }) => id === kind);
  if (series === undefined) throw new Error(`There is no table ${kind}.`);
  const told = series.id === 'vitamin-a' ? rounds(series.items, child) : byAge(all, kind, child);
  const items = told
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .map(({ item: { topic, audience, vi, en, reviewed }, id, from, until }): SeriesItem => {
      const at = daysAfter(child.born, from);
      return {
        ...{ id, topic, audience, vi, en, reviewed },
        at: { days: at },
        until: { days: Math.max(daysAfter(child.born, until), at + 1) },
      };
    });
  return { id: kind, anchor: 'birth', title: series.title, items };
}

/** Every civil day here has 24 hours. */
function daysAfter(born: CivilDate, day: CivilDate): number {
  return (instantOf(day) - instantOf(born)) / DAY_MS;
}

/** The id under which a text stands in the tables, without the year of a campaign or the age of a repeat. */
export function catalogueId(id: string): string {
  return id.replace(/^(va-.*)-\d{4}$/, '$1').replace(/^(mo-.*)-\d+m$/, '$1');
}

function byAge(all: readonly TableSeries[], kind: TableKind, child: TableChild): readonly Told<TableItem>[] {
  const items = ageItems(all, kind).filter(({ needs }) => needs === undefined || child.disability === true);
  const regular = items
    .flatMap(times)
    .filter(({ item }) => isValidOn(item, dayOf(item.due, child.born), child.provinceCode))
    .map(({ item, id }) => ({
      item,
      id,
      from: dayOf(item.window.at, child.born),
      until: dayOf(item.window.until, child.born),
    }));
  if (kind === 'vaccines') return onceEach([...regular, ...overtaken(items, child)]);
  if (kind !== 'growth') return regular;
  const visits = new Set(byAge(all, 'vaccines', child).map(({ item }) => dayOf(item.due, child.born)));
  return regular.filter(({ item }) => !visits.has(dayOf(item.due, child.born)));
}

function ageItems(all: readonly TableSeries[], kind: TableKind): readonly TableItem[] {
  return all.flatMap((series) => (series.id === kind && series.id !== 'vitamin-a' ? series.items : []));
}

/** Each time that it is told. */
function times(item: TableItem): readonly { readonly item: TableItem; readonly id: string }[] {
  if (item.again === undefined) return [{ item, id: item.id }];
  const { everyMonths, lastMonths } = item.again;
  const count = Math.floor((lastMonths - item.due.months) / everyMonths) + 1;
  return Array.from({ length: count }, (_, i) => {
    const later = (span: Span): Span => ({ ...span, months: span.months + i * everyMonths });
    const { at, until } = item.window;
    const due = later(item.due);
    const moved = { ...item, due, window: { at: later(at), until: later(until) } };
    return { item: moved, id: `${item.id}-${due.months}m` };
  });
}

/** Doses whose new age the child had passed when the new rule came, before the age of the old one. */
function overtaken(items: readonly TableItem[], child: TableChild): readonly Told<TableItem>[] {
  const dueOf = (item: TableItem) => dayOf(item.due, child.born);
  return items
    .filter((item) => {
      const { from } = item.valid;
      if (dueOf(item) >= from || !isValidOn(item, from, child.provinceCode)) return false;
      const dayBefore = plusDays(from, -1);
      return items.some(
        (old) =>
          old.doses.some((dose) => item.doses.includes(dose)) &&
          dueOf(old) >= from &&
          isValidOn(old, dayBefore, child.provinceCode) &&
          !isValidOn(old, dueOf(old), child.provinceCode),
      );
    })
    .map((item) => ({
      item,
      id: item.id,
      from: item.valid.from,
      until: plusDays(item.valid.from, STALE_DAYS),
    }));
}

/** Without what names nothing but doses that were told of before. */
function onceEach(told: readonly Told<TableItem>[]): readonly Told<TableItem>[] {
  const doses = new Set<string>();
  return told
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .filter(({ item }) => {
      const isNew = item.doses.some((dose) => !doses.has(dose));
      for (const dose of item.doses) doses.add(dose);
      return isNew;
    });
}

function rounds(items: readonly CalendarItem[], child: TableChild): readonly Told<CalendarItem>[] {
  const { born, provinceCode, disability } = child;
  const birthYear = Number(born.slice(0, 4));
  const years = Array.from({ length: YEARS + 1 }, (_, i) => birthYear + i);
  return items
    .filter(({ needs }) => needs === undefined || disability === true)
    .flatMap((item) =>
      years.flatMap((year) => {
        const first = `${year}-${item.campaign.from}`;
        const last = `${item.campaign.to < item.campaign.from ? year + 1 : year}-${item.campaign.to}`;
        const isOfAge =
          plusMonths(born, item.minMonths) <= first && first < plusMonths(born, item.maxMonths + 1);
        if (!isOfAge || !isValidOn(item, first, provinceCode)) return [];
        const told = `${item.monthDay > item.campaign.from ? year - 1 : year}-${item.monthDay}`;
        return [{ item, id: `${item.id}-${year}`, from: told < born ? born : told, until: last }];
      }),
    );
}
