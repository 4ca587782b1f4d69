/** A form of monthly counts and the tables made from it once. */
import { type Check, type FormCode, type FormFile, formFile } from '../../../content/forms/shape.ts';
import { fold } from '../../vietnamese.ts';
import { type OldSpellings, oldSpellings } from './old-spellings.ts';
import { addName, newNode, type PhraseNode } from './phrases.ts';
import { BEGIN_WORDS, LEADING_WORDS } from './vocabulary.ts';

export type { Check } from '../../../content/forms/shape.ts';

export type Form = FormFile & {
  readonly byCode: ReadonlyMap<string, FormCode>;
  /** Folded code → code. */
  readonly codeOf: ReadonlyMap<string, string>;
  /** Of the codes and of the keyword's words. */
  readonly codeLengths: readonly number[];
  /** The folded letters of the codes in every other order. */
  readonly swapped: ReadonlySet<string>;
  /** Keywords of one word, folded. */
  readonly keywordWords: ReadonlySet<string>;
  /** A keyword written with a mark inside (`b/c`), and what it stands for. */
  readonly markedKeyword: RegExp | undefined;
  /** The marks in it: a text without them has none. */
  readonly keywordMarks: readonly string[];
  readonly names: PhraseNode;
  /** Folded codes that are no other word: nothing else can be meant by them. */
  readonly onlyCodes: ReadonlyMap<string, string>;
  /** Every folded word with which something known begins. */
  readonly leading: ReadonlySet<string>;
  readonly old: OldSpellings;
};

export const KEYWORD_MEANING = '#keyword';
const BRACKETS = /\s*\([^)]*\)/gu;

export function compileForm(json: unknown): Form {
  return tablesOf(formFile.parse(json));
}

export function tablesOf(source: FormFile): Form {
  const byCode = new Map(source.codes.map((code) => [code.code, code]));
  if (byCode.size !== source.codes.length) throw new Error(`Form ${source.id}: a code is listed twice.`);
  for (const check of [...source.checks, ...source.warnings]) {
    const missing = checkedCodes(check).find((code) => !byCode.has(code));
    if (missing)
      throw new Error(`Form ${source.id}: a check names ${missing}, which is not a code of the form.`);
  }
  const names = newNode();
  const words = new Set<string>(['tháng']);
  const learn = (phrase: string, meaning: string) => {
    addName(names, phrase, meaning);
    for (const word of phrase.split(/[^\p{L}\p{N}]+/u)) if (word) words.add(word.toLowerCase());
  };
  for (const code of source.codes) for (const name of namesOf(code)) learn(name, code.code);
  const keywordWords = new Set<string>();
  const marked: string[] = [];
  for (const keyword of source.keywords) {
    if (/^\p{L}+$/u.test(keyword)) keywordWords.add(fold(keyword));
    else if (/^[\p{L} ]+$/u.test(keyword)) learn(keyword, KEYWORD_MEANING);
    else marked.push(keyword.toLowerCase().replace(/[^\p{L}]/gu, (mark) => `\\${mark}`));
  }
  return {
    ...source,
    byCode,
    codeOf: new Map(source.codes.map(({ code }) => [fold(code), code])),
    codeLengths: [...new Set([...byCode.keys(), ...keywordWords].map(({ length }) => length))].sort(),
    swapped: new Set(source.codes.flatMap(({ code }) => otherOrders(fold(code)))),
    keywordWords,
    keywordMarks: [...new Set(source.keywords.flatMap((keyword) => keyword.match(/[^\p{L} ]/gu) ?? []))],
    markedKeyword: marked.length
      ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${marked.join('|')})\\.?`, 'giu')
      : undefined,
    names,
    onlyCodes: new Map(
      source.codes.flatMap(({ code }) =>
        isOtherWord(fold(code), names) ? [] : [[fold(code), code] as const],
      ),
    ),
    leading: new Set([...LEADING_WORDS, ...names.next.keys()]),
    old: oldSpellings(words),
  };
}

function isOtherWord(word: string, names: PhraseNode): boolean {
  return LEADING_WORDS.has(word) || names.next.has(word) || BEGIN_WORDS.has(word);
}

/** Every way to write what a code counts: with or without its brackets, `trẻ` or `trẻ em`. */
export function namesOf({ vi, note, aliases }: FormCode): ReadonlySet<string> {
  const names = [vi, ...(note ? [`${vi} ${note}`] : []), ...aliases];
  return new Set(
    names.flatMap((name) => {
      const short = name.replace(/(?<!\p{L})trẻ em(?!\p{L})/giu, 'trẻ');
      return [name, name.replace(BRACKETS, ''), short, short.replace(/(?<!\p{L})trẻ(?!\p{L})/giu, 'trẻ em')];
    }),
  );
}

/** A code has two or three letters. */
function otherOrders(word: string): readonly string[] {
  const [a = '', b = '', c = ''] = word;
  const orders = c === '' ? [b + a] : [a + c + b, b + a + c, b + c + a, c + a + b, c + b + a];
  return orders.filter((order) => order !== word);
}

export function checkedCodes(check: Check): readonly string[] {
  if ('sum' in check) return [check.left, ...check.sum];
  return [check.left, 'right' in check ? check.right : check.when];
}
