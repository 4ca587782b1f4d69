/** Characters by code unit, from tables filled as letters are met: far cheaper than a pattern for each of them. */
import { unaccented } from '../../vietnamese.ts';

export const CHAR = { other: 1, digit: 2, letter: 3, space: 4, newline: 5, foreign: 6, alien: 7 } as const;
export type CharClass = (typeof CHAR)[keyof typeof CHAR];

/** Latin with all its accents lies below. */
const TABLE_END = 0x2000;
const classes = new Uint8Array(TABLE_END);
const plainLetters: (string | undefined)[] = [];

export function classOf(code: number): CharClass {
  if (code >= TABLE_END) return findClass(code);
  const known = classes[code];
  if (known) return known as CharClass;
  const found = findClass(code);
  classes[code] = found;
  return found;
}

function findClass(code: number): CharClass {
  const char = String.fromCodePoint(code);
  if (char === '\n') return CHAR.newline;
  if (code <= 32) return CHAR.space;
  if (/[0-9]/u.test(char)) return CHAR.digit;
  if (/[\p{Script=Latin}\p{M}]/u.test(char)) return /\p{N}/u.test(char) ? CHAR.alien : CHAR.letter;
  // 🔟 and 💯 are numbers to a person and none to Unicode.
  if (/\p{N}/u.test(char) || code === 0x1f51f || code === 0x1f4af) return CHAR.alien;
  if (/\p{L}/u.test(char)) return CHAR.foreign;
  return /\s/u.test(char) ? CHAR.space : CHAR.other;
}

/** Lower case without accents, letter by letter. */
export function foldLetters(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i++) folded += plainLetter(text.charCodeAt(i));
  return folded;
}

function plainLetter(code: number): string {
  const known = plainLetters[code];
  if (known !== undefined) return known;
  const letter = unaccented(String.fromCharCode(code)).toLowerCase();
  if (code < TABLE_END) plainLetters[code] = letter;
  return letter;
}
