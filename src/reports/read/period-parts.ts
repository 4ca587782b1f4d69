/** Pieces of a period: numbers, years, the lunar mark. */
import type { Mention } from './month.ts';
import type { Scan } from './state.ts';
import type { Token } from './tokenise.ts';

export type NumberToken = Token & { readonly kind: 'number' };
export type Found = { readonly mention: Mention; readonly next: number };

export function isNumber(token: Token | undefined, longest = 4): token is NumberToken {
  return token?.kind === 'number' && /^\d+$/u.test(token.fold) && token.fold.length <= longest;
}

export function isYear(token: Token | undefined): token is NumberToken {
  return token?.kind === 'number' && /^(?:19|20)\d\d$/u.test(token.raw);
}

export function push(state: Scan, at: number, { mention, next }: Found): number {
  const token = state.tokens[at];
  const last = state.tokens[next - 1];
  const typed = token && last ? `${token.raw}${next - at > 1 ? last.raw : ''}` : '';
  state.items.push({ kind: 'period', glued: !token?.gap, typed, mention });
  return next;
}

/** `2026`, `, 2026`, `năm 2026`, `năm nay`, standing after a month. */
export function yearAt(state: Scan, at: number): { year: number; next: number } | undefined {
  const { tokens, sent } = state;
  const comma = tokens[at]?.raw === ',' || tokens[at]?.raw === '/' || tokens[at]?.raw === '-' ? 1 : 0;
  const first = tokens[at + comma];
  if (isYear(first) && (first.gap || comma)) {
    const joined = tokens[at + comma + 1];
    if (joined?.kind === 'mark' && !joined.gap && isNumber(tokens[at + comma + 2])) return undefined;
    return { year: Number(first.raw), next: at + comma + 1 };
  }
  if (first?.kind !== 'word' || first.fold !== 'nam') return undefined;
  const thisYear = Math.floor(sent.month / 12);
  const second = tokens[at + comma + 1];
  if (
    isYear(second) ||
    (comma === 0 && isNumber(second, 2) && second.raw.length === 2 && 2000 + Number(second.raw) === thisYear)
  ) {
    const short = Number(second.raw);
    return { year: short < 100 ? 2000 + short : short, next: at + comma + 2 };
  }
  if (second?.fold === 'nay') return { year: thisYear, next: at + comma + 2 };
  if (second?.fold === 'ngoai' || second?.fold === 'truoc')
    return { year: thisYear - 1, next: at + comma + 2 };
  return undefined;
}

export function lunarAfter(state: Scan, found: Found): Found {
  const { tokens } = state;
  let i = found.next;
  if (tokens[i]?.raw === '(') i++;
  const word = tokens[i];
  const lower = word?.raw.toLowerCase() ?? '';
  if (word?.kind === 'word' && ['âm', 'âl', 'al', 'am', 'ta', 'nhuận', 'nhuan'].includes(lower)) {
    return { mention: { fault: 'month-lunar' }, next: i + 1 };
  }
  return found;
}
