/** Whether a text was read by a health officer: a review counts only for the very text that was read. */
import type { SeriesItem } from '../../content/series/index.ts';

const HASH_DIGITS = 16;

/** What a review of an item names: the first 16 hex digits of SHA-256 over both texts. */
export async function textHash(item: Pick<SeriesItem, 'vi' | 'en'>): Promise<string> {
  const bytes = new TextEncoder().encode(`${item.vi}\n${item.en}`.normalize('NFC'));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, HASH_DIGITS);
}

export async function isReviewed(item: Pick<SeriesItem, 'vi' | 'en' | 'reviewed'>): Promise<boolean> {
  return isReviewedAs(item, await textHash(item));
}

/** Whether it is shipped with a review of the text of this hash. */
export function isReviewedAs({ reviewed }: Pick<SeriesItem, 'reviewed'>, hash: string): boolean {
  return reviewed !== false && reviewed.hash === hash;
}

/** draft: nobody has read this text · reviewed: read, not sent yet · published: may be sent. */
export type ReviewState = 'draft' | 'reviewed' | 'published';
