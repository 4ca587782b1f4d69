/** Every text of guidance that is shipped, whichever way it goes to people, as health staff review it. */
import { ANSWERS } from '../../content/answers.ts';
import { SERIES } from '../../content/series/index.ts';
import type { SeriesItem } from '../../content/series/shape.ts';
import { type Source, sourceOf } from '../../content/sources.ts';
import { offsetDays } from '../guidance/series-faults.ts';
import { tableSeries } from '../guidance/tables/shipped.ts';

export type CatalogueItem = Omit<SeriesItem, 'at' | 'until' | 'region'> &
  Source & {
    /** The series, `tables-…` or `answers`. */
    readonly series: string;
    /** What its day is counted from. */
    readonly anchor: 'due' | 'birth' | 'joined' | 'lost' | 'year' | 'calendar' | 'asked';
    /** In days from the anchor; from and to where it is a season; empty for an answer. */
    readonly offset: number | string;
  };

export function catalogue(): readonly CatalogueItem[] {
  return [
    ...Object.values(SERIES).flatMap(({ id: series, anchor, items }) =>
      items.map(({ at, until, region: _region, ...item }) => ({
        ...item,
        ...sourceOf(item.id),
        series,
        anchor,
        offset: 'day' in at && 'day' in until ? `${shown(at.day)} - ${shown(until.day)}` : offsetDays(at),
      })),
    ),
    ...tableSeries().flatMap(({ id, anchor, items }) =>
      items.map((item) => {
        const { vi, en, topic, audience, source, certainty, reviewed } = item;
        return {
          ...{ id: item.id, vi, en, topic, audience, source, certainty, reviewed },
          series: `tables-${id}`,
          anchor,
          offset: 'at' in item ? offsetDays(item.at) : shown(item.monthDay),
        };
      }),
    ),
    ...ANSWERS.map(({ keys: _keys, ...item }) => ({
      ...item,
      series: 'answers',
      anchor: 'asked' as const,
      offset: '',
    })),
  ];
}

/** `05/03` of `03-05`. */
function shown(monthDay: string): string {
  return monthDay.split('-').reverse().join('/');
}
