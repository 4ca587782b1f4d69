/** A message as a line of words, numbers and marks. No digit is lost: each ends in exactly one token. */
import { isAscii, unaccented } from '../../vietnamese.ts';
import { CHAR, classOf, foldLetters } from './letters.ts';
import { OLD_CLOSE, OLD_OPEN, OLD_OR, type OldSpellings } from './old-spellings.ts';
import { findOldWords } from './old-words.ts';

export type Token = {
  /** `alien`: a number of another script, a superscript, a circled digit. */
  readonly kind: 'word' | 'number' | 'alien' | 'mark' | 'newline';
  readonly raw: string;
  /** A word without case and accents; a number's digits, the letter O after a digit read as 0. */
  readonly fold: string;
  /** White space before it, or the beginning of the message. */
  readonly gap: boolean;
  /** A word typed without any accent. */
  readonly plain: boolean;
  /** What the word may be in an old spelling, folded. */
  readonly alternatives: readonly string[] | undefined;
  /** The same characters read as they stand, where the old spelling has digits or marks in it. */
  readonly literal: readonly Token[] | undefined;
  /** From an old encoding: a word of a name, never a number. */
  readonly old: boolean;
  /** A digit that may be a tone sign (`thang1` beside `bao1 cao1`). */
  readonly tone: boolean;
};

/** All tokens are made here, with the same properties in the same order: they are read in many places. */
export function newToken(kind: Token['kind'], raw: string, fold: string, gap: boolean, plain = true): Token {
  return {
    kind,
    raw,
    fold,
    gap,
    plain,
    alternatives: undefined,
    literal: undefined,
    old: false,
    tone: false,
  };
}

export function tokenise(text: string, old: OldSpellings): Token[] {
  const spelled = findOldWords(text, old);
  const tokens: Token[] = [];
  let at = 0;
  for (const { start, end, words } of spelled.words) {
    splitInto(tokens, text, at, start, old, spelled.tones);
    const literal: Token[] = [];
    splitInto(literal, text, start, end, old, false);
    const raw = text.slice(start, end);
    const gap = start === 0 || isSpace(text.charCodeAt(start - 1));
    tokens.push({
      ...newToken('word', raw, words[0] ?? raw, gap),
      ...{ alternatives: words, literal, old: true },
    });
    at = end;
  }
  splitInto(tokens, text, at, text.length, old, spelled.tones);
  return tokens;
}

function isSpace(code: number): boolean {
  const c = classOf(code);
  return c === CHAR.space || c === CHAR.newline;
}

function splitInto(
  out: Token[],
  text: string,
  from: number,
  to: number,
  old: OldSpellings,
  tones: boolean,
): void {
  let i = from;
  let gap = from === 0 || isSpace(text.charCodeAt(from - 1));
  while (i < to) {
    const code = text.codePointAt(i) ?? 0;
    const kind = classOf(code);
    const start = i;
    i += code > 0xffff ? 2 : 1;
    if (kind === CHAR.space) {
      gap = true;
      continue;
    }
    if (kind === CHAR.digit) {
      while (i < to && classOf(text.charCodeAt(i)) === CHAR.digit) i++;
      const digits = i;
      i = takeLettersO(text, i, to);
      const raw = text.slice(start, i);
      out.push(newToken('number', raw, i === digits ? raw : raw.replace(/[oO]/gu, '0'), gap));
      if (tones && raw === '1' && !gap) markTone(out);
    } else if (kind === CHAR.letter) {
      while (i < to && classOf(text.charCodeAt(i)) === CHAR.letter) i++;
      out.push(wordToken(text.slice(start, i), gap, old));
    } else if (kind === CHAR.newline) {
      out.push(newToken('newline', '\n', '\n', gap));
    } else if (text[start] === OLD_OPEN) {
      const close = text.indexOf(OLD_CLOSE, start);
      i = close < 0 || close >= to ? i : close + 1;
      if (i > start + 1) out.push(oldToken(text.slice(start + 1, i - 1), gap, old));
    } else {
      if (kind !== CHAR.other) i = endOfClass(text, i, to, kind);
      const raw = text.slice(start, i);
      const named = kind === CHAR.alien ? 'alien' : kind === CHAR.foreign ? 'word' : 'mark';
      out.push(newToken(named, raw, raw, gap, kind !== CHAR.foreign));
    }
    gap = kind === CHAR.newline;
  }
}

function endOfClass(text: string, from: number, to: number, kind: number): number {
  let i = from;
  while (i < to) {
    const code = text.codePointAt(i) ?? 0;
    if (classOf(code) !== kind) break;
    i += code > 0xffff ? 2 : 1;
  }
  return i;
}

/** `1O` is 10, `1O5` is 105; `1OKT` is left for the reader of words, who asks. */
function takeLettersO(text: string, from: number, to: number): number {
  let i = from;
  let end = from;
  while (i < to && (text[i] === 'o' || text[i] === 'O')) {
    while (i < to && (text[i] === 'o' || text[i] === 'O')) i++;
    while (i < to && classOf(text.charCodeAt(i)) === CHAR.digit) i++;
    if (i >= to || classOf(text.codePointAt(i) ?? 0) !== CHAR.letter) end = i;
  }
  return end;
}

/** `thang1`, where words with tone digits stand in the message. */
function markTone(out: Token[]): void {
  const [word, digit] = out.slice(-2);
  if (word?.kind === 'word' && word.fold === 'thang' && digit) out[out.length - 1] = { ...digit, tone: true };
}

function wordToken(raw: string, gap: boolean, old: OldSpellings): Token {
  if (!isAscii(raw)) return newToken('word', raw, foldLetters(raw), gap, false);
  const fold = raw.toLowerCase();
  const token = newToken('word', raw, fold, gap);
  const alternatives = isOneCase(raw, fold) ? old.letters.get(fold) : undefined;
  return alternatives ? { ...token, alternatives } : token;
}

/** `coS4` is not the Telex for `có4`: nobody changes case for the tone. */
function isOneCase(raw: string, fold: string): boolean {
  return raw.slice(1) === fold.slice(1) || raw === fold.toUpperCase();
}

function oldToken(marked: string, gap: boolean, old: OldSpellings): Token {
  const [typed = '', word] = marked.split(OLD_OR);
  const token = wordToken(typed, gap, old);
  return word === undefined ? { ...token, old: true } : { ...token, alternatives: [unaccented(word)] };
}
