import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outbox } from '../../db/schema.ts';
import { civilDate, minuteOfDay, plusDays } from '../../src/civil-time.ts';
import { replan } from '../../src/guidance/plan.ts';
import { changeChild } from '../../src/store/children.ts';
import { family } from '../conversations/family.ts';
import { house } from '../conversations/house.ts';

const HOUR_MS = 3_600_000;
const START = '2026-11-02T00:00:00+07:00';

/** What may happen to a family between two looks at the clock. */
const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 400 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('outage' as const), hours: fc.integer({ min: 1, max: 900 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('corrected' as const),
      days: fc.integer({ min: -30, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'mistaken loss' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'HT' as const }) },
);

test('whatever happens, no tip leaves twice, at most one a day leaves, and none at night or too late', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -280, max: 700 }),
      fc.array(event, { minLength: 1, maxLength: 12 }),
      async (age, events) => {
        const home = await house({ at: START });
        const today = civilDate(home.now());
        let date = plusDays(today, -age);
        const mother = await family(home, '+84912345678', [age < 0 ? { due: date } : { born: date }]);
        const id = mother.childIds[0] ?? '';
        for (const one of events) {
          if (one.kind === 'wait') await home.advance(one.hours * HOUR_MS);
          if (one.kind === 'outage') home.at(new Date(home.now() + one.hours * HOUR_MS).toISOString());
          if (one.kind === 'corrected') {
            date = plusDays(date, one.days);
            const dates = age < 0 ? { due: date } : { born: date };
            await home.deps.store.commit([
              changeChild(id, dates),
              ...replan({ id, contactId: mother.contactId, ...dates }, home.now()),
            ]);
          }
          if (one.kind === 'mistaken loss') {
            await mother.says('MAT');
            await home.advance(HOUR_MS);
            await mother.says('2');
          }
          if (one.kind === 'HT') await mother.says('HT');
        }
        await home.advance(200 * HOUR_MS);

        const rows = await home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'tip'));
        const sent = rows.flatMap((row) => (row.sentAt === null ? [] : [{ ...row, sentAt: row.sentAt }]));
        expect(new Set(sent.map(({ item }) => item)).size).toBe(sent.length);
        const days = sent.map(({ sentAt }) => civilDate(sentAt));
        expect(new Set(days).size).toBe(days.length);
        for (const { sentAt, expiresAt } of sent) {
          expect(minuteOfDay(sentAt)).toBeGreaterThanOrEqual(7 * 60);
          expect(minuteOfDay(sentAt)).toBeLessThan(21 * 60);
          expect(sentAt).toBeLessThan(expiresAt ?? 0);
        }
        expect(home.logs.filter(({ level }) => level === 'error')).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
