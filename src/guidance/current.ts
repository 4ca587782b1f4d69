/** The text of an item as it is today, and whether it may leave: the one place that knows of editions and reviews. */
import type { SeriesItem } from '../../content/series/index.ts';
import type { Deps } from '../deps.ts';
import { allEditions, allReviews, standingOf } from '../store/reviews.ts';
import { isReviewedAs, textHash } from './review.ts';
import { standings } from './standing.ts';

/** An item of any kind as it is shipped. */
export type Shipped = Pick<SeriesItem, 'id' | 'vi' | 'en' | 'reviewed'>;

export type Current = { readonly vi: string; readonly en: string; readonly maySend: boolean };

/** Production sends what was published, or was shipped with a review of this very text, unless it is allowed more. */
export async function currentText(
  item: Shipped,
  { store, config }: Pick<Deps, 'store' | 'config'>,
): Promise<Current & { readonly editedAt: number | undefined }> {
  const { edition, published } = await standingOf(store, item.id);
  const { vi, en } = edition ?? item;
  const editedAt = edition?.madeAt;
  if (config.allowUnreviewed) return { vi, en, editedAt, maySend: true };
  const hash = await textHash({ vi, en });
  return { vi, en, editedAt, maySend: isReviewedAs(item, hash) || published.includes(hash) };
}

/** The same for many items at once, by id. */
export async function currentTexts(
  items: readonly Shipped[],
  { store, config }: Pick<Deps, 'store' | 'config'>,
): Promise<ReadonlyMap<string, Current>> {
  const [editions, reviews] = await Promise.all([allEditions(store), allReviews(store)]);
  const all = await standings(items, editions, reviews);
  return new Map(
    all.map(({ item, vi, en, state }) => [
      item.id,
      { vi, en, maySend: config.allowUnreviewed || state === 'published' },
    ]),
  );
}
