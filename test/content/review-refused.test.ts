import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { editions } from '../../db/schema.ts';
import { importReview } from '../../src/node/review-desk.ts';
import { workbook } from '../doubles/workbook.ts';
import { BY, type Cells, change, GOOD, NOW, reviewDesk } from './review-desk.ts';

const desk = reviewDesk();

describe('a sheet that was filled in', () => {
  test.each<[string, Cells, RegExp]>([
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
    const rows = change(await desk.asShipped(), 'pr-w07', { mark: 'x' });
    const done = await desk.imported(change(rows, 'pr-w09', cells));
    expect(done.reviewed).toEqual(['pr-w07']);
    expect(done.edited).toEqual([]);
    expect(done.refused).toHaveLength(1);
    expect(done.refused[0]?.row).toBe(5);
    expect(done.refused[0]?.reason).toMatch(reason);
    expect(await desk.store.db.select().from(editions)).toEqual([]);
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
    const file = desk.path();
    make(file);
    await expect(importReview(desk.store, file, { by: BY, publish: false, now: NOW })).rejects.toThrow(
      reason,
    );
  });

  test('needs a name', async () => {
    const file = desk.saved(await desk.asShipped());
    for (const by of [undefined, '  ', 'x'.repeat(101)]) {
      await expect(importReview(desk.store, file, { by, publish: false, now: NOW })).rejects.toThrow(/--by/);
    }
  });
});
