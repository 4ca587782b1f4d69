/** Every text of guidance that is shipped, whichever way it goes to people, as health staff review it. */
import { ANSWERS } from '../../content/answers.ts';
import { SERIES } from '../../content/series/index.ts';
import type { SeriesItem } from '../../content/series/shape.ts';
import { offsetDays } from '../guidance/series-faults.ts';
import { libraryFiles } from './content-files.ts';

export type CatalogueItem = Omit<SeriesItem, 'at' | 'until'> & {
  /** The series, `answers`, or the file of the library. */
  readonly series: string;
  /** What its day is counted from. */
  readonly anchor: 'due' | 'birth' | 'joined' | 'season' | 'asked';
  /** In days from the anchor; from and to where it is a season; empty for an answer. */
  readonly offset: number | string;
};

export function catalogue(): readonly CatalogueItem[] {
  return [
    ...Object.values(SERIES).flatMap(({ id: series, anchor, items }) =>
      items.map(({ at, until: _until, ...item }) => ({ ...item, series, anchor, offset: offsetDays(at) })),
    ),
    ...ANSWERS.map(({ keys: _keys, ...item }) => ({
      ...item,
      series: 'answers',
      anchor: 'asked' as const,
      offset: '',
    })),
    ...libraryFiles().parts.flatMap(({ name: series, items }) =>
      items.map((item) => {
        if ('region' in item) {
          const { from, to, region: _region, ...rest } = item;
          return { ...rest, series, anchor: 'season' as const, offset: `${shown(from)} - ${shown(to)}` };
        }
        const { at, until: _until, ...rest } = item;
        return { ...rest, series, anchor: 'joined' as const, offset: at.days };
      }),
    ),
  ];
}

/** `05/03` of `03-05`. */
function shown(monthDay: string): string {
  return monthDay.split('-').reverse().join('/');
}
