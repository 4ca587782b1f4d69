/**
 * What an officer types about quick counts. Pure.
 *
 *   GUI [KHAN] DEM [KHAN] [communes] [: question]     XEM DEM
 */

import { cleanTyped, fold, foldName } from '../../vietnamese.ts';
import { bareWords } from '../../words/bare.ts';

export type QuickRequest =
  /** `tail` is what stands after the words of the command, as typed. */
  { readonly kind: 'ask'; readonly urgent: boolean; readonly tail: string } | { readonly kind: 'table' };

/** `đêm` (night) and `đem` (to bring) are other words, where the accents are typed. */
export function isCountWord(word: string): boolean {
  return /^(?:dem|đếm)$/u.test(cleanTyped(word).toLowerCase());
}

/** Also glued to its number: `DEM12`. */
export function beginsWithCountWord(text: string): boolean {
  return isCountWord(/^[^\p{L}\p{N}]*(\p{L}[\p{L}\p{M}]*)/u.exec(cleanTyped(text))?.[1] ?? '');
}

const HURRY = /^khan(?: cap)?$/;

export function quickRequestIn(text: string): QuickRequest | undefined {
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((m) => ({
    typed: m[0],
    folded: fold(m[0]),
    end: m.index + m[0].length,
  }));
  const [first, second] = words;
  if (first?.folded === 'xem') {
    const others = bareWords(foldName(text).split(' '));
    return others.length === 2 && isCountWord(second?.typed ?? '') ? { kind: 'table' } : undefined;
  }
  if (first?.folded !== 'gui') return undefined;
  let at = 1;
  let urgent = false;
  const takeHurry = () => {
    for (const length of [2, 1]) {
      const some = words.slice(at, at + length).map((word) => word.folded);
      if (some.length !== length || !HURRY.test(some.join(' '))) continue;
      at += length;
      urgent = true;
      return;
    }
  };
  takeHurry();
  if (!isCountWord(words[at]?.typed ?? '')) return undefined;
  at += 1;
  takeHurry();
  return { kind: 'ask', urgent, tail: text.slice(words[at - 1]?.end ?? 0).trim() };
}

export const MOST_NUMBERS = 5;
const LONGEST_NAME = 40;

export type NamesRead =
  /** None where the question itself names its one number. */
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly reason: 'tooMany' | 'tooLong' | 'twice' | 'none' };

const NO_NAMES = /^(?:0|khong|ko|mot so|1 so|chi mot so|no|none|one number)$/;
/** `1.`, `A:`, `-` before a name in a list. */
const LIST_MARK = /^\s*(?:[-*•+]|\d{1,2}[.)]|[a-e]\s*[:.)=])\s*/iu;

/** Names of the numbers, one a line or between semicolons; between commas where there is neither. */
export function namesIn(text: string): NamesRead {
  if (NO_NAMES.test(bareWords(foldName(text).split(' ')).join(' '))) return { ok: true, names: [] };
  const names = text
    .split(/[;\n]/.test(text.trim()) ? /[;\n]/ : ',')
    .map((name) =>
      name
        .replace(LIST_MARK, '')
        .replace(/\s+/g, ' ')
        .replace(/[\s.,:]+$/, '')
        .trim(),
    )
    .filter((name) => foldName(name) !== '');
  if (names.length === 0) return { ok: false, reason: 'none' };
  if (names.length > MOST_NUMBERS) return { ok: false, reason: 'tooMany' };
  if (names.some((name) => name.length > LONGEST_NAME)) return { ok: false, reason: 'tooLong' };
  if (new Set(names.map(foldName)).size < names.length) return { ok: false, reason: 'twice' };
  return { ok: true, names };
}
