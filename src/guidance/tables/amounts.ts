/** What an allowance comes to on a day in a province: a multiple of the base level there, or a sum of its own. Pure. */
import type { DatedRow, Tables } from '../../../content/tables/shape.ts';
import type { CivilDate } from '../../civil-time.ts';
import { backed } from './item.ts';
import { rowsOn } from './valid.ts';
import { type Both, sum } from './words.ts';

type Money = Tables['money'];
type Allowance = Money['allowances'][number];
/** A row of either half of the table, under one key for both. */
export type AmountRow = DatedRow & { readonly key: string; readonly decree: string } & (
    | { readonly base: number }
    | { readonly allowance: Allowance }
  );

export type Amount = Pick<DatedRow, 'source' | 'certainty'> & {
  /** Whole dong. */
  readonly amount: number;
  readonly per: Allowance['per'];
  /** As it is said: `1.250.000 đồng`, `1,250,000 dong`. */
  readonly shown: Both;
  readonly who: Both;
  readonly decree: string;
};

const BASE = 'base';

/** The rows that make these allowances, and the base levels where one of them is counted from it. */
export function amountRows({ base, allowances }: Money, ids: readonly string[]): readonly AmountRow[] {
  const own = allowances.filter(({ id }) => ids.includes(id));
  const counted = own.some(({ amount }) => 'ofBase' in amount) ? base : [];
  return [
    ...counted.map((row) => ({
      ...dated(row),
      // That the allowances are the same multiples of a province's own level was not read anywhere.
      ...(row.region === 'all' || row.certainty === 'uncertain' ? {} : { certainty: 'recalled' as const }),
      key: BASE,
      decree: row.decree,
      base: row.amount,
    })),
    ...own.map((row) => ({ ...dated(row), key: row.id, decree: row.decree, allowance: row })),
  ];
}

/** Of rows that hold together; undefined where the allowance, or the base level it is counted from, is not among them. */
export function amountIn(rows: readonly AmountRow[], id: string): Amount | undefined {
  const own = rows.find((row) => row.key === id);
  if (own === undefined || !('allowance' in own)) return undefined;
  const { amount, who, per } = own.allowance;
  const base = rows.find((row) => 'base' in row);
  const whole = (dong: number, from: readonly AmountRow[]): Amount => ({
    amount: dong,
    per,
    who,
    shown: { vi: sum(dong)('vi'), en: sum(dong)('en') },
    decree: [...new Set(from.flatMap(({ decree }) => decree.split(', ')))].join(', '),
    ...backed(from),
  });
  if ('dong' in amount) return whole(amount.dong, [own]);
  return base !== undefined && 'base' in base
    ? whole(Math.round(base.base * amount.ofBase), [base, own])
    : undefined;
}

/** @returns undefined for an unknown allowance, or one that has no sum on that day. */
export function amountOf(
  money: Money,
  id: string,
  date: CivilDate,
  provinceCode?: string,
): Amount | undefined {
  return amountIn(
    rowsOn(amountRows(money, [id]), ({ key }) => key, date, provinceCode),
    id,
  );
}

function dated({ validFrom, validUntil, region, variant, source, certainty }: DatedRow): DatedRow {
  return {
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    region,
    ...(variant === undefined ? {} : { variant }),
    source,
    certainty,
  };
}
