/** The sender's own villages, found in any spelling: `thon2`, `Thôn 02`, `Nà Khoang`, `nakhoang 2`. */
import { remembered } from '../../remembered.ts';
import type { Form } from './form.ts';
import { foldLetters } from './letters.ts';
import { isNumberWord } from './number-words.ts';
import { isCommonWord } from './phrases.ts';
import type { Token } from './tokenise.ts';
import { VILLAGE_WORDS, VOCABULARY } from './vocabulary.ts';

export type OwnName = {
  /** Letters and digits of the name without the word for village: `nakhoang2`. */
  readonly bare: string;
  /** Says enough without that word. A village called 2, or by a number word or a code, does not. */
  readonly standsAlone: boolean;
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
  const says = letters.length > 1 || first.length > 3;
  const means = form.codeOf.has(first) || isNumberWord(first) || isCommonWord(VOCABULARY, first);
  return {
    bare: name.map((word) => word.replace(/^0+(?=\d)/u, '')).join(''),
    standsAlone: letters.length > 0 && (says || !means) && first.length > 1,
  };
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
    if (token?.kind === 'mark' && i > at && /^[.'-]$/u.test(token.raw)) continue;
    if (token?.kind !== 'word' && token?.kind !== 'number') break;
    if (isSo(token.fold, tokens[i + 1]?.raw)) continue;
    typed += token.kind === 'number' ? token.fold.replace(/^0+(?=\d)/u, '') : token.fold;
    if (!own.some(({ bare }) => bare.startsWith(typed))) break;
    if (own.some(({ bare, standsAlone }) => bare === typed && (called || standsAlone))) end = i + 1;
  }
  return end;
}
