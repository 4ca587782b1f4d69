/**
 * The shipped tables as what the rest of the service uses.
 *
 * To send them: a child is enrolled in each kind, with its birth as the anchor, as it is in `first-years`; wherever a
 * series is looked up by id for a child (`enrolIn`, `step`), `childSeries` stands for it, and `dues`, `nextItem` and
 * `currentItem` read it as they read any series. The text of a queued item is `tableItem(id)`, reviewed by the hash of
 * its texts like any tip. The items to list, check or review are those of `tableSeries`.
 */
import { TABLES } from '../../../content/tables/index.ts';
import type { TableKind } from '../../../content/tables/shape.ts';
import type { CivilDate } from '../../civil-time.ts';
import { remembered } from '../../remembered.ts';
import { type Amount, amountOf } from './amounts.ts';
import { itemsByAge, tableSeriesOf } from './build.ts';
import { type ChildSeries, catalogueId, childSeriesOf, type TableChild } from './child-series.ts';
import type { CalendarItem, TableItem, TableSeries } from './item.ts';

const SERIES = tableSeriesOf(TABLES);
const BY_ID: ReadonlyMap<string, TableItem | CalendarItem> = new Map(
  SERIES.flatMap((series) => series.items.map((item) => [item.id, item] as const)),
);

/** Every kind with every text that its rows make, in whatever period and province: what is listed and reviewed. */
export function tableSeries(): readonly TableSeries[] {
  return SERIES;
}

/** Those counted from birth. Which of them are for a day and a province is `isValidOn`'s to say. */
export function tableItems(): readonly TableItem[] {
  return itemsByAge(SERIES);
}

/** By the id of the table, or that of one year's campaign. */
export function tableItem(id: string): TableItem | CalendarItem | undefined {
  return BY_ID.get(id) ?? BY_ID.get(catalogueId(id));
}

/** What one child gets of a kind, with `at` and `until` in days from its birth. */
export function childSeries(
  kind: TableKind,
  { born, provinceCode = '', disability = false }: TableChild,
): ChildSeries {
  return remember([kind, born, provinceCode, disability ? 'disability' : ''].join(' '));
}

/** What is due on a day is due to many who were born on the same few. */
const remember = remembered((key: string) => {
  const [kind, born = '', province, disability] = key.split(' ');
  const child = { born, provinceCode: province || undefined, disability: disability !== '' };
  return childSeriesOf(SERIES, kind as TableKind, child);
}, 500);

/**
 * What an allowance comes to on a day, for answers: `amountOn('child-severe', today, '12')?.shown.vi`.
 *
 * @returns undefined for an unknown allowance, or one that has no sum on that day.
 */
export function amountOn(id: string, date: CivilDate, provinceCode?: string): Amount | undefined {
  return amountOf(TABLES.money, id, date, provinceCode);
}

export { isValidOn } from './valid.ts';
