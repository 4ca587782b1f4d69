/** Texts of guidance as health staff have them, and who has read which of them. */
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import { editions, reviews } from '../../db/schema.ts';
import { prepared, type Store } from './database.ts';
import { build, insert, update, upsert, type Write, write } from './statement.ts';

export type EditionRow = typeof editions.$inferSelect;
export type ReviewRow = typeof reviews.$inferSelect;

export type Standing = {
  /** In place of the shipped texts. */
  readonly edition: Pick<EditionRow, 'vi' | 'en' | 'madeAt'> | undefined;
  /** Hashes of the texts of this item that were published. */
  readonly published: readonly string[];
};

const NONE = sql<string | null>`NULL`;

const standingQuery = prepared((db) =>
  unionAll(
    db
      .select({
        vi: sql<string | null>`${editions.vi}`,
        en: sql<string | null>`${editions.en}`,
        madeAt: sql<number | null>`${editions.madeAt}`,
        hash: NONE,
      })
      .from(editions)
      .where(eq(editions.item, sql.placeholder('item'))),
    db
      .select({
        vi: NONE,
        en: NONE,
        madeAt: sql<number | null>`NULL`,
        hash: sql<string | null>`${reviews.hash}`,
      })
      .from(reviews)
      .where(and(eq(reviews.item, sql.placeholder('item')), isNotNull(reviews.publishedAt))),
  ).prepare(),
);

/** What the rows say of one item: both tables in one read. */
export async function standingOf(store: Store, item: string): Promise<Standing> {
  let edition: Standing['edition'];
  const published: string[] = [];
  for (const { vi, en, madeAt, hash } of await standingQuery(store).all({ item })) {
    if (hash !== null) published.push(hash);
    else if (vi !== null && en !== null && madeAt !== null) edition = { vi, en, madeAt: Number(madeAt) };
  }
  return { edition, published };
}

export async function allEditions(store: Store): Promise<EditionRow[]> {
  return store.db.select().from(editions).orderBy(asc(editions.item));
}

export async function allReviews(store: Store): Promise<ReviewRow[]> {
  return store.db.select().from(reviews).orderBy(asc(reviews.item), asc(reviews.reviewedAt));
}

export function putEdition(row: EditionRow): Write {
  return upsert(editions, row, ['item']);
}

/** The item is as shipped again. */
export function dropEdition(item: string): Write {
  return write(build.delete(editions).where(eq(editions.item, item)));
}

/** Who has read a text first stays on record. */
export function addReview(row: Pick<ReviewRow, 'item' | 'hash' | 'reviewedBy' | 'reviewedAt'>): Write {
  return insert(reviews, row, { onConflict: 'ignore' });
}

/** Does nothing where the text has no review, or was published before. */
export function publish({ item, hash }: Pick<ReviewRow, 'item' | 'hash'>, by: string, at: number): Write {
  return update(reviews, { publishedBy: by, publishedAt: at }, { item, hash, publishedAt: null });
}
