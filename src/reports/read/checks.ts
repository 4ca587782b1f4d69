/** Counts that cannot both be true. Where a check fails, none of its counts of this message is stored. */
import { type Check, checkedCodes, type Form } from './form.ts';
import type { Question } from './reading.ts';

export type Checked = {
  readonly values: Readonly<Record<string, number>>;
  readonly questions: readonly Question[];
};

export function applyChecks(
  read: ReadonlyMap<string, number>,
  asked: readonly Question[],
  stored: Readonly<Record<string, number>>,
  form: Form,
): Checked {
  const unsettled = new Set<string>();
  const unknown = asked.length > 0 ? new Set(asked.map(({ field }) => field)) : undefined;
  const known = (code: string): number | undefined =>
    unknown?.has(code) ? undefined : (read.get(code) ?? stored[code]);
  for (const check of read.size === 0 ? [] : form.checks) {
    if (!fails(check, known)) continue;
    const codes = checkedCodes(check);
    // What is stored and does not fit by itself is no fault of this message.
    if (codes.some((code) => read.has(code))) for (const code of codes) unsettled.add(code);
  }
  if (unsettled.size === 0) return { values: Object.fromEntries(read), questions: [] };
  const values: Record<string, number> = {};
  for (const [code, value] of read) if (!unsettled.has(code)) values[code] = value;
  const questions = [...unsettled].map((field): Question => {
    const value = known(field);
    return { field, reason: 'cross-check', ...(value === undefined ? {} : { typed: String(value) }) };
  });
  return { values, questions };
}

/** A check holds as long as one of its counts is not known. */
export function fails(check: Check, known: (code: string) => number | undefined): boolean {
  const left = known(check.left);
  if (left === undefined) return false;
  if ('when' in check) return (known(check.when) ?? 0) > 0 && left <= check.value;
  if ('right' in check) {
    const right = known(check.right);
    return right !== undefined && left > right && !(right === 0 && check.unlessZero);
  }
  const parts = check.sum.map(known);
  return (
    parts.every((part) => part !== undefined) &&
    left > parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
  );
}
