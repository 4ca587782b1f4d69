/** Code before number, or number before code: only where the whole message is in one order. */
import type { Item } from './items.ts';

/** How close two items stand: 0 written together, 1 joined by `:` or `là`, 2 a space, 3 a comma, 4 something between. */
export type Link = 0 | 1 | 2 | 3 | 4;
export type Order = 'code-first' | 'value-first' | 'mixed';

export function link(items: readonly Item[], from: number, to: number): Link {
  if (to === from + 1) return items[to]?.glued ? 0 : 2;
  let joined = true;
  let broken = false;
  for (let i = from + 1; i < to; i++) {
    const item = items[i];
    if (item?.kind === 'break') broken = true;
    else if (item?.kind === 'joint') joined &&= /[:=]/u.test(item.typed);
    else if (item?.kind === 'unit') joined = false;
    else if (item?.kind !== 'filler') return 4;
  }
  if (broken) return 3;
  return joined ? 1 : 2;
}

export function orderOf(items: readonly Item[]): Order {
  const marks = items.flatMap((item, i) => (/^(?:code|number|zero)$/u.test(item.kind) ? [i] : []));
  const first = items[marks[0] ?? -1];
  if (first?.kind !== 'number' || marks.some((i) => items[i]?.kind === 'zero')) return 'code-first';
  const shape = marks.map((i) => (items[i]?.kind === 'code' ? 'c' : 'n')).join('');
  const whole = /^(?:nc)+$/u.test(shape);
  if (!whole && !/^n(?:cn)+$/u.test(shape)) return 'code-first';
  let valueFirstFits = true;
  let codeFirstTighter = true;
  marks.forEach((at, i) => {
    const next = marks[i + 1];
    const after = marks[i + 2];
    if (next === undefined) return;
    const close = link(items, at, next);
    if (i % 2 === 0 && close > 2) valueFirstFits = false;
    if (i % 2 === 1 && after !== undefined && close >= link(items, next, after)) codeFirstTighter = false;
  });
  if (!whole) {
    const lastTwo = marks.slice(-2);
    const [code = 0, number = 0] = lastTwo;
    if (link(items, code, number) === 4) return 'code-first';
    return !valueFirstFits || (codeFirstTighter && shape.length > 3) || isGluedPair(items, marks)
      ? 'code-first'
      : 'mixed';
  }
  if (!valueFirstFits) return 'code-first';
  for (let i = 1; i + 1 < marks.length; i += 2) {
    const [before, code, number] = [marks[i - 1] ?? 0, marks[i] ?? 0, marks[i + 1] ?? 0];
    if (link(items, code, number) < link(items, before, code)) return 'mixed';
  }
  return 'value-first';
}

/** `7 KT5`: one code, written together with the number after it and apart from the one before. */
function isGluedPair(items: readonly Item[], marks: readonly number[]): boolean {
  if (marks.length !== 3) return false;
  const [a = 0, b = 0, c = 0] = marks;
  return link(items, b, c) < link(items, a, b);
}
