/** The sender's own villages, found in any spelling: `thon2`, `Thôn 02`, `Nà Khoang`, `nakhoang 2`. */
import { remembered } from '../../remembered.ts';
import type { Form } from './form.ts';
import { foldLetters } from './letters.ts';
import { isNumberWord } from './number-words.ts';
import { isCommonWord } from './phrases.ts';
import type { Token } from './tokenise.ts';
import { VILLAGE_WORDS, VOCABULARY } from './vocabulary.ts';

export type OwnName = {
  /** Letters and digits of the name without the word for village: `nakhoang2`, `2/9`. */
  readonly bare: string;
  /** Says enough without that word. A village called 2, or by number words, a month or a code, does not. */
  readonly standsAlone: boolean;
  /** Without that word it reads as a count or as a month: `Km 12`, `Tháng Tám`, `2/9`. */
  readonly misleads: boolean;
};

const NONE: readonly OwnName[] = [];

export function ownNames(villages: readonly string[], form: Form): readonly OwnName[] {
  if (villages.length === 0) return NONE;
  let nameIn = known.get(form);
  if (nameIn === undefined) {
    nameIn = remembered((village) => ownName(village, form), NAMES_KEPT);
    known.set(form, nameIn);
  }
  return villages.map(nameIn);
}

const known = new WeakMap<Form, (village: string) => OwnName>();
const NAMES_KEPT = 5_000;

function ownName(village: string, form: Form): OwnName {
  const words = foldLetters(village.normalize('NFC')).match(/\p{L}+|\d+/gu) ?? [];
  const from = words.findIndex((word, i) => i === words.length - 1 || !isKind(word));
  const name = words.slice(from).filter((word, i, all) => !isSo(word, all[i + 1]));
  const [first = ''] = name;
  const letters = name.filter((word) => /^\p{L}/u.test(word));
  // `Đội 12` is as common a name as the word for a pair is rare beside a number.
  const isWord = (word: string) =>
    form.codeOf.has(word) || isNumberWord(word) || (word !== 'doi' && isCommonWord(VOCABULARY, word));
  const standsAlone = first.length > 1 && !letters.every(isWord);
  const bare = name.reduce(joined, '');
  // `T10` stays the month, whatever a village is called.
  const begins =
    !/^(?:t|th|thg)$/u.test(first) && (form.codeOf.has(first) || isCommonWord(VOCABULARY, first));
  return { bare, standsAlone, misleads: !standsAlone && (bare.includes('/') || (name.length > 1 && begins)) };
}

/** Two numbers stay two: `2/9` is not 29. */
function joined(typed: string, word: string): string {
  const between = /\d$/u.test(typed) && /^\d/u.test(word) ? '/' : '';
  return typed + between + word.replace(/^0+(?=\d)/u, '');
}

function isKind(word: string): boolean {
  return VILLAGE_WORDS.has(word) || word === 'pho' || word === 'dan';
}

function isSo(word: string | undefined, next: string | undefined): boolean {
  return word === 'so' && /^\d/u.test(next ?? '');
}

/** The index after the longest own name that begins at `at`; `called`: the word for village stands before it. */
export function ownNameEnd(
  own: readonly OwnName[],
  tokens: readonly Token[],
  at: number,
  called: boolean,
): number | undefined {
  if (own.length === 0) return undefined;
  let end: number | undefined;
  let typed = '';
  for (let i = at; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind === 'mark' && i > at && /^[./'-]$/u.test(token.raw)) continue;
    if (token?.kind !== 'word' && token?.kind !== 'number') break;
    if (isSo(token.fold, tokens[i + 1]?.raw)) continue;
    typed = joined(typed, token.fold);
    if (!own.some(({ bare }) => bare.startsWith(typed))) break;
    if (goesOn(tokens, i)) continue;
    if (own.some(({ bare, standsAlone }) => bare === typed && (called || standsAlone))) end = i + 1;
  }
  return end;
}

/** `thôn 2/9` is not thôn 2. */
function goesOn(tokens: readonly Token[], at: number): boolean {
  const [token, mark, next] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (token?.kind !== 'number' || next?.kind !== 'number') return false;
  return mark?.kind === 'mark' && /^[/+%-]$/u.test(mark.raw) && !mark.gap && !next.gap;
}
