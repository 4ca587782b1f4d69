/** What is left of a message once its doubtful counts wait: nothing that the stored counts contradict. Pure. */
import type { ReportForm } from './form.ts';
import type { Values } from './merge.ts';
import { fails } from './read/checks.ts';
import { checkedCodes } from './read/form.ts';

export type Fitting = {
  readonly certain: Values;
  /** Codes to be told of: they do not fit without the doubtful ones, or not at all. */
  readonly unfit: readonly string[];
  /** Those of them that would not fit either if all of the message were true. */
  readonly clashing: readonly string[];
};

export function fitting(
  { form }: ReportForm,
  {
    said,
    waiting,
    asked,
  }: {
    /** All that was said of the month and is not stored yet. */
    readonly said: Values;
    /** Codes of it that wait for a word. */
    readonly waiting: readonly string[];
    /** Codes that were said without a certain number. */
    readonly asked: readonly string[];
  },
  stored: Values,
  /** What would stand with these counts of the message, where a newer one's win over them. */
  standing = (counts: Values): Values => ({ ...stored, ...counts }),
): Fitting {
  let certain = without(said, waiting);
  const unfit = new Set<string>();
  const clashing = new Set<string>();
  const meant = standing(said);
  for (let again = true; again; ) {
    again = false;
    for (const check of form.checks) {
      const codes = checkedCodes(check);
      const held = codes.filter((code) => code in certain);
      if (held.length === 0 || !fails(check, (code) => standing(certain)[code])) continue;
      certain = without(certain, held);
      again = true;
      for (const code of held) unfit.add(code);
      // An answer may still make them true.
      if (!fails(check, (code) => (asked.includes(code) ? undefined : meant[code]))) continue;
      for (const code of codes.filter((one) => !waiting.includes(one))) {
        unfit.add(code);
        clashing.add(code);
      }
    }
  }
  return { certain, unfit: [...unfit], clashing: [...clashing] };
}

export function without(values: Values, codes: readonly string[]): Values {
  if (codes.length === 0) return values;
  return Object.fromEntries(Object.entries(values).filter(([code]) => !codes.includes(code)));
}
