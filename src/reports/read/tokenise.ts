/** A message as a line of words, numbers and marks. No digit is lost: each ends in exactly one token. */
import { unaccented } from '../../vietnamese.ts';
import {
  OLD_CLOSE,
  OLD_OPEN,
  OLD_OR,
  type OldScheme,
  type OldSpellings,
  type OldWord,
} from './old-spellings.ts';

export type Token = {
  /** `alien`: a number of another script, a superscript, a circled digit. */
  readonly kind: 'word' | 'number' | 'alien' | 'mark' | 'newline';
  readonly raw: string;
  /** A word without case and accents; a number's digits, the letter O after a digit read as 0. */
  readonly fold: string;
  /** White space before it, or the beginning of the message. */
  readonly gap: boolean;
  readonly start: number;
  readonly end: number;
  /** A word typed without any accent. */
  readonly plain: boolean;
  /** What the word may be in an old spelling, folded. */
  readonly alternatives?: readonly string[];
  /** The same characters read as they stand, where the old spelling has digits or marks in it. */
  readonly literal?: readonly Token[];
  /** From an old encoding: a word of a name, never a number. */
  readonly old?: boolean;
  /** A digit that may be a tone sign (`thang1` beside `bao1 cao1`). */
  readonly tone?: boolean;
};

const CHAR = { other: 0, digit: 1, letter: 2, space: 3, newline: 4, foreign: 5, alien: 6 } as const;
type CharClass = (typeof CHAR)[keyof typeof CHAR];

const ASCII_CLASSES: readonly CharClass[] = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[0-9]/u.test(char)) return CHAR.digit;
  if (/[A-Za-z]/u.test(char)) return CHAR.letter;
  if (char === '\n') return CHAR.newline;
  return code <= 32 ? CHAR.space : CHAR.other;
});

function classOf(code: number): CharClass {
  if (code < 128) return ASCII_CLASSES[code] ?? CHAR.other;
  const char = String.fromCodePoint(code);
  if (/[\p{Script=Latin}\p{M}]/u.test(char)) return /\p{N}/u.test(char) ? CHAR.alien : CHAR.letter;
  if (/\p{N}/u.test(char) || code === 0x1f51f || code === 0x1f4af) return CHAR.alien;
  if (/\p{L}/u.test(char)) return CHAR.foreign;
  return /\s/u.test(char) ? CHAR.space : CHAR.other;
}

export function tokenise(text: string, old: OldSpellings): readonly Token[] {
  const spelled = findOldWords(text, old);
  const tokens: Token[] = [];
  let at = 0;
  for (const word of spelled.words) {
    splitInto(tokens, text, at, word.start, old, spelled.tones);
    const literal: Token[] = [];
    splitInto(literal, text, word.start, word.end, old, false);
    const raw = text.slice(word.start, word.end);
    const first = word.words[0] ?? raw;
    const gap = word.start === 0 || isSpace(text.charCodeAt(word.start - 1));
    tokens.push({
      ...{ kind: 'word', raw, fold: first, gap, start: word.start, end: word.end, plain: true },
      ...{ alternatives: word.words, literal, old: true },
    });
    at = word.end;
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
    const width = code > 0xffff ? 2 : 1;
    const kind = classOf(code);
    if (kind === CHAR.space) {
      gap = true;
      i += width;
      continue;
    }
    const start = i;
    i += width;
    if (kind === CHAR.digit) {
      while (i < to && classOf(text.charCodeAt(i)) === CHAR.digit) i++;
      i = takeLettersO(text, i, to);
      const raw = text.slice(start, i);
      const previous = out.at(-1);
      const tone = tones && !gap && previous?.kind === 'word' && previous.fold === 'thang' && raw === '1';
      const fold = raw.replace(/[oO]/gu, '0');
      out.push({ kind: 'number', raw, fold, gap, start, end: i, plain: true, ...(tone ? { tone } : {}) });
    } else if (kind === CHAR.letter) {
      while (i < to && classOf(text.charCodeAt(i)) === CHAR.letter) i++;
      out.push(wordToken(text.slice(start, i), gap, start, old));
    } else if (kind === CHAR.newline) {
      out.push({ kind: 'newline', raw: '\n', fold: '\n', gap, start, end: i, plain: true });
    } else if (text[start] === OLD_OPEN) {
      const close = text.indexOf(OLD_CLOSE, start);
      i = close < 0 || close >= to ? i : close + 1;
      if (i > start + 1) out.push(oldToken(text.slice(start + 1, i - 1), gap, start, i, old));
    } else {
      if (kind !== CHAR.other) {
        while (i < to) {
          const next = text.codePointAt(i) ?? 0;
          if (classOf(next) !== kind) break;
          i += next > 0xffff ? 2 : 1;
        }
      }
      const raw = text.slice(start, i);
      const named = kind === CHAR.alien ? 'alien' : kind === CHAR.foreign ? 'word' : 'mark';
      out.push({ kind: named, raw, fold: raw, gap, start, end: i, plain: kind !== CHAR.foreign });
    }
    gap = kind === CHAR.newline;
  }
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

function wordToken(raw: string, gap: boolean, start: number, old: OldSpellings): Token {
  const lower = raw.toLowerCase();
  const plain = /^[a-z]+$/u.test(lower);
  const fold = plain ? lower : unaccented(lower);
  const alternatives = plain ? old.letters.get(lower) : undefined;
  const token = { kind: 'word', raw, fold, gap, start, end: start + raw.length, plain } as const;
  return alternatives ? { ...token, alternatives } : token;
}

function oldToken(marked: string, gap: boolean, start: number, end: number, old: OldSpellings): Token {
  const [typed = '', word] = marked.split(OLD_OR);
  const token = wordToken(typed, gap, start, old);
  return word === undefined
    ? { ...token, end, old: true }
    : { ...token, end, alternatives: [unaccented(word)] };
}

type OldFound = { readonly start: number; readonly end: number; readonly words: readonly string[] };
const OLD_CHUNK = /[A-Za-z?][A-Za-z0-9'^~?.(*+]*/gu;
const HAS_SIGN = /[A-Za-z][0-9'^~?.(*+]|[?][A-Za-z]/u;

/** A sign inside a word: without one, no sign at the end of a word is believed either. */
const MAY_BE_OLD = /[A-Za-z](?:[1-9]{1,2}|['^~?.(*+]{1,2})[A-Za-z]|\?[A-Za-z]|bao1/iu;

/** Words typed with tone digits or signs. A sign at the very end is believed only where another stands inside. */
function findOldWords(text: string, old: OldSpellings): { words: readonly OldFound[]; tones: boolean } {
  if (!MAY_BE_OLD.test(text)) return { words: [], tones: false };
  const found: (OldFound & { readonly word: OldWord })[] = [];
  for (const match of text.matchAll(OLD_CHUNK)) {
    const chunk = match[0];
    if (chunk.length < 2 || chunk.length > 16 || !HAS_SIGN.test(chunk)) continue;
    const start = match.index;
    if (start > 0 && !/[\s,;:("\-/]/u.test(text[start - 1] ?? ' ')) continue;
    const hit = lookUp(chunk.toLowerCase(), old);
    // `nam'21'`, `hoc..5`: marks between a word and its number, not a tone. `TE160`: a code and its count, not `tế` and 0.
    const isMark =
      hit?.word.trailing &&
      (hit.word.scheme === 'viqr' ? /[0-9.']/u : /[0-9]/u).test(text[start + hit.length] ?? '');
    if (hit && !isMark) found.push({ start, end: start + hit.length, words: hit.word.words, word: hit.word });
  }
  const inside = new Set<OldScheme>(
    found.filter(({ word }) => !word.trailing).map(({ word }) => word.scheme),
  );
  // `bao1 cao1`: both words of the keyword carry their sign at the end.
  found.forEach(({ word }, i) => {
    if (word.words.includes('bao') && found[i + 1]?.word.words.includes('cao')) inside.add(word.scheme);
  });
  return {
    words: found.filter(({ word, start, end }) => {
      return inside.has(word.scheme) && text.slice(start, end).toLowerCase() !== 'thang1';
    }),
    tones: inside.has('vni'),
  };
}

function lookUp(chunk: string, old: OldSpellings): { word: OldWord; length: number } | undefined {
  for (let end = chunk.length; end > 1; end--) {
    const word = old.signs.get(chunk.slice(0, end));
    if (word) return { word, length: end };
    // Only marks and a count written on at once (`tha1ng10`) may follow the word.
    if (!/[0-9'^~?.(*+]/u.test(chunk[end - 1] ?? '')) return undefined;
  }
  return undefined;
}
