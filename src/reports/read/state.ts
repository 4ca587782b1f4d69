/** What is known while the items of a message are read, and what is expected next. */
import type { Form } from './form.ts';
import type { Item, NumberItem } from './items.ts';
import type { Sent } from './month.ts';
import type { OwnName } from './own-names.ts';
import type { Reason } from './reading.ts';
import type { Token } from './tokenise.ts';

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

/** More marks and fillers than these between a code and its number are no sign of either. */
export const FAR = 24;

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
