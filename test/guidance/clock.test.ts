import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceTo } from '../../src/clock.ts';

async function walked(
  from: number,
  to: number,
  next: (moment: number) => number | undefined,
): Promise<number[]> {
  const moments: number[] = [];
  await advanceTo(
    from,
    to,
    async (moment) => {
      moments.push(moment);
    },
    async (moment) => next(moment),
  );
  return moments;
}

describe('moving a clock', () => {
  test('stops at every due moment on the way, in order, and at both ends', async () => {
    const due = [50, 10, 20, 999];
    const next = (m: number) => due.filter((d) => d > m).sort((a, b) => a - b)[0];
    expect(await walked(0, 100, next)).toEqual([0, 10, 20, 50, 100]);
  });

  test('goes straight to the end where nothing waits, and stays where it is told to', async () => {
    expect(await walked(0, 100, () => undefined)).toEqual([0, 100]);
    expect(await walked(7, 7, () => 7)).toEqual([7]);
  });

  test('ends although something is overdue for ever', async () => {
    const day = 86_400_000;
    const moments = await walked(0, day, () => 0);
    expect(moments.at(-1)).toBe(day);
    expect(moments.length).toBeLessThan(100);
  });

  test('never goes back and never passes the end, whatever is due', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(10_000),
        fc.nat(10_000),
        fc.array(fc.nat(30_000)),
        async (from, length, due) => {
          const to = from + length;
          const moments = await walked(from, to, (m) => due.find((d) => d >= m));
          expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
          expect(moments.at(0)).toBe(from);
          expect(moments.at(-1)).toBe(to);
        },
      ),
    );
  });
});
