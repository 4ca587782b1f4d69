/**
 * Stands in for `temporal-polyfill/fns/PlainDate` in the Worker's bundle, with what `civil-time.ts` asks for, in whole
 * numbers. A date is the milliseconds of its midnight, UTC. `test/civil-time.test.ts` holds it to the library.
 */
const DAY_MS = 86_400_000;

/** Not `Date.UTC`, which takes the year 26 for 1926. A day too many runs into the next month, as with every Date. */
function midnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function parts(date: number): readonly [year: number, month: number, day: number] {
  const at = new Date(date);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
}

export function create(year: number, month: number, day: number): number {
  const date = midnight(year, month, day);
  const [, realMonth, realDay] = parts(date);
  if (realMonth !== month || realDay !== day) throw new RangeError(`no such day: ${year}-${month}-${day}`);
  return date;
}

const toIso = (date: number): string => new Date(date).toISOString().replace(/T.*/, '');

export { toIso as toString };

export const addDays = (date: number, days: number): number => date + days * DAY_MS;
export const subtractDays = (date: number, days: number): number => addDays(date, -days);
export const addWeeks = (date: number, weeks: number): number => addDays(date, weeks * 7);

/** Where the month is too short, its last day. */
export function addMonths(date: number, months: number): number {
  const [year, month, day] = parts(date);
  return Math.min(midnight(year, month + months, day), midnight(year, month + months + 1, 0));
}

/** In the one unit that is asked for, whole ones. */
export function diff(
  from: number,
  to: number,
  { largestUnit }: { readonly largestUnit: 'days' | 'months' },
): { readonly days: number; readonly months: number } {
  if (largestUnit === 'days') return { days: (to - from) / DAY_MS, months: 0 };
  const [year, month, day] = parts(from);
  const [toYear, toMonth, toDay] = parts(to);
  const months = (toYear - year) * 12 + toMonth - month;
  const short = to > from ? toDay < day : toDay > day;
  const whole = short ? months - Math.sign(to - from) : months;
  return { days: (to - addMonths(from, whole)) / DAY_MS, months: whole };
}

/** Monday is 1. */
export const dayOfWeek = (date: number): number => new Date(date).getUTCDay() || 7;

/** A week belongs to the year of its Thursday. */
const thursday = (date: number): number => addDays(date, 4 - dayOfWeek(date));

export const yearOfWeek = (date: number): number => parts(thursday(date))[0];

export function weekOfYear(date: number): number {
  const day = thursday(date);
  return Math.floor((day - midnight(parts(day)[0], 1, 1)) / (7 * DAY_MS)) + 1;
}
