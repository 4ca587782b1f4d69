/** The month a message names by its word: `T10`, `th 10`, `tháng mười năm 2026`. */
import { namedMonth } from './month.ts';
import { readSpoken } from './number-words.ts';
import { type Found, isNumber, isYear, lunarAfter, push, yearAt } from './period-parts.ts';
import type { Scan } from './state.ts';

/** `T: 9h30`: neither the month nor what stands behind it is known. */
function isClock(tokens: Scan['tokens'], at: number): boolean {
  const [sign, minutes] = [tokens[at + 1], tokens[at + 2]];
  return (
    sign?.gap === false && /^(?:h|g|gio)$/u.test(sign.fold) && minutes?.kind === 'number' && !minutes.gap
  );
}

/** `T10`, `th 10`, `tháng mười`, with its year. Undefined where no month follows the word. */
export function readMonth(state: Scan, at: number, wordEnd: number): number | undefined {
  const { tokens, sent } = state;
  let i = wordEnd;
  while (tokens[i]?.kind === 'mark' && /^[.:=\-(#/_"'*]$/u.test(tokens[i]?.raw ?? '') && i < wordEnd + 2) i++;
  const token = tokens[i];
  // `T?` is the line that we sent, with the month left open.
  if (token?.raw === '?') return push(state, at, { mention: { fault: 'month-ambiguous' }, next: i + 1 });
  if (token?.kind === 'alien') return push(state, at, { mention: { fault: 'month-ambiguous' }, next: i + 1 });
  if (token?.kind === 'number') {
    if (token.tone) return push(state, at, { mention: { fault: 'month-ambiguous' }, next: i + 1 });
    if (isClock(tokens, i)) return push(state, at, { mention: { fault: 'month-ambiguous' }, next: i + 3 });
    if (!isNumber(token, 3)) return push(state, at, { mention: { fault: 'month-impossible' }, next: i + 1 });
    return push(state, at, withYear(Number(token.fold), i + 1));
  }
  if (token?.kind !== 'word') return undefined;
  if (token.raw.toLowerCase() === 'tư') return push(state, at, withYear(4, i + 1));
  if (/^(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})$/u.test(token.fold)) {
    return push(state, at, { mention: { fault: 'month-ambiguous' }, next: i + 1 });
  }
  const spoken = readSpoken(tokens, i, state.accented);
  if (!spoken) return undefined;
  if (spoken.value === undefined) {
    return push(state, at, { mention: { fault: 'month-ambiguous' }, next: spoken.next });
  }
  return push(state, at, withYear(spoken.value, spoken.next));

  function withYear(month: number, from: number): Found {
    return lunarAfter(state, yearAfter(month, from));
  }

  function yearAfter(month: number, from: number): Found {
    const mark = tokens[from];
    const next = tokens[from + 1];
    const thisYear = Math.floor(sent.month / 12);
    if (
      mark?.kind === 'mark' &&
      !mark.gap &&
      next?.kind === 'number' &&
      !next.gap &&
      /^[/.-]$/u.test(mark.raw)
    ) {
      const third = tokens[from + 2];
      const more =
        third?.kind === 'mark' && !third.gap && isNumber(tokens[from + 3]) && !tokens[from + 3]?.gap;
      if (!more && isYear(next))
        return { mention: namedMonth(month, Number(next.raw), sent), next: from + 2 };
      const short = Number(next.raw);
      if (!more && next.raw.length === 2 && short > 12 && Math.abs(2000 + short - thisYear) <= 2) {
        return { mention: namedMonth(month, short, sent), next: from + 2 };
      }
      const fault = short >= 1 && short <= 12 ? 'month-twice' : 'month-ambiguous';
      return { mention: { fault }, next: more ? from + 4 : from + 2 };
    }
    if (mark && /^[+&]$/u.test(mark.raw) && isNumber(next, 2) && Number(next.raw) <= 12) {
      return { mention: { fault: 'month-twice' }, next: from + 2 };
    }
    if (
      mark?.kind === 'word' &&
      /^(?:va|den|toi|sang)$/u.test(mark.fold) &&
      isNumber(next, 2) &&
      Number(next.raw) <= 12
    ) {
      return { mention: { fault: 'month-twice' }, next: from + 2 };
    }
    const year = yearAt(state, from);
    if (year) return { mention: namedMonth(month, year.year, sent), next: year.next };
    return { mention: namedMonth(month, undefined, sent), next: from };
  }
}
