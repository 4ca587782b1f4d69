import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween, shownDate } from '../../src/civil-time.ts';
import { readTypedDate } from '../../src/consent/typed-date.ts';

const TODAY = '2026-11-02';

describe('a date is read as it is typed, day before month', () => {
  test.each([
    ['15/3/2026', '2026-03-15', ''],
    ['15/03/2026 xã Mường Than', '2026-03-15', 'xã Mường Than'],
    ['15-3-26', '2026-03-15', ''],
    ['15.03.2026.', '2026-03-15', ''],
    ['15 / 3 / 2026', '2026-03-15', ''],
    ['15 3 2026', '2026-03-15', ''],
    ['15032026', '2026-03-15', ''],
    ['150326', '2026-03-15', ''],
    ['2026-03-15', '2026-03-15', ''],
    ['15/3 2026', '2026-03-15', ''],
    ['15/3 nam 2026', '2026-03-15', ''],
    ['15 thang 3 nam 2026', '2026-03-15', ''],
    ['ngày 15 tháng 3 năm 2026', '2026-03-15', ''],
    ['15t3/2026', '2026-03-15', ''],
    ['15 thang ba 2026', '2026-03-15', ''],
    ['mùng 5/3/2026', '2026-03-05', ''],
    ['con em sinh ngay 15/3/2026', '2026-03-15', ''],
    ['bé: 15/3/2026', '2026-03-15', ''],
    ['29/2/2024', '2024-02-29', ''],
    ['xa Ba Be 15/3/2026', '2026-03-15', 'xa Ba Be'],
    ['15/3/2026, Mường Than', '2026-03-15', 'Mường Than'],
    ['20/12/2026 muong than', '2026-12-20', 'muong than'],
    ['15/3/2026 xa Tuan Giao', '2026-03-15', 'xa Tuan Giao'],
    ['１５/３/２０２６', '2026-03-15', ''],
    ['hom qua', '2026-11-01', ''],
  ])('%s', (text, date, rest) => {
    expect(readTypedDate(text, TODAY)).toMatchObject({ kind: 'date', date, rest });
  });
});

describe('a year left out is the nearest sensible one, or is asked', () => {
  test.each([
    ['20/9', { kind: 'date', date: '2026-09-20' }],
    ['20/12', { kind: 'date', date: '2026-12-20' }],
    ['15 thang 3', { kind: 'ambiguous', born: '2026-03-15', due: '2027-03-15' }],
    ['ngay 15/3', { kind: 'ambiguous', born: '2026-03-15', due: '2027-03-15' }],
    ['29/2', { kind: 'date', date: '2024-02-29' }],
    ['du sinh 15/3', { kind: 'date', date: '2027-03-15', stage: 'due' }],
    ['sinh ngay 15/3', { kind: 'date', date: '2026-03-15', stage: 'born' }],
    ['30/10 du sinh', { kind: 'date', date: '2026-10-30' }],
  ])('%s', (text, found) => {
    expect(readTypedDate(text, TODAY)).toMatchObject(found);
  });

  test('where it is known that a child is expected, a day just past may still be meant', () => {
    expect(readTypedDate('25/10', TODAY, 'due')).toMatchObject({ kind: 'date', date: '2026-10-25' });
    expect(readTypedDate('1/10', TODAY, 'due')).toMatchObject({ kind: 'date', date: '2027-10-01' });
  });
});

describe('what is no day is told as such', () => {
  test.each([
    ['31/2/2026', 'no-such-day', '31/2/2026'],
    ['29/2/2025', 'no-such-day', '29/2/2025'],
    ['3/15/2026', 'no-such-day', '3/15/2026'],
    ['15/13', 'no-such-day', '15/13'],
    ['0/3/2026', 'no-such-day', '0/3/2026'],
    ['15/3/202', 'no-such-day', '15/3/202'],
    ['15-3-20266', 'no-such-day', '15-3-20266'],
    ['thai 12.2.7', 'no-such-day', '12.2.7'],
    ['1/2/3/4', 'no-such-day', '1/2/3'],
    ['thang 3/2026', 'no-day', 'thang 3/2026'],
    ['3/2026', 'no-day', '3/2026'],
    ['tháng 3 năm 2026', 'no-day', 'thang 3 nam 2026'],
    ['15/3/2026 âm lịch', 'lunar', '15/3/2026'],
    ['ram thang gieng', 'lunar', 'thang gieng'],
  ])('%s', (text, reason, typed) => {
    expect(readTypedDate(text, TODAY)).toMatchObject({ kind: 'impossible', reason, typed });
  });
});

describe('numbers that are no date are left alone', () => {
  test.each([
    'k chi oi',
    '',
    '5',
    '0912345678',
    '03388',
    'xa Muong Than',
    'be 5 thang 2 tuan',
    'uong 3-4 ngay',
    'nang 3,5 kg',
    '38.5',
  ])('%s', (text) => {
    expect(readTypedDate(text, TODAY).kind).toBe('none');
  });
});

const day = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));

test('every day is read back from every whole form', () => {
  fc.assert(
    fc.property(day, fc.constantFrom('/', '-', '.', ' / ', ' '), fc.boolean(), (date, separator, short) => {
      const [year = '', month = '', dd = ''] = date.split('-');
      const typed = [dd, month, short ? year.slice(2) : year].join(separator);
      expect(readTypedDate(typed, TODAY)).toMatchObject({ kind: 'date', date, rest: '' });
      expect(readTypedDate(`ngày ${Number(dd)} tháng ${Number(month)} năm ${year}`, TODAY)).toMatchObject({
        kind: 'date',
        date,
        rest: '',
      });
    }),
  );
});

test('a day without its year is never more than 42 weeks ahead, nor guessed between two', () => {
  fc.assert(
    fc.property(day, day, (date, today) => {
      const found = readTypedDate(shownDate(date).slice(0, 5), today);
      if (found.kind === 'date') expect(daysBetween(today, found.date)).toBeLessThanOrEqual(294);
      else expect(found.kind).toBe('ambiguous');
    }),
  );
});

test('no text breaks the reader', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readTypedDate(text, TODAY)));
  fc.assert(
    fc.property(fc.stringMatching(/^[ 0-9a-z/.,đ-]{0,60}$/), (text) => void readTypedDate(text, TODAY)),
  );
});

test.each([
  ['1 ', 2500],
  [' ', 5000],
  ['1/', 2500],
  ['be ', 1600],
  ['thang ', 800],
] as const)('%j, %d times over, is read to its end, and there is no day in it', (piece, times) => {
  expect(readTypedDate(`${piece.repeat(times)}x`, TODAY).kind).not.toBe('date');
});
