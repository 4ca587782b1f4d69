/** Words that are nothing known: an unknown code, a letter where a digit belongs, or only a word. */
import type { Item } from './items.ts';
import { isTitleCase } from './names.ts';
import { phoneEnd } from './numbers.ts';
import { orderOf } from './order.ts';
import type { Reason } from './reading.ts';
import { awaits, type Scan, setFault } from './state.ts';
import type { Token } from './tokenise.ts';

/** Never a code, whatever stands after them. */
const SIGNATURE_WORDS = new Set(['ctv', 'yttb', 'sdt']);

export function readUnknown(state: Scan, at: number, token: Token): number {
  const { tokens, items, form } = state;
  if (token.literal) {
    // An old spelling that is no name here is read as it stands, digits and all.
    for (const part of token.literal) items.push(literalItem(part));
    return at + 1;
  }
  const last = items.at(-1);
  const next = tokens[at + 1];
  const joined = next?.kind === 'number' && !next.gap;
  const unknown = unknownCode(token, form.swapped);
  const codeLike = (joined || unknown !== undefined) && !SIGNATURE_WORDS.has(token.fold);
  const asCode = (fault: Reason): number => {
    items.push({ kind: 'code', glued: !token.gap, typed: token.raw, code: token.raw.toUpperCase(), fault });
    return at + 1;
  };
  if (
    !token.gap &&
    (last?.kind === 'number' || last?.kind === 'period') &&
    tokens[at - 1]?.kind === 'number'
  ) {
    if (unknown && !joined && token.fold.length > 1 && numbersFirst(items, token)) return asCode(unknown);
    setFault(state, /^[olixk]/u.test(token.fold) ? 'letter-for-digit' : 'unclear-value', token.raw);
    return at + 1;
  }
  if (last?.kind === 'keyword' && /^th?[li]o?$/u.test(token.fold)) {
    // `Tl0`, `TIO`: the month, with letters for its digits.
    items.push({ kind: 'period', glued: false, typed: token.raw, mention: { fault: 'month-ambiguous' } });
    return joined ? at + 2 : at + 1;
  }
  if (awaits(state) && /^[olixk]$/u.test(token.fold)) {
    items.push({ kind: 'doubt', glued: !token.gap, typed: token.raw, reason: 'letter-for-digit' });
    return at + 1;
  }
  if (codeLike && hasValue(tokens, at + 1)) return asCode(unknown ?? 'unknown-code');
  items.push({
    ...{ kind: 'word', glued: !token.gap, typed: token.raw, fold: token.fold, title: isTitleCase(token.raw) },
    codeLike,
  });
  return at + 1;
}

/** Shaped like a code, and none of the form. */
function unknownCode({ raw, fold }: Token, swapped: ReadonlySet<string>): Reason | undefined {
  if (fold.length > 4) return undefined;
  if (swapped.has(fold)) return 'swapped-letters';
  const capitals = /^\p{Lu}+$/u.test(raw);
  return capitals || (fold.length <= 3 && !/[aeiouy]/u.test(fold)) ? 'unknown-code' : undefined;
}

/** A count, or a word for none, after marks that only join. A telephone or a date is neither. */
function hasValue(tokens: readonly Token[], from: number): boolean {
  let i = from;
  while (tokens[i]?.kind === 'mark' && /^[-:=.(]$/u.test(tokens[i]?.raw ?? '') && i < from + 3) i++;
  const token = tokens[i];
  if (token?.kind === 'word') return /^(?:khong|ko)$/u.test(token.fold);
  if (token?.kind !== 'number' || phoneEnd(tokens, i, false) !== undefined) return false;
  const after = tokens[i + 1];
  return !(after?.raw === '/' && !after.gap && tokens[i + 2]?.kind === 'number');
}

/** Number before code all along: `5KT 3KD 9XX`. */
function numbersFirst(items: readonly Item[], { raw }: Token): boolean {
  return orderOf([...items, { kind: 'code', glued: true, typed: raw, code: raw }]) === 'value-first';
}

function literalItem(token: Token): Item {
  const place = { glued: !token.gap, typed: token.raw };
  if (token.kind === 'number') {
    const unclear = { value: undefined, fault: 'unclear-value', spoken: false, digits: false } as const;
    return { kind: 'number', ...place, ...unclear, loose: Number(token.fold) };
  }
  if (token.kind === 'word')
    return { kind: 'word', ...place, fold: token.fold, title: false, codeLike: true };
  return { kind: 'joint', ...place };
}
