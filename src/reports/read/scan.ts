/** From tokens to items: each word and each number gets its meaning where it stands. */
import type { Form } from './form.ts';
import type { Item, NumberItem, Scanned } from './items.ts';
import type { Sent } from './month.ts';
import { phoneEnd, readWritten } from './numbers.ts';
import { readPeriodAtNumber } from './ranges.ts';
import type { Reason } from './reading.ts';
import type { Token } from './tokenise.ts';
import { readWord } from './words.ts';

export type Scan = {
  readonly form: Form;
  readonly sent: Sent;
  readonly tokens: readonly Token[];
  readonly items: Item[];
  /** The message carries Vietnamese accents somewhere. */
  readonly accented: boolean;
  doubt: Reason | undefined;
  rest: boolean;
  nothing: boolean;
};

export function scan(tokens: readonly Token[], form: Form, sent: Sent): Scanned {
  const accented = tokens.some((token) => token.kind === 'word' && !token.plain && !token.old);
  const state: Scan = {
    form,
    sent,
    tokens,
    items: [],
    accented,
    doubt: undefined,
    rest: false,
    nothing: false,
  };
  const listMarks = findListMarks(tokens);
  let i = 0;
  while (i < tokens.length) {
    const token = tokens[i];
    if (!token) break;
    if (token.kind === 'newline') {
      state.items.push({ kind: 'break', glued: false, typed: '\n' });
      i++;
    } else if (listMarks.has(i)) {
      i += 2;
    } else if (token.kind === 'number') {
      i = readNumber(state, i);
    } else if (token.kind === 'alien') {
      i = pushUnreadable(state, i);
    } else if (token.kind === 'mark') {
      i = readMark(state, i);
    } else {
      i = readWord(state, i);
    }
  }
  const { items, doubt, rest, nothing } = state;
  return { items, rest, nothing, ...(doubt ? { doubt } : {}) };
}

/** `1.` `2)` at the starts of lines, rising from 1. */
function findListMarks(tokens: readonly Token[]): ReadonlySet<number> {
  const found: { index: number; value: number }[] = [];
  tokens.forEach((token, i) => {
    if (token.kind !== 'number' || (i > 0 && tokens[i - 1]?.kind !== 'newline')) return;
    const mark = tokens[i + 1];
    const after = tokens[i + 2];
    if (!mark || mark.gap || !/^[.)]$/u.test(mark.raw) || !after || after.kind === 'newline') return;
    if (!after.gap && after.kind !== 'word') return;
    found.push({ index: i, value: Number(token.raw) });
  });
  const rising = found.every(({ value }, i) => value > (found[i - 1]?.value ?? 0));
  return new Set(rising && found[0]?.value === 1 ? found.map(({ index }) => index) : []);
}

function readNumber(state: Scan, at: number): number {
  const { tokens, items } = state;
  const token = tokens[at];
  if (!token) return at + 1;
  const before = tokens[at - 1];
  if (token.gap || before?.kind !== 'word') {
    const phone = phoneEnd(tokens, at, false);
    if (phone !== undefined) {
      items.push({ kind: 'aside', glued: false, typed: '' });
      return phone;
    }
  }
  const period = readPeriodAtNumber(state, at);
  if (period !== undefined) return period;
  const clock = clockEnd(state, at);
  if (clock !== undefined) return clock;
  const written = readWritten(tokens, at);
  items.push({
    kind: 'number',
    glued: !token.gap,
    typed: written.typed,
    value: written.value,
    fault: written.fault,
    spoken: false,
    digits: written.value !== undefined && written.next === at + 1,
  });
  return written.next;
}

/** `9h30`, `9h`, `9 giờ`: never a count, unless a code waits for one. */
function clockEnd(state: Scan, at: number): number | undefined {
  const { tokens } = state;
  const hour = tokens[at];
  const sign = tokens[at + 1];
  if (awaits(state) || sign?.kind !== 'word' || !/^(?:h|gio)$/u.test(sign.fold) || Number(hour?.raw) > 24)
    return undefined;
  const minute = tokens[at + 2];
  state.items.push({ kind: 'aside', glued: false, typed: '' });
  return minute?.kind === 'number' && !minute.gap ? at + 3 : at + 2;
}

function pushUnreadable(state: Scan, at: number): number {
  const token = state.tokens[at];
  const last = state.items.at(-1);
  if (token && !token.gap && last?.kind === 'number') {
    setFault(state, 'unclear-value');
  } else {
    state.items.push({
      ...{ kind: 'number', glued: !token?.gap, typed: token?.raw ?? '', value: undefined },
      ...{ fault: 'unclear-value', spoken: false, digits: false },
    });
  }
  return at + 1;
}

function readMark(state: Scan, at: number): number {
  const { tokens, items } = state;
  const token = tokens[at];
  if (!token) return at + 1;
  const glued = !token.gap;
  const last = items.at(-1);
  if (token.raw === ',' || token.raw === ';') {
    items.push({ kind: 'break', glued, typed: token.raw });
  } else if (
    token.raw === '?' &&
    (last?.kind === 'number' || last?.kind === 'unit' || last?.kind === 'zero')
  ) {
    items.push({ kind: 'doubt', glued, typed: '?', reason: 'unclear-value' });
  } else if (/^[~≈±]$/u.test(token.raw) && last?.kind === 'number' && tokens[at + 1]?.kind !== 'number') {
    items.push({ kind: 'doubt', glued, typed: token.raw, reason: 'approximate' });
  } else if (token.raw === '-' && tokens[at + 1]?.raw === '-' && beginsSignature(state, at)) {
    return tokens.length;
  } else {
    items.push({ kind: 'joint', glued, typed: token.raw });
  }
  return at + 1;
}

/** `--` and then nothing that could be a count of this form: what follows is who sent it. */
function beginsSignature(state: Scan, at: number): boolean {
  const { tokens, form } = state;
  const first = tokens[at];
  if (!first?.gap || tokens[at + 1]?.gap) return false;
  return !mayHoldCounts(tokens, at + 2, tokens.length, form);
}

export function mayHoldCounts(tokens: readonly Token[], from: number, to: number, form: Form): boolean {
  for (let i = from; i < to; i++) {
    const token = tokens[i];
    if (token?.kind !== 'word') continue;
    if (form.keywordWords.has(token.fold) || form.codeOf.has(token.fold)) return true;
    if (form.names.next.has(token.fold) && tokens.slice(i, i + 12).some(({ kind }) => kind === 'number'))
      return true;
    if (tokens[i + 1]?.kind === 'number' && !tokens[i + 1]?.gap) return true;
  }
  return false;
}

/** A code stands before, and its number is still to come. */
export function awaits({ items }: Scan): boolean {
  for (let i = items.length - 1; i >= 0; i--) {
    const kind = items[i]?.kind;
    if (kind === 'code') return true;
    if (kind !== 'filler' && kind !== 'joint') return false;
  }
  return false;
}

/** A code that has its number before it (`5KT`): a date or a name may follow, but no count is expected. */
export function isServed({ items }: Scan): boolean {
  let numbers = 0;
  let codes = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item?.kind === 'code') codes++;
    if (item?.kind !== 'number') continue;
    const month = numbers === 0 && items[i - 1]?.kind === 'keyword' && (item.value ?? 0) <= 12;
    if (month || (numbers === 0 && codes > 0)) return false;
    numbers++;
  }
  return codes > 0 && numbers === codes;
}

/** The number just read turns out to be joined to something that makes it unclear. */
export function setFault(state: Scan, reason: Reason, typed = ''): void {
  const last = state.items.at(-1);
  if (last?.kind === 'number') {
    const unclear: NumberItem = {
      ...last,
      value: undefined,
      fault: last.fault ?? reason,
      typed: last.typed + typed,
      digits: false,
    };
    state.items[state.items.length - 1] = unclear;
  } else if (last?.kind === 'period') {
    state.items[state.items.length - 1] = {
      ...last,
      mention: { fault: last.mention.fault ?? 'month-ambiguous' },
    };
  }
}
