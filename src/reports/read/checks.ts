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
  const checks = checksByCode(form.checks);
  for (const named of read.keys()) {
    for (const check of checks.get(named) ?? []) {
      if (fails(check, known)) for (const code of checkedCodes(check)) unsettled.add(code);
    }
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

const byCode = new WeakMap<readonly Check[], ReadonlyMap<string, readonly Check[]>>();

/** Code → the checks that name it, sorted once for each list of checks. */
function checksByCode(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const known = byCode.get(checks);
  if (known) return known;
  const sorted = new Map<string, Check[]>();
  for (const check of checks) {
    for (const code of new Set(checkedCodes(check))) sorted.set(code, [...(sorted.get(code) ?? []), check]);
  }
  byCode.set(checks, sorted);
  return sorted;
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
