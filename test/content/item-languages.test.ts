import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { itemTextFaults, itemTextIn, untranslated } from '../../src/guidance/item-text.ts';
import { furtherLanguages, itemsIn } from '../../src/node/content-files.ts';

const item = { id: 'pr-w07', vi: 'Mẹ đi khám thai.', en: 'Go to an antenatal visit.' };
const translated = { 'pr-w07': { text: 'Mus kuaj', source: 'a test, 2026' } };

/** A folder of content with one further language. */
function content(code: string, file: string | undefined): string {
  const path = mkdtempSync(join(tmpdir(), 'vong-tay-content-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const name of ['vi', 'en', code]) mkdirSync(join(path, 'languages', name), { recursive: true });
  if (file !== undefined) writeFileSync(join(path, 'languages', code, 'items.json'), file);
  return path;
}

test('none is shipped: nothing that nobody has translated goes to families', () => {
  expect(furtherLanguages()).toEqual([]);
});

describe('the text of an item', () => {
  test.each([
    ['vi', { text: item.vi, language: 'vi' }],
    ['en', { text: item.en, language: 'en' }],
    ['hmn', { text: 'Mus kuaj', language: 'hmn' }],
    ['tai', { text: item.vi, language: 'vi' }],
    ['constructor', { text: item.vi, language: 'vi' }],
  ])('in %s', (code, expected) => {
    expect(itemTextIn(item, code, { hmn: translated })).toEqual(expected);
  });

  test('is Vietnamese where the folder leaves this one out or empty', () => {
    const empty = { 'pr-w07': { text: ' ', source: 'a test' } };
    expect(itemTextIn({ ...item, id: 'toString' }, 'hmn', { hmn: translated }).language).toBe('vi');
    expect(itemTextIn(item, 'hmn', { hmn: empty })).toEqual({ text: item.vi, language: 'vi' });
    expect(itemTextIn({ ...item, en: '' }, 'en', {})).toEqual({ text: item.vi, language: 'vi' });
  });
});

describe('a folder', () => {
  test('is found and read', () => {
    const path = content('hmn', JSON.stringify(translated));
    expect(furtherLanguages(path)).toEqual(['hmn']);
    expect(itemsIn('hmn', path)).toEqual({ texts: translated, faults: [] });
    expect(untranslated(['pr-w07', 'pr-w08'], translated)).toEqual(['pr-w08']);
  });

  test.each([
    [undefined, /items\.json: can't be read/],
    ['{', /items\.json: can't be read/],
    ['{"pr-w07":"Mus kuaj"}', /items\.json pr-w07:/],
    ['{"pr-w07":{"text":"Mus kuaj"}}', /items\.json pr-w07\.source:/],
    ['[]', /items\.json/],
  ])('that holds %s is a fault and no text', (file, fault) => {
    const { texts, faults } = itemsIn('hmn', content('hmn', file));
    expect(texts).toEqual({});
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });
});

describe('the check of a translation', () => {
  const ids = new Set(['pr-w07']);
  const faultsOf = (text: string, source = 'a test, 2026') =>
    itemTextFaults('hmn', { 'pr-w07': { text, source } }, ids);

  test('has nothing to say of two segments, in either alphabet', () => {
    expect(faultsOf('a'.repeat(306))).toEqual([]);
    expect(faultsOf('ꪼ'.repeat(134))).toEqual([]);
  });

  test.each([
    ['a'.repeat(307), 'takes 3 segments, 2 at most'],
    ['ꪼ'.repeat(135), 'takes 3 segments, 2 at most'],
    [' ', 'no text'],
    ['Noj 250 mg', 'names a dose: leave it to the health station'],
  ])('finds %#', (text, fault) => {
    expect(faultsOf(text)).toEqual([`languages/hmn/items.json pr-w07: ${fault}`]);
  });

  test('finds what has no source, is of no item, or stands in a folder with another kind of name', () => {
    expect(faultsOf('Mus kuaj', ' ')).toEqual([expect.stringMatching(/pr-w07: no source/)]);
    expect(itemTextFaults('hmn', translated, new Set())).toEqual([
      'languages/hmn/items.json pr-w07: there is no item of this id',
    ]);
    expect(itemTextFaults('Hmong', {}, ids)).toEqual([expect.stringMatching(/^languages\/Hmong: call/)]);
  });
});
