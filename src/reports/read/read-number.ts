/** Digits where they stand: a count, a date, a telephone, a time of day. */
import { phoneEnd, readWritten } from './numbers.ts';
import { readPeriodAtNumber } from './ranges.ts';
import { awaits, isServed, type Scan, setFault } from './state.ts';
import type { Token } from './tokenise.ts';
import { isDayOrVillage, unsettle } from './village-or-count.ts';

export function readNumber(state: Scan, at: number): number {
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
  if (period !== undefined) {
    if (isDayOrVillage(state, at)) unsettle(items, items.length - 1);
    return period;
  }
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

/** `9h30`, `9 giờ`, `lúc 21:30`: never a count, unless a code waits for one. */
function clockEnd(state: Scan, at: number): number | undefined {
  const { tokens } = state;
  const [before, hour, sign, minute] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (awaits(state) || Number(hour?.raw) > 24) return undefined;
  const minutes = minute?.kind === 'number' && !minute.gap;
  const named = sign?.kind === 'word' && (sign.fold === 'h' || sign.fold === 'gio');
  const called = at === 0 || before?.fold === 'luc' || before?.fold === 'hoi';
  const written = called && minutes && sign?.raw === ':' && /^[0-5]\d$/u.test(minute.raw);
  if (!named && !written) return undefined;
  state.items.push({ kind: 'aside', glued: false, typed: '' });
  return minutes ? at + 3 : at + 2;
}

export function pushUnreadable(state: Scan, at: number): number {
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
