/** What share of those it concerns was reached: over the villages that reported both numbers. Pure. */
import { type CountedCode, type CountedVillage, totalsOf, type VillageReport } from './totals.ts';

export type Share = {
  readonly reached: string;
  readonly of: string;
  readonly numerator: number;
  readonly denominator: number;
};

/** Numerator and denominator of the short form, as the plans 1437, 1438 and 647 pair them. */
export const SHARES = [
  { reached: 'TD', of: 'TE' },
  { reached: 'CK', of: 'CM' },
  { reached: 'KD', of: 'KT' },
  { reached: 'CH', of: 'CP' },
  { reached: 'DG', of: 'DB' },
] as const;

export function sharesOf(
  codes: readonly CountedCode[],
  villages: readonly CountedVillage[],
  reports: readonly VillageReport[],
  period: string,
): readonly Share[] {
  const each = villages.map((village) => totalsOf(codes, [village], reports, period).all.sums);
  return SHARES.map(({ reached, of }) => {
    const both = each.filter((sums) => sums.has(reached) && sums.has(of));
    const sum = (code: string) => both.reduce((total, sums) => total + (sums.get(code)?.value ?? 0), 0);
    return { reached, of, numerator: sum(reached), denominator: sum(of) };
  });
}
