/** Numbers written as Vietnamese words. A word that means something else without its accents is never guessed. */
import { unaccented } from '../../vietnamese.ts';
import type { Token } from './tokenise.ts';

const DIGITS: ReadonlyMap<string, number> = new Map([
  ['một', 1],
  ['hai', 2],
  ['ba', 3],
  ['bốn', 4],
  ['năm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
  ['mot', 1],
  ['bon', 4],
  ['bay', 7],
  ['chin', 9],
]);
/** How the last digit changes after `mươi`; `tư` and `mốt` only there, `lăm` after `mười` too. */
const AFTER_MUOI: ReadonlyMap<string, number> = new Map([
  ['mốt', 1],
  ['mot', 1],
  ['tư', 4],
  ['lăm', 5],
  ['nhăm', 5],
]);
const TENS = new Set(['mười', 'mươi', 'muoi']);
const THOUSANDS = new Set(['nghìn', 'ngàn']);
const LARGER = new Set(['trăm', ...THOUSANDS, 'linh', 'lẻ']);
/** Without accents these are read only to be asked about. */
const AMBIGUOUS: ReadonlyMap<string, number> = new Map([
  ['nam', 5],
  ['ba', 3],
  ['tam', 8],
  ['sau', 6],
  ['tu', 4],
]);
const AMBIGUOUS_LATER = new Set(['lam', 'nham', 'tram', 'nghin', 'ngan', 'le']);

/** `chín nghìn chín trăm chín mươi chín` is seven words. */
const LONGEST = 9;

const FIRST_LETTERS = new Set([...'bchlmnst'].map((letter) => letter.charCodeAt(0)));

/** As they are written, and without their accents. */
export const NUMBER_WORDS: ReadonlySet<string> = new Set(
  [...DIGITS.keys(), ...TENS, ...AFTER_MUOI.keys(), ...LARGER, ...AMBIGUOUS.keys()].flatMap((word) => [
    word,
    unaccented(word),
  ]),
);

export function isNumberWord(word: string): boolean {
  return NUMBER_WORDS.has(word.toLowerCase());
}

export type SpokenNumber = {
  readonly next: number;
  readonly value: number | undefined;
  readonly loose?: number;
};

/** `accented`: the message carries accents elsewhere, so that a word like `ba`, which has none, is certain. */
export function readSpoken(
  tokens: readonly Token[],
  at: number,
  accented: boolean,
): SpokenNumber | undefined {
  const first = tokens[at];
  if (first?.kind !== 'word' || !FIRST_LETTERS.has(first.fold.charCodeAt(0))) return undefined;
  const words: string[] = [];
  let ambiguous = false;
  let i = at;
  for (let token = tokens[i]; token?.kind === 'word' && (i === at || token.gap); token = tokens[++i]) {
    if (words.length > LONGEST) break;
    const lower = token.raw.toLowerCase();
    const unclear =
      token.old === true || (token.plain && AMBIGUOUS.has(lower) && !(lower === 'ba' && accented));
    const later = words.length > 0 && (AMBIGUOUS_LATER.has(lower) || LARGER.has(lower));
    const known = DIGITS.has(lower) || TENS.has(lower) || AFTER_MUOI.has(lower) || AMBIGUOUS.has(lower);
    const alone = words.length === 0 && lower === 'trăm';
    // `hai nghìn không trăm linh năm`
    const noHundred =
      lower === 'không' && THOUSANDS.has(words.at(-1) ?? '') && tokens[i + 1]?.raw.toLowerCase() === 'trăm';
    if (!known && !later && !alone && !noHundred) break;
    if (
      (lower === 'năm' || lower === 'nam') &&
      tokens[i + 1]?.kind === 'number' &&
      tokens[i + 1]?.raw.length === 4
    )
      break;
    ambiguous ||= unclear || AMBIGUOUS_LATER.has(lower);
    words.push(lower);
  }
  if (words.length === 0) return undefined;
  if (ambiguous) {
    const loose =
      words.length === 1 ? (AMBIGUOUS.get(words[0] ?? '') ?? DIGITS.get(words[0] ?? '')) : undefined;
    return { next: i, value: undefined, ...(loose === undefined ? {} : { loose }) };
  }
  return { next: i, value: numberOf(words) };
}

function numberOf(words: readonly string[]): number | undefined {
  const thousands = words.findIndex((word) => THOUSANDS.has(word));
  if (thousands >= 0) {
    const before = DIGITS.get(words[0] ?? '');
    const rest = words.slice(2);
    if (thousands !== 1 || before === undefined) return undefined;
    if (rest.length === 0) return before * 1000;
    const after = rest.includes('trăm') ? belowThousand(rest, true) : undefined;
    return after === undefined ? undefined : before * 1000 + after;
  }
  return belowThousand(words);
}

function belowThousand(words: readonly string[], afterThousands = false): number | undefined {
  const hundreds = words.indexOf('trăm');
  if (hundreds < 0) return belowHundred(words);
  const before = afterThousands && words[0] === 'không' ? 0 : DIGITS.get(words[0] ?? '');
  const rest = words.slice(2);
  if (hundreds !== 1 || before === undefined) return undefined;
  if (rest.length === 0) return before === 0 ? undefined : before * 100;
  if (rest[0] === 'linh' || rest[0] === 'lẻ') {
    const last =
      rest.length === 2 ? (DIGITS.get(rest[1] ?? '') ?? (rest[1] === 'tư' ? 4 : undefined)) : undefined;
    return last === undefined ? undefined : before * 100 + last;
  }
  // `một trăm hai` is 120 in speech and 102 to a clerk.
  const after = rest.length > 1 || TENS.has(rest[0] ?? '') ? belowHundred(rest) : undefined;
  return after === undefined ? undefined : before * 100 + after;
}

function belowHundred(words: readonly string[]): number | undefined {
  const [first = '', second = '', third = ''] = words;
  if (words.length > 3) return undefined;
  const digit = DIGITS.get(first);
  if (words.length === 1) return digit ?? (first === 'mười' || first === 'muoi' ? 10 : undefined);
  if (first === 'mười' || first === 'muoi') {
    if (words.length !== 2 || second === 'năm') return undefined;
    if (second === 'lăm' || second === 'nhăm') return 15;
    const unit = DIGITS.get(second);
    return unit === undefined ? undefined : 10 + unit;
  }
  if (digit === undefined || digit < 2 || (second !== 'mươi' && second !== 'muoi')) return undefined;
  if (words.length === 2) return digit * 10;
  if (third === 'năm') return undefined;
  const unit = AFTER_MUOI.get(third) ?? DIGITS.get(third);
  return unit === undefined ? undefined : digit * 10 + unit;
}
