import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TABLES } from '../../content/tables/index.ts';
import type { TableKind, Tables } from '../../content/tables/shape.ts';
import { civilDate, plusDays } from '../../src/civil-time.ts';
import { currentItem, dues } from '../../src/guidance/schedule.ts';
import { amountOf } from '../../src/guidance/tables/amounts.ts';
import { tableSeriesOf } from '../../src/guidance/tables/build.ts';
import { childSeriesOf, type TableChild } from '../../src/guidance/tables/child-series.ts';
import {
  amountOn,
  childSeries,
  isValidOn,
  tableItem,
  tableItems,
  tableSeries,
} from '../../src/guidance/tables/shipped.ts';
import { tableFaults } from '../../src/guidance/tables/table-faults.ts';
import { doseId } from '../../src/guidance/tables/vaccine-items.ts';
import { campaignDays, every, gap, list, span, sum } from '../../src/guidance/tables/words.ts';

const LAI_CHAU = '12';
const HA_NOI = '01';
const KINDS: readonly TableKind[] = ['vaccines', 'vitamin-a', 'growth', 'papers', 'money'];

/** `vx-2m 2026-03-28..2026-04-14`: what a child is told, from when until when. */
function plan(kind: TableKind, child: TableChild, tables: Tables = TABLES): readonly string[] {
  return childSeriesOf(tableSeriesOf(tables), kind, child).items.map(({ id, at, until }) => {
    const day = (moment: typeof at) => plusDays(child.born, 'days' in moment ? moment.days : Number.NaN);
    return `${id} ${day(at)}..${day(until)}`;
  });
}

function withRows(change: (row: Tables['vaccines']['rows'][number]) => readonly object[]): Tables {
  const rows = TABLES.vaccines.rows.flatMap((row) => change(row).map((it) => ({ ...row, ...it })));
  return { ...TABLES, vaccines: { ...TABLES.vaccines, rows } };
}

describe('ages, spans, days and sums in words', () => {
  test.each([
    [span({ months: 1 }), '1 tháng', '1 month'],
    [span({ months: 2 }), '2 tháng', '2 months'],
    [span({ months: 18 }), '18 tháng', '18 months'],
    [span({ months: 24 }), '24 tháng', '24 months'],
    [span({ months: 27 }), '27 tháng', '27 months'],
    [span({ months: 36 }), '3 tuổi', '3 years'],
    [span({ months: 84 }), '7 tuổi', '7 years'],
    [span({ days: 1 }), '24 giờ', '24 hours'],
    [span({ days: 60 }), '60 ngày', '60 days'],
    [gap({ minDays: 7, maxDays: 14 }), '1-2 tuần', '1-2 weeks'],
    [gap({ minDays: 7, maxDays: 7 }), '1 tuần', '1 week'],
    [gap({ minDays: 7, maxDays: 10 }), '7-10 ngày', '7-10 days'],
    [every(1), 'mỗi tháng', 'every month'],
    [every(3), '3 tháng một lần', 'every 3 months'],
    [sum(500), '500 đồng', '500 dong'],
    [sum(500_000), '500.000 đồng', '500,000 dong'],
    [sum(1_250_000), '1.250.000 đồng', '1,250,000 dong'],
    [campaignDays('06-01', '06-02'), '1 và 2 tháng 6', '1 and 2 June'],
    [campaignDays('06-01', '06-01'), '1 tháng 6', '1 June'],
    [campaignDays('06-01', '06-05'), '1-5 tháng 6', '1-5 June'],
    [campaignDays('11-30', '12-02'), '30 tháng 11 đến 2 tháng 12', '30 November to 2 December'],
    [list([{ vi: 'a', en: 'x' }]), 'a', 'x'],
    [
      list([
        { vi: 'a', en: 'x' },
        { vi: 'b', en: 'y' },
        { vi: 'c', en: 'z' },
      ]),
      'a, b và c',
      'x, y and z',
    ],
  ])('%#', (words, vi, en) => {
    expect([words('vi'), words('en')]).toEqual([vi, en]);
  });
});

describe('a child born on 31 January 2026 in Lai Châu', () => {
  const child = { born: '2026-01-31', provinceCode: LAI_CHAU };

  test('is told of each vaccination some days before it, over every month end', () => {
    expect(plan('vaccines', child)).toEqual([
      'vx-birth 2026-01-31..2026-02-01',
      'vx-bcg 2026-02-04..2026-02-28',
      'vx-2m 2026-03-28..2026-04-14',
      'vx-3m 2026-04-27..2026-05-14',
      'vx-4m 2026-05-28..2026-06-14',
      'vx-5m 2026-06-27..2026-07-14',
      'vx-9m 2026-10-28..2026-11-14',
      'vx-12m 2027-01-28..2027-02-14',
      'vx-12m-2 2027-02-04..2027-02-21',
      'vx-18m 2027-07-28..2027-08-14',
      'vx-24m 2028-01-28..2028-02-14',
      'vx-7y 2033-01-28..2033-02-14',
    ]);
  });

  test('is told of every vitamin A day at its age, and where more children may have it, until five', () => {
    expect(plan('vitamin-a', child)).toEqual([
      'va-12-2026 2026-11-28..2026-12-02',
      'va-06-2027 2027-05-29..2027-06-02',
      'va-12-2027 2027-11-28..2027-12-02',
      'va-06-2028 2028-05-29..2028-06-02',
      'va-12-2028 2028-11-28..2028-12-02',
      'va-06-older-2029 2029-05-29..2029-06-02',
      'va-12-older-2029 2029-11-28..2029-12-02',
      'va-06-older-2030 2030-05-29..2030-06-02',
      'va-12-older-2030 2030-11-28..2030-12-02',
    ]);
    expect(plan('vitamin-a', { ...child, provinceCode: HA_NOI })).toHaveLength(5);
    expect(plan('vitamin-a', { born: child.born })).toHaveLength(5);
  });

  test('is weighed each month to two years and each third to five, but where a vaccination asks for it', () => {
    const months = plan('growth', child).map((line) => Number(/^gr-(\d+)m/.exec(line)?.[1]));
    expect(months.filter((month) => month <= 24)).toEqual([
      1, 6, 7, 8, 10, 11, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23,
    ]);
    expect(months.filter((month) => month > 24)).toEqual([27, 30, 33, 36, 39, 42, 45, 48, 51, 54, 57, 60]);
    expect(plan('growth', child)[0]).toBe('gr-1m 2026-02-25..2026-03-14');
  });

  test('gets its papers in time, and those on disability only if the family asked for that', () => {
    const papers = [
      'pa-birth 2026-02-08..2026-03-20',
      'pa-birth-last 2026-03-20..2026-04-01',
      'pa-insurance 2026-04-03..2027-01-31',
      'pa-insurance-ends 2031-09-30..2032-01-31',
    ];
    expect(plan('papers', child)).toEqual(papers);
    expect(plan('papers', { ...child, disability: true })).toEqual([
      ...papers,
      'pa-certificate 2032-01-31..2032-05-31',
    ]);
    expect(plan('money', child)).toEqual([]);
    expect(plan('money', { ...child, disability: true }).slice(0, 3)).toEqual([
      'mo-disability-1m 2026-02-28..2026-08-31',
      'mo-care-7m 2026-08-31..2027-02-28',
      'mo-disability-13m 2027-02-28..2027-08-31',
    ]);
  });
});

describe('the age for vitamin A', () => {
  test.each([
    ['six months on the first day', '2026-12-01', true],
    ['six months the day after', '2026-12-02', false],
    ['three years the day after', '2024-06-02', true],
    ['three years on the first day', '2024-06-01', false],
    ['six months by a month end', '2026-11-30', true],
  ])('%s', (_name, born, isTold) => {
    expect(plan('vitamin-a', { born }).some((line) => line.startsWith('va-06-2027'))).toBe(isTold);
  });
});

describe('month ends', () => {
  test.each([
    ['2026-08-31', 'vx-9m 2027-05-28'],
    ['2026-12-31', 'vx-2m 2027-02-25'],
    ['2027-12-31', 'vx-2m 2028-02-26'],
    ['2028-02-29', 'vx-12m 2029-02-25'],
    ['2028-02-29', 'vx-24m 2030-02-25'],
    ['2028-02-29', 'vx-7y 2035-02-25'],
  ])('of a child born on %s: %s', (born, line) => {
    expect(plan('vaccines', { born }).find((it) => it.startsWith(line))).toBeDefined();
  });
});

describe('measles-rubella at 15 months instead of 18 from 1 July 2027', () => {
  const tables = withRows((row) =>
    doseId(row) === 'mr-1'
      ? [
          { validUntil: '2027-06-30' },
          { visit: 'vx-15m', at: { months: 15 }, validFrom: '2027-07-01', source: 'A new circular [R]' },
        ]
      : [{}],
  );
  const toldAbout = (born: string) =>
    plan('vaccines', { born }, tables).filter((line) => /^vx-1[58]m/.test(line));
  const text = (id: string) => tableSeriesOf(tables)[0]?.items.find((item) => item.id === id)?.vi;

  test('has no fault, and what is left at 18 months is a text of its own', () => {
    expect(tableFaults(tables)).toEqual([]);
    expect(text('vx-18m')).toContain('lịch tiêm sởi - rubella và tiêm nhắc bạch hầu');
    expect(text('vx-18m-20270701')).toContain('tròn 18 tháng là đến lịch tiêm nhắc bạch hầu');
    expect(text('vx-15m')).toContain('tròn 15 tháng là đến lịch tiêm sởi - rubella.');
  });

  test.each([
    ['due before it, by the old rule', '2025-10-01', ['vx-18m 2027-03-29..2027-04-15']],
    ['due on the last day of the old rule', '2025-12-30', ['vx-18m 2027-06-27..2027-07-14']],
    [
      'past the new age, not yet at the old one: on the first day of the new rule',
      '2026-03-01',
      ['vx-15m 2027-07-01..2027-07-15', 'vx-18m-20270701 2027-08-29..2027-09-15'],
    ],
    [
      'due by the new rule',
      '2026-06-10',
      ['vx-15m 2027-09-07..2027-09-24', 'vx-18m-20270701 2027-12-07..2027-12-24'],
    ],
  ])('%s', (_name, born, lines) => {
    expect(toldAbout(born)).toEqual(lines);
  });

  test('is told of once by each child, whenever it is born', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), (days) => {
        const child = { born: plusDays('2025-01-01', days) };
        const told = childSeriesOf(tableSeriesOf(tables), 'vaccines', child).items;
        expect(told.filter(({ vi }) => vi.includes('sởi - rubella'))).toHaveLength(1);
      }),
    );
  });
});

test('a dose moved to a later age is not told of again to a child that had its turn by the old rule', () => {
  const tables = withRows((row) =>
    doseId(row) === 'ipv-1'
      ? [{ validUntil: '2027-06-30' }, { visit: 'vx-8m', at: { months: 8 }, validFrom: '2027-07-01' }]
      : [{}],
  );
  expect(tableFaults(tables)).toEqual([]);
  const told = (born: string) =>
    plan('vaccines', { born }, tables).flatMap((line) => /^vx-[58]m/.exec(line)?.[0] ?? []);
  expect(told('2027-01-10')).toEqual(['vx-5m']);
  expect(told('2027-02-10')).toEqual(['vx-8m']);
});

test('a vaccine that is new is for those who come to its age, not for older children', () => {
  const tables = withRows((row) => (doseId(row) === 'td-1' ? [{ validFrom: '2030-01-01' }] : [{}]));
  const told = (born: string) =>
    plan('vaccines', { born }, tables).filter((line) => line.startsWith('vx-7y'));
  expect(told('2023-01-01')).toHaveLength(1);
  expect(told('2022-12-31')).toEqual([]);
});

describe('a vaccine of some provinces', () => {
  const tables = withRows((row) =>
    row.vaccine === 'rota'
      ? [{ region: [LAI_CHAU, '14'], validFrom: '2026-06-01', validUntil: '2027-12-31' }]
      : [{}],
  );
  const items = tableSeriesOf(tables).flatMap((series) => (series.anchor === 'birth' ? series.items : []));
  const ids = (date: string, province?: string) =>
    items
      .filter(({ slot }) => slot === 'vx-2m')
      .flatMap((it) => (isValidOn(it, date, province) ? [it.id] : []));

  test('is one text there in place of the other, in its days', () => {
    expect(tableFaults(tables)).toEqual([]);
    expect(ids('2026-05-31', LAI_CHAU)).toEqual(['vx-2m']);
    expect(ids('2026-06-01', LAI_CHAU)).toEqual(['vx-2m-rota']);
    expect(ids('2027-12-31', '14')).toEqual(['vx-2m-rota']);
    expect(ids('2028-01-01', '14')).toEqual(['vx-2m']);
    expect(ids('2026-06-01', HA_NOI)).toEqual(['vx-2m']);
    expect(ids('2026-06-01')).toEqual(['vx-2m']);
  });

  test('is named among the others, in both languages', () => {
    const item = items.find(({ id }) => id === 'vx-2m-rota');
    expect(item?.vi).toContain(
      'tiêm 5 trong 1 lần 1, uống phòng bại liệt lần 1 và uống phòng tiêu chảy do rota lần 1',
    );
    expect(item?.en).toContain('polio drops (dose 1) and rotavirus drops (dose 1)');
    expect(item).toMatchObject({ certainty: 'recalled', region: [LAI_CHAU, '14'] });
  });

  test('is by the day on which it is due, not on which it is told', () => {
    const at = (born: string) =>
      plan('vaccines', { born, provinceCode: LAI_CHAU }, tables).find((line) => /^vx-2m/.test(line));
    expect(at('2026-04-01')).toBe('vx-2m-rota 2026-05-29..2026-06-15');
    expect(at('2026-03-31')).toBe('vx-2m 2026-05-28..2026-06-14');
  });

  test('is one valid text a place on every day in every province', () => {
    const provinces = fc.constantFrom(undefined, LAI_CHAU, '14', HA_NOI, '99');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), provinces, (days, province) => {
        const date = plusDays('2024-08-01', days);
        const valid = items.filter((item) => isValidOn(item, date, province));
        expect(new Set(valid.map(({ slot }) => slot)).size).toBe(valid.length);
        const doses = valid.flatMap((item) => item.doses);
        expect(new Set(doses).size).toBe(doses.length);
      }),
    );
  });
});

describe('an allowance', () => {
  test.each([
    ['child-severe', '2026-11-22', undefined, 1_000_000],
    ['child-very-severe', '2026-11-22', LAI_CHAU, 1_250_000],
    ['child-very-severe', '2024-07-01', undefined, 1_250_000],
    ['child-very-severe', '2025-12-31', HA_NOI, 1_250_000],
    ['child-very-severe', '2026-01-01', HA_NOI, 1_625_000],
    ['care-very-severe', '2026-11-22', LAI_CHAU, 500_000],
    ['orphan-from-4', '2026-11-22', LAI_CHAU, 750_000],
    ['school-things', '2026-11-22', HA_NOI, 1_000_000],
    ['child-severe', '2024-06-30', undefined, undefined],
    ['nothing', '2026-11-22', undefined, undefined],
  ])('%s on %s in %s', (id, date, province, amount) => {
    expect(amountOn(id, date, province)?.amount).toBe(amount);
  });

  test('says its sum in both languages, who gets it, by which decree and how sure that is', () => {
    expect(amountOn('child-severe', '2026-11-22', LAI_CHAU)).toMatchObject({
      shown: { vi: '1.000.000 đồng', en: '1,000,000 dong' },
      who: { vi: 'trẻ khuyết tật nặng' },
      per: 'month',
      decree: 'NĐ 76/2024/NĐ-CP, NĐ 20/2021/NĐ-CP',
      certainty: 'read',
    });
    expect(amountOn('child-severe', '2026-11-22', HA_NOI)).toMatchObject({ certainty: 'recalled' });
    expect(amountOn('school-things', '2026-11-22')).toMatchObject({ per: 'year', certainty: 'uncertain' });
  });

  test('rises with its base level: the old sum until the day before, the new one from that day, the other half alike', () => {
    const [first] = TABLES.money.base;
    if (first === undefined) throw new Error('The table of money has no base level.');
    const base = [
      { ...first, validUntil: '2027-06-30' },
      { ...first, amount: 600_000, validFrom: '2027-07-01' },
      ...TABLES.money.base.slice(1),
    ];
    const tables = { ...TABLES, money: { ...TABLES.money, base } };
    expect(tableFaults(tables)).toEqual([]);
    expect(amountOf(tables.money, 'child-severe', '2027-06-30')?.amount).toBe(1_000_000);
    expect(amountOf(tables.money, 'child-severe', '2027-07-01')?.amount).toBe(1_200_000);
    expect(amountOf(tables.money, 'child-severe', '2027-07-01', HA_NOI)?.amount).toBe(1_300_000);

    const child = { born: '2026-01-31', provinceCode: LAI_CHAU, disability: true };
    const told = childSeriesOf(tableSeriesOf(tables), 'money', child).items.slice(0, 4);
    expect(told.map(({ id, vi }) => [id, /[\d.]+ đồng/.exec(vi)?.[0]])).toEqual([
      ['mo-disability-1m', '1.000.000 đồng'],
      ['mo-care-7m', '500.000 đồng'],
      ['mo-disability-13m', '1.000.000 đồng'],
      ['mo-care-20270701-19m', '600.000 đồng'],
    ]);
  });
});

describe('what one child gets', () => {
  const births = fc.integer({ min: 0, max: 4_000 }).map((days) => plusDays('2018-01-01', days));
  const provinces = fc.constantFrom(undefined, LAI_CHAU, HA_NOI, '33');

  test('is in order, has nothing twice, is found by its id, and is read by the schedule as any series', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        births,
        provinces,
        fc.boolean(),
        (kind, born, provinceCode, disability) => {
          const series = childSeries(kind, { born, provinceCode, disability });
          const list = [...dues(series, born)];
          expect(new Set(list.map(({ item }) => item.id)).size).toBe(list.length);
          list.forEach(({ item, from, until }, i) => {
            expect(until - from).toBeGreaterThanOrEqual(86_400_000);
            expect(from).toBeGreaterThanOrEqual(list[i - 1]?.from ?? from);
            expect(tableItem(item.id)).toMatchObject({ vi: item.vi, en: item.en });
            expect(currentItem(series, born, from)?.item.id).toBe(
              list.findLast((due) => due.from === from)?.item.id,
            );
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of today is what is due now', () => {
    const born = '2026-09-22';
    const now = Date.parse('2026-11-20T09:00:00+07:00');
    const due = currentItem(childSeries('vaccines', { born, provinceCode: LAI_CHAU }), born, now);
    expect(due?.item.vi).toBe(
      'Bé tròn 2 tháng thường đến lịch tiêm 5 trong 1 lần 1 và uống phòng bại liệt lần 1. Mẹ mang sổ, đưa bé đến trạm y tế xã hỏi cho chắc, nhờ xem cân nặng luôn nhé.',
    );
    expect(civilDate(due?.until ?? 0)).toBe('2026-12-06');
  });

  test('nothing is known by an id that is of no table', () => {
    for (const id of ['', 'fy-d001', 'va-06-26', 'mo-disability-x', 'va', 'vx-2m-2027']) {
      expect(tableItem(id), id).toBeUndefined();
    }
    expect(tableItem('va-06-2031')?.id).toBe('va-06');
    expect(tableItem('mo-disability-ha-noi-13m')?.id).toBe('mo-disability-ha-noi');
  });
});

test('the series are listed by kind, those by age sorted by when they are told', () => {
  expect(tableSeries().map(({ id, anchor }) => [id, anchor])).toEqual([
    ['vaccines', 'birth'],
    ['vitamin-a', 'calendar'],
    ['growth', 'birth'],
    ['papers', 'birth'],
    ['money', 'birth'],
  ]);
  for (const series of tableSeries()) {
    if (series.anchor !== 'birth') continue;
    const days = series.items.map(({ at }) => ('days' in at ? at.days : Number.NaN));
    expect(days).toEqual(days.toSorted((a, b) => a - b));
  }
  expect(tableItems().map(({ id }) => id)).toEqual(expect.arrayContaining(['vx-2m', 'gr-1m', 'pa-birth']));
});
