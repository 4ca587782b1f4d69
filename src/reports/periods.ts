/** Reporting periods are months, `YYYY-MM`. */
import { civilDate, plusMonths } from '../civil-time.ts';

/** How far back a month can be named with its year: its report may stand, and is merged with. */
export const MONTHS_BACK = 24;

export function earliestPeriod(now: number): string {
  const [year = 0, month = 0] = civilDate(now).split('-').map(Number);
  const months = year * 12 + month - 1 - MONTHS_BACK;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** `T10/2026`, as collaborators write a month. */
export function shownPeriod(period: string): string {
  return `T${Number(period.slice(5))}/${period.slice(0, 4)}`;
}

/** The months that a report without one may mean: this one and the one before. */
export function periodsToChoose(now: number): readonly string[] {
  const today = civilDate(now).slice(0, 7);
  return [plusMonths(`${today}-01`, -1).slice(0, 7), today];
}
