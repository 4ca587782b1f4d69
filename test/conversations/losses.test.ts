import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { children, enrolments, outbox } from '../../db/schema.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { between } from './ages.ts';
import { family } from './family.ts';
import { type House, house } from './house.ts';
import { withPlaces } from './places.ts';

const MINUTE_MS = 60_000;
const NUMBER = '+84912345678';
const MONDAY = '2026-11-02T12:00:00+07:00';
const ASKED =
  'Vong Tay da ngung moi tin ve be. Neu gia dinh khong may mat be, soan 1. Neu nhan nham, soan 2 de nhan tin nhu truoc. Me hoac tre dang nguy hiem: den tram y te ngay hoac goi 115.';
const SORRY =
  'Vong Tay xin chia buon cung gia dinh va se khong gui tin nao ve be nua. Nguoi me moi sinh hoac khong giu duoc thai can nghi ngoi va duoc kham o tram y te. Ra huyet nhieu, sot, dau bung nhieu, hay khong muon song nua: den benh vien ngay hoac goi 115.';
const OFFER =
  'Neu muon, Vong Tay gui vai loi nhan nhe nhang trong thoi gian toi: soan 1. Khong tra loi thi Vong Tay se im lang.';
const RESUMED = 'Cam on anh chi da bao lai. Vong Tay gui tin huong dan nhu truoc.';

async function statuses(home: House): Promise<string[]> {
  const rows = await home.deps.store.db.select().from(children).orderBy(children.born);
  return rows.map(({ status }) => status);
}

async function tipsLeft(home: House): Promise<number> {
  const rows = await home.deps.store.db.select().from(outbox);
  return rows.filter(({ kind, sentAt }) => kind === 'tip' && sentAt !== null).length;
}

describe('MAT alone', () => {
  test('stops everything in the same turn, asks gently, and a yes ends it for good', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    expect(await mother.says('MAT')).toEqual([ASKED]);
    expect(await statuses(home)).toEqual(['lost']);
    expect(await mother.says('1')).toEqual([SORRY, OFFER]);
    await home.run(400);
    expect(await mother.hears()).toEqual([]);
    expect((await home.deps.store.db.select().from(enrolments)).map(({ status }) => status)).toEqual([
      'done',
    ]);
  });

  test('offers a few words of comfort, which come only to who wished for them, ever more seldom', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }], { all: true });
    await mother.says('MAT');
    await mother.says('1');
    expect(await mother.says('1')).toEqual([
      'Vong Tay se gui vai loi nhan, thua dan. Muon ngung bat cu luc nao: soan TC.',
    ]);
    await home.run(400);
    expect(await mother.hears()).toEqual(SERIES.loss.items.map(({ vi }) => unaccented(vi)));
    expect(await statuses(home)).toEqual(['lost']);
  });

  test.each(['2', 'khong'])('and keeps silent where they say %s', async (answer) => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }], { all: true });
    await mother.says('MAT');
    await mother.says('1');
    expect(await mother.says(answer)).toEqual(['Vong Tay se im lang. Khi can, anh chi cu nhan.']);
    await home.run(400);
    expect(await mother.hears()).toEqual([]);
  });

  test('says no word of it any more to a family that expects again', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await mother.says('MAT');
    await mother.says('1');
    await mother.says('1');
    await home.run(60);
    await mother.hears();
    await mother.says('THAI 20/7/2027');
    await home.run(320);
    const comfort = new Set(SERIES.loss.items.map(({ vi }) => unaccented(vi)));
    expect((await mother.hears()).filter((text) => comfort.has(text))).toEqual([]);
  });

  test('is silent for ever even when the question is never answered', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-12-20' }]);
    await mother.says('mất');
    await home.run(400);
    expect(await mother.hears()).toEqual([]);
  });

  test('takes back a tip that waits for the morning', async () => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    await mother.says('MAT');
    await home.run(2);
    expect(await mother.hears()).toEqual([]);
    expect(await tipsLeft(home)).toBe(0);
  });

  test('by mistake: everything goes on, also the tip that waited', async () => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    expect(await mother.says('mat')).toEqual([ASKED]);
    expect(await mother.says('2')).toEqual([RESUMED]);
    expect(await statuses(home)).toEqual(['active']);
    await home.run(8);
    expect(await mother.hears()).toHaveLength(1 + between('2026-09-02', '2026-11-05', '2026-11-13').length);
  });

  test('an answer that is neither is asked again, and "không" is a mistake', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await mother.says('MAT');
    await home.advance(MINUTE_MS);
    expect(await mother.says('7')).toEqual([ASKED]);
    expect(await mother.says('không')).toEqual([RESUMED]);
  });

  test('DUNG is never a yes', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await mother.says('MAT');
    await mother.says('DUNG');
    expect((await home.deps.store.db.select().from(enrolments)).map(({ status }) => status)).toEqual([
      'paused',
    ]);
  });

  test('sent again asks again while it is not answered, and never once it is', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await mother.says('MAT');
    await home.run(40);
    expect(await mother.says('MAT')).toEqual([ASKED]);
    expect(await mother.says('co')).toEqual([SORRY, OFFER]);
    const [answer] = await mother.says('MAT');
    expect(answer).toMatch(/^Vong Tay hien khong gui tin nao ve be cho anh chi\./);
  });

  test('from someone without a child says where help is', async () => {
    const home = await house({ at: MONDAY });
    expect(await home.phone(NUMBER).says('MAT')).toEqual([
      'Vong Tay hien khong gui tin nao ve be cho anh chi. Gia dinh co chuyen buon thi tram y te luon san long giup. Me hoac tre dang nguy hiem: den tram y te ngay hoac goi 115. Can huong dan, soan TG.',
    ]);
  });

  test.each(['mat be do', 'be bi dau mat', 'mat ngu', 'troi mat qua'])(
    'is not what is meant by other words with mat: %s silences nobody',
    async (text) => {
      const home = await house({ at: MONDAY });
      const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
      await mother.says(text);
      expect(await statuses(home)).toEqual(['active']);
      await home.run(10);
      expect((await mother.hears()).length).toBeGreaterThan(0);
    },
  );
});

describe('MAT with several children', () => {
  const QUESTION =
    'Vong Tay da ngung moi tin. Tin buon nay la ve be nao? 1: be sinh 20/10/2025. 2: be sinh 02/09/2026. 3: nhan nham, nhan tin nhu truoc. Soan so.';

  test('pauses all at once and asks which; the others go on, the lost one is never mentioned again', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }, { born: '2025-10-20' }]);
    expect(await mother.says('MAT')).toEqual([QUESTION]);
    expect(await statuses(home)).toEqual(['lost', 'lost']);
    await home.advance(MINUTE_MS);
    expect(await mother.says('OK')).toEqual([QUESTION]);
    expect(await mother.says('2')).toEqual([
      'Vong Tay xin chia buon cung gia dinh va se khong gui tin nao ve be nua; tin ve cac con khac van nhu truoc. Nguoi me moi sinh hoac khong giu duoc thai can duoc kham va nghi ngoi. Ra huyet nhieu, sot, dau bung nhieu, khong muon song nua: den benh vien ngay hoac goi 115.',
      OFFER,
    ]);
    expect(await statuses(home)).toEqual(['active', 'lost']);
    await home.run(60);
    const rows = await home.deps.store.db.select().from(outbox);
    const sent = rows.filter(({ kind, sentAt }) => kind === 'tip' && sentAt !== null);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map(({ childId }) => childId))).toEqual(new Set([mother.childIds[1]]));
  });

  test('by mistake lets all go on', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }, { born: '2025-10-20' }]);
    await mother.says('MAT');
    expect(await mother.says('3')).toEqual([RESUMED]);
    expect(await statuses(home)).toEqual(['active', 'active']);
  });
});

describe('MAT that is not answered yet', () => {
  test('takes the same pregnancy told anew for itself: what MAT asked is asked again, and nothing is there twice', async () => {
    const home = await house({ at: MONDAY });
    await withPlaces(home);
    const mother = home.phone(NUMBER);
    await mother.says('DK thai 20/12/2026 muong than');
    await mother.says('MAT');
    for (const again of ['DK thai 20/12/2026', 'THAI 25/12/2026', 'DK 1/11/2026']) {
      expect(await mother.says(again)).toEqual([ASKED]);
    }
    expect(await mother.says('2')).toEqual([RESUMED]);
    expect(await statuses(home)).toEqual(['active']);

    await mother.says('MAT');
    expect(await mother.says('1')).toEqual([SORRY, OFFER]);
    await home.run(60);
    expect(await mother.hears()).toEqual([]);
  });

  test('leaves a later pregnancy to be another child, and so does a loss that is certain for any date', async () => {
    const home = await house({ at: MONDAY });
    await withPlaces(home);
    const mother = home.phone(NUMBER);
    await mother.says('DK thai 20/12/2026 muong than');
    await mother.says('MAT');
    expect(await mother.says('THAI 20/4/2027')).toEqual([expect.stringMatching(/^Da dang ky: thai ky/)]);
    expect(await statuses(home)).toEqual(['lost', 'active']);

    const other = home.phone('+84912000009');
    await other.says('DK thai 20/12/2026 muong than');
    await other.says('MAT');
    await other.says('1');
    expect(await other.says('DK thai 20/12/2026')).toEqual([expect.stringMatching(/^Da dang ky: thai ky/)]);
  });

  test('is asked again by TIEP, and in words is a mistake as by its number', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ due: '2026-12-20' }]);
    for (const words of ['nhan nham', 'nham', 'Em nhắn nhầm rồi ạ']) {
      await mother.says('MAT');
      expect(await mother.says('TIEP')).toEqual([ASKED]);
      expect(await mother.says(words)).toEqual([RESUMED]);
      expect(await statuses(home)).toEqual(['active']);
    }
    await mother.says('MAT');
    await mother.says('TC');
    expect(await mother.says('TIEP')).toEqual(['Anh chi da nhan tin tro lai.', ASKED]);
    expect(await mother.says('2')).toEqual([RESUMED]);
  });
});

test('TIEP asks nobody who has lost a child for the date of one', async () => {
  const home = await house({ at: MONDAY });
  const mother = await family(home, NUMBER, [{ due: '2026-12-20' }]);
  for (const word of ['MAT', '1', 'khong']) await mother.says(word);
  expect(await mother.says('TIEP')).toEqual([
    'Anh chi van dang nhan tin cua Vong Tay. Khi nao can huong dan, anh chi soan DK.',
  ]);
  await mother.says('TC');
  expect(await mother.says('TIEP')).toEqual([
    'Anh chi da nhan tin tro lai. Khi nao can huong dan, anh chi soan DK.',
  ]);
});
