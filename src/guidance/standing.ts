/** What health staff see of every item: its text of today, who has read it, and whether it is sent. Pure. */
import type { EditionRow, ReviewRow } from '../store/reviews.ts';
import type { Shipped } from './current.ts';
import { isReviewedAs, type ReviewState, textHash } from './review.ts';

export type ItemStanding<T extends Shipped = Shipped> = {
  readonly item: T;
  readonly vi: string;
  /** Of a translation, the translation: it stands beside the Vietnamese as English does. */
  readonly en: string;
  readonly hash: string;
  readonly state: ReviewState;
  /** Of the text of today. */
  readonly review: ReviewRow | undefined;
  /** Absent where the texts are as shipped. */
  readonly edition: EditionRow | undefined;
  /** Of a translation: the code of its language. */
  readonly language?: string;
};

/** In the order of the items. */
export async function standings<T extends Shipped>(
  items: readonly T[],
  editions: readonly EditionRow[],
  reviews: readonly ReviewRow[],
): Promise<readonly ItemStanding<T>[]> {
  const edited = new Map(editions.map((row) => [row.item, row]));
  const read = new Map(reviews.map((row) => [`${row.item} ${row.hash}`, row]));
  return Promise.all(
    items.map(async (item) => {
      const edition = edited.get(item.id);
      const { vi, en } = edition ?? item;
      const hash = await textHash({ vi, en });
      const review = read.get(`${item.id} ${hash}`);
      const isOut = isReviewedAs(item, hash) || (review !== undefined && review.publishedAt !== null);
      const state = isOut ? 'published' : review === undefined ? 'draft' : 'reviewed';
      return { item, vi, en, hash, state, review, edition };
    }),
  );
}
