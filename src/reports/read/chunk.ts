/** What stands from one code to the next: its number, what unsettles it, and numbers that are nobody's. */
import type { Form } from './form.ts';
import type { CodeItem, Item, NumberItem } from './items.ts';
import type { Question, Reason } from './reading.ts';

export type Read = {
  code: string;
  value: number | undefined;
  fault: Reason | undefined;
  typed: string;
  valueAt: number | undefined;
  /** Something at the end of the chunk that unsettles the next number. */
  ahead: Reason | undefined;
};

export function readChunk(
  items: readonly Item[],
  code: CodeItem,
  at: number,
  end: number,
  form: Form,
  strays: Question[],
): Read {
  const { code: name, fault } = code;
  const read: Read = { code: name, value: undefined, fault, typed: '', valueAt: undefined, ahead: undefined };
  const next = items[at + 1];
  if (next?.kind === 'number' && end === at + 2) {
    read.valueAt = at + 1;
    takeNumber(read, next);
    return read;
  }
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
      read.ahead = undefined;
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
      } else if (inBrackets(items, i) && !apart) {
        if ((item.value ?? item.loose) !== read.value) doubt('words-disagree', item.typed);
      } else if (apart === 'comma' && isRestOfNumber(items[read.valueAt ?? -1], item)) {
        doubt('thousands', item.typed);
      } else if (zero && apart === 'comma') {
        // `KT không; có 5`: both cannot be.
        doubt('not-zero', item.typed);
      } else if (apart && !(read.fault && apart === 'comma')) {
        strays.push(strayOf(undefined, item, form));
      } else {
        doubt('stray-number', item.typed);
      }
    } else if (item.kind === 'zero') {
      if (found && inBrackets(items, i)) {
        if (read.value !== 0) doubt('words-disagree', item.typed);
      } else if (found || blocked) doubt('not-zero', item.typed);
      else {
        read.value = 0;
        read.valueAt = i;
      }
      found = true;
      zero = true;
    } else if (item.kind === 'doubt') {
      if (item.ahead && found) read.ahead = item.reason;
      if (!apart || !found) doubt(item.reason, item.typed);
    } else if (item.kind === 'break') {
      if (found && (brackets === 0 || item.typed === '\n'))
        apart = item.typed === '\n' ? 'line' : apart || 'comma';
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
        const swapped = form.swapped.has(item.fold);
        strays.push({ field, reason: swapped ? 'swapped-letters' : 'unknown-code', typed: item.typed });
      }
      if (!found) blocked = true;
    } else if (item.kind === 'filler') {
      // `không được` is not none.
      if (zero && !apart) doubt('not-zero', item.typed);
    } else if (!found) {
      blocked = true;
    }
  }
  return read;
}

function inBrackets(items: readonly Item[], at: number): boolean {
  const before = items[at - 1];
  return before?.kind === 'joint' && before.typed === '(';
}

/** `1, 200` may be thousands, and `hai, ba` is about two or three. */
function isRestOfNumber(value: Item | undefined, next: NumberItem): boolean {
  if (value?.kind !== 'number') return false;
  if (value.spoken && next.spoken) return true;
  return /^[1-9]$/u.test(value.typed) && /^\d{3}$/u.test(next.typed);
}

/** `một nửa`, `hai tá`: a common word after a number in words may be part of it; a name or `và` is not. */
function goesOn(next: Item | undefined): boolean {
  return (
    next?.kind === 'word' &&
    !next.title &&
    !next.codeLike &&
    !/^(?:va|ngay|ctv|yttb|con|kinh)$/u.test(next.fold)
  );
}

function takeNumber(read: Read, number: NumberItem): void {
  read.value = number.value;
  read.fault ??= number.fault;
  read.typed = read.typed === '' ? number.typed : `${read.typed} ${number.typed}`;
}

/** Two capitals without a vowel, between two counts: a code nobody knows, whose number is missing. */
function isUnknownCode(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item?.kind !== 'word' || !/^[A-Z]{2}$/u.test(item.typed) || /[AEIOUY]/u.test(item.typed)) return false;
  return items[at + 1]?.kind === 'code';
}

export function strayOf(label: Item | undefined, number: NumberItem, form: Form): Question {
  if (label?.kind !== 'word')
    return { field: number.typed.toUpperCase(), reason: 'stray-number', typed: number.typed };
  const swapped = form.swapped.has(label.fold);
  const reason = swapped ? 'swapped-letters' : 'unknown-code';
  return {
    field: label.typed.toUpperCase(),
    reason,
    typed: `${label.typed}${number.glued ? '' : ' '}${number.typed}`,
  };
}

/** The word just before a number, over marks that only join. */
export function labelBefore(items: readonly Item[], at: number): Item | undefined {
  let i = at - 1;
  while (items[i]?.kind === 'joint' || items[i]?.kind === 'filler') i--;
  return items[i];
}
