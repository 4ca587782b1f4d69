/** What a code was when it was last reported: what the person sees while they count anew. Pure. */
import type { CountedCode } from '../plausible.ts';
import type { Standing } from '../take.ts';

export type Before = { readonly period: string; readonly value: number };

/** A count since January begins anew with the year. */
export function lastBefore(
  { code, kind }: CountedCode,
  period: string,
  standing: Standing,
): Before | undefined {
  const found = [...standing.values()]
    .filter((report) => report.period < period && report.values[code] !== undefined)
    .sort((a, b) => (a.period < b.period ? 1 : -1))[0];
  const value = found?.values[code];
  if (found === undefined || value === undefined) return undefined;
  const startsAnew = kind === 'ytd' && found.period.slice(0, 4) !== period.slice(0, 4);
  return startsAnew ? undefined : { period: found.period, value };
}
