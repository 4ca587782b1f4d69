import { describe, expect, test } from 'vitest';
import { feedback } from '../../db/schema.ts';
import { itemFeedback } from '../../src/store/feedback.ts';
import { type Family, family } from './family.ts';
import { type House, house } from './house.ts';

const QUESTION = '\nTin nay co ich khong? Soan 1: co, 2: chua.';

/** A family that has been asked: who is asked of what depends on ids, which are new in every run. */
async function asked(): Promise<{ home: House; mother: Family }> {
  const home = await house({ at: '2026-11-02T06:00:00+07:00' });
  const mother = await family(home, '+84912345678', [{ born: '2026-11-02' }], { all: true });
  // Nobody is asked in the first thirty days.
  home.at('2026-12-04T06:00:00+07:00');
  for (let days = 0; days < 400; days += 1) {
    await home.run(1);
    if ((await mother.hears()).at(-1)?.endsWith(QUESTION)) return { home, mother };
  }
  throw new Error('nobody asked in a year');
}

describe('whether a tip was useful', () => {
  test('is asked now and then behind a tip, and a bare 1 is kept as a yes', async () => {
    const { home, mother } = await asked();
    expect(await mother.says('1')).toEqual(['Cam on anh chi da cho biet!']);
    const rows = await home.deps.store.db.select().from(feedback);
    expect(rows.filter(({ useful }) => useful === true)).toHaveLength(1);
    const [item] = (await itemFeedback(home.deps.store)).filter(({ useful }) => useful > 0);
    expect(item).toMatchObject({ sent: 1, useful: 1, notUseful: 0, left: 0 });
    // Once is enough.
    expect(await mother.says('1')).not.toEqual(['Cam on anh chi da cho biet!']);
  });

  test('is asked once in thirty days at most', async () => {
    const { home, mother } = await asked();
    await home.run(29);
    expect((await mother.hears()).filter((text) => text.endsWith(QUESTION))).toEqual([]);
  });

  test.each(['2', 'khong', 'Không ạ'])('%s is kept as a no, with a way to ask', async (text) => {
    const { home, mother } = await asked();
    expect(await mother.says(text)).toEqual([
      'Cam on anh chi da cho biet. Muon hoi dieu gi, anh chi cu nhan vao day.',
    ]);
    const counts = await itemFeedback(home.deps.store);
    expect(counts.reduce((sum, { notUseful }) => sum + notUseful, 0)).toBe(1);
  });

  test('shows authors who left within a day of which tip', async () => {
    const { home, mother } = await asked();
    await mother.says('TC');
    const counts = await itemFeedback(home.deps.store);
    expect(counts.reduce((sum, { left }) => sum + left, 0)).toBeGreaterThanOrEqual(1);
  });

  test('an answer that comes later than three days is about something else', async () => {
    const { home, mother } = await asked();
    await home.run(4);
    expect(await mother.says('1')).not.toEqual(['Cam on anh chi da cho biet!']);
  });
});
