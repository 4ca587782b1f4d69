/** What goes to a child under the name of a series: one that was written, or what the tables make for this child. */
import { SERIES_IDS, type Series, seriesById } from '../../content/series/index.ts';
import type { TableKind } from '../../content/tables/shape.ts';
import type { CivilDate } from '../civil-time.ts';
import type { Timed } from './schedule.ts';
import { childSeries, tableItem } from './tables/shipped.ts';

export type SentSeries = Timed & Pick<Series, 'rank' | 'catchUp'> & { readonly id: string };

/** In the order in which they leave where a day holds only one; see `rank` of a series. */
const TABLE_RANKS: Readonly<Record<TableKind, number>> = {
  vaccines: 0,
  'vitamin-a': 0,
  papers: 3,
  money: 3,
  growth: 4,
};
export const TABLE_KINDS = Object.keys(TABLE_RANKS) as readonly TableKind[];

export type ForChild = {
  /** The date that the series counts from. */
  readonly anchor: CivilDate;
  readonly provinceCode?: string | null | undefined;
  /** The family asked for what concerns a disability. */
  readonly disability?: boolean | undefined;
};

/** Undefined where nothing goes by this name any more. */
export function seriesOf(id: string, child: ForChild): SentSeries | undefined {
  const kind = TABLE_KINDS.find((one) => one === id);
  if (kind === undefined) return seriesById(id);
  const made = childSeries(kind, {
    born: child.anchor,
    provinceCode: child.provinceCode ?? undefined,
    disability: child.disability,
  });
  return { ...made, rank: TABLE_RANKS[kind], catchUp: 'current' };
}

export type SentItem = Pick<Series['items'][number], 'id' | 'vi' | 'en' | 'reviewed'>;

/** The text of what was queued; its id is the one under which it is reviewed. */
export function itemOf(series: string, id: string): SentItem | undefined {
  return SERIES_IDS.some((one) => one === series)
    ? seriesById(series)?.items.find((item) => item.id === id)
    : tableItem(id);
}
