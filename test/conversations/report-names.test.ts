/** Villages that are called like a code or a day: their names are never stored as counts, nor read as the month. */
import { expect, test } from 'vitest';
import { reports } from '../../db/schema.ts';
import { addVillage } from '../../src/store/villages.ts';
import { foldName } from '../../src/vietnamese.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const MAY = '+84912000001';
const OFFICER = '+84912000009';

async function start(name: string, mine = true) {
  const home = await house();
  await withPlaces(home);
  const commune = { communeCode: '03618', communeFrom: '2025-07-01' };
  await home.deps.store.commit([addVillage({ id: name, ...commune, name, nameFolded: foldName(name) })]);
  await withRole(home, MAY, 'collaborator', { villageId: mine ? name : 'v-na-phat' });
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  return { home, may: home.phone(MAY), officer: home.phone(OFFICER) };
}

async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [`${row.place} ${row.period}`, row.values]));
}

test('a collaborator may name their own village at the end, whatever it is called', async () => {
  for (const [village, text] of [
    ['Bản Km 12', 'BC T10 KT20 KD4 ban Km 12'],
    ['Bản CT 2', 'BC T10 KT20 KD4 ban CT 2'],
    ['Thôn 2/9', 'BC KT20 KD4 thon 2/9'],
    ['Thôn 2/9', 'BC T10 KT20 KD4 thon 2/9'],
    ['Bản Cẩm Trung 4', 'BC T10 KT20 KD4 Cam Trung 4'],
  ] as const) {
    const { home, may } = await start(village);
    await may.says(text);
    expect(await storedIn(home), text).toEqual({ [`${village} 2026-10`]: { KT: 20, KD: 4 } });
  }
});

test('what may be the village or a count is asked, and its number is one answer away', async () => {
  const { home, may } = await start('Bản Km 12');
  expect(await talk(may, 'BC T10 KT20 KD4 Km 12', '3', 'KM 2')).toMatchInlineSnapshot(`
    "> BC T10 KT20 KD4 Km 12
    < Da nhan BC T10/2026 Ban Km 12: KT20 KD4.
      Chua luu: KM (day la ten thon hay so lieu?).
      Soan so cua KM, hoac soan lai: BC T10 KT20 KD4 KM?
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > 3
    < Da nhan BC T10/2026 Ban Km 12: KT20 KD4 KM3.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > KM 2
    < Chua luu so nao: chu BC (tin can bat dau bang BC).
      Neu y anh chi la BC T10 KM2 (Ban Km 12) thi soan OK."
  `);
  expect(await storedIn(home)).toEqual({ 'Bản Km 12 2026-10': { KT: 20, KD: 4, KM: 3 } });
});

test('an answer that ends with the village’s name stores no count of it', async () => {
  const { home, may } = await start('Bản Km 12');
  await talk(may, 'BC T10 KT~20 KD4', 'KT21 ban Km 12');
  expect(await storedIn(home)).toEqual({ 'Bản Km 12 2026-10': { KT: 21, KD: 4 } });
});

test('an officer’s report for such a village, and a text that waited for it, are read with its name', async () => {
  const { home, officer } = await start('Bản Km 12', false);
  await officer.says('BC T10 KT20 ban Km 12');
  expect(await storedIn(home)).toEqual({ 'Bản Km 12 2026-10': { KT: 20 } });
  const son = home.phone('+84912000002');
  await talk(son, 'BC T10 KD4 ban Km 12');
  await officer.says('CTV 0912000002 Km 12');
  await son.says('OK');
  expect(await storedIn(home)).toEqual({ 'Bản Km 12 2026-10': { KT: 20, KD: 4 } });
});
