import { existsSync } from 'node:fs';
import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { audit, editions, reviews } from '../../db/schema.ts';
import { textHash } from '../../src/guidance/review.ts';
import { catalogue } from '../../src/node/catalogue.ts';
import { languageFolders } from '../../src/node/language-folders.ts';
import { exportReview, importReview, languageStandings } from '../../src/node/review-desk.ts';
import { putEdition } from '../../src/store/reviews.ts';
import { type ContentFolder, languageFolder } from '../doubles/language-folder.ts';
import type { CellOf } from '../doubles/workbook.ts';
import { BY, GOOD, NOTHING, NOW, reviewDesk } from './review-desk.ts';

const desk = reviewDesk();
const shipped = catalogue().find(({ id }) => id === 'pr-w06');
if (shipped === undefined) throw new Error('the content has changed');
const XOX = { 'pr-w06': 'Xo xa xơ một', 'pr-w07': 'Xo xa hai', 'an-feeding-start': 'Xo xa ba' };

function folderOf(content: ContentFolder) {
  const [folder] = languageFolders(content.path).folders;
  if (folder === undefined) throw new Error('the folder has a fault');
  return folder;
}

function translated() {
  const content = languageFolder();
  content.write(XOX);
  return content;
}

/** The sheet of a language as cells, and one that came back. */
async function exported(content: ContentFolder, ...only: string[]) {
  const file = desk.path();
  await exportReview(desk.store, file, only, folderOf(content));
  const [first] = await readWorkbook(file, { trim: false });
  return (first?.data ?? []) as CellOf[][];
}

async function imported(content: ContentFolder, rows: CellOf[][], publish = false) {
  const options = { by: BY, publish, now: NOW, languages: [folderOf(content)] };
  const { writes: _writes, ...told } = await importReview(desk.store, desk.saved(rows), options);
  return told;
}

/** Cells by the titles of their columns, in the row of an item. */
function filled(rows: CellOf[][], id: string, cells: Readonly<Record<string, string>>): CellOf[][] {
  return rows.map((row) => (row[0] === id ? row.map((cell, i) => cells[String(rows[0]?.[i])] ?? cell) : row));
}

async function statesOf(content: ContentFolder) {
  const all = await languageStandings(desk.store, folderOf(content));
  return all.map(({ item, state }) => `${item.id} ${state}`);
}

test('shows each translation beside the Vietnamese of today, who translated it, and what it takes as an SMS', async () => {
  const rows = await exported(translated(), 'pregnancy');
  expect(rows.map(([id]) => id)).toEqual(['Mã', 'xox/pr-w06', 'xox/pr-w07']);
  const cell = (title: string) => rows[1]?.[rows[0]?.indexOf(title) ?? -1];
  expect(cell('Tiếng Việt')).toBe(shipped.vi);
  expect(cell('Bản dịch')).toBe('Xo xa xơ một');
  expect(cell('Người dịch')).toBe('a test, 2026');
  expect(cell('Số phần tin')).toBe(1);
  expect(cell('Trạng thái')).toBe('bản nháp');
});

test('a translation that was read is published, on record with who has read it; the rest stays as it is', async () => {
  const content = translated();
  const rows = await exported(content);
  expect(await imported(content, rows, true)).toEqual({ ...NOTHING, unchanged: 3 });
  const read = filled(rows, 'xox/pr-w06', { Duyệt: 'x' });
  expect(await imported(content, read)).toMatchObject({
    reviewed: ['xox/pr-w06'],
    published: [],
    refused: [],
  });
  expect(await statesOf(content)).toEqual([
    'xox/pr-w06 reviewed',
    'xox/pr-w07 draft',
    'xox/an-feeding-start draft',
  ]);
  expect(await imported(content, read, true)).toMatchObject({ published: ['xox/pr-w06'] });
  expect((await statesOf(content))[0]).toBe('xox/pr-w06 published');
  expect(await desk.store.db.select().from(reviews)).toEqual([
    {
      item: 'xox/pr-w06',
      hash: await textHash({ vi: shipped.vi, en: XOX['pr-w06'] }),
      reviewedBy: BY,
      reviewedAt: NOW,
      publishedBy: BY,
      publishedAt: NOW,
    },
  ]);
  expect(
    (await desk.store.db.select().from(audit)).map(({ action, subject }) => `${action} ${subject}`),
  ).toEqual(['text-reviewed item:xox/pr-w06', 'text-published item:xox/pr-w06']);
});

test('an edit of the Vietnamese, or another translation, is another pair: it waits for a review of its own', async () => {
  const content = translated();
  const old = filled(await exported(content), 'xox/pr-w06', { Duyệt: 'x' });
  await imported(content, old, true);
  content.write({ ...XOX, 'pr-w06': 'Xo xa khác' });
  expect((await statesOf(content))[0]).toBe('xox/pr-w06 draft');
  expect((await imported(content, old, true)).refused[0]?.reason).toMatch(/no longer the one of today/);
  content.write(XOX);
  expect((await statesOf(content))[0]).toBe('xox/pr-w06 published');
  await desk.store.commit([putEdition({ item: 'pr-w06', ...GOOD, madeBy: 'Lan', madeAt: NOW })]);
  expect((await statesOf(content))[0]).toBe('xox/pr-w06 draft');
  expect((await imported(content, old, true)).refused[0]?.reason).toMatch(/no longer the one of today/);
});

test.each([
  ['Bản dịch', 'Xo xa sửa', /correct a translation in content\/languages\/xox\/items\.json/],
  ['Tiếng Việt', GOOD.vi, /the Vietnamese in its own sheet/],
])('what is changed in the column %s is refused: the sheet is for reading', async (title, text, reason) => {
  const content = translated();
  const rows = filled(await exported(content), 'xox/pr-w06', { [title]: text, Duyệt: 'x' });
  const done = await imported(content, rows, true);
  expect(done).toMatchObject({ edited: [], reviewed: [], published: [] });
  expect(done.refused).toEqual([{ row: 2, id: 'xox/pr-w06', reason: expect.stringMatching(reason) }]);
  expect(await desk.store.db.select().from(editions)).toEqual([]);
});

test('a translation with a fault is not approved', async () => {
  const content = languageFolder();
  content.write({ 'pr-w06': 'Xo xa 250 mg' });
  const rows = filled(await exported(content), 'xox/pr-w06', { Duyệt: 'x' });
  expect((await imported(content, rows)).refused[0]?.reason).toMatch(/names a dose/);
});

test('a sheet of a language that is gone is refused row by row, one of nothing is empty', async () => {
  const content = translated();
  const rows = filled(await exported(content, 'pregnancy'), 'xox/pr-w06', { Duyệt: 'x' });
  const done = await importReview(desk.store, desk.saved(rows), { by: BY, publish: true, now: NOW });
  expect(done.refused.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/no item has the id "xox\/pr-w06"/),
    expect.stringMatching(/no item has the id "xox\/pr-w07"/),
  ]);
  const empty = desk.path();
  expect(await exportReview(desk.store, empty, [], folderOf(languageFolder()))).toBe(0);
  expect(existsSync(empty)).toBe(true);
});
