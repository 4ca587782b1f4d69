import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { enrolments } from '../../db/schema.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { family } from './family.ts';
import { house } from './house.ts';

const NUMBER = '+84912345678';
const MONDAY = '2026-11-02T12:00:00+07:00';
const JOINED =
  'Vong Tay se gui them loat tin "Cung be tien bo": moi tin mot viec nho ca nha lam cung be, tu ngay mai. Ngung nhan moi tin: soan TC.';
const texts = SERIES.disability.items.map(({ vi }) => unaccented(vi));

describe('HT', () => {
  test('adds the series beside the one for the age, says nothing that others should not read, and once', async () => {
    const home = await house({ at: MONDAY });
    const mother = await family(home, NUMBER, [{ born: '2018-05-02' }]);
    expect(await mother.says('HT')).toEqual([JOINED]);
    expect((await mother.says('ht'))[0]).toMatch(/^Gia dinh dang nhan loat tin "Cung be tien bo"/);
    await home.run(240);
    expect(await mother.hears()).toEqual(texts);
    expect((await mother.says('HT'))[0]).toMatch(/^Gia dinh da nhan du loat tin/);
    expect(JOINED).not.toMatch(/khuyet tat/i);
  });

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
    const rows = await home.deps.store.db.select().from(enrolments);
    expect(rows.filter(({ series }) => series === 'disability').map(({ childId }) => childId)).toEqual([
      mother.childIds[1],
    ]);
  });
});
