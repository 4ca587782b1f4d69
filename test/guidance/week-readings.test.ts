import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { isoWeekOf, mondayOf, plusDays } from '../../src/civil-time.ts';
import { READABLE, weekReadings } from '../../src/guidance/week-readings.ts';

const MONDAY = '2026-11-23';
const all = () => true;

const born = (date: string, family: string) => ({ born: date, due: null, family });
const expecting = (date: string, family: string) => ({ born: null, due: date, family });
const families = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => born(make(i), `f${i}`));

const ids = (...args: Parameters<typeof weekReadings>) => weekReadings(...args).map(({ item }) => item.id);

describe('the week', () => {
  test.each([
    ['2026-W48', '2026-11-23'],
    ['2026-W01', '2025-12-29'],
    ['2026-W53', '2026-12-28'],
    ['2021-W01', '2021-01-04'],
    ['2025-W53', undefined],
    ['2026-W54', undefined],
    ['2026-W00', undefined],
    ['2026-48', undefined],
    ['W48', undefined],
    ['', undefined],
  ])('%s begins on %s', (week, monday) => {
    expect(mondayOf(week)).toBe(monday);
    if (monday !== undefined) expect(isoWeekOf(plusDays(monday, 6))).toBe(week);
  });
});

describe('a commune with few families', () => {
  test.each([0, 1, 4])('of %i hears one text of each age, whoever they are', (count) => {
    const few = weekReadings(
      families(count, () => '2026-09-20'),
      MONDAY,
      all,
    );
    expect(few.map(({ band }) => band)).toEqual(['expecting', 'under6', 'under12', 'under24', 'older']);
    expect(few).toEqual(weekReadings([], MONDAY, all));
  });

  test('many children of four families are still four families', () => {
    const children = Array.from({ length: 12 }, (_, i) => born('2026-09-20', `f${i % 4}`));
    expect(ids(children, MONDAY, all)).toEqual(ids([], MONDAY, all));
  });

  test('four who are expecting are not told of, however many have children', () => {
    const children = [
      ...families(40, () => '2026-09-20'),
      ...['a', 'b', 'c', 'd'].map((family) => expecting('2027-05-20', family)),
    ];
    const pregnant = weekReadings(children, MONDAY, all).filter(({ band }) => band === 'expecting');
    expect(pregnant).toEqual(weekReadings([], MONDAY, all).filter(({ band }) => band === 'expecting'));
  });

  test('hears others the next week, and every text in its time', () => {
    const heard = new Set<string>();
    for (let week = 0; week < 160; week += 1)
      for (const id of ids([], plusDays(MONDAY, 7 * week), all)) heard.add(id);
    expect(ids([], MONDAY, all)).not.toEqual(ids([], plusDays(MONDAY, 7), all));
    expect(heard.size).toBe(READABLE.length);
  });
});

describe('a commune with enough families', () => {
  test('hears what is right for its children, by age, for the most families first', () => {
    const children = [...families(6, () => '2026-09-20'), born('2026-05-24', 'other')];
    const heard = ids(children, MONDAY, all);
    expect(heard).toContain('fy-d065');
    expect(heard).toContain('fy-m06');
    expect(heard.length).toBeLessThanOrEqual(7);
    expect(heard).toEqual(
      heard.toSorted((a, b) => READABLE.findIndex((i) => i.id === a) - READABLE.findIndex((i) => i.id === b)),
    );
  });

  test('hears nothing of an age that no child there has', () => {
    const heard = weekReadings(
      families(9, () => '2026-09-20'),
      MONDAY,
      all,
    );
    expect(new Set(heard.map(({ band }) => band))).toEqual(new Set(['expecting', 'under6']));
  });

  test('hears at most seven, of different topics where there are some', () => {
    const children = [
      ...families(200, (i) => plusDays('2021-01-01', i * 9)),
      ...Array.from({ length: 30 }, (_, i) => expecting(plusDays('2026-12-01', i * 7), `p${i}`)),
    ];
    const heard = weekReadings(children, MONDAY, all);
    expect(heard).toHaveLength(7);
    expect(new Set(heard.map(({ item }) => item.topic)).size).toBe(7);
  });
});

describe('what is read', () => {
  test('may be sent: where nothing is published nothing is read', () => {
    expect(
      weekReadings(
        families(9, () => '2026-09-20'),
        MONDAY,
        () => false,
      ),
    ).toEqual([]);
    expect(ids([], MONDAY, (id) => id === 'fy-m06')).toEqual(['fy-m06']);
  });

  test('asks nobody for a text message, and is no text about disability', () => {
    const texts = READABLE.map(({ vi }) => vi).join('\n');
    expect(texts).not.toMatch(/SINH|MAT|soạn/u);
    expect(READABLE.some(({ id }) => SERIES.disability.items.some((item) => item.id === id))).toBe(false);
    expect(READABLE.length).toBeGreaterThan(180);
  });
});
