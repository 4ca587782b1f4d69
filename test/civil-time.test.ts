import fc from 'fast-check';
import * as library from 'temporal-polyfill/fns/PlainDate';
import { expect, test, vi } from 'vitest';
import * as onNode from '../src/civil-time.ts';
import * as standIn from '../src/worker-plain-date.ts';

const year = fc.integer({ min: 1900, max: 2200 });
const month = fc.integer({ min: 1, max: 12 });
const lastDay = (y: number, m: number) => new Date(Date.UTC(y, m, 0)).getUTCDate();
const isoDate = (y: number, m: number, d: number) =>
  `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;

/** Every second one is the last day of a month, or of a February. */
const date = fc.oneof(
  fc
    .tuple(year, month, fc.integer({ min: 1, max: 31 }))
    .map(([y, m, d]) => isoDate(y, m, Math.min(d, lastDay(y, m)))),
  fc.tuple(year, fc.oneof(month, fc.constant(2))).map(([y, m]) => isoDate(y, m, lastDay(y, m))),
);
const spring = fc.constantFrom(-400, -12, -1, 1, 4, 12, 100);
const near = date.chain((a) =>
  fc.tuple(
    fc.constant(a),
    fc.oneof(
      date,
      spring.map((months) => onNode.plusMonths(a, months)),
      fc.integer({ min: -70, max: 70 }).map((days) => onNode.plusDays(a, days)),
    ),
  ),
);

async function inWorker(): Promise<typeof onNode> {
  vi.resetModules();
  vi.doMock('temporal-polyfill/fns/PlainDate', () => import('../src/worker-plain-date.ts'));
  try {
    return await import('../src/civil-time.ts');
  } finally {
    vi.doUnmock('temporal-polyfill/fns/PlainDate');
  }
}

const worker = await inWorker();
const RUNS = { numRuns: 3_000 };

test('the Worker has its own way of counting days, and not the library', () => {
  expect(worker.plusDays).not.toBe(onNode.plusDays);
  expect(standIn.create(1970, 1, 2)).toBe(onNode.DAY_MS);
  expect(Object.keys(standIn).filter((name) => !Object.hasOwn(library, name))).toEqual([]);
});

test('days and months are added and taken away as the library does it', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -2_000, max: 2_000 }), (day, n) => {
      expect(worker.plusDays(day, n)).toBe(onNode.plusDays(day, n));
      expect(worker.plusMonths(day, n)).toBe(onNode.plusMonths(day, n));
    }),
    RUNS,
  );
});

test('days and months between two dates are counted as the library counts them, forwards and back', () => {
  fc.assert(
    fc.property(near, ([a, b]) => {
      expect(worker.daysBetween(a, b)).toBe(onNode.daysBetween(a, b));
      expect(worker.monthsBetween(a, b)).toBe(onNode.monthsBetween(a, b));
    }),
    RUNS,
  );
});

test('a month and the days over are told as the library tells them', () => {
  const plain = (on: string) => on.split('-').map(Number) as [number, number, number];
  fc.assert(
    fc.property(near, ([a, b]) => {
      const { months, days } = library.diff(library.create(...plain(a)), library.create(...plain(b)), {
        largestUnit: 'months',
      });
      const told = standIn.diff(standIn.create(...plain(a)), standIn.create(...plain(b)), {
        largestUnit: 'months',
      });
      expect({ months: told.months, days: told.days }).toEqual({
        months: months,
        days: days,
      });
    }),
    RUNS,
  );
});

test('weeks are those of the library, at every turn of a year', () => {
  for (let y = 1900; y <= 2200; y++) {
    for (const day of [
      '12-27',
      '12-28',
      '12-29',
      '12-30',
      '12-31',
      '01-01',
      '01-02',
      '01-03',
      '01-04',
      '01-05',
    ])
      expect(worker.isoWeekOf(`${y}-${day}`)).toBe(onNode.isoWeekOf(`${y}-${day}`));
    for (const week of ['W00', 'W01', 'W09', 'W52', 'W53', 'W54'])
      expect(worker.mondayOf(`${y}-${week}`)).toBe(onNode.mondayOf(`${y}-${week}`));
  }
  fc.assert(
    fc.property(date, (day) => {
      expect(worker.isoWeekOf(day)).toBe(onNode.isoWeekOf(day));
    }),
    RUNS,
  );
});

test('a day that there is not is none in the Worker either', () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 40 }), fc.constantFrom(Number.NaN, 0, 1e9));
  const anyYear = fc.oneof(year, fc.integer({ min: -5, max: 120_000 }), fc.constantFrom(Number.NaN, 1e9));
  fc.assert(
    fc.property(anyYear, number, number, (y, m, d) => {
      expect(worker.dateOf(y, m, d)).toBe(onNode.dateOf(y, m, d));
    }),
    RUNS,
  );
  for (const impossible of [
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    'x',
  ])
    for (const civil of [onNode, worker]) {
      expect(() => civil.plusDays(impossible, 1)).toThrow(RangeError);
      expect(() => civil.plusMonths(impossible, 1)).toThrow(RangeError);
      expect(() => civil.monthsBetween('2026-01-01', impossible)).toThrow(RangeError);
      expect(() => civil.isoWeekOf(impossible)).toThrow(RangeError);
    }
  expect(worker.dateOf(2024, 2, 29)).toBe('2024-02-29');
});
