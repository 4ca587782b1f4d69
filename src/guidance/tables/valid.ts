/** On which days and in which provinces a row of a table holds. Pure. */
import type { Region } from '../../../content/tables/shape.ts';
import { type CivilDate, plusDays } from '../../civil-time.ts';

/** From its first day to its last, both included; without a last day it still holds. */
export type Period = { readonly from: CivilDate; readonly until?: CivilDate | undefined };
/** What a rule is for: a period and the provinces. */
export type Scope = { readonly valid: Period; readonly region: Region };

export type Dated = {
  readonly validFrom: CivilDate;
  readonly validUntil?: CivilDate | undefined;
  readonly region: Region;
};

export function periodOf({ validFrom: from, validUntil: until }: Dated): Period {
  return until === undefined ? { from } : { from, until };
}

export function inPeriod({ from, until }: Period, date: CivilDate): boolean {
  return from <= date && (until === undefined || date <= until);
}

/** `all` is for those too whose province is not known. */
export function inRegion(region: Region, province: string | undefined): boolean {
  return region === 'all' || (province !== undefined && region.includes(province));
}

/**
 * The row of each key that holds on a day in a province, `undefined` being any province that no row names. A row that
 * names the province goes before the one for all.
 */
export function rowsOn<R extends Dated>(
  rows: readonly R[],
  keyOf: (row: R) => string,
  date: CivilDate,
  province: string | undefined,
): readonly R[] {
  const chosen = new Map<string, R>();
  for (const row of rows) {
    if (!inPeriod(periodOf(row), date) || !inRegion(row.region, province)) continue;
    if (row.region !== 'all' || !chosen.has(keyOf(row))) chosen.set(keyOf(row), row);
  }
  return [...chosen.values()];
}

export type Validity = Scope & {
  /** Where and when another text takes the place of this one. */
  readonly unless: readonly Scope[];
};

/**
 * Whether an item is the one for what is due on this day, for a child of this province: by the rule of the day itself,
 * not of the day on which it is told.
 */
export function isValidOn(item: Validity, dueDate: CivilDate, provinceCode: string | undefined): boolean {
  return holds(item, dueDate, provinceCode) && !item.unless.some((it) => holds(it, dueDate, provinceCode));
}

function holds({ valid, region }: Scope, date: CivilDate, province: string | undefined): boolean {
  return inPeriod(valid, date) && inRegion(region, province);
}

/** The days on which another row begins to hold, or one has ceased to. */
export function turns(rows: readonly Dated[]): readonly CivilDate[] {
  const days = rows.flatMap(({ validFrom, validUntil }) =>
    validUntil === undefined ? [validFrom] : [validFrom, plusDays(validUntil, 1)],
  );
  return [...new Set(days)].sort();
}
