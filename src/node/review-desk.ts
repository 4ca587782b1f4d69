/** `content:export`, `content:import` and `content:review`, beside what they print: the texts and who has read them. */
import { existsSync, writeFileSync } from 'node:fs';
import { type EditPlan, planEdits } from '../guidance/edit-plan.ts';
import type { LanguageFolder } from '../guidance/item-text.ts';
import type { ReviewState } from '../guidance/review.ts';
import { type ItemStanding, standings } from '../guidance/standing.ts';
import { translationStandings } from '../guidance/translation-standings.ts';
import type { Store } from '../store/database.ts';
import { allEditions, allReviews } from '../store/reviews.ts';
import type { Write } from '../store/statement.ts';
import { type CatalogueItem, catalogue } from './catalogue.ts';
import { readReviewSheet, reviewWorkbook, SheetRefused } from './review-sheet.ts';

/** Well under what a remote database takes in one request. */
const WRITES_A_UNIT = 500;
const LONGEST_NAME = 100;

export async function allStandings(store: Store): Promise<readonly ItemStanding<CatalogueItem>[]> {
  const [editions, reviews] = await Promise.all([allEditions(store), allReviews(store)]);
  return standings(catalogue(), editions, reviews);
}

/** Of the translations of one language. */
export async function languageStandings(
  store: Store,
  folder: LanguageFolder,
): Promise<readonly ItemStanding<CatalogueItem>[]> {
  const [all, reviews] = await Promise.all([allStandings(store), allReviews(store)]);
  return translationStandings(all, folder, reviews);
}

/**
 * How many texts the file holds; all where neither series nor topics are named. `language`: its translations instead.
 */
export async function exportReview(
  store: Store,
  path: string,
  only: readonly string[],
  language?: LanguageFolder,
): Promise<number> {
  if (!path.endsWith('.xlsx')) throw new SheetRefused(`${path}: the name of the file must end in .xlsx.`);
  if (existsSync(path)) {
    throw new SheetRefused(
      `${path} is there already and may hold somebody's work: give another name, or move it away.`,
    );
  }
  const all = language === undefined ? await allStandings(store) : await languageStandings(store, language);
  const known = new Set(all.flatMap(({ item }) => [item.series, item.topic]));
  const unknown = only.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new SheetRefused(
      `There is no series or topic ${unknown.join(', ')}. Name some of: ${[...known].join(', ')}.`,
    );
  }
  const chosen = all.filter(
    ({ item }) => only.length === 0 || only.includes(item.series) || only.includes(item.topic),
  );
  try {
    writeFileSync(path, await reviewWorkbook(chosen, language), { flag: 'wx' });
  } catch (error) {
    throw new SheetRefused(
      `${path} can't be written (${(error as Error).message}): check that its folder exists and that this user may write there.`,
    );
  }
  return chosen.length;
}

export type ImportOptions = {
  readonly by: string | undefined;
  readonly publish: boolean;
  readonly now: number;
  /** Languages whose translations the sheet may be of. */
  readonly languages?: readonly LanguageFolder[];
};

/** Whatever of the sheet is good is written; the rows that were refused are told. */
export async function importReview(
  store: Store,
  path: string,
  { by, publish, now, languages = [] }: ImportOptions,
): Promise<EditPlan> {
  const name = (by ?? '').normalize('NFC').trim();
  if (name === '' || name.length > LONGEST_NAME) {
    throw new SheetRefused(
      `Say who has read the texts, in at most ${LONGEST_NAME} characters: --by "Nguyễn Thị Hoa".`,
    );
  }
  const rows = await readReviewSheet(path);
  if (rows.length === 0) throw new SheetRefused(`${path} has no rows below its titles: export again.`);
  const translations = await Promise.all(languages.map((folder) => languageStandings(store, folder)));
  const known = [...(await allStandings(store)), ...translations.flat()];
  const plan = await planEdits(rows, known, { by: name, publish, now });
  for (const writes of inUnits(plan.writes)) {
    const committed = await store.commit(writes);
    if (!committed.ok) {
      throw new SheetRefused('Someone changed the same texts at this moment: run the same command again.');
    }
  }
  return plan;
}

function inUnits(writes: readonly Write[]): readonly (readonly Write[])[] {
  const count = Math.ceil(writes.length / WRITES_A_UNIT);
  return Array.from({ length: count }, (_, i) => writes.slice(i * WRITES_A_UNIT, (i + 1) * WRITES_A_UNIT));
}

export type SeriesCount = Readonly<Record<ReviewState, number>> & {
  readonly series: string;
  readonly texts: number;
  /** Other than as shipped. */
  readonly edited: number;
};

export function countsOf(all: readonly ItemStanding<CatalogueItem>[]): readonly SeriesCount[] {
  return [...Map.groupBy(all, ({ item }) => item.series)].map(([series, items]) => {
    const count = (state: ReviewState) => items.filter((one) => one.state === state).length;
    return {
      series,
      texts: items.length,
      draft: count('draft'),
      reviewed: count('reviewed'),
      published: count('published'),
      edited: items.filter(({ edition }) => edition !== undefined).length,
    };
  });
}
