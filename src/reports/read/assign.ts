/** Which number belongs to which code. Every number ends as one code's value, or in a question. */
import { type Form, sortedLetters } from './form.ts';
import type { CodeItem, Item, NumberItem } from './items.ts';
import { link, orderOf } from './order.ts';
import type { Question, Reason } from './reading.ts';

export type Assigned = {
  readonly values: ReadonlyMap<string, number>;
  readonly questions: readonly Question[];
  /** It cannot be said which number goes with which code. */
  readonly mixed: boolean;
};

type Read = { code: string; value: number | undefined; fault: Reason | undefined; typed: string; valueAt: number | undefined };

export function assign(items: readonly Item[], form: Form): Assigned {
  const order = orderOf(items);
  if (order === 'mixed') return { values: new Map(), questions: [], mixed: true };
  const strays: Question[] = [];
  const reads = order === 'value-first' ? valueFirst(items) : codeFirst(items, form, strays);
  for (const read of reads) {
    const code = form.byCode.get(read.code);
    if (code?.level === 'X') read.fault = 'level-x';
    else if (code?.max !== undefined && (read.value ?? 0) > code.max) read.fault ??= 'too-large';
  }
  const { values, questions } = settle(reads);
  return { values, questions: [...questions, ...strays], mixed: false };
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
      if (number) doubt = item.reason;
      else if (last) last.fault ??= item.reason;
    } else if (item.kind === 'code') {
      const { value, fault, typed = '' } = number ?? {};
      reads.push({ code: item.code, value, fault: item.fault ?? fault ?? doubt, typed, valueAt: undefined });
      number = undefined;
      doubt = undefined;
    }
  });
  return reads;
}

function codeFirst(items: readonly Item[], form: Form, strays: Question[]): Read[] {
  const reads: Read[] = [];
  const codes = items.flatMap((item, i) => (item.kind === 'code' ? [i] : []));
  readPrelude(items, codes[0] ?? items.length, form, strays);
  codes.forEach((at, k) => {
    const item = items[at];
    if (item?.kind !== 'code') return;
    reads.push(readChunk(items, item, at, codes[k + 1] ?? items.length, form, strays));
  });
  untangle(items, reads, codes, strays);
  return reads;
}

function strayOf(label: Item | undefined, number: NumberItem, form: Form): Question {
  if (label?.kind !== 'word') return { field: number.typed.toUpperCase(), reason: 'stray-number', typed: number.typed };
  const swapped = form.sortedCodes.has(sortedLetters(label.fold));
  const reason = swapped ? 'swapped-letters' : 'unknown-code';
  return { field: label.typed.toUpperCase(), reason, typed: `${label.typed}${number.glued ? '' : ' '}${number.typed}` };
}

/** The word just before a number, over marks that only join. */
function labelBefore(items: readonly Item[], at: number): Item | undefined {
  let i = at - 1;
  while (items[i]?.kind === 'joint' || items[i]?.kind === 'filler') i--;
  return items[i];
}

function readPrelude(items: readonly Item[], end: number, form: Form, strays: Question[]): void {
  for (let i = 0; i < end; i++) {
    const item = items[i];
    if (item?.kind === 'number') strays.push(strayOf(labelBefore(items, i), item, form));
  }
}

/** From one code to the next: its number, what unsettles it, and numbers that are nobody's. */
function readChunk(
  items: readonly Item[],
  code: CodeItem,
  at: number,
  end: number,
  form: Form,
  strays: Question[],
): Read {
  const read: Read = { code: code.code, value: undefined, fault: code.fault, typed: '', valueAt: undefined };
  let found = false;
  let zero = false;
  let blocked = false;
  let apart: false | 'comma' | 'line' = false;
  let brackets = 0;
  const doubt = (reason: Reason, typed: string) => {
    read.fault ??= reason;
    read.typed = `${read.typed} ${typed}`.trim();
  };
  for (let i = at + 1; i < end; i++) {
    const item = items[i];
    if (!item) break;
    if (item.kind === 'number') {
      const label = labelBefore(items, i);
      const unknownCode = label?.kind === 'word' && (label.codeLike || (apart !== false && found));
      if (unknownCode) {
        strays.push(strayOf(label, item, form));
      } else if (!found) {
        found = true;
        read.valueAt = i;
        takeNumber(read, item);
        if (item.spoken && goesOn(items[i + 1])) doubt('unclear-value', items[i + 1]?.typed ?? '');
        if (blocked) read.fault ??= 'unclear-value';
      } else if (items[i - 1]?.kind === 'joint' && items[i - 1]?.typed === '(' && !apart) {
        if ((item.value ?? item.loose) !== read.value) doubt('words-disagree', item.typed);
      } else if (apart && !(read.fault && apart === 'comma')) {
        strays.push(strayOf(undefined, item, form));
      } else {
        doubt('stray-number', item.typed);
      }
    } else if (item.kind === 'zero') {
      if (found || blocked) doubt('not-zero', item.typed);
      else {
        read.value = 0;
        read.valueAt = i;
      }
      found = true;
      zero = true;
    } else if (item.kind === 'doubt') {
      if (!apart || !found) doubt(item.reason, item.typed);
    } else if (item.kind === 'break') {
      if (found && (brackets === 0 || item.typed === '\n')) apart = item.typed === '\n' ? 'line' : (apart || 'comma');
    } else if (item.kind === 'joint') {
      if (item.typed === '(') brackets++;
      else if (item.typed === ')') brackets = Math.max(0, brackets - 1);
    } else if (item.kind === 'period' || item.kind === 'keyword') {
      if (found) apart = 'line';
      else blocked = true;
    } else if (item.kind === 'word') {
      if (zero && !apart && items[i - 1]?.kind !== 'joint') doubt('not-zero', item.typed);
      if (isUnknownCode(items, i)) {
        const field = item.typed.toUpperCase();
        const swapped = form.sortedCodes.has(sortedLetters(item.fold));
        strays.push({ field, reason: swapped ? 'swapped-letters' : 'unknown-code', typed: item.typed });
      }
      if (!found) blocked = true;
    } else if (item.kind !== 'filler' && !found) {
      blocked = true;
    }
  }
  return read;
}

/** `một nửa`, `hai tá`: a common word after a number in words may be part of it; a name or `và` is not. */
function goesOn(next: Item | undefined): boolean {
  return next?.kind === 'word' && !next.title && !next.codeLike && !/^(?:va|ngay|ctv|yttb|con|kinh)$/u.test(next.fold);
}

function takeNumber(read: Read, number: NumberItem): void {
  read.value = number.value;
  read.fault ??= number.fault;
  read.typed = `${read.typed} ${number.typed}`.trim();
}

/** Two capitals without a vowel, between two counts: a code nobody knows, whose number is missing. */
function isUnknownCode(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item?.kind !== 'word' || !/^[A-Z]{2}$/u.test(item.typed) || /[AEIOUY]/u.test(item.typed)) return false;
  return items[at + 1]?.kind === 'code';
}

/**
 * A code without a number, with a number close before it: `KT 5KD` and `KT5, 3KD`. Which of the two codes the
 * number belongs to cannot be said.
 */
function untangle(items: readonly Item[], reads: readonly Read[], codes: readonly number[], strays: Question[]): void {
  for (let k = reads.length - 1; k >= 0; k--) {
    const read = reads[k];
    const at = codes[k];
    if (!read || at === undefined || (read.valueAt !== undefined && read.fault !== 'mixed-order')) continue;
    let i = at - 1;
    while (i >= 0 && /joint|filler|unit/u.test(items[i]?.kind ?? '')) i--;
    const number = items[i];
    if (number?.kind !== 'number') continue;
    const before = codes[k - 1];
    const owner = before === undefined ? undefined : reads[k - 1];
    const asStray = strays.findIndex((stray) => stray.reason === 'stray-number' && stray.typed === number.typed);
    if (asStray >= 0) {
      strays.splice(asStray, 1);
      read.fault ??= 'mixed-order';
      read.typed ||= number.typed;
    } else if (owner?.valueAt === i && before !== undefined && link(items, i, at) < link(items, before, i)) {
      owner.fault ??= 'mixed-order';
      read.fault ??= 'mixed-order';
    }
  }
}
