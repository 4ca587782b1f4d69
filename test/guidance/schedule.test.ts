import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Region, regionOf } from '../../content/regions.ts';
import { SERIES } from '../../content/series/index.ts';
import { civilDate, instantOf, minuteOfDay, plusDays } from '../../src/civil-time.ts';
import {
  correctedFor,
  currentItem,
  dues,
  instantOfMoment,
  minuteFor,
  nextItem,
} from '../../src/guidance/schedule.ts';

const all = Object.values(SERIES);
const anchors = fc.integer({ min: 0, max: 3_000 }).map((days) => plusDays('2023-12-01', days));
const serieses = fc.constantFrom(...all);
const minutes = fc.uuid().map(minuteFor);

describe('the day of an item', () => {
  test.each([
    ['a month after 31 January of an ordinary year', { months: 1 }, '2026-01-31', '2026-02-28'],
    ['a month after 31 January of a leap year', { months: 1 }, '2028-01-31', '2028-02-29'],
    ['a year after 29 February', { months: 12 }, '2028-02-29', '2029-02-28'],
    ['two years after 29 February', { months: 24 }, '2028-02-29', '2030-02-28'],
    ['six months after 31 August', { months: 6 }, '2026-08-31', '2027-02-28'],
    ['28 days over the end of February', { days: 28 }, '2026-02-10', '2026-03-10'],
    ['week 40 is the due date', { week: 40 }, '2027-03-01', '2027-03-01'],
    ['week 8', { week: 8 }, '2027-03-01', '2026-07-20'],
    ['week 42', { week: 42 }, '2027-03-01', '2027-03-15'],
  ] as const)('%s', (_name, moment, anchor, day) => {
    expect(instantOfMoment(moment, anchor, 450)).toBe(Date.parse(`${day}T07:30:00+07:00`));
  });
});

describe('the order of a series', () => {
  test('holds for every anchor: nothing twice, nothing before the one before it, no window shorter than a day', () => {
    fc.assert(
      fc.property(serieses, anchors, minutes, (series, anchor, minute) => {
        const list = [...dues(series, anchor, minute)];
        const here = series.items.filter(({ region }) => region === undefined);
        expect(new Set(list.map(({ item }) => item.id)).size).toBe(here.length);
        list.forEach(({ from, until }, i) => {
          expect(until - from).toBeGreaterThanOrEqual(86_400_000);
          const before = list[i - 1];
          if (before !== undefined) expect(from).toBeGreaterThanOrEqual(before.from);
        });
      }),
    );
  });

  test('never begins before its anchor, except in pregnancy, which ends two to four weeks after the due date', () => {
    fc.assert(
      fc.property(serieses, anchors, minutes, (series, anchor, minute) => {
        const list = [...dues(series, anchor, minute)];
        const days = list.map(({ from }) => civilDate(from));
        if (series.anchor === 'due') expect(days.at(-1)).toBe(plusDays(anchor, 14));
        // A season may be going on already.
        else if (series.anchor !== 'year') for (const day of days) expect(day > anchor).toBe(true);
      }),
    );
  });

  test('walked from any moment gives each later item once, and then nothing', () => {
    fc.assert(
      fc.property(serieses, anchors, fc.integer({ min: -300, max: 800 }), (series, anchor, after) => {
        const start = instantOf(plusDays(anchor, after), 12 * 60);
        const walked: string[] = [];
        let at = start;
        for (;;) {
          const next = nextItem(series, anchor, at);
          if (next === undefined) break;
          expect(next.from).toBeGreaterThan(at);
          walked.push(next.item.id);
          at = next.from;
        }
        expect(new Set(walked).size).toBe(walked.length);
        // A child of February is 28 days and a month old on one day: the walk by moments meets them as one.
        const later = [...dues(series, anchor)].filter(({ from }) => from > start);
        expect(walked.length).toBe(new Set(later.map(({ from }) => from)).size);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the tip of an age', () => {
  test('is one whose window holds the moment, and no later one has begun', () => {
    fc.assert(
      fc.property(
        serieses,
        anchors,
        fc.integer({ min: -300 * 24, max: 800 * 24 }),
        (series, anchor, hours) => {
          const at = instantOf(anchor) + hours * 3_600_000;
          const current = currentItem(series, anchor, at);
          const open = [...dues(series, anchor)].filter(({ from, until }) => from <= at && at < until);
          expect(current?.item.id).toBe(open.at(-1)?.item.id);
        },
      ),
    );
  });

  test.each([
    ['two months', '2026-09-02', 'fy-m02'],
    ['the day of birth', '2026-11-02', undefined],
    ['three years', '2023-11-02', 'fy-m36'],
    ['nine years', '2017-11-02', undefined],
  ])('at %s', (_name, born, id) => {
    expect(currentItem(SERIES['first-years'], born, Date.parse('2026-11-02T12:00:00+07:00'))?.item.id).toBe(
      id,
    );
  });
});

describe('a child born early', () => {
  const born = '2026-03-01';
  const due = '2026-04-26';

  test.each([
    ['eight weeks early', born, due, due],
    ['two weeks early, which is in time', born, '2026-03-15', undefined],
    ['on the day', born, born, undefined],
    ['late', born, '2026-02-20', undefined],
    ['earlier than anybody lives: one date is wrong', born, '2026-08-01', undefined],
    ['who joined after birth, so that nobody knows', born, null, undefined],
  ])('%s', (_name, birth, expected, corrected) => {
    expect(correctedFor({ born: birth, due: expected })).toBe(corrected);
  });

  test('plays and talks by the corrected age until two years, and is vaccinated and fed by its own', () => {
    const plain = new Map([...dues(SERIES['first-years'], born)].map((one) => [one.item.id, one]));
    const early = [...dues(SERIES['first-years'], born, 480, { corrected: due })];
    expect(early.map(({ from }) => from)).toEqual(early.map(({ from }) => from).toSorted((a, b) => a - b));
    for (const { item, from } of early) {
      const usual = plain.get(item.id)?.from ?? 0;
      const young = 'days' in item.at || ('months' in item.at && item.at.months <= 24);
      const develops = ['play', 'talk', 'movement', 'sleep'].includes(item.topic) && young;
      const days = (from - usual) / 86_400_000;
      if (develops) expect(days, item.id).toBeGreaterThan(53);
      else expect(days, item.id).toBe(0);
    }
  });
});

describe('the seasons', () => {
  const ids = (anchor: string, region?: Region) =>
    [...dues(SERIES.seasons, anchor, 480, { region })].map(({ item }) => item.id);

  test('bring what is dangerous there, each once, from the season that goes on', () => {
    const mountain = ids('2026-11-22', 'north-mountain');
    expect(mountain.slice(0, 2)).toEqual(['se-41', 'se-48']);
    expect(mountain).toContain('se-12');
    expect(mountain).not.toContain('se-38');
    expect(ids('2026-11-22', 'mekong')).toContain('se-38');
    const everywhere = SERIES.seasons.items.filter(({ region }) => region === undefined);
    expect(ids('2026-11-22').toSorted()).toEqual(everywhere.map(({ id }) => id).toSorted());
    expect(new Set(mountain).size).toBe(mountain.length);
  });

  test.each([
    ['12', 'north-mountain'],
    ['37', 'red-river'],
    ['96', 'mekong'],
    ['79', undefined],
    [null, undefined],
  ])('of province %s are those of %s', (province, region) => {
    expect(regionOf(province)).toBe(region);
  });
});

describe('the minute of the day', () => {
  test('is between 07:30 and 10:30, the same for a child every time, and shown in the instants', () => {
    fc.assert(
      fc.property(fc.uuid(), anchors, (id, anchor) => {
        const minute = minuteFor(id);
        expect(minute).toBeGreaterThanOrEqual(450);
        expect(minute).toBeLessThanOrEqual(630);
        expect(minuteFor(id)).toBe(minute);
        for (const { from } of dues(SERIES.disability, anchor, minute))
          expect(minuteOfDay(from)).toBe(minute);
      }),
    );
  });

  test('spreads ten thousand children so that no minute has more than three times its share', () => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 10_000; i += 1) {
      const minute = minuteFor(`0197c0de-0000-7000-8000-${String(i).padStart(12, '0')}`);
      counts.set(minute, (counts.get(minute) ?? 0) + 1);
    }
    expect(counts.size).toBe(181);
    expect(Math.max(...counts.values())).toBeLessThan((3 * 10_000) / 181);
  });
});
