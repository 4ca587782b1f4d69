import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { SERIES as ALL, TRACKS } from '../../content/series/index.ts';
import { sourceOf } from '../../content/sources.ts';
import wording from '../../content/wording.json' with { type: 'json' };
import { tableSeries } from '../../src/guidance/tables/shipped.ts';
import { unaccented } from '../../src/vietnamese.ts';

type Moment = { week?: number; days?: number; months?: number; day?: string };
type Item = {
  id: string;
  at: Moment;
  until: Moment;
  vi: string;
  en: string;
  source: string;
  reviewed: false | { hash: string };
};
type Text = Omit<Item, 'at' | 'until'>;
type Series = {
  id: string;
  anchor: string;
  title: { vi: string; en: string };
  items: Omit<Item, 'source'>[];
};

const { pregnancy, 'first-years': firstYears, disability } = ALL;
const SERIES = Object.values(ALL) as unknown as Series[];
const ITEMS = SERIES.flatMap((series) => series.items.map((item) => ({ ...item, ...sourceOf(item.id) })));

/** What the tables make. */
const REMINDERS = tableSeries().flatMap((series): readonly Text[] => series.items);
const TABLE = [...ITEMS, ...REMINDERS].map((item) => [item.id, item] as const);

const MEAN_MONTH_DAYS = 30.4375;
const UNIT_OF_ANCHOR: Readonly<Record<string, readonly (keyof Moment)[]>> = {
  due: ['week'],
  birth: ['days', 'months'],
  joined: ['days'],
  lost: ['days'],
  year: ['day'],
};

function inDays({ week, days, months, day }: Moment): number {
  if (day !== undefined) return Date.parse(`2027-${day}T00:00:00Z`) / 86_400_000;
  return week === undefined ? (days ?? (months ?? Number.NaN) * MEAN_MONTH_DAYS) : week * 7;
}

/** JavaScript's \b takes accented letters for word ends ("mù" would be found in "mùa"). */
function containsWords(text: string, words: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{M}])${words}(?![\\p{L}\\p{M}])`, 'iu').test(text.normalize('NFC'));
}

const { danger: DANGER_VI, forbidden } = wording;
const WHERE_TO_GO_VI = new RegExp(wording.whereToGo.vi, 'u');
const WHERE_TO_GO_EN = new RegExp(wording.whereToGo.en, 'u');
/** Phrases that say something else, or nothing sure, once the accents are gone. */
const MISREAD_UNACCENTED = wording.misreadUnaccented.map(({ plain }) => plain);

describe('each text', () => {
  test.each(TABLE)('%s fits two GSM-7 segments without accents and in English', (_id, { vi, en }) => {
    for (const text of [unaccented(vi), en]) {
      const sms = new SegmentedMessage(text);
      expect(sms.encodingName, text).toBe('GSM-7');
      expect(sms.segmentsCount, text).toBeLessThanOrEqual(2);
      expect(text).not.toMatch(/[\^{}[\]~|\\€]/u);
    }
  });

  test.each(TABLE)('%s is accented Vietnamese in NFC, tidy, and long enough to help', (_id, { vi, en }) => {
    expect(vi).toMatch(/[^\p{ASCII}]/u);
    expect(vi).toBe(vi.normalize('NFC'));
    for (const text of [vi, en]) {
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/\s{2}|\n/u);
      expect(text).toMatch(/[.!?]$/u);
      expect(text.length).toBeGreaterThan(100);
    }
  });

  test.each(TABLE)('%s gives no dose and no sum of money', (id, { vi, en }) => {
    for (const text of [vi, en]) {
      expect(text).not.toMatch(/\d\s*(mg|ml|mcg|µg|IU)(?!\p{L})/iu);
      // Only the table of money says sums, which are in its rows.
      if (id.startsWith('mo-')) continue;
      expect(text).not.toMatch(/\d\s*(đ|đồng|nghìn|triệu|VND|dong)(?!\p{L})/iu);
    }
  });

  test.each(TABLE)('%s says where to go when it names a danger sign', (_id, { vi, en }) => {
    if (!DANGER_VI.some((phrase) => containsWords(vi, phrase))) return;
    expect(vi).toMatch(WHERE_TO_GO_VI);
    expect(en).toMatch(WHERE_TO_GO_EN);
  });

  test.each(TABLE)('%s has no demeaning, diagnosing or sensitive word', (_id, { vi, en }) => {
    expect(forbidden.vi.filter((words) => containsWords(vi, words))).toEqual([]);
    expect(forbidden.en.filter((words) => containsWords(en, words))).toEqual([]);
  });

  test.each(TABLE)('%s cannot be misread without accents', (_id, { vi }) => {
    expect(MISREAD_UNACCENTED.filter((words) => containsWords(unaccented(vi), words))).toEqual([]);
    expect(containsWords(vi, 'đừng'), '"đừng" (do not) turns into "dùng" (use): say "không"').toBe(false);
  });

  test.each(TABLE)(
    '%s names its source and is unreviewed or reviewed by hash',
    (_id, { source, reviewed }) => {
      expect(source.trim()).not.toBe('');
      expect(source).toMatch(/\b[RKU]\b|own suggestion/u);
      if (reviewed !== false) expect(reviewed.hash).toMatch(/^\S+$/u);
    },
  );
});

describe('the series', () => {
  test('have unique kebab-case ids across all files', () => {
    const ids = [...SERIES.map((series) => series.id), ...TABLE.map(([id]) => id)];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
  });

  test.each(SERIES.map((series) => [series.id, series] as const))(
    '%s counts in the units of its anchor, is sorted, and no two tips are due at once',
    (_id, { anchor, items }) => {
      for (const moment of items.flatMap(({ at, until }) => [at, until])) {
        expect(Object.keys(moment)).toHaveLength(1);
        expect(UNIT_OF_ANCHOR[anchor]).toContain(Object.keys(moment)[0]);
      }
      items.forEach(({ id, at, until }, i) => {
        expect(inDays(until), id).toBeGreaterThan(inDays(at));
        const next = items[i + 1];
        // Seasons overlap; the gate lets one a day leave.
        if (next && anchor !== 'year') expect(inDays(next.at), next.id).toBeGreaterThanOrEqual(inDays(until));
      });
    },
  );

  test('are titled in both languages', () => {
    for (const { title } of SERIES) {
      expect(title.vi).toMatch(/[^\p{ASCII}]/u);
      expect(title.en).toMatch(/^\p{ASCII}+$/u);
    }
  });

  test('are one SMS two times in three', () => {
    for (const items of [ITEMS, REMINDERS]) {
      const single = items.filter(({ vi }) => new SegmentedMessage(unaccented(vi)).segmentsCount === 1);
      expect(single.length / items.length).toBeGreaterThan(2 / 3);
    }
  });

  test('hold enough tips, none repeated', () => {
    expect(pregnancy.items.length).toBeGreaterThanOrEqual(10);
    expect(firstYears.items.length).toBeGreaterThanOrEqual(26);
    expect(pregnancy.items.length + firstYears.items.length).toBeGreaterThanOrEqual(30);
    expect(disability.items.length).toBeGreaterThanOrEqual(20);
    for (const track of TRACKS) expect(ALL[track].items.length, track).toBeGreaterThanOrEqual(10);
    expect(ALL['fathers-grandparents'].items.length).toBeGreaterThanOrEqual(10);
    expect(ALL['carer-mind'].items.length).toBeGreaterThanOrEqual(10);
    for (const language of ['vi', 'en'] as const) {
      expect(new Set(ITEMS.map((item) => item[language])).size).toBe(ITEMS.length);
    }
  });

  test('reach every pregnancy week of the plan and every age of the vaccination schedule', () => {
    const weeks = pregnancy.items.map(({ at }) => ('week' in at ? at.week : 0));
    expect(weeks).toEqual(expect.arrayContaining([8, 12, 16, 20, 24, 28, 32, 35, 37, 39]));
    const days = firstYears.items.flatMap(({ at }) => ('days' in at ? at.days : []));
    expect(days).toEqual(expect.arrayContaining([1, 3, 7, 14, 28]));
    const months = firstYears.items.flatMap(({ at }) => ('months' in at ? at.months : []));
    expect(months).toEqual(
      expect.arrayContaining([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 22, 24]),
    );
  });

  test('promise no vaccine that is not given everywhere', () => {
    for (const { id, vi, en } of [...ITEMS, ...REMINDERS]) {
      expect(`${vi} ${en}`, id).not.toMatch(/\brota\b|phế cầu|pneumococ|HPV/iu);
    }
  });
});

describe('the word check', () => {
  test.each([
    ['mù', 'mùa mưa', false],
    ['mù', 'sương mù.', true],
    ['câm', 'cấm lửa', false],
    ['điếc', 'Điếc', true],
  ])('looks for whole Vietnamese words: %s in %s is %s', (word, text, found) => {
    expect(containsWords(text, word)).toBe(found);
  });
});
