import { describe, expect, test } from 'vitest';
import { languages } from '../../content/index.ts';
import { pages } from '../../content/pages.ts';
import { languageFaults } from '../../content/parity.ts';
import { SERIES } from '../../content/series/index.ts';
import type { Series } from '../../content/series/shape.ts';
import { sourceFaults } from '../../content/sources.ts';
import { textHash } from '../../src/guidance/review.ts';
import { seriesFaults } from '../../src/guidance/series-faults.ts';
import { languageFiles, seriesFiles } from '../../src/node/content-files.ts';

describe('the content as it is', () => {
  test('says the same things in both languages, with the same placeholders', () => {
    expect(languageFaults(languageFiles())).toEqual([]);
  });

  test('is loaded whole: no language file is forgotten', () => {
    for (const language of ['vi', 'en'] as const) {
      const keys = Object.values(languageFiles()[language]).flatMap((file) => Object.keys(file as object));
      const loaded = { ...languages[language], ...pages[language] };
      expect(Object.keys(loaded).sort()).toEqual(keys.sort());
    }
  });

  test('has no fault in any series, and no series file is forgotten', async () => {
    const { series, faults } = seriesFiles();
    expect(faults).toEqual([]);
    expect(await seriesFaults(series)).toEqual([]);
    expect(series.map(({ id }) => id).sort()).toEqual(Object.keys(SERIES).sort());
  });
});

describe('the check of languages', () => {
  test('finds a missing file, a missing key, an empty text and another placeholder, and names them', () => {
    expect(
      languageFaults({
        vi: { 'a.json': { a: { x: 'một {{n}}', y: 'hai', z: ' ', same: '{{a}} {{b}}' } }, 'b.json': {} },
        en: { 'a.json': { a: { x: 'one {{m}}', z: 'three', w: 'four', same: '{{b}} {{a}}' } } },
      }),
    ).toEqual([
      'vi/a.json a.w: missing, en has it',
      'a.json a.x: placeholders differ, vi has {{n}}, en has {{m}}',
      'en/a.json a.y: missing, vi has it',
      'vi/a.json a.z: empty',
      'en/b.json: the file is missing',
    ]);
  });
});

describe('the check of series', () => {
  const item = {
    id: 'x-1',
    at: { days: 1 },
    until: { days: 3 },
    topic: 'growth',
    audience: 'family',
    vi: 'Bé khỏe.',
    en: 'The baby is well.',
    reviewed: false,
  } as const;
  const series = (items: Series['items']): Series => ({
    id: 'disability',
    anchor: 'joined',
    rank: 4,
    catchUp: 'current',
    title: { vi: 'Bé', en: 'Child' },
    items,
  });

  test('has nothing to say of a good one', async () => {
    expect(await seriesFaults([series([item])])).toEqual([]);
  });

  test.each<[string, Partial<Series['items'][number]>, RegExp]>([
    ['too long a text', { vi: 'a '.repeat(200).trim() }, /x-1: vi takes 3 segments/],
    ['a character outside GSM-7', { en: 'Well ✓' }, /x-1: en has a character/],
    ['a bracket that counts two', { en: 'Well [1]' }, /x-1: en has one of/],
    ['a window that ends before it begins', { until: { days: 1 } }, /x-1: over before it begins/],
    ['another unit', { at: { week: 3 } }, /x-1: counts in week, this series in days/],
    [
      'a review of another text',
      { reviewed: { hash: '0000' } },
      /x-1: the text has changed since its review/,
    ],
  ])('finds %s', async (_name, change, fault) => {
    expect((await seriesFaults([series([{ ...item, ...change }])])).join('\n')).toMatch(fault);
  });

  test('finds a tip without a source and a source without a tip', () => {
    const ids = Object.values(SERIES).flatMap(({ items }) => items.map(({ id }) => id));
    expect(sourceFaults(ids)).toEqual([]);
    expect(sourceFaults([...ids.slice(1), 'x-1'])).toEqual([
      'x-1: no source in content/sources.json',
      `content/sources.json: ${ids[0]} is no item of a series`,
    ]);
  });

  test('finds an id twice and an item before its time, and accepts a review of this text', async () => {
    const reviewed = { ...item, reviewed: { hash: await textHash(item) } };
    expect(await seriesFaults([series([reviewed])])).toEqual([]);
    const later = { ...item, at: { days: 9 }, until: { days: 12 } };
    expect(await seriesFaults([series([later, item])])).toEqual([
      'x-1: two of this tip id',
      'x-1: due before x-1, which stands before it',
    ]);
  });
});
