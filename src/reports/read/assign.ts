/** Which number belongs to which code. Every number ends as one code's value, or in a question. */
import { labelBefore, type Read, readChunk, strayOf } from './chunk.ts';
import type { Form } from './form.ts';
import type { Item, NumberItem } from './items.ts';
import { link, orderOf } from './order.ts';
import type { Question, Reason } from './reading.ts';

export type Assigned = {
  readonly values: ReadonlyMap<string, number>;
  readonly questions: readonly Question[];
  /** It cannot be said which number goes with which code. */
  readonly mixed: boolean;
};

export function assign(all: readonly Item[], form: Form): Assigned {
  const items = withoutLabels(all);
  const order = orderOf(items);
  if (order === 'mixed') return { values: new Map(), questions: [], mixed: true };
  const strays: Question[] = [];
  const reads = order === 'value-first' ? valueFirst(items) : codeFirst(items, form, strays);
  for (const read of reads) {
    const code = form.byCode.get(read.code);
    if (code && code.level !== form.level) read.fault = 'level-x';
    else if (code?.max !== undefined && (read.value ?? 0) > code.max) read.fault ??= 'too-large';
  }
  const { values, questions } = settle(reads);
  return { values, questions: strays.length > 0 ? [...questions, ...strays] : questions, mixed: false };
}

/** `Trẻ em khuyết tật (KT): 5`: a code told twice, for one number. */
function withoutLabels(items: readonly Item[]): readonly Item[] {
  for (let i = 0; i < items.length; i++) {
    if (isLabel(items, i)) return items.filter((_, at) => !isLabel(items, at));
  }
  return items;
}

function isLabel(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item?.kind !== 'code' || item.fault) return false;
  let next = at + 1;
  while (items[next]?.kind === 'joint' || items[next]?.kind === 'filler') next++;
  const again = items[next];
  return again?.kind === 'code' && again.code === item.code;
}

/** One code named twice must say the same both times. */
function settle(reads: readonly Read[]): { values: Map<string, number>; questions: Question[] } {
  const values = new Map<string, number>();
  const faults = new Map<string, Question>();
  const ask = (field: string, reason: Reason, typed: string) => {
    values.delete(field);
    if (!faults.has(field)) faults.set(field, { field, reason, ...(typed ? { typed } : {}) });
  };
  for (const { code, value, fault, typed } of reads) {
    const before = values.get(code);
    if (fault || value === undefined) ask(code, fault ?? 'no-value', typed);
    else if (before !== undefined && before !== value) ask(code, 'two-values', `${before} ${value}`);
    else if (!faults.has(code)) values.set(code, value);
  }
  return { values, questions: [...faults.values()] };
}

function valueFirst(items: readonly Item[]): Read[] {
  const reads: Read[] = [];
  let number: NumberItem | undefined;
  let doubt: Reason | undefined;
  items.forEach((item) => {
    if (item.kind === 'number') {
      number = item;
    } else if (item.kind === 'doubt') {
      const last = reads.at(-1);
      if (number || item.ahead) doubt = item.reason;
      else if (last) last.fault ??= item.reason;
    } else if (item.kind === 'code') {
      const { value, fault, typed = '' } = number ?? {};
      const sure = item.fault ?? fault ?? doubt;
      reads.push({ code: item.code, value, fault: sure, typed, valueAt: undefined, ahead: undefined });
      number = undefined;
      doubt = undefined;
    }
  });
  return reads;
}

function codeFirst(items: readonly Item[], form: Form, strays: Question[]): Read[] {
  const reads: Read[] = [];
  const codes: number[] = [];
  for (let i = 0; i < items.length; i++) if (items[i]?.kind === 'code') codes.push(i);
  readPrelude(items, codes[0] ?? items.length, form, strays);
  let ahead = doubtBefore(items, codes[0] ?? 0);
  codes.forEach((at, k) => {
    const item = items[at];
    if (item?.kind !== 'code') return;
    const read = readChunk(items, item, at, codes[k + 1] ?? items.length, form, strays);
    if (ahead) read.fault ??= ahead;
    if (isPartOfName(items, codes[k + 1], form)) read.fault ??= 'not-zero';
    ahead = read.ahead;
    reads.push(read);
  });
  if (!isOneEach(items, reads)) untangle(items, reads, codes, strays);
  return reads;
}

/** `MO KO COI`: right behind a zero stands what is no code, so that the zero may be part of a name with a slip in it. */
function isPartOfName(items: readonly Item[], next: number | undefined, form: Form): boolean {
  const item = next === undefined ? undefined : items[next];
  if (next === undefined || item?.kind !== 'code' || form.byCode.has(item.code)) return false;
  return items[next - 1]?.kind === 'zero';
}

/** Code, number, code, number: however far they stand apart, there is one way to pair them. */
function isOneEach(items: readonly Item[], reads: readonly Read[]): boolean {
  let numbers = 0;
  for (const { kind } of items) if (kind === 'number' || kind === 'zero') numbers++;
  return numbers === reads.length && reads.every(({ valueAt }) => valueAt !== undefined);
}

function isBetween(item: Item | undefined): boolean {
  return item?.kind === 'joint' || item?.kind === 'filler' || item?.kind === 'unit';
}

/** `khoảng KT 5`. */
function doubtBefore(items: readonly Item[], at: number): Reason | undefined {
  let i = at - 1;
  while (items[i]?.kind === 'filler') i--;
  const item = items[i];
  return item?.kind === 'doubt' && item.ahead ? item.reason : undefined;
}

function readPrelude(items: readonly Item[], end: number, form: Form, strays: Question[]): void {
  for (let i = 0; i < end; i++) {
    const item = items[i];
    if (item?.kind === 'number') strays.push(strayOf(labelBefore(items, i), item, form));
  }
}

/**
 * A code without a number, with a number close before it: `KT 5KD` and `KT5, 3KD`. Which of the two codes the
 * number belongs to cannot be said.
 */
function untangle(
  items: readonly Item[],
  reads: readonly Read[],
  codes: readonly number[],
  strays: Question[],
): void {
  for (let k = reads.length - 1; k >= 0; k--) {
    const read = reads[k];
    const at = codes[k];
    if (!read || at === undefined) continue;
    // `55KD, 33`: its own number stands further away than the one before it.
    const far = read.valueAt !== undefined && link(items, at, read.valueAt) >= 3;
    if (read.valueAt !== undefined && read.fault !== 'mixed-order' && !far) continue;
    let i = at - 1;
    while (isBetween(items[i])) i--;
    const number = items[i];
    if (number?.kind !== 'number') continue;
    const before = codes[k - 1];
    const owner = before === undefined ? undefined : reads[k - 1];
    if (far && link(items, i, at) > 2) continue;
    const mine = owner?.valueAt === i;
    const asStray = strays.findIndex(
      (stray) => !mine && stray.reason === 'stray-number' && stray.typed === number.typed,
    );
    if (far && mine) {
      read.fault ??= 'mixed-order';
    } else if (asStray >= 0) {
      strays.splice(asStray, 1);
      read.fault ??= 'mixed-order';
      read.typed ||= number.typed;
    } else if (owner && mine && before !== undefined && link(items, i, at) < link(items, before, i)) {
      owner.fault ??= 'mixed-order';
      read.fault ??= 'mixed-order';
    }
  }
}
