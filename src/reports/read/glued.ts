/** Codes written without a space between (`BCT10KT5`). The split must be the only one, or it is no split. */
import type { Form } from './form.ts';

export type Part =
  | { readonly kind: 'code'; readonly code: string; readonly accented: boolean }
  | { readonly kind: 'keyword' | 'month' | 'unit' | 'filler' | 'zero' }
  /** A letter that may be a digit, after the number or the code before it. */
  | { readonly kind: 'letter' };

const UNIT_STARTS = ['c', 'ng', 'chau', 'tre', 'em', 'be', 'nguoi'];
const MONTH_ENDS = ['t', 'th', 'thang'];
const FILLER_ENDS = ['la', 'co'];
const ZERO_ENDS = ['ko', 'khong'];
const DIGIT_LETTERS = new Set(['o', 'l', 'i', 'x', 'k', 'oo']);
const LONGEST = 24;

export type Around = { readonly afterNumber: boolean; readonly beforeNumber: boolean };

/** `word` is folded; `lower` is the same with its accents. */
export function splitGlued(
  word: string,
  lower: string,
  form: Form,
  around: Around,
): readonly Part[] | undefined {
  if (word.length > LONGEST || word.length < 2 || word.length !== lower.length) return undefined;
  const ways: (readonly Part[] | 'many' | undefined)[] = Array.from({ length: word.length + 1 });
  ways[0] = [];
  for (let from = 0; from < word.length; from++) {
    const before = ways[from];
    if (before === undefined) continue;
    for (let to = from + 1; to <= word.length; to++) {
      const part = partAt(word, lower, from, to, form, around, before === 'many' ? [] : before);
      if (!part) continue;
      ways[to] = ways[to] !== undefined || before === 'many' ? 'many' : [...before, part];
    }
  }
  const only = ways[word.length];
  if (only === 'many' || only === undefined) return undefined;
  return only.some((part) => part.kind === 'code' || part.kind === 'month') ? only : undefined;
}

function partAt(
  word: string,
  lower: string,
  from: number,
  to: number,
  form: Form,
  around: Around,
  before: readonly Part[],
): Part | undefined {
  const text = word.slice(from, to);
  const code = form.codeOf.get(text);
  if (code) return { kind: 'code', code, accented: hasInnerAccent(lower.slice(from, to), text) };
  if (form.keywordWords.has(text)) return { kind: 'keyword' };
  const last = to === word.length;
  // `5KDT10` ends in a month; `KTT5` is a slip, because KT has no number yet.
  const previous = before.at(-1)?.kind;
  const valued = previous !== 'letter' && (previous !== 'code' || around.afterNumber);
  if (last && valued && around.beforeNumber && MONTH_ENDS.includes(text)) return { kind: 'month' };
  if (from === 0 && around.afterNumber) {
    if (UNIT_STARTS.includes(text)) return { kind: 'unit' };
    if (/^[olix]{1,2}$/u.test(text)) return { kind: 'letter' };
  }
  if (!last || before.at(-1)?.kind !== 'code') return undefined;
  if (around.beforeNumber && FILLER_ENDS.includes(text)) return { kind: 'filler' };
  if (!around.beforeNumber && ZERO_ENDS.includes(text)) return { kind: 'zero' };
  return DIGIT_LETTERS.has(text) ? { kind: 'letter' } : undefined;
}

/** An accent on a code means that a keyboard changed what was typed; only a leading Đ is a plain D. */
export function hasInnerAccent(lower: string, folded: string): boolean {
  return (
    lower.slice(1) !== folded.slice(1) || (lower[0] !== folded[0] && lower[0] !== 'đ' && lower[0] !== 'ð')
  );
}
