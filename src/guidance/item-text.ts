/** Texts of items in languages beyond Vietnamese and English, as a folder `content/languages/<code>` holds them. Pure. */
import type { Language } from '../message.ts';
import { translationFaults } from './text-faults.ts';

export type ItemText = {
  readonly text: string;
  /** Who translated it, and when. */
  readonly source: string;
};

/** By item id. */
export type ItemTexts = Readonly<Record<string, ItemText>>;

/** What a folder is called: a code of ISO 639 in lower case, `hmn`, `tai`. */
export const ITEM_LANGUAGE = /^[a-z]{2,3}$/;

/** A folder of `content/languages` beside `vi` and `en`. */
export type LanguageFolder = {
  readonly code: string;
  /** What the language is called in each of the service's. */
  readonly name: Readonly<Record<Language, string>>;
  readonly texts: ItemTexts;
};

/** Undefined where nobody has translated the item. */
export function translationOf(texts: ItemTexts, id: string): string | undefined {
  const translated = Object.hasOwn(texts, id) ? texts[id]?.text : undefined;
  return translated === undefined || translated.trim() === '' ? undefined : translated;
}

/** The item under which a translation is reviewed; its hash is over the Vietnamese text and the translation. */
export function reviewedAs(code: string, id: string): string {
  return `${code}/${id}`;
}

/** Ids of the items that have no text in this language. */
export function untranslated(ids: readonly string[], texts: ItemTexts): readonly string[] {
  return ids.filter((id) => translationOf(texts, id) === undefined);
}

/** A line for each fault of the texts of one language. */
export function itemTextFaults(code: string, texts: ItemTexts, ids: ReadonlySet<string>): readonly string[] {
  return Object.entries(texts).flatMap(([id, { text, source }]) =>
    [
      ...(ids.has(id) ? [] : ['there is no item of this id']),
      ...(source.trim() === '' ? ['no source: say who translated it, and when'] : []),
      ...translationFaults(text),
    ].map((fault) => `languages/${code}/items.json ${id}: ${fault}`),
  );
}
