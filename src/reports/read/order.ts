/** Code before number, or number before code: only where the whole message is in one order. */
import type { Item } from './items.ts';

/** How close two items stand: 0 written together, 1 joined by a mark or `là`, 2 a space, 3 a separator, 4 something between. */
export type Link = 0 | 1 | 2 | 3 | 4;
export type Order = 'code-first' | 'value-first' | 'mixed';

/** Written without spaces these join; `|`, `#`, `+` and the like always part. */
/** Between a word and a number, these give the number to the word. */
const CLAIMS = /[:=]/u;
const JOINS_TOGETHER = /^[-./_()"']$/u;

export function link(items: readonly Item[], from: number, to: number): Link {
  if (to === from + 1) return items[to]?.glued ? 0 : 2;
  let closest: Link = 1;
  for (let i = from + 1; i < to; i++) {
    const item = items[i];
    if (item?.kind === 'break') closest = 3;
    else if (item?.kind === 'joint') {
      const joins = /^[:=]$/u.test(item.typed);
      const together = JOINS_TOGETHER.test(item.typed) && item.glued && items[i + 1]?.glued;
      if (!joins && !together) closest = 3;
    } else if (item?.kind === 'unit') closest = closest === 3 ? 3 : 2;
    else if (item?.kind !== 'filler') return 4;
  }
  return closest;
}

function jointsBetween(items: readonly Item[], from: number, to: number): string {
  let joints = '';
  for (let i = from + 1; i < to; i++) if (items[i]?.kind === 'joint') joints += items[i]?.typed ?? '';
  return joints;
}

/** `10 KT 5 KD`, however it is spaced: each code could take the number before it. */
export function everyCodeAfterNumber(items: readonly Item[]): boolean {
  let after = false;
  for (const { kind } of items) {
    if (kind === 'zero' || (kind === 'number' && after) || (kind === 'code' && !after)) return false;
    if (kind === 'number' || kind === 'code') after = kind === 'number';
  }
  return !after;
}

export function orderOf(items: readonly Item[]): Order {
  const marks: number[] = [];
  let shape = '';
  for (let i = 0; i < items.length; i++) {
    const kind = items[i]?.kind;
    if (kind === 'zero') return 'code-first';
    if (kind !== 'code' && kind !== 'number') continue;
    if (shape === '' && kind === 'code') return 'code-first';
    if (kind === 'number' && isLabelled(items, i)) return 'code-first';
    marks.push(i);
    shape += kind === 'code' ? 'c' : 'n';
  }
  if (/^(?:nc)+$/u.test(shape)) return orderOfPairs(items, marks);
  return /^n(?:cn)+$/u.test(shape) ? orderWithOneMore(items, marks) : 'code-first';
}

/** As many numbers as codes, a number first: each code takes the one before it, or nobody can say. */
function orderOfPairs(items: readonly Item[], marks: readonly number[]): Order {
  for (let i = 0; i < marks.length; i += 2) {
    const [number = 0, code = 0, next] = [marks[i], marks[i + 1], marks[i + 2]];
    const before = link(items, number, code);
    const nearer = next === undefined ? before : link(items, code, next);
    const claims = next !== undefined && CLAIMS.test(jointsBetween(items, code, next));
    if (before > 2 || nearer < before || claims) return marks.length > 2 ? 'mixed' : 'code-first';
  }
  return 'value-first';
}

/** One number more than codes, at the beginning: a stray, or a month, or one that has lost its code. */
function orderWithOneMore(items: readonly Item[], marks: readonly number[]): Order {
  const [code = 0, number = 0] = marks.slice(-2);
  if (link(items, code, number) === 4 || isGluedPair(items, marks)) return 'code-first';
  let codeFirstTighter = marks.length > 3;
  for (let i = 0; i + 1 < marks.length; i += 2) {
    const [first = 0, at = 0, second, next] = marks.slice(i, i + 4);
    if (link(items, first, at) > 2) return 'code-first';
    if (second === undefined || next === undefined) continue;
    if (link(items, at, second) >= link(items, second, next)) codeFirstTighter = false;
  }
  return codeFirstTighter ? 'code-first' : 'mixed';
}

/** `khai sinh: 14`, `từ đầu năm...14`, `đến 14`: a word that is no code claims the number. */
function isLabelled(items: readonly Item[], at: number): boolean {
  let joined = '';
  let i = at - 1;
  for (; isJoining(items[i], joined); i--) joined += items[i]?.typed ?? '';
  const before = items[i];
  const dotted = joined.includes('..');
  if (before?.kind === 'aside') return dotted || joined.includes('=');
  if (before?.kind !== 'word') return false;
  return dotted || CLAIMS.test(joined) || /^(?:den|toi)$/u.test(before.fold);
}

/** A comma before the colon too: a name may have lost what stood behind it. */
function isJoining(item: Item | undefined, joined: string): boolean {
  if (item?.kind === 'joint' || item?.kind === 'filler') return true;
  return item?.kind === 'break' && item.typed !== '\n' && CLAIMS.test(joined);
}

/** `7 KT5`: one code, written together with the number after it and apart from the one before. */
function isGluedPair(items: readonly Item[], marks: readonly number[]): boolean {
  if (marks.length !== 3) return false;
  const [a = 0, b = 0, c = 0] = marks;
  return link(items, b, c) < link(items, a, b);
}
