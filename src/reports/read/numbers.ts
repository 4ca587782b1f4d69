/** Numbers written in digits: everything that is joined to a digit is read as one thing, or asked as one. */
import type { Reason } from './reading.ts';
import type { Token } from './tokenise.ts';

const MAX_VALUE = 9999;

export type WrittenNumber = {
  readonly next: number;
  readonly typed: string;
  readonly value: number | undefined;
  readonly fault: Reason | undefined;
};

/** Marks that end a number even when another digit follows at once. */
const ENDS = new Set([';', '"', '(', ')', '[', ']', '|', '#', '_', '\\']);
/** Before a number these make it another one, or about one. */
export const SIGNS: ReadonlySet<string> = new Set([
  '~',
  '>',
  '<',
  '≈',
  '±',
  '≥',
  '≤',
  '+',
  '$',
  '≠',
  '≃',
  '≅',
  '?',
  '%',
]);

export function readWritten(tokens: readonly Token[], at: number): WrittenNumber {
  let end = at;
  for (;;) {
    const joined = joinedNumber(tokens, end);
    if (joined === undefined) break;
    end = joined;
  }
  let typed = '';
  for (let i = at; i <= end; i++) typed += tokens[i]?.kind === 'number' ? tokens[i]?.fold : tokens[i]?.raw;
  let { value, fault } = plainNumber(typed);
  const sign = signBefore(tokens, at);
  if (sign) {
    typed = sign.typed + typed;
    fault = sign.fault;
  }
  if (tokens[end]?.kind === 'alien') fault ??= 'unclear-value';
  let next = end + 1;
  const after = tokens[next];
  if (after?.kind === 'mark' && (after.raw === '%' || after.raw === '‰')) {
    fault = 'not-whole';
    typed += after.raw;
    next++;
  } else if (after?.raw === '+' && !after.gap && (tokens[next + 1]?.gap ?? true)) {
    fault ??= 'approximate';
    typed += '+';
    next++;
  }
  // `46 2 /11/2026`, `12/ 31/10`: part of a date that fell apart.
  if (after?.raw === '/' && tokens[next + 1]?.kind === 'number' && !(after.gap && tokens[next + 1]?.gap)) {
    fault ??= 'not-one-number';
  }
  if (fault) value = undefined;
  return { next, typed, value, fault };
}

/** The index of the number that is joined to the one at `at` by marks or by `e`, `x`, without a space. */
function joinedNumber(tokens: readonly Token[], at: number): number | undefined {
  for (let i = at + 1; i <= at + 4; i++) {
    const token = tokens[i];
    if (!token || token.gap || token.kind === 'newline') return undefined;
    if (token.kind === 'number' || token.kind === 'alien') return i;
    if (token.kind === 'mark' ? ENDS.has(token.raw) : !(i === at + 1 && /^[ex]$/u.test(token.fold)))
      return undefined;
  }
  return undefined;
}

type Sign = { readonly typed: string; readonly fault: Reason };

/** A minus after a space or another mark; after a word it only separates (`KT-5`). `>=5` is a sign of two marks. */
export function signBefore(tokens: readonly Token[], at: number): Sign | undefined {
  const sign = tokens[at - 1];
  if (sign?.kind !== 'mark') return undefined;
  for (let i = at - 1; i >= at - 3 && tokens[i]?.kind === 'mark'; i--) {
    const raw = tokens[i]?.raw ?? '';
    const arrow = raw === '>' && tokens[i - 1]?.raw === '-' && !tokens[i]?.gap;
    if (arrow) break;
    if (SIGNS.has(raw)) return { typed: raw, fault: 'approximate' };
  }
  if (sign.raw === '.' && sign.gap && !tokens[at]?.gap) return { typed: '.', fault: 'not-whole' };
  if (sign.raw !== '-' || tokens[at]?.gap) return undefined;
  const before = tokens[at - 2];
  const glued = !sign.gap && (before?.kind === 'word' || before?.kind === 'number');
  return glued ? undefined : { typed: '-', fault: 'not-one-number' };
}

function plainNumber(typed: string): { value: number | undefined; fault: Reason | undefined } {
  if (/^\d+$/u.test(typed)) return whole(typed);
  if (/^[1-9]\d{0,2}(?:\.\d{3})+$/u.test(typed)) return whole(typed.replaceAll('.', ''));
  if (/^\d+\.0{1,2}$/u.test(typed)) return whole(typed.slice(0, typed.indexOf('.')));
  if (/^[1-9]\d{0,2}(?:,\d{3})+$/u.test(typed)) return { value: undefined, fault: 'thousands' };
  if (/^\d+(?:[.,]\d+)+$/u.test(typed)) return { value: undefined, fault: 'not-whole' };
  if (/^\d+[eE]\d+$|^0+[xX]\d+$/u.test(typed)) return { value: undefined, fault: 'not-whole' };
  return { value: undefined, fault: 'not-one-number' };
}

function whole(digits: string): { value: number | undefined; fault: Reason | undefined } {
  const significant = digits.replace(/^0+(?=\d)/u, '');
  const value = significant.length > 4 ? MAX_VALUE + 1 : Number(significant);
  return value > MAX_VALUE ? { value: undefined, fault: 'too-large' } : { value, fault: undefined };
}

/**
 * A telephone number beginning at `at`: the index after it. Ten digits from 0, or 84 and nine digits, in one run
 * or in groups; with `called` (after SĐT, ĐT) any nine to eleven digits.
 */
export function phoneEnd(tokens: readonly Token[], at: number, called: boolean): number | undefined {
  const first = tokens[at];
  if (first?.kind !== 'number' || !/^\d+$/u.test(first.raw)) return undefined;
  const starts = called ? /^/u : /^(?:0[1-9]\d|0[1-9]$|84|0084)/u;
  if (!starts.test(first.raw)) return undefined;
  let digits = first.raw;
  let i = at + 1;
  for (let groups = 1; groups < 5; groups++) {
    if (isPhone(digits, called) && !(tokens[i]?.kind === 'number' && !tokens[i]?.gap)) break;
    const token = tokens[i];
    const joined = token?.kind === 'mark' && (token.raw === '.' || token.raw === '-' || token.raw === ')');
    const group = joined ? tokens[i + 1] : token;
    if (group?.kind !== 'number' || !/^\d{2,7}$/u.test(group.raw)) break;
    digits += group.raw;
    i += joined ? 2 : 1;
  }
  return isPhone(digits, called) ? i : undefined;
}

function isPhone(digits: string, called: boolean): boolean {
  if (called && digits.length >= 9 && digits.length <= 11) return true;
  return /^0[1-9]\d{8,9}$/u.test(digits) || /^(?:00)?84[1-9]\d{8}$/u.test(digits);
}
