/** The month a message names, in every way it may be written. */
import { isWritingDay, type Mention, namedDay, namedMonth } from './month.ts';
import { readSpoken } from './number-words.ts';
import { findPhrase } from './phrases.ts';
import { awaits, isServed, type Scan } from './scan.ts';
import type { Token } from './tokenise.ts';
import { VOCABULARY } from './vocabulary.ts';

type NumberToken = Token & { readonly kind: 'number' };
type Found = { readonly mention: Mention; readonly next: number };

function isNumber(token: Token | undefined, longest = 4): token is NumberToken {
  return token?.kind === 'number' && /^\d+$/u.test(token.fold) && token.fold.length <= longest;
}

function isYear(token: Token | undefined): token is NumberToken {
  return token?.kind === 'number' && /^(?:19|20)\d\d$/u.test(token.raw);
}

function push(state: Scan, at: number, { mention, next }: Found): number {
  const token = state.tokens[at];
  const last = state.tokens[next - 1];
  const typed = token && last ? `${token.raw}${next - at > 1 ? last.raw : ''}` : '';
  state.items.push({ kind: 'period', glued: !token?.gap, typed, mention });
  return next;
}

/** `T10`, `th 10`, `tháng mười`, with its year. Undefined where no month follows the word. */
export function readMonth(state: Scan, at: number, wordEnd: number): number | undefined {
  const { tokens, sent } = state;
  let i = wordEnd;
  while (tokens[i]?.kind === 'mark' && /^[.:=\-(#/_"'*]$/u.test(tokens[i]?.raw ?? '') && i < wordEnd + 2) i++;
  const token = tokens[i];
  if (token?.kind === 'alien') return push(state, at, { mention: { fault: 'month-ambiguous' }, next: i + 1 });
  if (token?.kind === 'number') {
    if (token.tone) return push(state, at, { mention: { fault: 'month-ambiguous' }, next: i + 1 });
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
    if (mark?.kind === 'mark' && !mark.gap && next?.kind === 'number' && !next.gap && /^[/.-]$/u.test(mark.raw)) {
      const third = tokens[from + 2];
      const more = third?.kind === 'mark' && !third.gap && isNumber(tokens[from + 3]) && !tokens[from + 3]?.gap;
      if (!more && isYear(next)) return { mention: namedMonth(month, Number(next.raw), sent), next: from + 2 };
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
    if (mark?.kind === 'word' && /^(?:va|den|toi|sang)$/u.test(mark.fold) && isNumber(next, 2) && Number(next.raw) <= 12) {
      return { mention: { fault: 'month-twice' }, next: from + 2 };
    }
    const year = yearAt(state, from);
    if (year) return { mention: namedMonth(month, year.year, sent), next: year.next };
    return { mention: namedMonth(month, undefined, sent), next: from };
  }
}

/** `2026`, `, 2026`, `năm 2026`, `năm nay`, standing after a month. */
function yearAt(state: Scan, at: number): { year: number; next: number } | undefined {
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
  if (isYear(second) || (comma === 0 && isNumber(second, 2) && second.raw.length === 2 && 2000 + Number(second.raw) === thisYear)) {
    const short = Number(second.raw);
    return { year: short < 100 ? 2000 + short : short, next: at + comma + 2 };
  }
  if (second?.fold === 'nay') return { year: thisYear, next: at + comma + 2 };
  if (second?.fold === 'ngoai' || second?.fold === 'truoc') return { year: thisYear - 1, next: at + comma + 2 };
  return undefined;
}

function lunarAfter(state: Scan, found: Found): Found {
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

/** A date, a month with its year or a length of time that begins with a number. */
export function readPeriodAtNumber(state: Scan, at: number): number | undefined {
  const waiting = awaits(state) && !isServed(state);
  const length = lengthOfTime(state, at, waiting);
  if (length) return push(state, at, length);
  if (waiting) return undefined;
  const last = state.items.at(-1);
  const placed = last?.kind === 'keyword' || (last?.kind === 'word' && last.fold === 'ngay');
  const first = dateAt(state, at, placed) ?? monthAndYear(state, at);
  if (!first || (!placed && mayBeShare(state, at, first))) return undefined;
  return push(state, at, rangeFrom(state, first) ?? lunarAfter(state, first));
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
  if (next !== at + 3 || state.tokens[at + 2]?.raw.length === 4 || isWritingDay(mention, state.sent)) return false;
  return Number(state.tokens[at]?.fold) <= Number(state.tokens[at + 2]?.fold);
}

/** `6 tháng`; `31 tháng 10` is a date. After a code the number is its count, and the month stands alone. */
function lengthOfTime(state: Scan, at: number, waiting: boolean): Found | undefined {
  const { tokens, sent } = state;
  const number = tokens[at];
  const word = tokens[at + 1];
  if (!isNumber(number, 2) || word?.kind !== 'word' || word.fold !== 'thang') return undefined;
  const phrase = findPhrase(VOCABULARY, tokens, at + 1, false);
  const relative = phrase?.meaning === 'this-month' || phrase?.meaning === 'last-month';
  let i = at + 2;
  while (tokens[i]?.kind === 'mark' && /^[.:=]$/u.test(tokens[i]?.raw ?? '')) i++;
  const month = isNumber(tokens[i], 2) ? Number(tokens[i]?.fold) : readSpoken(tokens, i, state.accented)?.value;
  if (waiting) return month === undefined && !relative ? { mention: { fault: 'not-a-month' }, next: at + 2 } : undefined;
  if (month === undefined) return { mention: { fault: 'not-a-month' }, next: at + 2 };
  const after = isNumber(tokens[i], 2) ? i + 1 : (readSpoken(tokens, i, state.accented)?.next ?? i + 1);
  const year = yearAt(state, after);
  const mark = tokens[after];
  if (!year && mark?.raw === '/' && isYear(tokens[after + 1])) {
    return { mention: namedDay(Number(number.raw), month, Number(tokens[after + 1]?.raw), sent), next: after + 2 };
  }
  return { mention: namedDay(Number(number.raw), month, year?.year, sent), next: year?.next ?? after };
}

/** `placed`: right after the keyword or `ngày`, where `31-10` can only be a date. */
function dateAt(state: Scan, at: number, placed: boolean): Found | undefined {
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
    return !end || start?.day === undefined ? undefined : { mention: withoutDay(end.mention), next: end.next };
  }
  const written = b.raw.length;
  if (isYear(b)) return { mention: namedMonth(x, y, sent), next: at + 3 };
  if (written > 2 || (!slash && !placed)) return undefined;
  // `10/26` is October 2026 whichever way it is read, as long as that is this year.
  if (y > 12 && y === Math.floor(sent.month / 12) % 100) return { mention: namedMonth(x, y, sent), next: at + 3 };
  return { mention: namedDay(x, y, undefined, sent), next: at + 3 };
}

function withoutDay({ month, fault }: Mention): Mention {
  return { ...(month === undefined ? {} : { month }), ...(fault ? { fault } : {}) };
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
  if (!isNumber(start, 2) || !link || !(link.raw === '-' || /^(?:den|toi)$/u.test(link.fold))) return undefined;
  i += 2;
  if (tokens[i]?.fold === 'ngay') i++;
  const end = dateAt(state, i, true) ?? lengthOfTime(state, i, false);
  if (!end || end.mention.fault === 'not-a-month') return undefined;
  const valid = Number(start.raw) >= 1 && Number(start.raw) <= 31;
  return push(state, at, { mention: valid ? withoutDay(end.mention) : { fault: 'month-ambiguous' }, next: end.next });
}
