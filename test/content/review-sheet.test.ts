import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { planEdits, tidyText } from '../../src/guidance/edit-plan.ts';
import { standings } from '../../src/guidance/standing.ts';
import { type CatalogueItem, catalogue } from '../../src/node/catalogue.ts';
import { exportReview, importReview } from '../../src/node/review-desk.ts';
import { readReviewSheet, reviewWorkbook } from '../../src/node/review-sheet.ts';
import { BY, NOTHING, NOW, reviewDesk } from './review-desk.ts';

const desk = reviewDesk();

describe('a sheet that comes back as it was', () => {
  test('changes nothing, with every text there is', async () => {
    const file = desk.path();
    const count = await exportReview(desk.store, file, []);
    expect(count).toBe(catalogue().length);
    const plan = await importReview(desk.store, file, { by: BY, publish: true, now: NOW });
    expect(plan).toEqual({ ...NOTHING, writes: [], unchanged: count });
  });

  test('changes nothing either when Excel or LibreOffice saved it', async () => {
    const rows = await desk.exported();
    expect(await desk.imported(rows)).toEqual({ ...NOTHING, unchanged: rows.length - 1 });
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
        const file = desk.path();
        writeFileSync(file, await reviewWorkbook(known));
        const rows = await readReviewSheet(file);
        const plan = await planEdits(rows, known, { by: BY, publish: true, now: NOW });
        expect(plan).toEqual({ ...NOTHING, writes: [], unchanged: items.length });
      }),
      { numRuns: 30 },
    );
  });

  test('has its titles frozen, all in Vietnamese, and a second sheet that says what to do', async () => {
    const file = desk.path();
    await exportReview(desk.store, file, ['pregnancy']);
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
    const rows = await desk.exported('pregnancy', 'fever');
    const of = new Set(rows.slice(1).map((row) => (row[1] === 'pregnancy' ? row[1] : row[4])));
    expect([...of].sort()).toEqual(['fever', 'pregnancy']);
  });

  test.each<[string, (file: string) => [string, string[]], RegExp]>([
    ['over a file that is there', (file) => [file, []], /is there already/],
    ['to another kind of file', () => ['texts.xls', []], /must end in \.xlsx/],
    [
      'of a series that is not',
      () => [desk.path(), ['songs']],
      /no series or topic songs\. Name some of: pregnancy/,
    ],
    ['into a folder that is not', () => [join(desk.folder, 'no', 'x.xlsx'), []], /can't be written/],
  ])('%s is refused with what to do', async (_name, args, reason) => {
    const file = desk.path();
    writeFileSync(file, 'work of an hour');
    await expect(exportReview(desk.store, ...args(file))).rejects.toThrow(reason);
  });
});
