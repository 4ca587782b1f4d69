/** Which texts of items leave in a language beyond Vietnamese and English. */
import type { Further } from '../deps.ts';
import { standingOf } from '../store/reviews.ts';
import { type ItemTexts, reviewedAs, translationOf } from './item-text.ts';
import { textHash } from './review.ts';
import { translationFaults } from './text-faults.ts';

/**
 * Only what was published together with the Vietnamese of today, which the asker has found to be one that may be sent:
 * an edit of either is another pair. Where unreviewed texts are allowed, a translation without a fault leaves as well,
 * but never one of a Vietnamese text that health staff have changed since it was shipped.
 *
 * @param folders texts of items, by the code of the language.
 */
export function furtherTexts(folders: ReadonlyMap<string, ItemTexts>): Further['textOf'] {
  return async ({ store, config }, code, { id, vi, isEdited }) => {
    const text = translationOf(folders.get(code) ?? {}, id);
    if (text === undefined) return undefined;
    const { published } = await standingOf(store, reviewedAs(code, id));
    if (published.includes(await textHash({ vi, en: text }))) return text;
    return config.allowUnreviewed && !isEdited && translationFaults(text).length === 0 ? text : undefined;
  };
}
