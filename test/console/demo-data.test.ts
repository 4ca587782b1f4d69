import fc from 'fast-check';
import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { DEMO_VILLAGES, demoPeople, demoReports } from '../../db/demo.ts';
import { children, contacts } from '../../db/schema.ts';
import { plusDays } from '../../src/civil-time.ts';
import { MONTHLY } from '../../src/reports/form.ts';
import { demoFolder, demoHouse } from './demo-house.ts';

const startDates = fc.integer({ min: 0, max: 1_500 }).map((days) => plusDays('2026-11-22', days));

test('every invented number has the form of a mobile, no operator assigns it, and none comes twice', () => {
  const numbers = demoPeople('2026-11-22').map((person) => person.number);
  expect(numbers.filter((number) => !/^\+8450\d{7}$/.test(number))).toEqual([]);
  expect(numbers.filter((number) => isValidPhoneNumber(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('every village has one collaborator', () => {
  const reported = demoPeople('2026-11-22').flatMap((person) => person.villages ?? []);
  expect(reported.toSorted()).toEqual(DEMO_VILLAGES.map((village) => village.id).toSorted());
});

describe('the counts', () => {
  test('keep every rule of the form, whenever the demo starts', () => {
    fc.assert(
      fc.property(startDates, (date) => {
        for (const { values } of demoReports(date)) {
          for (const check of MONTHLY.checks) {
            if (!('right' in check)) continue;
            const [left, right] = [values[check.left], values[check.right]];
            if (left !== undefined && right !== undefined) expect(left).toBeLessThanOrEqual(right);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('are the same every time, of ten months that are over, each sent around the end of its month', () => {
    expect(demoReports('2026-11-22')).toEqual(demoReports('2026-11-22'));
    const reports = demoReports('2026-11-22');
    expect([...new Set(reports.map((report) => report.period))].toSorted()).toEqual([
      ...['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'],
      ...['2026-06', '2026-07', '2026-08', '2026-09', '2026-10'],
    ]);
    expect(reports.filter((report) => report.sentOn > '2026-11-10')).toEqual([]);
  });

  test('what was reached since January never falls within a year', () => {
    for (const village of DEMO_VILLAGES) {
      const months = demoReports('2026-11-22').filter((report) => report.villageId === village.id);
      months.slice(1).forEach(({ values }, i) => {
        for (const code of ['TD', 'CK', 'KD', 'CH', 'DG']) {
          const [before, after] = [months[i]?.values[code], values[code]];
          if (before !== undefined && after !== undefined) expect(after).toBeGreaterThanOrEqual(before);
        }
      });
    }
  });
});

test.each(['2027-03-31T23:30:00+07:00', '2028-02-29T03:00:00+07:00', '2027-01-01T08:00:00+07:00'])(
  'first started at %s, everyone who should have joined has',
  async (at) => {
    const folder = demoFolder();
    const demo = await demoHouse(folder, at);
    const db = demo.deps.store.db;
    expect((await db.select().from(children)).length).toBe(9);
    const parents = (await db.select().from(contacts)).filter((contact) => contact.communeCode !== null);
    expect(parents.length).toBe(8);
    expect(parents.filter((contact) => contact.consent !== 'in')).toEqual([]);
    demo.stop();
    folder.remove();
  },
  30_000,
);
