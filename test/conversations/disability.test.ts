import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { SERIES, type SeriesId } from '../../content/series/index.ts';
import { enrolments, outbox } from '../../db/schema.ts';
import { segmentsOf } from '../../src/texts.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { family, withoutQuestion } from './family.ts';
import { type House, house } from './house.ts';

const NUMBER = '+84912345678';
const MONDAY = '2026-11-02T12:00:00+07:00';
const MENU =
  'Muon them loi khuyen rieng, soan so: 1 van dong, 2 nghe, 3 nhin, 4 hoc tung buoc, 5 giao tiep, 6 tap noi, 7 co giat. Khong can: soan 0.';
const JOINED = `Vong Tay se gui them loat tin "Cung be tien bo" tu ngay mai: moi tin mot viec nho ca nha lam cung be. Tin theo tuoi van nhu truoc. Chi ngung loat tin nay: soan HT THOI.\n${MENU}`;

function textsOf(id: SeriesId): string[] {
  return SERIES[id].items.map(({ vi }) => unaccented(vi));
}

async function statusOf(home: House): Promise<Record<string, string>> {
  const rows = await home.deps.store.db.select().from(enrolments);
  return Object.fromEntries(rows.map(({ series, status }) => [series, status]));
}

describe('HT', () => {
  test('adds the series beside the one for the age, says nothing that others should not read, and once', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2018-05-02' }]);
    expect(await mother.says('HT')).toEqual([JOINED]);
    expect((await mother.says('ht'))[0]).toMatch(/^Gia dinh dang nhan loat tin "Cung be tien bo"/);
    await home.run(240);
    expect(withoutQuestion(await mother.hears())).toEqual(textsOf('disability'));
    expect((await mother.says('HT'))[0]).toMatch(/^Gia dinh da nhan du loat tin/);
    expect(JOINED).not.toMatch(/khuyet tat/i);
    expect(segmentsOf(JOINED)).toBeLessThanOrEqual(2);
  });

  test('by number brings what this child finds hard, beside the general tips, one a day at most', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2018-05-02' }]);
    await mother.says('HT');
    expect(await mother.says('2')).toEqual([
      'Vong Tay gui them "Loi khuyen cho be nghe kho" moi tuan mot tin, bat dau trong vai ngay toi. Chon them: soan HT. Ngung loat tin nay: soan HT THOI.',
    ]);
    await home.run(240);
    const heard = withoutQuestion(await mother.hears());
    expect(heard.toSorted()).toEqual([...textsOf('disability'), ...textsOf('hearing')].toSorted());
    expect((await mother.says('HT 2'))[0]).toMatch(/^Gia dinh da nhan du "Loi khuyen cho be nghe kho"/);
  });

  test('HT 5 at once, without the general ones; 0 and "không" choose nothing', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2018-05-02' }]);
    expect((await mother.says('ht5'))[0]).toMatch(/^Vong Tay gui them "Loi khuyen giup be giao tiep"/);
    expect((await mother.says('HT 5'))[0]).toMatch(/^Gia dinh dang nhan/);
    expect(Object.keys(await statusOf(home)).sort()).toEqual(['autism', 'first-years']);
    await mother.says('HT');
    expect(await mother.says('0')).toEqual([]);
    await mother.says('HT');
    expect(await mother.says('không')).toEqual([]);
    await mother.says('HT');
    expect(await mother.says('8')).toEqual([MENU]);
  });

  test('is left without leaving the rest, and goes on from there', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await mother.says('HT');
    await mother.says('1');
    await home.run(30);
    const first = withoutQuestion(await mother.hears());
    expect(await mother.says('HT THOI')).toEqual([
      'Vong Tay da ngung loat tin them cho be. Tin theo tuoi cua be van nhu truoc. Muon nhan lai: soan HT.',
    ]);
    expect(await statusOf(home)).toMatchObject({
      'first-years': 'active',
      disability: 'left',
      movement: 'left',
    });
    await home.run(60);
    const alone = withoutQuestion(await mother.hears());
    expect(alone.length).toBeGreaterThan(5);
    expect(alone.filter((text) => [...textsOf('disability'), ...textsOf('movement')].includes(text))).toEqual(
      [],
    );
    expect((await mother.says('HT DUNG'))[0]).toMatch(/^Gia dinh hien khong nhan loat tin them nao/);
    expect(await mother.says('HT')).toEqual([JOINED]);
    await home.run(10);
    const general = textsOf('disability');
    const [next = ''] = withoutQuestion(await mother.hears()).filter((text) => general.includes(text));
    const last = Math.max(...first.map((text) => general.indexOf(text)));
    expect(general.indexOf(next)).toBeGreaterThan(last);
    expect(general.indexOf(next)).toBeLessThan(last + 4);
  });

  test('brings papers and allowances to who asked, also after leaving and coming back; to nobody else', async () => {
    const home = await house({ at: MONDAY });
    const asked = await family(home, NUMBER, [{ born: '2026-09-02' }], { all: true });
    const other = await family(home, '+84987654321', [{ born: '2026-09-02' }], { all: true });
    await asked.says('HT');
    await asked.says('0');
    await asked.says('TC');
    await home.run(3);
    await asked.says('TIEP');
    await home.run(500);
    const rows = await home.deps.store.db.select().from(outbox).where(eq(outbox.series, 'money'));
    const sentTo = new Set(rows.filter(({ sentAt }) => sentAt !== null).map(({ contactId }) => contactId));
    expect(sentTo).toEqual(new Set([asked.contactId]));
    expect((await other.hears()).join(' ')).not.toMatch(/tro cap xa hoi/i);
  }, 60_000);

  test.each(['Dạ HT ạ', 'ht.', '/ht', 'HT nhé'])(
    'is the command with politeness around it: %s',
    async (text) => {
      const home = await house({ at: MONDAY });
      const mother = await family(home, NUMBER, [{ born: '2018-05-02' }]);
      expect(await mother.says(text)).toEqual([JOINED]);
    },
  );

  test('asks someone without a child to join first', async () => {
    const home = await house({ at: MONDAY });
    expect((await home.phone(NUMBER).says('HT'))[0]).toMatch(/truoc het anh chi soan DK/);
  });

  test('asks for which of several children, those already here', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [
      { born: '2026-09-02' },
      { born: '2022-05-02' },
      { due: '2027-04-01' },
    ]);
    expect(await mother.says('HT')).toEqual([
      'Anh chi muon nhan them loat tin "Cung be tien bo" cho be nao? 1: be sinh 02/05/2022. 2: be sinh 02/09/2026. Soan so.',
    ]);
    expect(await mother.says('1')).toEqual([JOINED]);
    expect((await mother.says('3'))[0]).toMatch(/^Vong Tay gui them "Loi khuyen cho be nhin kho"/);
    const rows = await home.deps.store.db.select().from(enrolments);
    const added = rows.filter(({ series }) => series === 'disability' || series === 'vision');
    expect(added.map(({ childId }) => childId)).toEqual([mother.childIds[1], mother.childIds[1]]);
  });

  test('in Telegram has a button for each', async () => {
    const home = await house({ at: MONDAY });
    const mother = home.chat(77);
    await mother.sends({ text: '/start' });
    await mother.says('DK 2/9/2026');
    expect((await mother.says('HT')).join('\n')).toMatch(/1 vận động, 2 nghe/);
    expect((await mother.says('4')).join('\n')).toMatch(/Lời khuyên giúp bé học từng bước/);
  });
});
