import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { audit, editions, reviews } from '../../db/schema.ts';
import { textHash } from '../../src/guidance/review.ts';
import { allStandings, importReview } from '../../src/node/review-desk.ts';
import { putEdition } from '../../src/store/reviews.ts';
import { workbook } from '../doubles/workbook.ts';
import { BY, change, GOOD, NOTHING, NOW, reviewDesk } from './review-desk.ts';

const desk = reviewDesk();

describe('a sheet that was filled in', () => {
  test('edits, reviews and publishes, each on record with its name', async () => {
    const rows = await desk.exported('first-years');
    const filled = change(change(rows, 'fy-d001', { ...GOOD, mark: 'x' }), 'fy-d002', { mark: 'Đã duyệt' });
    expect(await desk.imported(filled)).toMatchObject({
      edited: ['fy-d001'],
      reviewed: ['fy-d001', 'fy-d002'],
      published: [],
      refused: [],
      unchanged: 150,
    });
    expect(await desk.store.db.select().from(editions)).toEqual([
      { item: 'fy-d001', ...GOOD, madeBy: BY, madeAt: NOW },
    ]);
    const hash = await textHash(GOOD);
    expect((await desk.store.db.select().from(reviews)).find(({ item }) => item === 'fy-d001')).toEqual({
      item: 'fy-d001',
      hash,
      reviewedBy: BY,
      reviewedAt: NOW,
      publishedBy: null,
      publishedAt: null,
    });
    expect(
      (await desk.store.db.select().from(audit)).map(({ action, subject }) => `${action} ${subject}`),
    ).toEqual(['text-edited item:fy-d001', 'text-reviewed item:fy-d001', 'text-reviewed item:fy-d002']);
    // The next sheet shows it, and sending it back with --publish is enough.
    const next = await desk.exported('first-years');
    expect(next.find((row) => row[0] === 'fy-d001')?.slice(6, 8)).toEqual([GOOD.vi, GOOD.en]);
    expect(next.find((row) => row[0] === 'fy-d001')?.slice(12)).toEqual([
      'đã duyệt',
      null,
      BY,
      '24/11/2026',
      hash,
    ]);
    expect(await desk.imported(next, true)).toMatchObject({ ...NOTHING, published: ['fy-d001', 'fy-d002'] });
    expect(await desk.imported(next, true)).toMatchObject(NOTHING);
    const states = (await allStandings(desk.store)).filter(({ state }) => state === 'published');
    expect(states.map(({ item }) => item.id)).toEqual(['fy-d001', 'fy-d002']);
  });

  test('imported twice, or twice at once, does it once', async () => {
    const filled = change(await desk.exported('pregnancy'), 'pr-w06', { ...GOOD, mark: 'x' });
    await Promise.all([desk.imported(filled, true), desk.imported(filled, true)]);
    expect(await desk.imported(filled, true)).toMatchObject(NOTHING);
    expect(await desk.store.db.select().from(editions)).toHaveLength(1);
    expect(await desk.store.db.select().from(reviews)).toHaveLength(1);
  });

  test('may be renamed, sorted, moved about, titled above and partly bold; typed accents may come apart', async () => {
    const rows = change(await desk.exported('pregnancy'), 'pr-w06', {
      vi: { runs: [GOOD.vi.slice(0, 7).normalize('NFD'), `${GOOD.vi.slice(7).normalize('NFD')}\r\n`] },
      en: GOOD.en.replace(';', ' –'),
      mark: true,
    });
    const [head, ...below] = rows;
    const about = [head, ...below.toReversed()].map((row) => ['ghi chú', ...(row ?? []).toReversed()]);
    const file = desk.path();
    writeFileSync(
      file,
      workbook({
        'Cách làm': [['...']],
        'Trang tính2': [['Bản của trạm'], [null], ...about, [null], [null]],
      }),
    );
    const done = await importReview(desk.store, file, { by: BY, publish: false, now: NOW });
    expect(done).toMatchObject({ edited: ['pr-w06'], reviewed: ['pr-w06'], refused: [], unchanged: 36 });
    const [row] = await desk.store.db.select().from(editions);
    expect(row).toMatchObject({ vi: GOOD.vi, en: GOOD.en.replace(';', ' -') });
  });

  test('takes an item back to what was shipped', async () => {
    const shipped = await desk.exported('pregnancy');
    const [vi, en] = shipped[1]?.slice(6, 8) ?? [];
    await desk.imported(change(shipped, 'pr-w06', GOOD));
    const back = change(await desk.exported('pregnancy'), 'pr-w06', { vi: vi ?? '', en: en ?? '' });
    expect(await desk.imported(back)).toMatchObject({ edited: ['pr-w06'] });
    expect(await desk.store.db.select().from(editions)).toEqual([]);
  });

  test('does not undo what someone else changed since it was exported', async () => {
    const old = await desk.exported('pregnancy');
    const other = { vi: `${GOOD.vi} Nhà mình giúp mẹ nhé.`, en: `${GOOD.en} Help her.` };
    await desk.store.commit([putEdition({ item: 'pr-w06', ...other, madeBy: 'Lan', madeAt: NOW })]);
    expect(await desk.imported(old)).toMatchObject({ ...NOTHING, unchanged: 37 });
    const edit = await desk.imported(change(old, 'pr-w06', GOOD));
    expect(edit.refused[0]?.reason).toMatch(/changed by someone else since/);
    const mark = await desk.imported(change(old, 'pr-w06', { mark: 'x' }), true);
    expect(mark.refused[0]?.reason).toMatch(/no longer the one of today/);
    expect(mark.published).toEqual([]);
    expect((await desk.store.db.select().from(editions))[0]?.vi).toBe(other.vi);
  });

  test('may say it in the column of states; what that column still says of an older text is no review', async () => {
    const first = await desk.imported(
      change(await desk.exported('pregnancy'), 'pr-w06', { state: 'đã duyệt' }),
    );
    expect(first.reviewed).toEqual(['pr-w06']);
    const edit = await desk.imported(change(await desk.exported('pregnancy'), 'pr-w06', GOOD), true);
    expect(edit).toMatchObject({ edited: ['pr-w06'], reviewed: [], published: [] });
  });
});
