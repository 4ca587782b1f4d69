import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/civil-time.ts';
import { isOpen, remindsAt } from '../../../src/reports/quick/open.ts';

const asked = (forMs: number) => ({ askedAt: 0, deadlineAt: forMs, remindedAt: null, closedAt: null });

test.each([
  [10 * DAY_MS, 9 * DAY_MS],
  [4 * DAY_MS, 3 * DAY_MS],
  [32 * HOUR_MS, 24 * HOUR_MS],
  [8 * HOUR_MS, 6 * HOUR_MS],
  [2 * HOUR_MS, 1.5 * HOUR_MS],
  [HOUR_MS, undefined],
])('a count of %i ms reminds at %s', (forMs, at) => expect(remindsAt(asked(forMs))).toBe(at));

test('nobody is reminded twice', () => {
  expect(remindsAt({ ...asked(10 * DAY_MS), remindedAt: 9 * DAY_MS })).toBeUndefined();
});

test('a count takes answers for a day after its deadline, unless it is closed', () => {
  const count = asked(DAY_MS);
  expect(isOpen(count, 2 * DAY_MS - 1)).toBe(true);
  expect(isOpen(count, 2 * DAY_MS)).toBe(false);
  expect(isOpen({ ...count, closedAt: 5 }, 10)).toBe(false);
});
