/** From tokens to items: each word and each number gets its meaning where it stands. */
import type { Form } from './form.ts';
import type { Item, NumberItem, Scanned } from './items.ts';
import type { Sent } from './month.ts';
import { phoneEnd, readWritten, SIGNS } from './numbers.ts';
import type { OwnName } from './own-names.ts';
import { readPeriodAtNumber } from './ranges.ts';
import type { Reason } from './reading.ts';
import type { Token } from './tokenise.ts';
import { readWord } from './words.ts';

export type Scan = {
  readonly form: Form;
  readonly sent: Sent;
  readonly villages: readonly string[];
  /** The sender's own villages, once a word asks for them. */
  own: readonly OwnName[] | undefined;
  ownLetters: string | undefined;
  /** A word that turns out to be two is replaced by the two. */
  readonly tokens: Token[];
  readonly items: Item[];
  readonly served: Served;
  /** The message carries Vietnamese accents somewhere. */
  readonly accented: boolean;
  doubt: Reason | undefined;
  rest: boolean;
  nothing: boolean;
};

export function scan(tokens: Token[], form: Form, sent: Sent, villages: readonly string[] = []): Scanned {
  const state: Scan = {
    form,
    sent,
    villages,
    own: undefined,
    ownLetters: undefined,
    tokens,
    items: [],
    served: { upTo: 0, numbers: 0, codes: 0, never: false },
    accented: tokens.some((token) => token.kind === 'word' && !token.plain && !token.old),
    doubt: undefined,
    rest: false,
    nothing: false,
  };
  const listMarks = findListMarks(tokens);
  let i = 0;
  for (;;) {
    const token = state.tokens[i];
    if (!token) break;
    if (token.kind === 'newline') {
      state.items.push({ kind: 'break', glued: false, typed: '\n' });
      i++;
    } else if (listMarks.has(token)) {
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

const NO_MARKS: ReadonlySet<Token> = new Set();

/** `1.` `2)` at the starts of lines, rising; a single one only where it is the first. */
function findListMarks(tokens: readonly Token[]): ReadonlySet<Token> {
  const found: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'number' || (i > 0 && tokens[i - 1]?.kind !== 'newline')) continue;
    const mark = tokens[i + 1];
    const after = tokens[i + 2];
    if (!mark || mark.gap || !/^[.)/:-]$/u.test(mark.raw) || !after || after.kind === 'newline') continue;
    if (after.kind === 'word' || (after.gap && /^[.)]$/u.test(mark.raw))) found.push(token);
  }
  const rising = found.every((token, i) => i === 0 || Number(token.raw) > Number(found[i - 1]?.raw));
  return rising && (found.length > 1 || found[0]?.raw === '1') ? new Set(found) : NO_MARKS;
}

function readNumber(state: Scan, at: number): number {
  const { tokens, items } = state;
  const token = tokens[at];
  if (!token) return at + 1;
  if (isPlainCount(state, at, token)) {
    const [typed, value] = [token.raw, Number(token.raw)];
    items.push({
      kind: 'number',
      glued: !token.gap,
      typed,
      value,
      fault: undefined,
      spoken: false,
      digits: true,
    });
    return at + 1;
  }
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

/** `KT5`, `kt 5`: the way nearly all counts are written. Whatever else may be meant is looked at below. */
function isPlainCount(state: Scan, at: number, { raw, fold }: Token): boolean {
  if (raw.length > 3 || raw !== fold || raw.startsWith('0') || raw.startsWith('84')) return false;
  if (state.items.at(-1)?.kind !== 'code' || state.tokens[at - 1]?.kind !== 'word') return false;
  const next = state.tokens[at + 1];
  const ended =
    !next || next.kind === 'newline' || (next.kind === 'word' && next.gap && next.fold !== 'thang');
  return ended && !isServed(state);
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
    const unclear = { value: undefined, fault: 'unclear-value', spoken: false, digits: false } as const;
    state.items.push({ kind: 'number', glued: !token?.gap, typed: token?.raw ?? '', ...unclear });
  }
  return at + 1;
}

/** Brackets of every kind are read as round ones. */
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['[', '('],
  ['{', '('],
  [']', ')'],
  ['}', ')'],
]);

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
  } else if (/^[~≈±]$/u.test(token.raw) && last?.kind === 'number') {
    items.push({ kind: 'doubt', glued, typed: token.raw, reason: 'approximate' });
  } else if (/^[%‰]$/u.test(token.raw) && last?.kind === 'number') {
    items.push({ kind: 'doubt', glued, typed: token.raw, reason: 'not-whole' });
  } else if (unsettlesFromAfar(state, at, token)) {
    const reason = token.raw === '?' ? 'unclear-value' : 'approximate';
    items.push({ kind: 'doubt', glued, typed: token.raw, reason });
  } else if (token.raw === '-' && tokens[at + 1]?.raw === '-' && beginsSignature(state, at)) {
    return tokens.length;
  } else {
    items.push({ kind: 'joint', glued, typed: BRACKETS.get(token.raw) ?? token.raw });
  }
  return at + 1;
}

/** More marks and fillers than these between a code and its number are no sign of either. */
const FAR = 24;

/** `KT ~ có 5`, `KT ?, KD 3`: a sign that is not at the number itself. An arrow is none. */
function unsettlesFromAfar(state: Scan, at: number, { raw }: Token): boolean {
  if (!SIGNS.has(raw) || state.tokens[at + 1]?.kind === 'number') return false;
  if (raw === '>' && state.tokens[at - 1]?.raw === '-') return false;
  return awaits(state, true);
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

/** A code stands before, and its number is still to come. Beyond a few marks nothing is waited for. */
export function awaits({ items }: Scan, evenAfterComma = false): boolean {
  const from = items.length - 1;
  for (let i = from; i > from - FAR; i--) {
    const kind = items[i]?.kind;
    if (kind === 'code') return true;
    if (kind !== 'filler' && kind !== 'joint' && !(evenAfterComma && kind === 'break')) return false;
  }
  return false;
}

/** `5 (`: the number may be said again in words. */
export function repeatsInBrackets(items: readonly Item[]): boolean {
  const last = items.at(-1);
  return last?.kind === 'joint' && last.typed === '(' && /^(?:number|unit)$/u.test(items.at(-2)?.kind ?? '');
}

/** How many of the items so far were counted: each is looked at once. */
type Served = { upTo: number; numbers: number; codes: number; never: boolean };

/** A code that has its number before it (`5KT`): a date or a name may follow, but no count is expected. */
export function isServed({ items, served }: Scan): boolean {
  for (; served.upTo < items.length; served.upTo++) {
    const item = items[served.upTo];
    if (item?.kind === 'code') served.codes++;
    if (item?.kind !== 'number') continue;
    if (served.numbers === 0) {
      const month = items[served.upTo - 1]?.kind === 'keyword' && (item.value ?? 0) <= 12;
      served.never = month || served.codes > 0;
    }
    served.numbers++;
  }
  return !served.never && served.codes > 0 && served.numbers === served.codes;
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
