import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { SERIES } from '../../content/series/index.ts';
import { outbox } from '../../db/schema.ts';
import { textHash } from '../../src/guidance/review.ts';
import { exportReview, importReview } from '../../src/node/review-desk.ts';
import { addReview, publish, putEdition } from '../../src/store/reviews.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { type CellOf, workbook } from '../doubles/workbook.ts';
import { family } from './family.ts';
import { type House, house } from './house.ts';

const THURSDAY = '2026-11-05T15:00:00+07:00';
const PRODUCTION = { at: THURSDAY, env: { NODE_ENV: 'production' } };
const MOTHER = '+84912345678';
const QUESTION = 'may thang thi cho con an dam';
const EDITED = {
  vi: 'Bé tròn 6 tháng thì tập ăn bột hay cháo đặc, mỗi lần một ít, và vẫn bú mẹ. Mẹ hỏi thêm ở trạm y tế nhé.',
  en: 'At 6 months start with a little thick porridge and go on breastfeeding. Ask more at the health station.',
};

const answer = ANSWERS.find(({ id }) => id === 'an-feeding-start');
const tip = SERIES['first-years'].items.find(({ id }) => id === 'fy-m02');
if (answer === undefined || tip === undefined) throw new Error('the content has changed');

/** The desk of a health officer: exports, fills in one row as in Excel, and sends the sheet back. */
function desk(home: House) {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let sheets = 0;
  return async (
    id: string,
    fill: { readonly vi?: string; readonly en?: string; readonly mark?: string },
    toPublish = false,
  ) => {
    sheets += 1;
    const file = join(folder, `${sheets}.xlsx`);
    await exportReview(home.deps.store, file, [answer?.topic ?? '']);
    const [texts] = await readWorkbook(file, { trim: false });
    const [head, ...rows] = (texts?.data ?? []) as CellOf[][];
    const filled = rows.map((row) =>
      row[0] !== id
        ? row
        : row.map((cell, i) => {
            if (head?.[i] === 'Tiếng Việt') return fill.vi ?? cell;
            if (head?.[i] === 'Tiếng Anh') return fill.en ?? cell;
            return head?.[i] === 'Duyệt' ? (fill.mark ?? null) : cell;
          }),
    );
    writeFileSync(file, workbook({ 'Bài hướng dẫn': [head ?? [], ...filled] }));
    const options = { by: 'Nguyễn Thị Hoa', publish: toPublish, now: home.now() };
    expect((await importReview(home.deps.store, file, options)).refused).toEqual([]);
  };
}

describe('in production', () => {
  test('an answer is sent once it is reviewed and published, falls silent when it is edited, and comes back as edited', async () => {
    const home = await house(PRODUCTION);
    const officer = desk(home);
    const mother = home.phone(MOTHER);
    const ask = async () => (await mother.says(QUESTION)).join('\n');
    const unanswered = /chua tra loi duoc cau nay/;

    expect(await ask()).toMatch(unanswered);
    await officer(answer.id, { mark: 'x' });
    expect(await ask()).toMatch(unanswered);
    await officer(answer.id, {}, true);
    expect(await ask()).toBe(unaccented(answer.vi));
    await officer(answer.id, EDITED);
    expect(await ask()).toMatch(unanswered);
    await officer(answer.id, { mark: 'x' });
    expect(await ask()).toMatch(unanswered);
    await officer(answer.id, {}, true);
    expect(await ask()).toBe(unaccented(EDITED.vi));
    // Back to the words that were published before: they were read by someone, so they are sent.
    await officer(answer.id, { vi: answer.vi, en: answer.en });
    expect(await ask()).toBe(unaccented(answer.vi));
  });

  test('the same by Telegram, in English and with accents', async () => {
    const home = await house(PRODUCTION);
    await desk(home)(answer.id, { ...EDITED, mark: 'x' }, true);
    expect(await home.chat(77).says('Mấy tháng thì cho con ăn dặm ạ')).toEqual([EDITED.vi]);
    const mother = await family(home, MOTHER, [], { language: 'en' });
    expect(await mother.says(QUESTION)).toEqual([EDITED.en]);
  });

  test('a tip that is published leaves, as it reads when it leaves; one edited while it waits does not', async () => {
    const home = await house({ ...PRODUCTION, at: '2026-11-05T22:00:00+07:00' });
    const { store } = home.deps;
    const publishText = async (text: { vi: string; en: string }) => {
      const at = { item: tip.id, hash: await textHash(text) };
      await store.commit([
        addReview({ ...at, reviewedBy: 'Hoa', reviewedAt: home.now() }),
        publish(at, 'Hoa', home.now()),
      ]);
    };
    await publishText(tip);
    const waiting = await family(home, MOTHER, [{ born: '2026-09-02' }]);
    await home.advance(60_000);
    expect(await waiting.hears()).toEqual([]);
    await store.commit([putEdition({ item: tip.id, ...EDITED, madeBy: 'Lan', madeAt: home.now() })]);
    await home.advance(10 * 3_600_000);
    expect(await waiting.hears()).toEqual([]);
    const [row] = await store.db.select().from(outbox);
    expect([row?.item, row?.state, row?.reason]).toEqual([tip.id, 'skipped', 'not-reviewed']);

    await publishText(EDITED);
    const next = await family(home, '+84987654321', [{ born: '2026-09-02' }]);
    await home.advance(60_000);
    expect(await next.hears()).toEqual([unaccented(EDITED.vi)]);
  });

  test('a review of one item is none of another, nor of the same text with another translation', async () => {
    const home = await house(PRODUCTION);
    const hash = await textHash(answer);
    const other = { item: 'an-sleep-hours', hash };
    const half = { item: answer.id, hash: await textHash({ vi: answer.vi, en: EDITED.en }) };
    await home.deps.store.commit(
      [other, half].flatMap((at) => [
        addReview({ ...at, reviewedBy: 'Hoa', reviewedAt: home.now() }),
        publish(at, 'Hoa', home.now()),
      ]),
    );
    expect((await home.phone(MOTHER).says(QUESTION)).join()).toMatch(/chua tra loi duoc cau nay/);
  });
});

test('where the province allows unreviewed texts, an edition is sent as it is', async () => {
  const home = await house({ ...PRODUCTION, env: { ...PRODUCTION.env, ALLOW_UNREVIEWED: 'true' } });
  await desk(home)(answer.id, EDITED);
  expect(await home.phone(MOTHER).says(QUESTION)).toEqual([unaccented(EDITED.vi)]);
});
