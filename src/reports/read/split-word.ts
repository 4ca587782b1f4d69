/** A code written together with a word (`KTnăm`, `trămTS`, `vàkd3`): the two are read one after the other. */

import { isAscii } from '../../vietnamese.ts';
import type { Form } from './form.ts';
import { isNumberWord } from './number-words.ts';
import { isCommonWord } from './phrases.ts';
import { newToken, type Token } from './tokenise.ts';
import { BEFORE_NAMES, BEGIN_WORDS, VOCABULARY } from './vocabulary.ts';

const LONGEST = 24;

/** The two tokens; undefined where the word is one. */
export function splitWord(
  token: Token,
  next: Token | undefined,
  form: Form,
): readonly [Token, Token] | undefined {
  const { raw, fold } = token;
  if (raw.length < 3 || raw.length > LONGEST || raw.length !== fold.length || token.old) return undefined;
  for (const length of form.codeLengths) {
    if (length < raw.length && isCodeThenWord(raw, fold, length, form)) return cut(token, length);
  }
  for (const length of form.codeLengths) {
    const at = raw.length - length;
    if (at > 0 && isWordThenCode(raw, fold, at, form, next)) return cut(token, at);
  }
  return undefined;
}

function isCodeThenWord(raw: string, fold: string, at: number, form: Form): boolean {
  const code = fold.slice(0, at);
  if (!form.codeOf.has(code) && !form.keywordWords.has(code)) return false;
  const rest = raw.slice(at);
  const capitals = isUpper(raw.slice(0, at)) && isLower(rest);
  if (BEGIN_WORDS.has(code)) return capitals && (isNumberWord(rest) || isZeroWord(rest));
  return capitals || (rest.length > 1 && isKnown(rest));
}

function isWordThenCode(raw: string, fold: string, at: number, form: Form, next: Token | undefined): boolean {
  const code = fold.slice(at);
  if (!form.codeOf.has(code)) return false;
  const word = raw.slice(0, at);
  // A single letter before a code makes it another code, but for a polite one.
  if (isUpper(raw.slice(at)) && /\p{Ll}$/u.test(word)) return word.length > 1 || fold.startsWith('a');
  const counted = next?.kind === 'number' && !BEGIN_WORDS.has(code);
  return counted && word.length > 1 && (isKnown(word) || BEFORE_NAMES.has(fold.slice(0, at)));
}

function isKnown(word: string): boolean {
  return isNumberWord(word) || isCommonWord(VOCABULARY, word);
}

function isZeroWord(word: string): boolean {
  return /^(?:không|khong|ko)$/iu.test(word);
}

function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}

function isLower(text: string): boolean {
  return text === text.toLowerCase() && text !== text.toUpperCase();
}

function cut(token: Token, at: number): readonly [Token, Token] {
  const part = (from: number, to: number, gap: boolean) => {
    const raw = token.raw.slice(from, to);
    return newToken('word', raw, token.fold.slice(from, to), gap, isAscii(raw));
  };
  return [part(0, at, token.gap), part(at, token.raw.length, false)];
}
