/** Chance that can be repeated: the same seed and the same words give the same numbers, in whatever order asked. */
export type Chance = {
  /** From 0 to below 1. */
  next(): number;
  between(from: number, to: number): number;
  oneOf<T>(list: readonly [T, ...T[]]): T;
};

export function chance(seed: number, ...about: readonly (string | number)[]): Chance {
  // FNV-1a over the words gives the start, mulberry32 the numbers.
  let state = 0x811c9dc5;
  for (const character of `${seed}|${about.join('|')}`) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    oneOf: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}
