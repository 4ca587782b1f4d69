/** All that the tables generate, sorted by when it is told. Pure: tables in, series out. */
import type { Tables } from '../../../content/tables/shape.ts';
import { growthItems, moneyItems, paperItems } from './age-items.ts';
import { campaignItems } from './campaign-items.ts';
import type { TableItem, TableSeries } from './item.ts';
import { vaccineItems } from './vaccine-items.ts';

export function tableSeriesOf(tables: Tables): readonly TableSeries[] {
  const { titles } = tables.templates;
  return [
    { id: 'vaccines', anchor: 'birth', title: titles.vaccines, items: vaccineItems(tables) },
    { id: 'vitamin-a', anchor: 'calendar', title: titles['vitamin-a'], items: campaignItems(tables) },
    { id: 'growth', anchor: 'birth', title: titles.growth, items: growthItems(tables) },
    { id: 'papers', anchor: 'birth', title: titles.papers, items: paperItems(tables) },
    { id: 'money', anchor: 'birth', title: titles.money, items: moneyItems(tables) },
  ];
}

export function itemsByAge(all: readonly TableSeries[]): readonly TableItem[] {
  return all.flatMap((series) => (series.anchor === 'birth' ? series.items : []));
}
