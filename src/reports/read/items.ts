/** What a message is made of, once its words are understood: each number is an item, or part of one that is not a count. */
import type { Mention } from './month.ts';
import type { Reason } from './reading.ts';

type Place = {
  /** Nothing stands between this item and the one before. */
  readonly glued: boolean;
  readonly typed: string;
};

export type CodeItem = Place & {
  readonly kind: 'code';
  readonly code: string;
  readonly fault?: Reason;
};
export type NumberItem = Place & {
  readonly kind: 'number';
  readonly value: number | undefined;
  readonly fault: Reason | undefined;
  readonly spoken: boolean;
  /** What an unclear word would be if it is a number after all: enough to agree with digits beside it. */
  readonly loose?: number;
  /** Written in digits only, nothing joined. */
  readonly digits: boolean;
};
export type Item =
  | CodeItem
  | NumberItem
  | (Place & { readonly kind: 'zero' })
  | (Place & { readonly kind: 'period'; readonly mention: Mention; readonly year?: number })
  | (Place & { readonly kind: 'year'; readonly year: number })
  | (Place & { readonly kind: 'keyword' })
  | (Place & { readonly kind: 'break' })
  | (Place & { readonly kind: 'joint' })
  | (Place & { readonly kind: 'filler' })
  | (Place & { readonly kind: 'unit' })
  | (Place & {
      readonly kind: 'doubt';
      readonly reason: Reason;
      /** `khoảng`, `thêm`: it unsettles the number that follows, wherever that number's code stands. */
      readonly ahead?: boolean;
    })
  | (Place & {
      readonly kind: 'word';
      readonly fold: string;
      readonly title: boolean;
      readonly codeLike: boolean;
    })
  | (Place & { readonly kind: 'polite' })
  | (Place & { readonly kind: 'aside' })
  | (Place & {
      readonly kind: 'village';
      readonly name: string;
      readonly signed: boolean;
      /** One of the sender's own. */
      readonly own?: boolean;
      readonly tail?: NumberItem;
    });

/** What holds for the whole message, found while its items were read. */
export type Scanned = {
  readonly items: readonly Item[];
  /** Something that leaves the whole message uncertain. */
  readonly doubt?: Reason;
  /** All the counts not named are said to be zero. */
  readonly rest: boolean;
  /** `none`, `0`, `nothing` with no code. */
  readonly nothing: boolean;
};
