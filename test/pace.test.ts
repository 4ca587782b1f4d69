import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SendPort } from '../src/message.ts';
import { createPacer, retryDelayMs } from '../src/pace.ts';

const port = (perSecond: number, burst: number, perAddressMs = 0): SendPort => ({
  channel: 'twilio',
  form: 'plain',
  pace: { perSecond, burst, perAddressMs },
  send: async () => ({ kind: 'accepted', providerId: 'x' }),
});

test('never more than the burst and the rate together, whatever the order of asking', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ after: fc.nat(500), cost: fc.integer({ min: 1, max: 3 }) }), { maxLength: 200 }),
      (asks) => {
        const pacer = createPacer();
        let now = 0;
        let taken = 0;
        for (const { after, cost } of asks) {
          now += after;
          if (pacer.take(port(10, 5), 'a', cost, now) === 0) taken += cost;
          expect(taken).toBeLessThanOrEqual(5 + (now / 1000) * 10 + 1e-6);
        }
      },
    ),
  );
});

test('after the wait that it told, it lets the message go', () => {
  const pacer = createPacer();
  const slow = port(1, 1);
  expect(pacer.take(slow, 'a', 1, 0)).toBe(0);
  const wait = pacer.take(slow, 'a', 1, 100);
  expect(wait).toBe(900);
  expect(pacer.take(slow, 'a', 1, 100 + wait)).toBe(0);
});

test('one address is written to once a second while others go on', () => {
  const pacer = createPacer();
  const chat = port(30, 30, 1_000);
  expect(pacer.take(chat, 'a', 1, 0)).toBe(0);
  expect(pacer.take(chat, 'a', 1, 400)).toBe(600);
  expect(pacer.take(chat, 'b', 1, 400)).toBe(0);
});

test('a pause that the provider asked for holds the whole channel', () => {
  const pacer = createPacer();
  const chat = port(30, 30);
  pacer.take(chat, 'a', 1, 0);
  pacer.pause('twilio', 5_000);
  expect(pacer.room(chat, 1_000)).toEqual({ messages: 0, waitMs: 4_000 });
  expect(pacer.take(chat, 'b', 1, 5_000)).toBe(0);
});

test('a message longer than the burst can still leave', () => {
  expect(createPacer().take(port(1, 1), 'a', 4, 0)).toBe(0);
});

test('retries come later and later, at most an hour apart and spread by a fifth', () => {
  expect([1, 2, 3, 8, 20].map((n) => retryDelayMs(n, 0))).toEqual([
    30_000, 60_000, 120_000, 3_600_000, 3_600_000,
  ]);
  expect(retryDelayMs(1, 99)).toBeLessThan(36_001);
});

test('what leaves evenly keeps its distance, whenever it was taken', () => {
  const even = { ...port(10, 1), pace: { perSecond: 10, burst: 1, evenly: true, perAddressMs: 0 } } as const;
  const pacer = createPacer(250);
  const leaves: number[] = [];
  for (const now of [0, 0, 0, 0, 120, 150, 420, 900, 900]) {
    if (pacer.take(even, `a${now}`, 1, now) === 0) leaves.push(now + pacer.leavesIn(even, now));
  }
  expect(leaves).toEqual([0, 100, 200, 300, 400, 500, 900, 1_000]);
  expect(pacer.room(even, 900)).toEqual({ messages: 1, waitMs: 0 });
  expect(pacer.take(even, 'x', 1, 900)).toBe(0);
  pacer.leavesIn(even, 900);
  expect(pacer.room(even, 900)).toEqual({ messages: 0, waitMs: 50 });
});
