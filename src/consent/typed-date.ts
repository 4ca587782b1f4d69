/**
 * A date as people type it: `15/3/2026`, `15-3-26`, `15 thang 3`, `ngay 15.03`, `15032026`. Day before month,
 * always. Pure: what is not certain is told as such, never guessed.
 */
import { type CivilDate, dateOf, daysBetween, plusDays } from '../civil-time.ts';
import { cleanTyped, fold } from '../vietnamese.ts';

/** A child that is here, or one that is expected. */
export type Stage = 'born' | 'due';

/** `rest` is the text without the date; `stage` what the words beside the date say, e.g. `du sinh`. */
export type TypedDate =
  | {
      readonly kind: 'date';
      readonly date: CivilDate;
      readonly rest: string;
      readonly stage: Stage | undefined;
    }
  /** The year is left out and both a birth and an expected birth are likely. */
  | { readonly kind: 'ambiguous'; readonly born: CivilDate; readonly due: CivilDate; readonly rest: string }
  | {
      readonly kind: 'impossible';
      /** no-such-day: 31/2, month 13 · no-day: only a month · lunar: the old calendar. */
      readonly reason: 'no-such-day' | 'no-day' | 'lunar';
      readonly typed: string;
      readonly rest: string;
      readonly stage: Stage | undefined;
    }
  | { readonly kind: 'none' };

const SEPARATOR = String.raw`\s*[-/.,]\s*`;
const MONTH_WORDS: ReadonlyMap<string, number> = new Map([
  ['mot', 1],
  ['hai', 2],
  ['ba', 3],
  ['tu', 4],
  ['bay', 7],
  ['tam', 8],
  ['chin', 9],
  ['muoi', 10],
  ['muoi mot', 11],
  ['muoi hai', 12],
]);
const MONTH_WORD = 'muoi mot|muoi hai|muoi|mot|hai|ba|tu|bay|tam|chin';

/** In order of how much each form says; the first that is found is the date. */
const FORMS: readonly RegExp[] = [
  /(?<![\d])(?<y>20\d\d)[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d)/,
  new RegExp(
    String.raw`(?<![\d/.-])(?<d>\d{1,2})${SEPARATOR}(?<m>\d{1,2})${SEPARATOR}(?<y>\d{4}|\d{2})(?!\d)`,
  ),
  new RegExp(
    String.raw`(?<!\d)(?<d>\d{1,2})\s*[-/.,]?\s*(?:thang|thg|th|t)[\s./-]*(?<m>\d{1,2}|(?:${MONTH_WORD})\b)(?!\d)(?:(?:\s*[-/.,]\s*|\s*,?\s*nam\s*)(?<y>\d{4}|\d{2})(?!\d)|\s+(?<y2>\d{4})(?!\d))?`,
  ),
  // A year with a digit lost or doubled: told as no day, never taken for a day without a year.
  /(?<![\d/.-])(?<d>0?[1-9]|[12]\d|3[01])(?<by>[-/.])(?<m>0?[1-9]|1[0-2])\k<by>(?<y>\d+)/,
  /(?<![\d/.-])(?<d>\d{1,2})\s*[-/.]\s*(?<m>\d{1,2})(?!\d)(?:\s*,?\s*nam\s*(?<y>\d{4}|\d{2})(?!\d)|\s+(?<y2>\d{4})(?!\d))?/,
  /(?<![\d.])(?<d>\d{1,2})\s+(?<m>\d{1,2})\s+(?<y>\d{4}|\d{2})(?!\d)/,
  /(?<!\d)(?<d>\d{2})(?<m>\d{2})(?<y>20\d\d)(?!\d)/,
  /(?<!\d)(?<d>\d{2})(?<m>\d{2})(?<y>\d{2})(?!\d)/,
  /^(?<d>\d{1,2})\s+(?<m>\d{1,2})(?!\d)(?!\s*\d)/,
];
const RELATIVE: readonly (readonly [RegExp, number])[] = [
  [/\bhom nay\b/, 0],
  [/\bhom qua\b/, -1],
];
const MONTH_ONLY =
  /(?<!\d)(?:thang\s*\d{1,2}(?:\s*[-/.]\s*|\s*nam\s*|\s+)20\d\d|thang\s*\d{1,2}(?!\d)|\d{1,2}\s*[-/.]\s*20\d\d)(?!\d)/;
/** A duration or an amount, not a day: `5 thang 2 tuan`, `3-4 ngay`; but `15/3 Tuần Giáo` is a day and a place. */
const AMOUNT = /^\s*(?:tuan(?! giao\b)|ngay|tuoi|kg|cm|ml|weeks?|days?|months?|years?)\b/;
const LUNAR_ALSO_ACCENTED = /(?:âm lịch|lịch âm|ta lịch|am lich|lich am|ta lich|(?<!\p{L})al(?!\p{L}))/giu;
/** `32/3` is a slip of a date, `38.5` a fever. */
const LIKELY_DAY = 34;
const LUNAR = /\b(?:am lich|al|ta lich|lich am|thang gieng|thang chap)\b/;

/** Words that belong to the date they stand before. */
const DATE_WORDS = new Set(
  'ngay sinh du kien mung mong mang thai bau de vao ns due born birth on date of'.split(' '),
);
/** Before a date only at the very beginning: elsewhere they may end a name, as in Ba Bể. */
const FIRST_WORDS = /^(?:(?:be|con|chau|em|nha|toi|minh|cua|la|da|my|baby|child)[\s:,.-]+)*$/;

export function readTypedDate(text: string, today: CivilDate, asked?: Stage): TypedDate {
  const shown = cleanTyped(text).replace(/\s+/g, ' ').trim();
  const folded = fold(shown);
  // Offsets fit only where no letter folds to several; otherwise the rest is given without accents.
  const source = folded.length === shown.length ? shown : folded;

  for (const [pattern, days] of RELATIVE) {
    const found = pattern.exec(folded);
    if (found !== null) {
      const { rest, stage } = around(source, folded, found.index, found[0].length);
      return { kind: 'date', date: plusDays(today, days), rest, stage };
    }
  }

  const lunar = LUNAR.exec(folded);
  for (const form of FORMS) {
    const found = form.exec(folded);
    if (found === null) continue;
    const { d = '', m = '', y, y2 } = found.groups ?? {};
    const year = y ?? y2;
    const after = folded.slice(found.index + found[0].length);
    if (year === undefined && (AMOUNT.test(after) || Number(d) > LIKELY_DAY)) continue;
    const { rest, stage } = around(source, folded, found.index, found[0].length);
    const typed = found[0].trim();
    if (lunar !== null)
      return {
        kind: 'impossible',
        reason: 'lunar',
        typed,
        rest: rest.replace(LUNAR_ALSO_ACCENTED, '').trim(),
        stage,
      };
    const day = { day: Number(d), month: MONTH_WORDS.get(m) ?? Number(m) };
    if (year === undefined) return withoutYear(day, { typed, rest, stage }, today, asked ?? stage);
    const isYear = year.length === 2 || year.length === 4;
    const date = isYear ? dateOf(fullYear(year), day.month, day.day) : undefined;
    return date === undefined
      ? { kind: 'impossible', reason: 'no-such-day', typed, rest, stage }
      : { kind: 'date', date, rest, stage };
  }

  const month = lunar ?? MONTH_ONLY.exec(folded);
  if (month === null || AMOUNT.test(folded.slice(month.index + month[0].length))) return { kind: 'none' };
  const { rest, stage } = around(source, folded, month.index, month[0].length);
  return { kind: 'impossible', reason: lunar === null ? 'no-day' : 'lunar', typed: month[0], rest, stage };
}

/** Two digits are of this century, as every child here is. */
function fullYear(typed: string): number {
  return typed.length === 2 ? 2000 + Number(typed) : Number(typed);
}

const NEAR_DAYS = 90;
const FAR_DAYS = 180;
/** A birth is expected at most this long ahead, and waited for a little after its day. */
export const LONGEST_AHEAD_DAYS = 42 * 7;
export const OVERDUE_DAYS = 21;

/** The nearest sensible year; where a birth and an expected birth are both near enough, both are told. */
function withoutYear(
  { day, month }: { readonly day: number; readonly month: number },
  said: { readonly typed: string; readonly rest: string; readonly stage: Stage | undefined },
  today: CivilDate,
  stage: Stage | undefined,
): TypedDate {
  const thisYear = Number(today.slice(0, 4));
  const days = Array.from({ length: 10 }, (_, i) => dateOf(thisYear + 1 - i, month, day)).filter(
    (d) => d !== undefined,
  );
  const born = days.find((d) => d <= today);
  const expected = days.findLast((d) => d > plusDays(today, stage === 'due' ? -OVERDUE_DAYS - 1 : 0));
  const dueDays = expected === undefined ? undefined : daysBetween(today, expected);
  const due = dueDays !== undefined && dueDays <= LONGEST_AHEAD_DAYS ? expected : undefined;
  const { typed, rest } = said;
  const certain = (date: CivilDate): TypedDate => ({ kind: 'date', date, rest, stage: said.stage });

  if (stage === 'due' && (due ?? expected ?? born) !== undefined)
    return certain((due ?? expected ?? born) as CivilDate);
  if (stage === 'born' && born !== undefined) return certain(born);
  if (born === undefined && due === undefined) {
    return { kind: 'impossible', reason: 'no-such-day', typed, rest, stage: said.stage };
  }
  if (due === undefined) return certain(born as CivilDate);
  if (born === undefined) return certain(due);
  const [ago, ahead] = [daysBetween(born, today), daysBetween(today, due)];
  if (ago <= NEAR_DAYS && ahead >= FAR_DAYS) return certain(born);
  if (ahead <= NEAR_DAYS && ago >= FAR_DAYS) return certain(due);
  return { kind: 'ambiguous', born, due, rest };
}

/** What stands before and after the date, without the words that only introduce it. */
function around(
  source: string,
  folded: string,
  start: number,
  length: number,
): { readonly rest: string; readonly stage: Stage | undefined } {
  const introducing: string[] = [];
  let end = start;
  for (;;) {
    const word = /(?:^|[^\p{L}\p{N}])([\p{L}\p{N}]+)[\s:,.-]*$/u.exec(folded.slice(0, end));
    const name = word?.[1];
    if (word === null || name === undefined || !DATE_WORDS.has(name)) break;
    introducing.unshift(name);
    end = word.index + (word[0].startsWith(name) ? 0 : 1);
  }
  if (FIRST_WORDS.test(folded.slice(0, end))) end = 0;
  const rest = `${source.slice(0, end)} ${source.slice(start + length)}`
    .replace(/^[\s,;.:/-]+|[\s,;.:/-]+$/g, '')
    .replace(/\s+/g, ' ');
  return { rest, stage: stageIn(introducing.join(' ')) };
}

function stageIn(words: string): Stage | undefined {
  if (/\b(?:thai|bau|du|due)\b/.test(words)) return 'due';
  return /\b(?:sinh|de|born|birth|ns)\b/.test(words) ? 'born' : undefined;
}
