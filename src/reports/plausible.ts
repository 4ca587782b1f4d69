/** Counts far from what the place reported before: asked first, stored with a flag where the sender confirms. Pure. */
import type { Values } from './merge.ts';

export type DoubtReason = 'jump' | 'lower' | 'zero';

export type Doubt = {
  readonly code: string;
  readonly value: number;
  /** What it was when it was last reported. */
  readonly before: number;
  readonly reason: DoubtReason;
};

export type CountedCode = { readonly code: string; readonly kind: 'stock' | 'ytd' | 'events' };

export type Reported = { readonly values: Values };

/** A stock may change by this share, or by this many, without a question. */
const SHARE = 0.3;
const MANY = 5;
/** Zero is asked where there were more than this many. */
const ZERO_AFTER = 10;

export function doubtsOf(
  codes: readonly CountedCode[],
  period: string,
  values: Values,
  history: ReadonlyMap<string, Reported>,
): readonly Doubt[] {
  const earlier = [...history.keys()]
    .filter((month) => month < period)
    .sort()
    .reverse();
  return codes.flatMap(({ code, kind }): readonly Doubt[] => {
    const value = values[code];
    // What stands already was certain, or confirmed, when it came.
    if (value === undefined || history.get(period)?.values[code] === value) return [];
    const month = earlier.find((one) => history.get(one)?.values[code] !== undefined);
    const before = month === undefined ? undefined : history.get(month)?.values[code];
    if (month === undefined || before === undefined) return [];
    const startsAnew = kind === 'ytd' && month.slice(0, 4) !== period.slice(0, 4);
    if (startsAnew) return [];
    const reason = reasonFor(kind, before, value);
    return reason === undefined ? [] : [{ code, value, before, reason }];
  });
}

function reasonFor(kind: CountedCode['kind'], before: number, value: number): DoubtReason | undefined {
  if (value === 0 && before > ZERO_AFTER) return 'zero';
  if (kind === 'ytd') return value < before ? 'lower' : undefined;
  const change = Math.abs(value - before);
  return kind === 'stock' && change > before * SHARE && change > MANY ? 'jump' : undefined;
}
