import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Config, readConfig } from '../../src/config.ts';
import { itemTextFaults, translationOf, untranslated } from '../../src/guidance/item-text.ts';
import { nodeDeps } from '../../src/node/deps.ts';
import { furtherOf, languageFolders } from '../../src/node/language-folders.ts';
import { languageFolder, NAME } from '../doubles/language-folder.ts';

const translated = { 'pr-w07': { text: 'Xo xa', source: 'a test, 2026' } };

test('none is shipped: nothing that nobody has translated goes to families', () => {
  expect(languageFolders()).toEqual({ folders: [], faults: [] });
  expect(furtherOf([])).toBeUndefined();
});

test('an item has a text where the folder has one that is not empty', () => {
  expect(translationOf(translated, 'pr-w07')).toBe('Xo xa');
  expect(translationOf(translated, 'pr-w08')).toBeUndefined();
  expect(translationOf(translated, 'toString')).toBeUndefined();
  expect(translationOf({ 'pr-w07': { text: ' ', source: 'a test' } }, 'pr-w07')).toBeUndefined();
  expect(untranslated(['pr-w07', 'pr-w08'], translated)).toEqual(['pr-w08']);
});

describe('a folder', () => {
  test('is found and read, with its own name', () => {
    const { path } = languageFolder({ items: JSON.stringify(translated) });
    expect(languageFolders(path)).toEqual({
      folders: [{ code: 'xox', name: NAME, texts: translated }],
      faults: [],
    });
  });

  test.each([
    [null, /items\.json: can't be read/],
    ['{', /items\.json: can't be read/],
    ['{"pr-w07":"Xo xa"}', /items\.json pr-w07:/],
    ['{"pr-w07":{"text":"Xo xa"}}', /items\.json pr-w07\.source:/],
    ['[]', /items\.json/],
  ])('whose texts are %s is a fault and no language', (items, fault) => {
    const { path } = languageFolder({ items });
    expect(languageFolders(path)).toEqual({ folders: [], faults: [expect.stringMatching(fault)] });
  });

  test.each([
    [null, /about\.json: can't be read/],
    ['{"name":"Testish"}', /about\.json name:/],
    ['{"name":{"vi":"Tiếng Thử"}}', /about\.json name\.en:/],
    ['{"name":{"vi":" ","en":"Testish"}}', /about\.json name\.vi: no name/],
    [`{"name":{"vi":"${'x'.repeat(31)}","en":"Testish"}}`, /about\.json name\.vi: more than 30 characters/],
  ])('that calls itself %s is a fault and no language', (about, fault) => {
    const { path } = languageFolder({ about });
    expect(languageFolders(path)).toEqual({ folders: [], faults: [expect.stringMatching(fault)] });
  });

  test('of another kind of name is a fault and no language', () => {
    const { path } = languageFolder({ code: 'Hmong' });
    expect(languageFolders(path)).toEqual({
      folders: [],
      faults: [expect.stringMatching(/^languages\/Hmong: call the folder by the two or three small letters/)],
    });
  });
});

describe('the check of a translation', () => {
  const ids = new Set(['pr-w07']);
  const faultsOf = (text: string, source = 'a test, 2026') =>
    itemTextFaults('xox', { 'pr-w07': { text, source } }, ids);

  test('has nothing to say of two segments, in either alphabet', () => {
    expect(faultsOf('a'.repeat(306))).toEqual([]);
    expect(faultsOf('ꪼ'.repeat(134))).toEqual([]);
  });

  test.each([
    ['a'.repeat(307), 'takes 3 segments, 2 at most'],
    ['ꪼ'.repeat(135), 'takes 3 segments, 2 at most'],
    [' ', 'no text'],
    ['Xo 250 mg', 'names a dose: leave it to the health station'],
  ])('finds %#', (text, fault) => {
    expect(faultsOf(text)).toEqual([`languages/xox/items.json pr-w07: ${fault}`]);
  });

  test('finds what has no source, or is of no item', () => {
    expect(faultsOf('Xo xa', ' ')).toEqual([expect.stringMatching(/pr-w07: no source/)]);
    expect(itemTextFaults('xox', translated, new Set())).toEqual([
      'languages/xox/items.json pr-w07: there is no item of this id',
    ]);
  });
});

describe('the service at its start', () => {
  async function started(content: string) {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    onTestFinished(() => said.mockRestore());
    const config: Config = {
      ...readConfig({ NODE_ENV: 'test' }),
      databaseUrl: `file:${join(content, 'demo.db')}`,
    };
    const deps = await nodeDeps(config, { clock: () => 0, wake: () => {}, content });
    onTestFinished(() => deps.store.close());
    return { further: deps.further, said: said.mock.calls.map(([line]) => String(line)) };
  }

  test('has the languages of the folder', async () => {
    const { further, said } = await started(languageFolder({ items: JSON.stringify(translated) }).path);
    expect(further?.nameOf('xox')).toEqual(NAME);
    expect(further?.nameOf('vi')).toBeUndefined();
    expect(said).toEqual([]);
  });

  test('leaves out one that can not be read, tells the operator, and goes on', async () => {
    const { further, said } = await started(languageFolder({ items: '{' }).path);
    expect(further).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/language-left-out.*languages\/xox\/items\.json/)]);
  });
});
