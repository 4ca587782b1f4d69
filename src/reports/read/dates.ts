/** Dates and lengths of time that begin with a number. */
import { type Mention, namedDay, namedMonth } from './month.ts';
import { readSpoken } from './number-words.ts';
import { type Found, isNumber, isYear, yearAt } from './period-parts.ts';
import { findPhrase } from './phrases.ts';
import type { Scan } from './state.ts';
import { VOCABULARY } from './vocabulary.ts';

/** `6 tháng`; `31 tháng 10` is a date. After a code the number is its count, and the month stands alone. */
export function lengthOfTime(state: Scan, at: number, waiting: boolean): Found | undefined {
  const { tokens, sent } = state;
  const number = tokens[at];
  const word = tokens[at + 1];
  if (!isNumber(number, 2) || word?.kind !== 'word' || word.fold !== 'thang') return undefined;
  const phrase = findPhrase(VOCABULARY, tokens, at + 1, false);
  const relative = phrase?.meaning === 'this-month' || phrase?.meaning === 'last-month';
  let i = at + 2;
  while (tokens[i]?.kind === 'mark' && /^[.:=]$/u.test(tokens[i]?.raw ?? '')) i++;
  const month = isNumber(tokens[i], 2)
    ? Number(tokens[i]?.fold)
    : readSpoken(tokens, i, state.accented)?.value;
  if (waiting)
    return month === undefined && !relative ? { mention: { fault: 'not-a-month' }, next: at + 2 } : undefined;
  if (month === undefined) return { mention: { fault: 'not-a-month' }, next: at + 2 };
  const after = isNumber(tokens[i], 2) ? i + 1 : (readSpoken(tokens, i, state.accented)?.next ?? i + 1);
  const year = yearAt(state, after);
  const mark = tokens[after];
  if (!year && mark?.raw === '/' && isYear(tokens[after + 1])) {
    return {
      mention: namedDay(Number(number.raw), month, Number(tokens[after + 1]?.raw), sent),
      next: after + 2,
    };
  }
  return { mention: namedDay(Number(number.raw), month, year?.year, sent), next: year?.next ?? after };
}

/** `placed`: right after the keyword or `ngày`, where `31-10` can only be a date. */
export function dateAt(state: Scan, at: number, placed: boolean): Found | undefined {
  const { tokens, sent } = state;
  const a = tokens[at];
  const mark = tokens[at + 1];
  const b = tokens[at + 2];
  if (!isNumber(a) || mark?.kind !== 'mark' || !isNumber(b) || !/^[/.-]$/u.test(mark.raw)) return undefined;
  const slash = mark.raw === '/';
  if ((mark.gap || b.gap) && !(slash && (isYear(b) || placed))) return undefined;
  const mark2 = tokens[at + 3];
  const c = tokens[at + 4];
  const three = mark2?.kind === 'mark' && /^[/.-]$/u.test(mark2.raw) && !mark2.gap && isNumber(c) && !c.gap;
  const [x, y] = [Number(a.fold), Number(b.fold)];
  if (isYear(a) && b.raw.length <= 2) {
    if (three) return { mention: namedDay(Number(c.fold), y, x, sent), next: at + 5 };
    return { mention: namedMonth(y, x, sent), next: at + 3 };
  }
  if (a.fold.length > 2) return undefined;
  if (three && mark2.raw === mark.raw) {
    const year = c.raw.length === 4 || c.raw.length === 2 ? Number(c.raw) : undefined;
    if (year === undefined) return { mention: { fault: 'month-ambiguous' }, next: at + 5 };
    return { mention: namedDay(x, y, year, sent), next: at + 5 };
  }
  if (three && mark.raw === '-' && mark2.raw === '/') {
    const end = dateAt(state, at + 2, true);
    const start = end && namedDay(x, Number(c.fold), undefined, sent);
    return !end || start?.day === undefined
      ? undefined
      : { mention: withoutDay(end.mention), next: end.next };
  }
  const written = b.raw.length;
  if (isYear(b)) return { mention: namedMonth(x, y, sent), next: at + 3 };
  if (written > 2 || (!slash && !placed)) return undefined;
  // `10-9` is a day of September, or October and September.
  if (!slash && x <= 12 && y <= 12) return { mention: { fault: 'month-ambiguous' }, next: at + 3 };
  // `10/26` is October 2026 whichever way it is read, as long as that is this year.
  if (y > 12 && y === Math.floor(sent.month / 12) % 100)
    return { mention: namedMonth(x, y, sent), next: at + 3 };
  return { mention: namedDay(x, y, undefined, sent), next: at + 3 };
}

export function withoutDay({ month, fault }: Mention): Mention {
  return { ...(month === undefined ? {} : { month }), ...(fault ? { fault } : {}) };
}
