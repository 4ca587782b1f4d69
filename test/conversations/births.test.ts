import { eq, notInArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { children, enrolments, outbox } from '../../db/schema.ts';
import { type SentItem, TABLE_KINDS } from '../../src/guidance/child-series.ts';
import { tableSeries } from '../../src/guidance/tables/shipped.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { byAge, family, withoutQuestion } from './family.ts';
import { house } from './house.ts';

const MINUTE_MS = 60_000;
const NUMBER = '+84912345678';
const WELCOME =
  'Chuc mung gia dinh! Vong Tay ghi be sinh ngay 01/11/2026 va gui huong dan theo tuoi cua be tu hom nay. Neu ngay nay sai, soan DK va ngay sinh dung. Dau hieu nguy hiem: den tram y te ngay hoac goi 115.';
const MONDAY = '2026-11-02T12:00:00+07:00';

const ITEMS = [...Object.values(SERIES), ...tableSeries()].flatMap(
  (series): readonly SentItem[] => series.items,
);

function tip(id: string): string {
  return unaccented(ITEMS.find((one) => one.id === id)?.vi ?? '');
}

function tips(texts: readonly string[]): string[] {
  return withoutQuestion(texts).map(
    (text) => ITEMS.find(({ vi }) => unaccented(vi) === text)?.id ?? `not a tip: ${text}`,
  );
}

describe('SINH', () => {
  test('turns the pregnancy into a child: the old series is silent, the new one begins at this age', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    expect(await mother.says('SINH 1/11')).toEqual([WELCOME]);
    await home.advance(MINUTE_MS);
    expect(await mother.hears()).toEqual([tip('fy-d001')]);
    await home.run(3);
    expect(byAge(tips(await mother.hears()))).toEqual(['fy-d002', 'fy-d003']);

    const { store } = home.deps;
    const rows = await store.db
      .select()
      .from(enrolments)
      .where(notInArray(enrolments.series, [...TABLE_KINDS]))
      .orderBy(enrolments.series);
    expect(rows.map(({ series, status, anchor }) => [series, status, anchor])).toEqual([
      ['carer-mind', 'active', '2026-11-01'],
      ['fathers-grandparents', 'active', '2026-11-01'],
      ['first-years', 'active', '2026-11-01'],
      ['pregnancy', 'done', '2026-11-10'],
      ['seasons', 'active', '2026-11-02'],
    ]);
  });

  test('takes back a pregnancy tip that waits for the morning', async () => {
    const home = await house({ at: '2026-11-02T22:00:00+07:00' });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    await home.advance(MINUTE_MS);
    expect(await mother.says('sinh hom nay roi a')).toHaveLength(1);
    await home.advance(9.4 * 60 * MINUTE_MS);
    expect(byAge(tips(await mother.hears()))).toEqual([]);
    const rows = await home.deps.store.db.select().from(outbox).where(eq(outbox.series, 'pregnancy'));
    expect(rows.map(({ item, state, reason }) => [item, state, reason])).toEqual([
      ['pr-w38', 'skipped', 'child-born'],
    ]);
  });

  test.each([
    'Sinh 1/11/2026',
    'SINH: 01-11-2026',
    'sinh ngay 1 thang 11',
    'sinh hôm qua ạ',
    'SINH be trai 3kg2 ngay 1/11, me tron con vuong',
  ])('is read as people type it: %s', async (text) => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    expect(await mother.says(text)).toEqual([WELCOME]);
  });

  test.each([
    ['sinh mo co dau khong', /^Nen sinh o tram y te/],
    ['sinh con trai hay gai thi an gi', /^Vong Tay chua tra loi duoc/],
    ['sinh ngay 1/11 thi bao gio tiem', /^Gia dinh xem lich/],
    ['sinh nhat be 1/11 to chuc o dau', /^Vong Tay chua tra loi duoc/],
  ])('with anything else behind it is an ordinary question: %s', async (text, answer) => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    expect((await mother.says(text))[0]).toMatch(answer);
    expect((await home.deps.store.db.select().from(children))[0]?.born).toBeNull();
  });

  test('without a date asks for it, with an example', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    expect(await mother.says('sinh roi')).toEqual([
      'Chuc mung gia dinh! Be sinh ngay nao? Soan SINH va ngay sinh, vi du SINH 01/11/2026.',
    ]);
  });

  test('with an impossible day, or one to come, or one far from the due date stores nothing and says why', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    expect(await mother.says('SINH 31/9')).toEqual([
      'Vong Tay chua doc duoc ngay sinh. Soan SINH, ngay, thang, nam duong lich, vi du SINH 01/11/2026.',
    ]);
    expect(await mother.says('SINH 5/11/2026')).toEqual([
      'Ngay 05/11/2026 con chua toi. Khi be chao doi, soan SINH va ngay sinh, vi du SINH 01/11/2026. Can sua ngay du sinh, soan THAI va ngay du sinh.',
    ]);
    expect(await mother.says('SINH 1/3/2026')).toEqual([
      'Ngay 01/03/2026 cach xa ngay du sinh da ghi la 10/11/2026. Anh chi xem lai roi soan SINH va ngay sinh dung. Neu day la be khac, soan DK 01/03/2026.',
    ]);
    expect((await home.deps.store.db.select().from(children))[0]?.born).toBeNull();
  });

  test('again says what is noted and how to correct it', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    await mother.says('SINH 1/11');
    for (const text of ['SINH 1/11', 'SINH 31/10']) {
      expect((await mother.says(text))[0]).toMatch(
        /^Vong Tay dang ghi be sinh ngay 01\/11\/2026\. Neu ngay nay sai, soan DK va ngay sinh dung/,
      );
    }
  });

  test('from someone we know nothing of offers to join with that date', async () => {
    const home = await house({ at: MONDAY });
    expect(await home.phone(NUMBER).says('SINH 1/11')).toEqual([
      'Vong Tay chua co thong tin ve thai ky cua anh chi. De nhan huong dan theo tuoi cua be, soan DK, ngay sinh va xa, vi du DK 01/11/2026 xa Muong Than.',
    ]);
  });

  test('of someone who has left is noted, and they are told how to come back', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }], { consent: 'out' });
    expect(await mother.says('SINH 1/11')).toEqual([
      WELCOME,
      'Anh chi dang tat nhan tin. De nhan huong dan, soan TIEP.',
    ]);
    await home.run(3);
    expect(await mother.hears()).toEqual([]);
  });
});

describe('SINH without a day', () => {
  test.each(['1/11', 'hom qua', 'ngay 1/11/2026', 'SINH 1/11', 'bé sinh ngày 1/11 ạ'])(
    'asks for it, and understands "%s"',
    async (answer) => {
      const home = await house({ at: MONDAY });
      const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
      expect(await mother.says('SINH')).toEqual([
        'Chuc mung gia dinh! Be sinh ngay nao? Soan SINH va ngay sinh, vi du SINH 01/11/2026.',
      ]);
      expect(await mother.says('5/11/2026')).toEqual([expect.stringMatching(/^Ngay 05\/11\/2026 con chua/)]);
      expect(await mother.says('be bi sot')).toEqual([expect.stringMatching(/^Be sot/)]);
      expect(await mother.says(answer)).toEqual([WELCOME]);
      expect(await mother.says('2/11')).toEqual([expect.not.stringMatching(/be sinh ngay/)]);
    },
  );

  test.each(['em sinh roi', 'da sinh', 'vợ em mới sinh bé'])('is told by "%s" too', async (text) => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    expect(await mother.says(text)).toEqual([expect.stringMatching(/^Chuc mung gia dinh! Be sinh ngay nao/)]);
  });

  test('is not meant by other sentences about a birth', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
    for (const text of ['em sinh mo bao lau thi lanh', 'vo em sinh o dau', 'em sinh nam 1998']) {
      expect(await mother.says(text)).toEqual([expect.not.stringMatching(/Be sinh ngay nao/)]);
    }
  });
});

test('twins are born on one day and hear one series of messages', async () => {
  const home = await house({ at: MONDAY });
  const mother = await family(home, NUMBER, [{ due: '2026-11-10' }]);
  expect(await mother.says('sinh doi 1/11/2026')).toEqual([
    `${WELCOME} Hai be sinh doi nhan chung mot loat tin.`,
  ]);
  expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
});

describe('several pregnancies on one phone', () => {
  test('the one whose due date is nearest was born', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2027-02-01' }, { due: '2026-11-10' }]);
    expect(await mother.says('SINH 1/11')).toEqual([WELCOME]);
    const rows = await home.deps.store.db.select().from(children).orderBy(children.due);
    expect(rows.map(({ due, born }) => [due, born])).toEqual([
      ['2026-11-10', '2026-11-01'],
      ['2027-02-01', null],
    ]);
  });

  test('is asked where two are due at about the same time', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-11-15' }, { due: '2026-11-10' }]);
    const question =
      'Be sinh ngay 01/11/2026 la be nao? 1: thai du sinh 10/11/2026. 2: thai du sinh 15/11/2026. Soan so.';
    expect(await mother.says('SINH 1/11')).toEqual([question]);
    home.at('2026-11-02T12:00:30+07:00');
    expect(await mother.says('3')).toEqual([question]);
    expect(await mother.says('2')).toEqual([WELCOME]);
    const rows = await home.deps.store.db.select().from(children).orderBy(children.due);
    expect(rows.map(({ due, born }) => [due, born])).toEqual([
      ['2026-11-10', null],
      ['2026-11-15', '2026-11-01'],
    ]);
  });
});
