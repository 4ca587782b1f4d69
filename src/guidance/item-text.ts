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

/**
 * The text of an item in a language, and the language that it then is: Vietnamese where nobody has translated it.
 * `folders`: the texts beyond vi and en, by code.
 */
export function itemTextIn(
  item: { readonly id: string } & Readonly<Record<Language, string>>,
  code: string,
  folders: Readonly<Record<string, ItemTexts>>,
): { readonly text: string; readonly language: string } {
  if (code === 'en' && item.en.trim() !== '') return { text: item.en, language: 'en' };
  const texts = Object.hasOwn(folders, code) ? folders[code] : undefined;
  const translated = texts !== undefined && Object.hasOwn(texts, item.id) ? texts[item.id] : undefined;
  return translated === undefined || translated.text.trim() === ''
    ? { text: item.vi, language: 'vi' }
    : { text: translated.text, language: code };
}

/** Ids of the items that have no text in this language. */
export function untranslated(ids: readonly string[], texts: ItemTexts): readonly string[] {
  return ids.filter((id) => !Object.hasOwn(texts, id) || (texts[id]?.text ?? '').trim() === '');
}

/** A line for each fault of one language. */
export function itemTextFaults(code: string, texts: ItemTexts, ids: ReadonlySet<string>): readonly string[] {
  return [
    ...(ITEM_LANGUAGE.test(code)
      ? []
      : [
          `languages/${code}: call the folder by the two or three small letters of its language, as in "hmn"`,
        ]),
    ...Object.entries(texts).flatMap(([id, { text, source }]) =>
      [
        ...(ids.has(id) ? [] : ['there is no item of this id']),
        ...(source.trim() === '' ? ['no source: say who translated it, and when'] : []),
        ...translationFaults(text),
      ].map((fault) => `languages/${code}/items.json ${id}: ${fault}`),
    ),
  ];
}
