/** The answers to a quick count as a table: by village, by commune, and together. Pure. */

import type { Values } from '../merge.ts';
import { type AreaTotals, cellKey, hiddenCells, isFew, type Totals, totalsOf } from '../totals.ts';
import { type Answer, lettersOf, missingLetters, standingByVillage } from './letters.ts';

export type TableVillage = {
  readonly id: string;
  readonly name: string;
  readonly communeId: string;
  /** "xã Mường Than" */
  readonly communeLabel: string;
};

export type Row = {
  readonly village: TableVillage;
  readonly values: Values;
  /** Letters without a number. */
  readonly missing: readonly string[];
  readonly answered: boolean;
  /** Its first answer was sent after the deadline. */
  readonly late: boolean;
};

export type CommuneRow = {
  readonly label: string;
  readonly area: AreaTotals;
  readonly incomplete: number;
};

export type CountTable = {
  readonly rows: readonly Row[];
  readonly communes: ReadonlyMap<string, CommuneRow>;
  readonly totals: Totals;
};

/** A count is of one moment: every answer belongs to the same period. */
const ONCE = '2000-01';

export function tableOf(
  count: { readonly names: readonly string[]; readonly deadlineAt: number },
  villages: readonly TableVillage[],
  answers: readonly Answer[],
): CountTable {
  const stands = standingByVillage(answers);
  const rows = villages.map((village): Row => {
    const own = stands.get(village.id);
    return {
      village,
      values: own?.values ?? {},
      missing: missingLetters(count.names, own?.values ?? {}),
      answered: own !== undefined,
      late: own !== undefined && own.firstSentAt > count.deadlineAt,
    };
  });
  const totals = totalsOf(
    lettersOf(count.names).map((code) => ({ code, kind: 'events' })),
    villages,
    rows.flatMap(({ village, values, answered }) =>
      answered ? [{ villageId: village.id, period: ONCE, values }] : [],
    ),
    ONCE,
  );
  const communes = new Map<string, CommuneRow>();
  for (const [id, area] of totals.communes) {
    const own = rows.filter((row) => row.village.communeId === id);
    communes.set(id, {
      label: own[0]?.village.communeLabel ?? '',
      area,
      incomplete: own.filter((row) => row.missing.length > 0).length,
    });
  }
  return { rows, communes, totals };
}

/** What is shown in place of a number of a few people. */
export const HIDDEN = '*';

export type ShownValues = Readonly<Record<string, number | typeof HIDDEN>>;

/** Values of communes and of all, as someone above the commune may see them. */
export function shownAbove({ totals }: CountTable): {
  readonly communes: ReadonlyMap<string, ShownValues>;
  readonly all: ShownValues;
} {
  const hidden = hiddenCells(totals);
  const communes = new Map<string, ShownValues>();
  const hiddenIn = new Map<string, number>();
  for (const [id, { sums }] of totals.communes) {
    const values: Record<string, number | typeof HIDDEN> = {};
    for (const [letter, { value }] of sums) {
      const hide = hidden.has(cellKey(id, letter));
      if (hide) hiddenIn.set(letter, (hiddenIn.get(letter) ?? 0) + 1);
      values[letter] = hide ? HIDDEN : value;
    }
    communes.set(id, values);
  }
  const all: Record<string, number | typeof HIDDEN> = {};
  for (const [letter, { value }] of totals.all.sums) {
    // Where one cell alone is hidden, the sum of all would tell it.
    all[letter] = isFew(value) || hiddenIn.get(letter) === 1 ? HIDDEN : value;
  }
  return { communes, all };
}

export function shownWithin({ totals }: CountTable): ShownValues {
  return Object.fromEntries([...totals.all.sums].map(([letter, { value }]) => [letter, value]));
}
