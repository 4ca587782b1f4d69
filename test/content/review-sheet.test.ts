import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { audit, editions, reviews } from '../../db/schema.ts';
import { planEdits, tidyText } from '../../src/guidance/edit-plan.ts';
import { textHash } from '../../src/guidance/review.ts';
import { standings } from '../../src/guidance/standing.ts';
import { type CatalogueItem, catalogue } from '../../src/node/catalogue.ts';
import { openStore } from '../../src/node/open-database.ts';
import { allStandings, exportReview, importReview } from '../../src/node/review-desk.ts';
import { readReviewSheet, reviewWorkbook } from '../../src/node/review-sheet.ts';
import type { Store } from '../../src/store/database.ts';
import { putEdition } from '../../src/store/reviews.ts';
import { type CellOf, workbook } from '../doubles/workbook.ts';

const NOW = Date.parse('2026-11-24T09:00:00+07:00');
const BY = 'Nguyễn Thị Hoa';
const GOOD = {
  vi: 'Mẹ cho bé bú sớm, cả ngày lẫn đêm. Sữa mẹ là đủ, bé không cần uống thêm nước trong sáu tháng đầu nhé.',
  en: 'Breastfeed early, day and night. Breast milk is enough; the baby needs no water in the first six months.',
};

let folder: string;
let store: Store;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vong-tay-sheet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  store = await openStore(`file:${path('db')}`, 'real');
  onTestFinished(() => store.close());
});

function path(ending = 'xlsx'): string {
  files += 1;
  return join(folder, `${files}.${ending}`);
}

/** A new export, the first sheet as cells. */
async function exported(...only: string[]): Promise<CellOf[][]> {
  const file = path();
  await exportReview(store, file, only);
  const [first] = await readWorkbook(file, { trim: false });
  return (first?.data ?? []) as CellOf[][];
}

let shipped: Promise<CellOf[][]> | undefined;

/** The pregnancy texts as shipped, exported once for all who only read them. */
async function asShipped(): Promise<CellOf[][]> {
  shipped ??= exported('pregnancy');
  return shipped;
}

const COLUMN = { id: 0, vi: 6, en: 7, state: 12, mark: 13, base: 16 } as const;

/** The row of an item with other cells in some columns. */
function change(
  rows: CellOf[][],
  id: string,
  cells: Partial<Record<keyof typeof COLUMN, CellOf>>,
): CellOf[][] {
  return rows.map((row) =>
    row[COLUMN.id] !== id
      ? row
      : row.map((cell, i) => {
          const key = (Object.keys(COLUMN) as (keyof typeof COLUMN)[]).find((name) => COLUMN[name] === i);
          const other = key === undefined ? undefined : cells[key];
          return other === undefined ? cell : other;
        }),
  );
}

function saved(rows: readonly (readonly CellOf[])[], sheet = 'Bài hướng dẫn'): string {
  const file = path();
  writeFileSync(file, workbook({ [sheet]: rows }));
  return file;
}

async function imported(rows: readonly (readonly CellOf[])[], publish = false, now = NOW) {
  const { writes: _writes, ...told } = await importReview(store, saved(rows), { by: BY, publish, now });
  return told;
}

const NOTHING = { edited: [], reviewed: [], published: [], refused: [] };

describe('a sheet that comes back as it was', () => {
  test('changes nothing, with every text there is', async () => {
    const file = path();
    const count = await exportReview(store, file, []);
    expect(count).toBe(catalogue().length);
    const plan = await importReview(store, file, { by: BY, publish: true, now: NOW });
    expect(plan).toEqual({ ...NOTHING, writes: [], unchanged: count });
  });

  test('changes nothing either when Excel or LibreOffice saved it', async () => {
    const rows = await exported();
    expect(await imported(rows)).toEqual({ ...NOTHING, unchanged: rows.length - 1 });
  });

  test('changes nothing whatever characters the texts hold', async () => {
    const nasty = fc
      .array(
        fc.constantFrom(
          '=1+1',
          '+84',
          '-',
          '@x',
          '"',
          "'",
          '\n',
          '\r\n',
          ' ',
          '\t',
          'Bé',
          'bú mẹ',
          'e\u0302\u0301',
          'ấ',
          'Đ',
          '<b>',
          '&amp;',
          '_x000D_',
          '😀',
          '\u00A0',
          '\u200B',
          '“ngoan”',
          '…',
          '{',
          '\\',
          ',',
          ';',
          '0123',
          'TRUE',
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => tidyText(parts.join('')))
      .filter((text) => text !== '');
    const [item] = catalogue();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(nasty, nasty), { minLength: 1, maxLength: 8 }), async (texts) => {
        const items = texts.map(([vi, en], i) => ({ ...(item as CatalogueItem), id: `x-${i}`, vi, en }));
        const known = await standings(items, [], []);
        const file = path();
        writeFileSync(file, await reviewWorkbook(known));
        const rows = await readReviewSheet(file);
        const plan = await planEdits(rows, known, { by: BY, publish: true, now: NOW });
        expect(plan).toEqual({ ...NOTHING, writes: [], unchanged: items.length });
      }),
      { numRuns: 30 },
    );
  });

  test('has its titles frozen, all in Vietnamese, and a second sheet that says what to do', async () => {
    const file = path();
    await exportReview(store, file, ['pregnancy']);
    const [texts, help] = await readWorkbook(file);
    expect(texts?.data[0]).toEqual([
      'Mã',
      'Chuỗi bài',
      'Tính từ',
      'Số ngày',
      'Chủ đề',
      'Nói với ai',
      'Tiếng Việt',
      'Tiếng Anh',
      'Tin nhắn không dấu',
      'Số phần tin',
      'Nguồn',
      'Độ chắc chắn',
      'Trạng thái',
      'Duyệt',
      'Người duyệt',
      'Ngày duyệt',
      'Mã văn bản',
    ]);
    expect(texts?.data[1]?.slice(0, 6)).toEqual([
      'pr-w06',
      'pregnancy',
      'ngày dự sinh',
      -238,
      'pregnancy-checks',
      'mẹ',
    ]);
    expect(texts?.data[1]?.[12]).toBe('bản nháp');
    expect(texts?.data).toHaveLength(38);
    expect(help?.data.flat().join('\n')).toMatch(/ghi x vào cột "Duyệt"/);
  });
});

describe('an export', () => {
  test('can be of some series and topics', async () => {
    const rows = await exported('pregnancy', 'fever');
    const of = new Set(rows.slice(1).map((row) => (row[1] === 'pregnancy' ? row[1] : row[4])));
    expect([...of].sort()).toEqual(['fever', 'pregnancy']);
  });

  test.each<[string, (file: string) => [string, string[]], RegExp]>([
    ['over a file that is there', (file) => [file, []], /is there already/],
    ['to another kind of file', () => ['texts.xls', []], /must end in \.xlsx/],
    [
      'of a series that is not',
      () => [path(), ['songs']],
      /no series or topic songs\. Name some of: pregnancy/,
    ],
    ['into a folder that is not', () => [join(folder, 'no', 'x.xlsx'), []], /can't be written/],
  ])('%s is refused with what to do', async (_name, args, reason) => {
    const file = path();
    writeFileSync(file, 'work of an hour');
    await expect(exportReview(store, ...args(file))).rejects.toThrow(reason);
  });
});

describe('a sheet that was filled in', () => {
  test('edits, reviews and publishes, each on record with its name', async () => {
    const rows = await exported('first-years');
    const filled = change(change(rows, 'fy-d001', { ...GOOD, mark: 'x' }), 'fy-d002', { mark: 'Đã duyệt' });
    expect(await imported(filled)).toMatchObject({
      edited: ['fy-d001'],
      reviewed: ['fy-d001', 'fy-d002'],
      published: [],
      refused: [],
      unchanged: 150,
    });
    expect(await store.db.select().from(editions)).toEqual([
      { item: 'fy-d001', ...GOOD, madeBy: BY, madeAt: NOW },
    ]);
    const hash = await textHash(GOOD);
    expect((await store.db.select().from(reviews)).find(({ item }) => item === 'fy-d001')).toEqual({
      item: 'fy-d001',
      hash,
      reviewedBy: BY,
      reviewedAt: NOW,
      publishedBy: null,
      publishedAt: null,
    });
    expect(
      (await store.db.select().from(audit)).map(({ action, subject }) => `${action} ${subject}`),
    ).toEqual(['text-edited item:fy-d001', 'text-reviewed item:fy-d001', 'text-reviewed item:fy-d002']);
    // The next sheet shows it, and sending it back with --publish is enough.
    const next = await exported('first-years');
    expect(next.find((row) => row[0] === 'fy-d001')?.slice(6, 8)).toEqual([GOOD.vi, GOOD.en]);
    expect(next.find((row) => row[0] === 'fy-d001')?.slice(12)).toEqual([
      'đã duyệt',
      null,
      BY,
      '24/11/2026',
      hash,
    ]);
    expect(await imported(next, true)).toMatchObject({ ...NOTHING, published: ['fy-d001', 'fy-d002'] });
    expect(await imported(next, true)).toMatchObject(NOTHING);
    const states = (await allStandings(store)).filter(({ state }) => state === 'published');
    expect(states.map(({ item }) => item.id)).toEqual(['fy-d001', 'fy-d002']);
  });

  test('imported twice, or twice at once, does it once', async () => {
    const filled = change(await exported('pregnancy'), 'pr-w06', { ...GOOD, mark: 'x' });
    await Promise.all([imported(filled, true), imported(filled, true)]);
    expect(await imported(filled, true)).toMatchObject(NOTHING);
    expect(await store.db.select().from(editions)).toHaveLength(1);
    expect(await store.db.select().from(reviews)).toHaveLength(1);
  });

  test('may be renamed, sorted, moved about, titled above and partly bold; typed accents may come apart', async () => {
    const rows = change(await exported('pregnancy'), 'pr-w06', {
      vi: { runs: [GOOD.vi.slice(0, 7).normalize('NFD'), `${GOOD.vi.slice(7).normalize('NFD')}\r\n`] },
      en: GOOD.en.replace(';', ' –'),
      mark: true,
    });
    const [head, ...below] = rows;
    const about = [head, ...below.toReversed()].map((row) => ['ghi chú', ...(row ?? []).toReversed()]);
    const file = path();
    writeFileSync(
      file,
      workbook({
        'Cách làm': [['...']],
        'Trang tính2': [['Bản của trạm'], [null], ...about, [null], [null]],
      }),
    );
    const done = await importReview(store, file, { by: BY, publish: false, now: NOW });
    expect(done).toMatchObject({ edited: ['pr-w06'], reviewed: ['pr-w06'], refused: [], unchanged: 36 });
    const [row] = await store.db.select().from(editions);
    expect(row).toMatchObject({ vi: GOOD.vi, en: GOOD.en.replace(';', ' -') });
  });

  test('takes an item back to what was shipped', async () => {
    const shipped = await exported('pregnancy');
    const [vi, en] = shipped[1]?.slice(6, 8) ?? [];
    await imported(change(shipped, 'pr-w06', GOOD));
    const back = change(await exported('pregnancy'), 'pr-w06', { vi: vi ?? '', en: en ?? '' });
    expect(await imported(back)).toMatchObject({ edited: ['pr-w06'] });
    expect(await store.db.select().from(editions)).toEqual([]);
  });

  test.each<[string, Partial<Record<keyof typeof COLUMN, CellOf>>, RegExp]>([
    ['no Vietnamese', { vi: null }, /^no text in vi$/],
    ['no English', { en: '  ' }, /^no text in en/],
    [
      'a text too long',
      { vi: `${GOOD.vi} ${GOOD.vi} ${GOOD.vi} ${GOOD.vi}` },
      /^vi takes 3 segments, 2 at most$/,
    ],
    ['a picture', { en: `${GOOD.en} 😀` }, /^en has a character that no plain SMS carries/],
    ['a sign that counts two', { vi: `${GOOD.vi} [1]` }, /^vi has one of/],
    ['a word that hurts', { vi: `${GOOD.vi} Trẻ tàn tật cũng vậy.` }, /^vi has the word "tàn tật"/],
    [
      'a word that hurts, in English',
      { en: `${GOOD.en} The handicapped too.` },
      /^en has the word "handicapped"/,
    ],
    ['a dose', { vi: `${GOOD.vi} Uống 5 ml mỗi ngày.` }, /^vi names a dose/],
    ['a sum of money', { vi: `${GOOD.vi} Nhận 500 nghìn mỗi tháng.` }, /^vi names a sum of money/],
    [
      'a danger sign and no place',
      { vi: 'Bé bị co giật thì nhà mình bình tĩnh, đặt bé nằm nghiêng.' },
      /danger sign/,
    ],
    ['what is misread', { vi: `${GOOD.vi} Bố mẹ cùng chơi với bé.` }, /"bo me" can be misread: say cha mẹ/],
    ['đừng', { vi: `${GOOD.vi} Đừng cho bé uống nước.` }, /say "không"/],
    ['an unknown id', { id: 'pr-w99' }, /^no item has the id "pr-w99"/],
    ['no id', { id: null }, /^there is no id/],
    ['the id of another row', { id: 'pr-w08' }, /^the same id stands in row/],
    ['a mark that says neither', { mark: 'xem lại' }, /^"xem lại" says neither yes nor no/],
    ['an edit without its code', { ...GOOD, base: null }, /^the code of the text is missing/],
  ])('is refused by row and reason for %s, and the good rows are kept', async (_name, cells, reason) => {
    const rows = change(await asShipped(), 'pr-w07', { mark: 'x' });
    const done = await imported(change(rows, 'pr-w09', cells));
    expect(done.reviewed).toEqual(['pr-w07']);
    expect(done.edited).toEqual([]);
    expect(done.refused).toHaveLength(1);
    expect(done.refused[0]?.row).toBe(5);
    expect(done.refused[0]?.reason).toMatch(reason);
    expect(await store.db.select().from(editions)).toEqual([]);
  });

  test('does not undo what someone else changed since it was exported', async () => {
    const old = await exported('pregnancy');
    const other = { vi: `${GOOD.vi} Nhà mình giúp mẹ nhé.`, en: `${GOOD.en} Help her.` };
    await store.commit([putEdition({ item: 'pr-w06', ...other, madeBy: 'Lan', madeAt: NOW })]);
    expect(await imported(old)).toMatchObject({ ...NOTHING, unchanged: 37 });
    const edit = await imported(change(old, 'pr-w06', GOOD));
    expect(edit.refused[0]?.reason).toMatch(/changed by someone else since/);
    const mark = await imported(change(old, 'pr-w06', { mark: 'x' }), true);
    expect(mark.refused[0]?.reason).toMatch(/no longer the one of today/);
    expect(mark.published).toEqual([]);
    expect((await store.db.select().from(editions))[0]?.vi).toBe(other.vi);
  });

  test('may say it in the column of states; what that column still says of an older text is no review', async () => {
    const first = await imported(change(await exported('pregnancy'), 'pr-w06', { state: 'đã duyệt' }));
    expect(first.reviewed).toEqual(['pr-w06']);
    const edit = await imported(change(await exported('pregnancy'), 'pr-w06', GOOD), true);
    expect(edit).toMatchObject({ edited: ['pr-w06'], reviewed: [], published: [] });
  });

  test.each<[string, (file: string) => void, RegExp]>([
    ['that is not there', () => {}, /can't be read .* check its name/],
    ['of another kind', (file) => writeFileSync(file, 'id;vi\n'), /is no workbook of Excel/],
    [
      'of the old Excel, or with a password',
      (file) => writeFileSync(file, Buffer.from('d0cf11e0a1b11ae1', 'hex')),
      /save it as \.xlsx, without a password/,
    ],
    [
      'that is broken',
      (file) => writeFileSync(file, workbook({ a: [['x']] }).subarray(0, 300)),
      /is no workbook/,
    ],
    [
      'about something else',
      (file) =>
        writeFileSync(
          file,
          workbook({
            a: [
              ['Tên', 'Tuổi'],
              ['Mai', 3],
            ],
          }),
        ),
      /no sheet with the columns/,
    ],
    ['that is empty', (file) => writeFileSync(file, workbook({ a: [] })), /no sheet with the columns/],
    [
      'without a column',
      (file) =>
        writeFileSync(file, workbook({ a: [['Mã', 'Tiếng Việt', 'Tiếng Anh', 'Trạng thái', 'Duyet']] })),
      /lacks the columns "Mã văn bản"/,
    ],
    [
      'without rows',
      (file) =>
        writeFileSync(
          file,
          workbook({ a: [['Mã', 'Tiếng Việt', 'Tiếng Anh', 'Trạng thái', 'Duyệt', 'Mã văn bản']] }),
        ),
      /no rows below/,
    ],
  ])('a file %s is refused with what to do', async (_name, make, reason) => {
    const file = path();
    make(file);
    await expect(importReview(store, file, { by: BY, publish: false, now: NOW })).rejects.toThrow(reason);
  });

  test('needs a name', async () => {
    const file = saved(await asShipped());
    for (const by of [undefined, '  ', 'x'.repeat(101)]) {
      await expect(importReview(store, file, { by, publish: false, now: NOW })).rejects.toThrow(/--by/);
    }
  });
});
