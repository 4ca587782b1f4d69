/** From tokens to items: each word and each number gets its meaning where it stands. */
import type { Form } from './form.ts';
import type { Item, Scanned } from './items.ts';
import { findListMarks } from './list-marks.ts';
import { readMark } from './marks.ts';
import type { Sent } from './month.ts';
import { ownNameEnd, ownNames } from './own-names.ts';
import { pushUnreadable, readNumber } from './read-number.ts';
import type { Scan } from './state.ts';
import type { Token } from './tokenise.ts';
import { unsettle, unsettleBareMonth } from './village-or-count.ts';
import { readWord } from './words.ts';

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
  const own = ownNames(villages, form);
  const misleading = own.some(({ misleads }) => misleads) ? own.filter(({ misleads }) => misleads) : [];
  let name: { readonly from: number; readonly end: number } | undefined;
  for (;;) {
    if (name !== undefined && i >= name.end) {
      unsettle(state.items, name.from);
      name = undefined;
    }
    const token = state.tokens[i];
    if (!token) break;
    const end = name === undefined ? ownNameEnd(misleading, state.tokens, i, true) : undefined;
    if (end !== undefined) name = { from: state.items.length, end };
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
  unsettleGreeting(state.items);
  if (own.length > 0) unsettleBareMonth(state.items, own, sent);
  const { items, doubt, rest, nothing } = state;
  return { items, rest, nothing, ...(doubt ? { doubt } : {}) };
}

/** `Ch4 Năm ơi, BC …`: a code that stands in who is spoken to may be a word with a slip in it. */
function unsettleGreeting(items: Item[]): void {
  const keyword = items.findIndex(({ kind }) => kind === 'keyword');
  let inGreeting = false;
  for (let i = keyword - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind === 'word' || item?.kind === 'aside') inGreeting = true;
    else if (item?.kind === 'code' && inGreeting)
      items[i] = { ...item, fault: item.fault ?? 'unclear-value' };
  }
}
