/**
 * Counts of villages made into counts of communes, for one month. Only villages that reported the month are summed;
 * a stock that such a village left out is as it last said. Pure.
 */
import { plusMonths } from '../civil-time.ts';
import type { Values } from './merge.ts';

export type CountedCode = { readonly code: string; readonly kind: 'stock' | 'ytd' | 'events' };

export type CountedVillage = { readonly id: string; readonly communeId: string };

export type VillageReport = { readonly villageId: string; readonly period: string; readonly values: Values };

/** `villages` says how many villages the sum is of, `carried` how many of them are as in an earlier month. */
export type Sum = { readonly value: number; readonly villages: number; readonly carried: number };

export type AreaTotals = {
  readonly expected: number;
  readonly reported: number;
  /** No entry where no village said anything. */
  readonly sums: ReadonlyMap<string, Sum>;
};

export type Totals = { readonly communes: ReadonlyMap<string, AreaTotals>; readonly all: AreaTotals };

type VillageCounts = ReadonlyMap<string, { readonly value: number; readonly carried: boolean }>;

/** How far back a stock may be carried. */
export const CARRIED_MONTHS = 12;

export function totalsOf(
  codes: readonly CountedCode[],
  villages: readonly CountedVillage[],
  reports: readonly VillageReport[],
  period: string,
): Totals {
  const counts = countsByVillage(codes, reports, period);
  const byCommune = new Map<string, CountedVillage[]>();
  for (const village of villages) {
    const known = byCommune.get(village.communeId);
    if (known === undefined) byCommune.set(village.communeId, [village]);
    else known.push(village);
  }
  return {
    communes: new Map([...byCommune].map(([id, list]) => [id, areaOf(codes, list, counts)])),
    all: areaOf(codes, villages, counts),
  };
}

function countsByVillage(
  codes: readonly CountedCode[],
  reports: readonly VillageReport[],
  period: string,
): ReadonlyMap<string, VillageCounts> {
  const oldest = plusMonths(`${period}-01`, -CARRIED_MONTHS).slice(0, 7);
  const byVillage = new Map<string, VillageReport[]>();
  for (const report of reports) {
    if (report.period > period || report.period < oldest) continue;
    const known = byVillage.get(report.villageId);
    if (known === undefined) byVillage.set(report.villageId, [report]);
    else known.push(report);
  }
  const counts = new Map<string, VillageCounts>();
  for (const [villageId, list] of byVillage) {
    const newestFirst = list.toSorted((a, b) => (a.period < b.period ? 1 : -1));
    const current = newestFirst[0];
    if (current?.period !== period) continue;
    const found = new Map<string, { value: number; carried: boolean }>();
    for (const { code, kind } of codes) {
      const value = current.values[code];
      if (value !== undefined) found.set(code, { value, carried: false });
      else if (kind === 'stock') {
        const before = newestFirst.find((r) => r.values[code] !== undefined)?.values[code];
        if (before !== undefined) found.set(code, { value: before, carried: true });
      }
    }
    counts.set(villageId, found);
  }
  return counts;
}

function areaOf(
  codes: readonly CountedCode[],
  villages: readonly CountedVillage[],
  counts: ReadonlyMap<string, VillageCounts>,
): AreaTotals {
  const reporting = villages.flatMap((village) => counts.get(village.id) ?? []);
  const sums = new Map<string, Sum>();
  for (const { code } of codes) {
    const values = reporting.flatMap((village) => village.get(code) ?? []);
    if (values.length === 0) continue;
    sums.set(code, {
      value: values.reduce((sum, v) => sum + v.value, 0),
      villages: values.length,
      carried: values.filter((v) => v.carried).length,
    });
  }
  return { expected: villages.length, reported: reporting.length, sums };
}

/** One to four people can be recognised by their neighbours, so nobody beyond the commune is shown such a number. */
const FEWEST_SHOWN = 5;

export const isFew = (value: number) => value > 0 && value < FEWEST_SHOWN;

/**
 * Which (commune, code) cells to hide in a table that others read. Where just one cell of a column would be hidden,
 * the column's total would give it away: the next smallest goes with it.
 */
export function hiddenCells(totals: Totals): ReadonlySet<string> {
  const columns = new Map<string, { id: string; value: number }[]>();
  for (const [id, area] of totals.communes) {
    for (const [code, { value }] of area.sums) {
      if (value > 0) columns.set(code, [...(columns.get(code) ?? []), { id, value }]);
    }
  }
  const hidden = new Set<string>();
  for (const [code, cells] of columns) {
    const rising = cells.toSorted((a, b) => a.value - b.value);
    const few = rising.filter((cell) => isFew(cell.value)).length;
    for (const cell of rising.slice(0, few === 1 ? 2 : few)) hidden.add(cellKey(cell.id, code));
  }
  return hidden;
}

export function cellKey(communeId: string, code: string): string {
  return `${communeId} ${code}`;
}
