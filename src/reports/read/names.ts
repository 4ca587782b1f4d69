/** Codes and full names, and what may stand before them. */
import type { Item } from './items.ts';
import type { Reason } from './reading.ts';
import type { Scan } from './state.ts';
import type { Token } from './tokenise.ts';
import { BEFORE_NAMES, OTHER_PEOPLE } from './vocabulary.ts';

export function isTitleCase(raw: string): boolean {
  return /^\p{Lu}\p{Ll}+$/u.test(raw);
}

export function isCode(state: Scan, token: Token | undefined): boolean {
  return token?.kind === 'word' && state.form.codeOf.has(token.fold);
}

export function codeItem(code: string, token: Token, fault: Reason | undefined): Item {
  return { kind: 'code', glued: !token.gap, typed: token.raw, code, ...(fault ? { fault } : {}) };
}

/** An unknown word before a name makes it another name: `mẹ trẻ khuyết tật` are not the children. */
export function faultBeforeName(state: Scan, isName: boolean): Reason | undefined {
  let at = state.items.length - 1;
  while (state.items[at]?.kind === 'filler') at--;
  const last = state.items[at];
  if (last?.kind === 'doubt') return isName ? 'unclear-value' : undefined;
  if (last?.kind !== 'word') return undefined;
  if (isName) return BEFORE_NAMES.has(last.fold) ? undefined : 'unclear-value';
  return OTHER_PEOPLE.has(last.fold) && !last.title ? 'unclear-value' : undefined;
}
