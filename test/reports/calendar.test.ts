import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REPORTING, reportingCalendar } from '../../content/reporting.ts';
import { civilDate } from '../../src/civil-time.ts';
import {
  closesAt,
  currentPeriods,
  dueAt,
  isClosed,
  isLate,
  type ReportingCalendar,
  remindersBetween,
  remindersOf,
} from '../../src/reports/calendar.ts';

const at = (instant: string) => Date.parse(`${instant}+07:00`);

describe('a month is on time until the end of the 10th of the next one', () => {
  test.each([
    ['2026-10', '2026-10-20T08:00:00', false],
    ['2026-10', '2026-11-10T23:59:59', false],
    ['2026-10', '2026-11-11T00:00:00', true],
    ['2026-12', '2027-01-10T23:59:59', false],
    ['2026-12', '2027-01-11T00:00:00', true],
  ])('%s sent at %s is late: %s', (period, sent, late) => {
    expect(isLate(REPORTING, period, at(sent))).toBe(late);
  });
});

describe('a half year closes at the end of the month after it', () => {
  test.each([
    ['2026-01', '2026-08-01T00:00:00'],
    ['2026-06', '2026-08-01T00:00:00'],
    ['2026-07', '2027-02-01T00:00:00'],
    ['2026-12', '2027-02-01T00:00:00'],
  ])('%s is closed from %s on', (period, closing) => {
    expect(closesAt(REPORTING, period)).toBe(at(closing));
    expect(isClosed(REPORTING, period, at(closing) - 1)).toBe(false);
    expect(isClosed(REPORTING, period, at(closing))).toBe(true);
  });

  test('a province may keep it open for longer', () => {
    expect(closesAt({ ...REPORTING, closesMonthsAfterHalfYear: 2 }, '2026-03')).toBe(
      at('2026-09-01T00:00:00'),
    );
  });
});

test('a month is reminded of on its 25th and on the 1st and 5th of the next, at eight', () => {
  expect(remindersOf(REPORTING, '2026-12')).toEqual([
    {
      period: '2026-12',
      day: '2026-12-25',
      at: at('2026-12-25T08:00:00'),
      until: at('2026-12-27T00:00:00'),
      last: false,
    },
    {
      period: '2026-12',
      day: '2027-01-01',
      at: at('2027-01-01T08:00:00'),
      until: at('2027-01-03T00:00:00'),
      last: false,
    },
    {
      period: '2026-12',
      day: '2027-01-05',
      at: at('2027-01-05T08:00:00'),
      until: at('2027-01-07T00:00:00'),
      last: true,
    },
  ]);
});

test('a reminder is stale once the next one is due', () => {
  const daily = { ...REPORTING, remindOn: [25, 26] };
  expect(remindersOf(daily, '2026-10').map(({ until }) => until)).toEqual([
    at('2026-10-26T08:00:00'),
    at('2026-10-28T00:00:00'),
  ]);
});

test('a day that a month does not have is its last, and is named once', () => {
  const late = { ...REPORTING, remindOn: [30, 31, 2] };
  expect(remindersOf(late, '2027-02').map(({ day }) => day)).toEqual(['2027-02-28', '2027-03-02']);
  expect(remindersOf(late, '2026-10').map(({ day }) => day)).toEqual([
    '2026-10-30',
    '2026-10-31',
    '2026-11-02',
  ]);
});

test.each([
  ['2026-11-10T23:59:59', ['2026-10']],
  ['2026-11-11T00:00:00', []],
  ['2026-11-19T23:59:59', []],
  ['2026-11-20T00:00:00', ['2026-11']],
  ['2027-01-03T12:00:00', ['2026-12']],
])('at %s the months that can be reported on time are %j', (now, periods) => {
  expect(currentPeriods(REPORTING, at(now))).toEqual(periods);
});

const calendars: fc.Arbitrary<ReportingCalendar> = fc
  .record({
    opensOnDay: fc.integer({ min: 2, max: 28 }),
    dueOnDay: fc.integer({ min: 1, max: 27 }),
    closesMonthsAfterHalfYear: fc.integer({ min: 1, max: 6 }),
    remindOn: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 5 }),
    remindAtMinute: fc.integer({ min: 420, max: 1_200 }),
  })
  .filter((calendar) => reportingCalendar.safeParse(calendar).success);
const instants = fc.integer({ min: at('2025-01-01T00:00:00'), max: at('2035-01-01T00:00:00') });

test('whatever a province chooses, a moment belongs to one month at most and no month is late before it is due', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, now) => {
      const open = currentPeriods(calendar, now);
      expect(open.length).toBeLessThanOrEqual(1);
      for (const period of open) {
        expect(isLate(calendar, period, now)).toBe(false);
        expect(isClosed(calendar, period, now)).toBe(false);
        expect(dueAt(calendar, period)).toBeLessThanOrEqual(closesAt(calendar, period));
      }
    }),
  );
});

test('whatever a province chooses, time walked through in steps meets every reminder once, in order', () => {
  fc.assert(
    fc.property(
      calendars,
      instants,
      fc.array(fc.integer({ min: 1, max: 40 * 86_400_000 })),
      (calendar, from, steps) => {
        let now = from;
        const met = steps.flatMap((step) => {
          const some = remindersBetween(calendar, now, now + step);
          now += step;
          return some;
        });
        expect(met).toEqual(remindersBetween(calendar, from, now));
        expect(new Set(met.map(({ at: moment }) => moment)).size).toBe(met.length);
        for (const { day, at: moment } of met) expect(civilDate(moment)).toBe(day);
      },
    ),
  );
});
