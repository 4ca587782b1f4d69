/** What a mark does where it stands: it parts, joins, or unsettles a count. */
import type { Form } from './form.ts';
import type { Item } from './items.ts';
import { SIGNS } from './numbers.ts';
import { awaits, FAR, type Scan } from './state.ts';
import type { Token } from './tokenise.ts';

/** Brackets of every kind are read as round ones. */
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['[', '('],
  ['{', '('],
  [']', ')'],
  ['}', ')'],
]);

export function readMark(state: Scan, at: number): number {
  const { tokens, items } = state;
  const token = tokens[at];
  if (!token) return at + 1;
  const glued = !token.gap;
  const last = items.at(-1);
  if (token.raw === ',' || token.raw === ';') {
    items.push({ kind: 'break', glued, typed: token.raw });
  } else if (token.raw === '?' && standsBehindCount(items)) {
    items.push({ kind: 'doubt', glued, typed: '?', reason: 'unclear-value' });
  } else if (/^[~≈±]$/u.test(token.raw) && last?.kind === 'number') {
    items.push({ kind: 'doubt', glued, typed: token.raw, reason: 'approximate' });
  } else if (/^[%‰]$/u.test(token.raw) && (last?.kind === 'number' || last?.kind === 'zero')) {
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

/** `5?`, `5 cháu ?`, `5 (?)`. */
function standsBehindCount(items: readonly Item[]): boolean {
  let at = items.length - 1;
  while (items[at]?.kind === 'joint' && at > items.length - FAR) at--;
  const kind = items[at]?.kind;
  return kind === 'number' || kind === 'unit' || kind === 'zero';
}

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
