/** What health staff see of the translations of one language, as `standing.ts` has it of the texts themselves. Pure. */
import type { ReviewRow } from '../store/reviews.ts';
import type { Shipped } from './current.ts';
import { type LanguageFolder, reviewedAs, translationOf } from './item-text.ts';
import { type ItemStanding, standings } from './standing.ts';

/** Of those that there are, each beside the Vietnamese text of today and under an id of its own. */
export async function translationStandings<T extends Shipped & { readonly source: string }>(
  items: readonly Pick<ItemStanding<T>, 'item' | 'vi'>[],
  { code, texts }: Pick<LanguageFolder, 'code' | 'texts'>,
  reviews: readonly ReviewRow[],
): Promise<readonly ItemStanding<T>[]> {
  const translated = items.flatMap(({ item, vi }): T[] => {
    const en = translationOf(texts, item.id);
    const source = texts[item.id]?.source ?? '';
    return en === undefined
      ? []
      : [{ ...item, id: reviewedAs(code, item.id), vi, en, source, reviewed: false }];
  });
  const all = await standings(translated, [], reviews);
  return all.map((standing) => ({ ...standing, language: code }));
}
