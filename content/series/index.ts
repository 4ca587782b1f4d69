/** The tips, as shipped: one file a series, checked once when it is loaded. */
import disability from './disability.json' with { type: 'json' };
import firstYears from './first-years.json' with { type: 'json' };
import pregnancy from './pregnancy.json' with { type: 'json' };
import { type Series, type SeriesId, seriesFile } from './shape.ts';

export type { Moment, Series, SeriesId, SeriesItem } from './shape.ts';

export const SERIES: Readonly<Record<SeriesId, Series>> = {
  pregnancy: seriesFile.parse(pregnancy),
  'first-years': seriesFile.parse(firstYears),
  disability: seriesFile.parse(disability),
};

export function seriesById(id: string): Series | undefined {
  return Object.values(SERIES).find((series) => series.id === id);
}
