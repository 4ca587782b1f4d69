/** A period that begins with a number, and from–to inside one month. */
import { dateAt, lengthOfTime, withoutDay } from './dates.ts';
import { isWritingDay, type Mention, namedMonth } from './month.ts';
import { type Found, isNumber, isYear, lunarAfter, push } from './period-parts.ts';
import { awaits, isServed, type Scan } from './state.ts';

/** A date, a month with its year or a length of time that begins with a number. */
export function readPeriodAtNumber(state: Scan, at: number): number | undefined {
  const waiting = awaits(state) && !isServed(state);
  const length = lengthOfTime(state, at, waiting);
  if (length) return push(state, at, length);
  if (waiting) return undefined;
  const last = state.items.at(-1);
  const placed = last?.kind === 'keyword' || (last?.kind === 'word' && last.fold === 'ngay');
  const first = dateAt(state, at, placed) ?? monthAndYear(state, at) ?? dayToDate(state, at, placed);
  if (!first || (!placed && mayBeShare(state, at, first))) return undefined;
  return push(state, at, rangeFrom(state, first) ?? lunarAfter(state, first));
}

/** `BC 1->31/10`. */
function dayToDate(state: Scan, at: number, placed: boolean): Found | undefined {
  const { tokens } = state;
  const arrow = tokens[at + 1]?.raw === '-' && tokens[at + 2]?.raw === '>' ? 2 : 1;
  if (!placed || (arrow === 1 && tokens[at + 1]?.raw !== '→') || !isNumber(tokens[at], 2)) return undefined;
  const end = dateAt(state, at + 1 + arrow, true);
  return end && { mention: withoutDay(end.mention), next: end.next };
}

/** `BC 10 2026`: a month, a space and a year right after the keyword. */
function monthAndYear(state: Scan, at: number): Found | undefined {
  const [month, year] = [state.tokens[at], state.tokens[at + 1]];
  if (state.items.at(-1)?.kind !== 'keyword' || !isNumber(month, 2) || !isYear(year)) return undefined;
  return { mention: namedMonth(Number(month.fold), Number(year.raw), state.sent), next: at + 2 };
}

/** `KD3 10/10` right after a value: ten of ten, or a day? Only the day of writing is certain. */
function mayBeShare(state: Scan, at: number, { mention, next }: Found): boolean {
  const last = state.items.at(-1)?.kind;
  if (last !== 'number' && last !== 'unit' && last !== 'zero') return false;
  if (next !== at + 3 || state.tokens[at + 2]?.raw.length === 4 || isWritingDay(mention, state.sent))
    return false;
  return Number(state.tokens[at]?.fold) <= Number(state.tokens[at + 2]?.fold);
}

/** `1/10 - 31/10`, `1/10 đến 31/10`: one month, or more than one. */
function rangeFrom(state: Scan, first: Found): Found | undefined {
  const { tokens } = state;
  const link = tokens[first.next];
  if (!link || !(link.raw === '-' || link.raw === '→' || /^(?:den|toi)$/u.test(link.fold))) return undefined;
  const dayWord = tokens[first.next + 1]?.fold === 'ngay' ? 1 : 0;
  const from = first.next + 1 + dayWord;
  const second = dateAt(state, from, true) ?? lengthOfTime(state, from, false);
  if (!second || second.mention.fault === 'not-a-month') return undefined;
  return { mention: sameMonth(first.mention, second.mention), next: second.next };
}

function sameMonth(a: Mention, b: Mention): Mention {
  const fault = a.fault ?? b.fault;
  if (fault) return { fault };
  return a.month === b.month ? withoutDay(a) : { fault: 'month-twice' };
}

/** `từ (ngày) 1 đến (ngày) 31/10`: the day before the link has no month of its own. */
export function readFromTo(state: Scan, at: number): number | undefined {
  const { tokens } = state;
  let i = at + 1;
  if (tokens[i]?.fold === 'ngay') i++;
  const start = tokens[i];
  const link = tokens[i + 1];
  if (!isNumber(start, 2) || !link || !(link.raw === '-' || /^(?:den|toi)$/u.test(link.fold)))
    return undefined;
  i += 2;
  if (tokens[i]?.fold === 'ngay') i++;
  const end = dateAt(state, i, true) ?? lengthOfTime(state, i, false);
  if (!end || end.mention.fault === 'not-a-month') return undefined;
  const valid = Number(start.raw) >= 1 && Number(start.raw) <= 31;
  return push(state, at, {
    mention: valid ? withoutDay(end.mention) : { fault: 'month-ambiguous' },
    next: end.next,
  });
}
