/** Which month is meant, from when the message was sent. Months are counted from year 0, so they can be compared. */
import type { Reason } from './reading.ts';

const OFFSET_MS = 7 * 3_600_000;
/** A month without its year is at most this far back. */
const MONTHS_BACK = 6;
/** With its year it may be older; beyond this a slip of the year is likelier than a report. */
const YEARS_BACK_MONTHS = 24;

export type Sent = {
  readonly month: number;
  readonly day: number;
  readonly date: number;
  /** The months that are open by days of the place's own; undefined: from the 20th to the 10th. */
  readonly open?: readonly number[];
};

export type Mention = {
  /** Months since year 0, where it is certain. */
  readonly month?: number;
  readonly fault?: Reason;
  /** One single day, in days since 1970: it may be the day of writing. */
  readonly day?: number;
};

/** Civil time of Asia/Ho_Chi_Minh is UTC+7 the year round. */
export function sentTime(at: Date, current?: readonly string[]): Sent {
  const local = new Date(at.getTime() + OFFSET_MS);
  return {
    month: local.getUTCFullYear() * 12 + local.getUTCMonth(),
    day: local.getUTCDate(),
    date: Math.floor(local.getTime() / 86_400_000),
    ...(current && { open: current.map(monthOf) }),
  };
}

function monthOf(period: string): number {
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1;
}

export function periodOf(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

export function namedMonth(month: number, year: number | undefined, sent: Sent): Mention {
  if (month < 1 || month > 12) return { fault: 'month-impossible' };
  const thisYear = Math.floor(sent.month / 12);
  if (year !== undefined) {
    const named = (year < 100 ? 2000 + year : year) * 12 + month - 1;
    if (named > sent.month) return { fault: 'month-future' };
    return sent.month - named > YEARS_BACK_MONTHS ? { fault: 'month-far' } : { month: named };
  }
  const thisYears = thisYear * 12 + month - 1;
  const named = thisYears <= sent.month ? thisYears : thisYears - 12;
  if (sent.month - named <= MONTHS_BACK) return { month: named };
  return { fault: thisYears > sent.month || 12 - (sent.month - named) <= 3 ? 'month-future' : 'month-far' };
}

export function namedDay(day: number, month: number, year: number | undefined, sent: Sent): Mention {
  const mention = namedMonth(month, year, sent);
  const inYear = mention.month === undefined ? undefined : Math.floor(mention.month / 12);
  const of = inYear ?? (year === undefined ? Math.floor(sent.month / 12) : year < 100 ? 2000 + year : year);
  const date = new Date(Date.UTC(of, month - 1, day));
  if (month < 1 || month > 12 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return { fault: 'month-impossible' };
  }
  const days = Math.floor(date.getTime() / 86_400_000);
  // Before the month is nearly over, a day still to come is no month's end.
  if (days > sent.date && sent.day < 20) return { fault: mention.fault ?? 'month-future' };
  return { ...mention, day: days };
}

/** The day of sending or the day before, while another month is reported: the day of writing, not the month. */
export function isWritingDay(mention: Mention, sent: Sent): boolean {
  if (mention.day === undefined || !mayMeanAnother(mention.month, sent)) return false;
  return mention.day === sent.date || mention.day === sent.date - 1;
}

/** Sent on the 1st–10th, or while another is open, a month told by the day of writing may not be the one reported. */
export function mayMeanAnother(month: number | undefined, { day, open }: Sent): boolean {
  return day <= 10 || open?.some((one) => one !== month) === true;
}

/** The month that is open for reports, where it is one: from the 20th to the 10th of the next. */
export function openMonth(sent: Sent): number | undefined {
  if (sent.open !== undefined) return sent.open.length === 1 ? sent.open[0] : undefined;
  if (sent.day >= 20) return sent.month;
  return sent.day <= 10 ? sent.month - 1 : undefined;
}
