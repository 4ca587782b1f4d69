/**
 * Vietnamese as it is typed on phones: cleaning what came in, folding it for comparison, and taking the
 * accents off what goes out by SMS. Pure text in, pure text out.
 */
import { remembered } from './remembered.ts';

/** Format characters, which nobody sees: zero width, bidi, soft hyphen, BOM; and the choice of an emoji's colour. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034F|\0/gu;
const SPACES = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu;
const MARKS = /[\u0300-\u036F]/gu;

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ð', 'd'],
  ['Ð', 'D'],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['«', '"'],
  ['»', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['‚', "'"],
  ['′', "'"],
  ['–', '-'],
  ['—', '-'],
  ['‐', '-'],
  ['‑', '-'],
  ['−', '-'],
  ['…', '...'],
  ['•', '-'],
  ['·', '-'],
  ['×', 'x'],
  ['°', ' do'],
]);
const PLAIN_PATTERN = new RegExp(`[${[...PLAIN.keys()].join('')}]`, 'gu');

const ASCII = /^[\t\n\r -~]*$/;

/** Nothing to clean and no accents: most of what old phones send, and what they are sent. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** What a person typed, without what nobody sees: NFC, ASCII forms of full-width characters, plain spaces. */
export function cleanTyped(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .replace(/[\uFF01-\uFF5E]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/** The text without accents, case kept: what an old phone shows and what GSM-7 carries. */
export function unaccented(text: string): string {
  if (isAscii(text)) return text;
  return LATIN.test(text) ? text.replace(BEYOND_ASCII, (char) => plainOf(char)) : decomposed(text);
}

/** Composed letters and marks, which lose their accents one by one, whatever stands beside them. */
const LATIN = /^[\t\n\r -~\u00A0-\u024F\u1E00-\u1EFF\u2010-\u2026]*$/;
const BEYOND_ASCII = /[^\0-\x7F]/g;

/** As many as `LATIN` has. */
const CHARACTERS = 1_000;
const plainOf = remembered(decomposed, CHARACTERS);

function decomposed(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(SPACES, ' ')
    .replace(PLAIN_PATTERN, (c) => PLAIN.get(c) ?? c)
    .normalize('NFC');
}

/** For comparing: cleaned, lower case, no accents. Length may differ from the input's. */
export function fold(text: string): string {
  return unaccented(cleanTyped(text)).toLowerCase();
}

/** Folded and reduced to letters, digits and single spaces: the form in which names are compared. */
export function foldName(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
