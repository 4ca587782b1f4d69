/** Reporting periods are months, `YYYY-MM`. */
import { civilDate, plusMonths } from '../civil-time.ts';

/** How far back a month can be named without its year, and is read for cross-checks. */
export const MONTHS_BACK = 6;

export function earliestPeriod(now: number): string {
  return plusMonths(civilDate(now), -MONTHS_BACK).slice(0, 7);
}

/** `T10/2026`, as collaborators write a month. */
export function shownPeriod(period: string): string {
  return `T${Number(period.slice(5))}/${period.slice(0, 4)}`;
}
