/** Until when an answer is awaited, as people say it: `ngày mai 17h`, `24/11`, `2 ngày`, `5h chiều thứ sáu`. Pure. */
import {
  type CivilDate,
  civilDate,
  DAY_MS,
  dateOf,
  HOUR_MS,
  instantOf,
  MINUTE_MS,
  minuteOfDay,
  plusDays,
  plusMonths,
  shownDate,
} from '../../civil-time.ts';
import { fold } from '../../vietnamese.ts';

export type Deadline =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'unclear' | 'past' | 'far' };

/** The house's reader of dates; `date` where it is certain. */
export type ReadDate = (
  text: string,
  today: CivilDate,
) => { readonly kind: string; readonly date?: CivilDate; readonly rest?: string };

const SOONEST_MS = 15 * MINUTE_MS;
const FARTHEST_MS = 30 * DAY_MS;
/** The end of a day at the office. */
const USUAL_HOUR = 17;

/** What is meant by a part of the day where no hour is named. */
const PARTS: ReadonlyMap<string, number> = new Map([
  ['sang', 11],
  ['trua', 12],
  ['chieu', USUAL_HOUR],
  ['toi', 20],
]);

export function readDeadline(text: string, now: number, readDate: ReadDate): Deadline {
  const typed = fold(text).replace(/\s+/g, ' ').trim();
  const hours = hoursIn(typed);
  if (hours !== undefined) return checked(Math.ceil((now + hours * HOUR_MS) / MINUTE_MS) * MINUTE_MS, now);
  const time = timeIn(typed);
  if (time === undefined) return { kind: 'unclear' };
  const today = civilDate(now);
  const day = dayIn(time.rest, today, readDate);
  if (day === 'unclear' || (day === undefined && !time.told)) return { kind: 'unclear' };
  return checked(instantOf(day ?? today, time.minutes), now);
}

/** `24/11` at `17:00`. */
export function momentOf(at: number): { readonly time: string; readonly date: string } {
  const minutes = minuteOfDay(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    date: shownDate(civilDate(at)).slice(0, 5),
  };
}

function checked(at: number, now: number): Deadline {
  if (at < now + SOONEST_MS) return { kind: 'past' };
  return at > now + FARTHEST_MS ? { kind: 'far' } : { kind: 'at', at };
}

/** A number of hours from now; a bare `3 gio` is three o'clock. */
function hoursIn(typed: string): number | undefined {
  const found =
    /^(?:(?:trong|sau|in) )?(\d{1,2}) ?(?:tieng|hours?)(?: (?:nua|dong ho))?$/.exec(typed) ??
    /^(?:trong|sau) (\d{1,2}) ?(?:gio|h)(?: nua)?$/.exec(typed) ??
    /^(\d{1,2}) ?(?:gio|h) nua$/.exec(typed);
  return found === null ? undefined : Number(found[1]);
}

const CLOCK =
  /(?<![\d/.-])(?:luc )?(\d{1,2}) ?(?:(?:h|g|gio)(?![a-z]) ?(?:(\d{2})(?![\d/.-]))?|:(\d{2})(?!\d))(?: ?(?:phut|p)(?![a-z]))?(?: ?(am|pm)(?![a-z]))?/;
const CLOCK_EN = /(?<![\d/.-])(\d{1,2}) ?(am|pm)(?![a-z])/;
/** Not the `tới` of `thứ sáu tới`. */
const PART = /(?<![a-z])(sang|trua|chieu|(?<!(?:thu [a-z\d]+|nhat|cn|tuan|ngay) )toi)(?![a-z])/;

type Time = { readonly minutes: number; readonly told: boolean; readonly rest: string };

/** The hour and what is left of the text; undefined where there is no such hour. */
function timeIn(typed: string): Time | undefined {
  const found = CLOCK.exec(typed);
  const english = found === null ? CLOCK_EN.exec(typed) : null;
  const clock = found ?? english;
  const beside = clock === null ? typed : typed.replace(clock[0], ' ');
  const part = PART.exec(beside)?.[1];
  const rest = beside.replace(PART, ' ').replace(/\s+/g, ' ').trim();
  if (clock === null) {
    const hour = PARTS.get(part ?? '') ?? USUAL_HOUR;
    return { minutes: hour * 60, told: part !== undefined, rest };
  }
  const [, hourTyped = ''] = clock;
  const minute = Number(found?.[2] ?? found?.[3] ?? 0);
  const half = found?.[4] ?? english?.[2];
  const hour = Number(hourTyped);
  const later =
    hour < 12 && (half === 'pm' || part === 'chieu' || part === 'toi' || (part === 'trua' && hour < 4));
  const whole = half === 'am' && hour === 12 ? 0 : hour + (later ? 12 : 0);
  if (whole > 23 || minute > 59) return undefined;
  return { minutes: whole * 60 + minute, told: true, rest };
}

const DAYS: readonly (readonly [RegExp, number])[] = [
  [/(?<![a-z])(?:hom nay|today)(?![a-z])|^(?:truoc |den )?nay$/, 0],
  [/(?<![a-z])(?:ngay mai|mai|tomorrow)(?![a-z])/, 1],
  [/(?<![a-z])(?:ngay kia|ngay mot)(?![a-z])/, 2],
];
const WEEKDAYS = ['chu nhat|cn', 'hai|2', 'ba|3', 'tu|4', 'nam|5', 'sau|6', 'bay|7'];
const WEEKDAY = new RegExp(
  `(?<![a-z])(?:${WEEKDAYS.map((name, n) => (n === 0 ? `(${name})` : `thu (${name})`)).join('|')})(?![a-z\\d])`,
);
const AHEAD = /(?<!\d)(\d{1,2}) ?(ngay|hom|tuan|days?|weeks?)(?![a-z])(?! \d)/;
const DAY_ALONE = /(?<![a-z])ngay (\d{1,2})(?! ?[\d/.-]| thang)/;

/** undefined: no day is named. */
function dayIn(typed: string, today: CivilDate, readDate: ReadDate): CivilDate | 'unclear' | undefined {
  const weekday = WEEKDAY.exec(typed);
  if (weekday !== null) {
    if (/(?<![a-z])tuan(?![a-z])/.test(typed)) return 'unclear';
    return nextWeekday(
      today,
      weekday.slice(1).findIndex((name) => name !== undefined),
    );
  }
  for (const [words, days] of DAYS) {
    const found = words.exec(typed);
    if (found !== null) return /\d/.test(typed.replace(found[0], '')) ? 'unclear' : plusDays(today, days);
  }
  const ahead = AHEAD.exec(typed);
  if (ahead !== null) {
    const [, count = '', unit = ''] = ahead;
    return plusDays(today, Number(count) * (/^(?:tuan|week)/.test(unit) ? 7 : 1));
  }
  const alone = DAY_ALONE.exec(typed);
  if (alone !== null) return nextDayOfMonth(today, Number(alone[1])) ?? 'unclear';
  const read = readDate(typed, today);
  if (read.kind === 'none') return /\d/.test(typed) ? 'unclear' : undefined;
  return read.date === undefined || /\d/.test(read.rest ?? '') ? 'unclear' : read.date;
}

/** Sunday is 0; never today, which is called today. */
function nextWeekday(today: CivilDate, weekday: number): CivilDate {
  const ahead = (weekday - new Date(`${today}T00:00:00Z`).getUTCDay() + 7) % 7;
  return plusDays(today, ahead === 0 ? 7 : ahead);
}

function nextDayOfMonth(today: CivilDate, day: number): CivilDate | undefined {
  const next = plusMonths(`${today.slice(0, 7)}-01`, 1);
  const dates = [today, next].map((month) =>
    dateOf(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day),
  );
  return dates.find((date) => date !== undefined && date >= today);
}
