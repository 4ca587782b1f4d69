/** A form of monthly counts, as data, and the tables made from it once. */
import * as z from 'zod';
import { fold } from '../../vietnamese.ts';
import { type OldSpellings, oldSpellings } from './old-spellings.ts';
import { addName, newNode, type PhraseNode } from './phrases.ts';

const CODE = z.string().regex(/^[A-Z]{2,3}$/u);

const CHECK = z.union([
  z.strictObject({
    left: CODE,
    op: z.literal('<='),
    right: CODE,
    /** Counted since January against a stock of today: where all have left, the stock is 0 and both are true. */
    unlessZero: z.literal(true).optional(),
  }),
  z.strictObject({ left: CODE, op: z.literal('<='), sum: z.array(CODE).min(2) }),
  /** `left > value` once `when` is above 0. */
  z.strictObject({ left: CODE, op: z.literal('>'), value: z.int(), when: CODE }),
]);

export const FORM_SCHEMA = z.strictObject({
  id: z.string().regex(/^[a-z]+$/u),
  keyword: z.string().regex(/^[A-Z]{2,4}$/u),
  /** Every spelling of the keyword that is certain. */
  keywords: z.array(z.string()).min(1),
  /** Whose form it is: T a village's, X the commune's own. */
  level: z.enum(['T', 'X']).optional(),
  codes: z
    .array(
      z.strictObject({
        code: CODE,
        vi: z.string(),
        en: z.string(),
        /** What the full name carries in brackets. */
        note: z.string().optional(),
        aliases: z.array(z.string()),
        unit: z.string(),
        kind: z.enum(['stock', 'ytd', 'events']),
        /** T: counted in a village. X: only the commune knows it. */
        level: z.enum(['T', 'X']),
        /** In the short form that a village is asked for. */
        short: z.boolean().optional(),
        max: z.int().optional(),
      }),
    )
    .min(1),
  /** Where one fails, none of its counts is stored. */
  checks: z.array(CHECK),
  /** Where one fails, the counts are stored and the sender is told. */
  warnings: z.array(CHECK),
});

export type FormSource = z.infer<typeof FORM_SCHEMA>;
export type FormCode = FormSource['codes'][number];
export type Check = FormSource['checks'][number];

export type Form = FormSource & {
  readonly byCode: ReadonlyMap<string, FormCode>;
  /** Folded code → code. */
  readonly codeOf: ReadonlyMap<string, string>;
  /** Folded letters in alphabetical order → the code they are: finds swapped letters. */
  readonly sortedCodes: ReadonlyMap<string, string>;
  /** Keywords of one word, folded. */
  readonly keywordWords: ReadonlySet<string>;
  /** A keyword written with a mark inside (`b/c`), and what it stands for. */
  readonly markedKeyword: RegExp | undefined;
  readonly names: PhraseNode;
  readonly old: OldSpellings;
};

export const KEYWORD_MEANING = '#keyword';
const BRACKETS = /\s*\([^)]*\)/gu;
const EM = /(^| )trẻ em(?= |$|,)/giu;

export function compileForm(json: unknown): Form {
  const source = FORM_SCHEMA.parse(json);
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
  for (const code of source.codes) {
    for (const name of [code.vi, ...(code.note ? [`${code.vi} ${code.note}`] : []), ...code.aliases]) {
      for (const spelled of new Set([name, name.replace(BRACKETS, ''), name.replace(EM, '$1trẻ')])) {
        learn(spelled, code.code);
      }
    }
  }
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
    sortedCodes: new Map(source.codes.map(({ code }) => [sortedLetters(fold(code)), code])),
    keywordWords,
    markedKeyword: marked.length
      ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${marked.join('|')})\\.?`, 'giu')
      : undefined,
    names,
    old: oldSpellings(words),
  };
}

export function sortedLetters(word: string): string {
  return [...word].sort().join('');
}

export function checkedCodes(check: Check): readonly string[] {
  if ('sum' in check) return [check.left, ...check.sum];
  return [check.left, 'right' in check ? check.right : check.when];
}
