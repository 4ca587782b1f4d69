import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completenessOf } from '../../src/reports/completeness.ts';
import { sharesOf } from '../../src/reports/shares.ts';
import { cellKey, hiddenCells, totalsOf } from '../../src/reports/totals.ts';
import { harmless, totalsCsv } from '../../src/reports/totals-csv.ts';

const CODES = [
  { code: 'TE', kind: 'stock' },
  { code: 'TD', kind: 'ytd' },
  { code: 'SS', kind: 'events' },
] as const;
const VILLAGES = [
  { id: 'a', communeId: 'x' },
  { id: 'b', communeId: 'x' },
  { id: 'c', communeId: 'y' },
];
const report = (villageId: string, period: string, values: Record<string, number>) => ({
  villageId,
  period,
  values,
});

describe('totals of a month', () => {
  test('add the villages that reported, and say how many of how many', () => {
    const totals = totalsOf(
      CODES,
      VILLAGES,
      [
        report('a', '2026-10', { TE: 40, TD: 10 }),
        report('c', '2026-10', { TE: 20 }),
        report('b', '2026-09', { TE: 99 }),
      ],
      '2026-10',
    );
    expect(totals.communes.get('x')).toMatchObject({ expected: 2, reported: 1 });
    expect(totals.all).toMatchObject({ expected: 3, reported: 2 });
    expect(totals.all.sums.get('TE')).toEqual({ value: 60, villages: 2, carried: 0 });
    expect(totals.communes.get('y')?.sums.get('TD')).toBeUndefined();
  });

  test('carry a stock that was left out from the last month that had it, and nothing else', () => {
    const totals = totalsOf(
      CODES,
      VILLAGES,
      [
        report('a', '2026-08', { TE: 38, TD: 5, SS: 2 }),
        report('a', '2026-09', { TD: 6, SS: 1 }),
        report('a', '2026-10', { TD: 7 }),
        report('a', '2026-11', { TE: 77 }),
      ],
      '2026-10',
    );
    const sums = totals.all.sums;
    expect(sums.get('TE')).toEqual({ value: 38, villages: 1, carried: 1 });
    expect(sums.get('TD')).toEqual({ value: 7, villages: 1, carried: 0 });
    expect(sums.has('SS')).toBe(false);
  });

  test('do not carry a stock from more than a year ago', () => {
    const old = [report('a', '2025-09', { TE: 38 }), report('a', '2026-10', { TD: 7 })];
    expect(totalsOf(CODES, VILLAGES, old, '2026-10').all.sums.has('TE')).toBe(false);
  });

  test('zero is a number, and missing is none', () => {
    const totals = totalsOf(CODES, VILLAGES, [report('a', '2026-10', { TE: 0 })], '2026-10');
    expect(totals.all.sums.get('TE')).toEqual({ value: 0, villages: 1, carried: 0 });
    expect(totals.all.sums.has('TD')).toBe(false);
  });
});

test('a share is of the villages that reported both of its numbers', () => {
  const codes = ['TE', 'TD'].map((code) => ({
    code,
    kind: code === 'TE' ? ('stock' as const) : ('ytd' as const),
  }));
  const [first] = sharesOf(
    codes,
    VILLAGES,
    [
      report('a', '2026-10', { TE: 40, TD: 10 }),
      report('b', '2026-10', { TE: 60 }),
      report('c', '2026-10', { TE: 20, TD: 20 }),
    ],
    '2026-10',
  );
  expect(first).toEqual({ reached: 'TD', of: 'TE', numerator: 30, denominator: 60 });
});

describe('small numbers', () => {
  const communes = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 });
  const totalsFor = (values: readonly number[]) => {
    const villages = values.map((_, i) => ({ id: `v${i}`, communeId: `c${i}` }));
    const reports = values.map((value, i) => report(`v${i}`, '2026-10', { TE: value }));
    return totalsOf(CODES, villages, reports, '2026-10');
  };

  test('one to four are always hidden, zero and none never', () => {
    fc.assert(
      fc.property(communes, (values) => {
        const hidden = hiddenCells(totalsFor(values));
        values.forEach((value, i) => {
          const isHidden = hidden.has(cellKey(`c${i}`, 'TE'));
          if (value >= 1 && value <= 4) expect(isHidden).toBe(true);
          if (value === 0) expect(isHidden).toBe(false);
        });
      }),
    );
  });

  test('never is just one cell of a column hidden, which its total would give away', () => {
    fc.assert(
      fc.property(communes, (values) => {
        const hidden = hiddenCells(totalsFor(values));
        const positive = values.filter((value) => value > 0).length;
        if (positive > 1) expect(hidden.size).not.toBe(1);
      }),
    );
  });

  test('are hidden in the file too', () => {
    const csv = totalsCsv({
      period: '2026-10',
      totals: totalsFor([3, 9, 50]),
      completeness: completenessOf([{ communeId: 'c1', values: { TE: 9 }, reportedAt: 5 }], ['TE'], 6),
      communes: ['c0', 'c1', 'c2'].map((id) => ({ id, code: `0${id}`, label: `xã ${id}` })),
      codes: CODES.slice(0, 1),
    });
    expect(csv).toBe(
      '\uFEFFperiod,commune_code,commune,villages_reported,villages_expected,villages_complete,villages_on_time,TE\r\n' +
        '2026-10,0c0,xã c0,1,1,0,0,*\r\n2026-10,0c1,xã c1,1,1,1,1,*\r\n2026-10,0c2,xã c2,1,1,0,0,50\r\n',
    );
  });
});

test.each([
  '=1+1',
  '+84',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u3000=1',
])('a spreadsheet does not run %j', (text) => {
  expect(harmless(text)).toBe(`'${text}`);
});

test.each(['xã Mường Than', 'A=1', '12', ''])('an ordinary text stays as it is: %j', (text) => {
  expect(harmless(text)).toBe(text);
});
