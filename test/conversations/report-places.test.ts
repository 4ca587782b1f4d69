/** Whose counts a text is: several villages, a borrowed phone, a number that nobody registered, closed months. */
import { expect, test } from 'vitest';
import { audit, heldReports, reports, reportVersions } from '../../db/schema.ts';
import { giveRole } from '../../src/store/roles.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const MAY = '+84912000001';
const SON = '+84912000002';
const OFFICER = '+84912000009';
const TEN_MINUTES = 600_000;

async function start(at = '2026-11-02T09:00:00+07:00'): Promise<House> {
  const home = await house({ at });
  await withPlaces(home);
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  return home;
}

async function ofTwoVillages(home: House) {
  const contactId = await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
  await home.deps.store.commit([
    giveRole({
      id: 'second',
      contactId,
      role: 'collaborator',
      place: { villageId: 'v-2' },
      status: 'active',
      madeBy: 'test',
      at: home.now() + 1,
    }),
  ]);
  return home.phone(MAY);
}

async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [`${row.place} ${row.period}`, row.values]));
}

test('with several villages the text waits until its village is chosen by number or by name', async () => {
  const home = await start();
  const may = await ofTwoVillages(home);
  expect(await talk(may, 'BC T10 KT5', '2', 'BC T10 KT6 KD~2', 'na phat', '1')).toMatchInlineSnapshot(`
    "> BC T10 KT5
    < Bao cao nay cua thon nao? 1: Ban Na Phat, 2: Thon 2. Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT5
    > 2
    < Da nhan BC T10/2026 Thon 2: KT5.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > BC T10 KT6 KD~2
    < Bao cao nay cua thon nao? 1: Ban Na Phat, 2: Thon 2. Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT6 KD~2
    > na phat
    < Da nhan BC T10/2026 Ban Na Phat: KT6.
      Chua luu: KD (can so chinh xac).
      Soan so cua KD, hoac soan lai: BC T10 KT6 KD?
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > 1
    < Da nhan BC T10/2026 Ban Na Phat: KT6 KD1.
      Con thieu: TS TE TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': { KT: 5 }, 'v-na-phat 2026-10': { KT: 6, KD: 1 } });
});

test('a village named in any spelling is the one that is meant', async () => {
  const home = await start();
  const may = await ofTwoVillages(home);
  for (const [n, text] of [
    'BC T10 KT5 thon2',
    'BC T10 thôn 02 KT6',
    'Thon so 2 BC T10 KT7',
    'BC T10 KT8, Bản Nà Phát',
    'BC na phat T10 KT9',
  ].entries()) {
    expect((await may.says(text))[0], text).toMatch(n < 3 ? /Thon 2: KT/ : /Ban Na Phat: KT/);
  }
});

test('for another village of the commune the officer is asked once, and a yes stores what was kept', async () => {
  const home = await start();
  await withRole(home, SON, 'collaborator', { villageId: 'v-na-phat' });
  const [son, officer] = [home.phone(SON), home.phone(OFFICER)];
  expect(await talk(son, 'BC thon 12 T10 KT5 KD2', 'BC thon 12 T10 TE9')).toMatchInlineSnapshot(`
    "> BC thon 12 T10 KT5 KD2
    < Chua luu so nao: Thon 12 khong phai thon cua anh chi. Tin duoc giu va da hoi can bo xa; xa dang ky them thon nay thi so duoc ghi.
    > BC thon 12 T10 TE9
    < Chua luu so nao: Thon 12 khong phai thon cua anh chi. Tin duoc giu va da hoi can bo xa; xa dang ky them thon nay thi so duoc ghi."
  `);
  expect(await officer.hears()).toMatchInlineSnapshot(`
    [
      "Nguoi bao cao cua Ban Na Phat gui giup so cua Thon 12. Neu anh chi dong y, soan: CTV 0912000002 Thon 12",
    ]
  `);
  expect(await storedIn(home)).toEqual({});
  expect(await talk(officer, 'CTV 0912000002 Thon 12')).toMatchInlineSnapshot(`
    "> CTV 0912000002 Thon 12
    < Da ghi them Thon 12 cho cong tac vien so duoi 002."
  `);
  await home.advance(TEN_MINUTES);
  expect((await son.hears())[0]).toMatchInlineSnapshot(`
    "Vong Tay: anh chi duoc ghi them la cong tac vien Thon 12. Khi bao cao, ghi kem ten thon. Neu khong dung, bao can bo xa giup nhe.
    Da nhan BC T10/2026 Thon 12: KT5 KD2.
    Con thieu: TS TE TD CM CK CP CH DB DG.
    Da nhan BC T10/2026 Thon 12: TE9.
    Con thieu: TS TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-12 2026-10': { KT: 5, KD: 2, TE: 9 } });
});

test('another village is not filled in by an answer to a question either', async () => {
  const home = await start();
  await withRole(home, SON, 'collaborator', { villageId: 'v-na-phat' });
  await talk(home.phone(SON), 'BC thon 7 T10 KT~5', '5');
  expect(await storedIn(home)).toEqual({});
});

test('a commune that is not theirs is asked before anything is stored', async () => {
  const home = await start();
  await withRole(home, SON, 'collaborator', { villageId: 'v-2' });
  expect(await talk(home.phone(SON), 'BC T10 KT5 thon 2 xa Than Uyen', '1')).toMatchInlineSnapshot(`
    "> BC T10 KT5 thon 2 xa Than Uyen
    < Tin ghi xa Than Uyen, con Thon 2 thuoc xa Muong Than. Neu la so cua Thon 2, xa Muong Than thi soan 1. Chua luu so nao: BC T10 KT5 thon 2 xa Than Uyen
    > 1
    < Da nhan BC T10/2026 Thon 2: KT5.
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
  expect(await talk(home.phone(SON), 'BC T10 KT6 thon 2 xa Muong Than')).toMatch(/KT6/);
  expect(await talk(home.phone(SON), 'BC T9 KT5 thon 2 xa Than Uyen', 'khong')).toMatch(/chua luu so nao/);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': { KT: 6 } });
});

test('a report from a number nobody registered is kept, and stored once its owner agreed to be registered', async () => {
  const home = await start();
  const [may, officer] = [home.phone(MAY), home.phone(OFFICER)];
  expect(await talk(may, 'BC T10 KT5 KD3', 'BC T9 TE~7')).toMatchInlineSnapshot(`
    "> BC T10 KT5 KD3
    < Vong Tay da giu tin bao cao nay. So may chua duoc dang ky cho thon nao: anh chi nho can bo xa dang ky giup, xong thi bao cao duoc ghi, khong can gui lai.
    > BC T9 TE~7
    < Vong Tay da giu tin bao cao nay. So may chua duoc dang ky cho thon nao: anh chi nho can bo xa dang ky giup, xong thi bao cao duoc ghi, khong can gui lai."
  `);
  expect(await storedIn(home)).toEqual({});
  await officer.says('CTV 0912000001 Thon 12');
  await home.advance(TEN_MINUTES);
  await may.hears();
  expect(await talk(may, 'BC T10 KT6', 'OK', '7')).toMatchInlineSnapshot(`
    "> BC T10 KT6
    < Anh chi duoc moi lam cong tac vien Thon 12, gui so lieu tre em moi thang. Soan 1 hoac OK: dong y. Soan 2: khong.
    > OK
    < Cam on anh chi da nhan lam cong tac vien Thon 12. Moi thang gui BC va so lieu, vi du: BC T10 TS120 TE61 KT7. Xem huong dan: TG. Ngung nhan tin: TC.
    < Da nhan BC T10/2026 Thon 12: KT5 KD3.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    < Chua luu so nao: TE (can so chinh xac).
      Soan so cua TE, hoac soan lai: BC T9 TE?
    < Da nhan BC T10/2026 Thon 12: KT6.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > 7
    < Da nhan BC T9/2026 Thon 12 (muon): TE7.
      Con thieu: TS TD CM CK KT KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-12 2026-10': { KT: 6, KD: 3 }, 'v-12 2026-09': { TE: 7 } });
  expect((await home.deps.store.db.select().from(heldReports)).map((row) => row.status)).toEqual([
    'taken',
    'taken',
    'taken',
  ]);
});

test('who declines is not registered, and nothing of theirs is stored', async () => {
  const home = await start();
  const may = home.phone(MAY);
  await may.says('BC T10 KT5');
  await home.phone(OFFICER).says('CTV 0912000001 Thon 12');
  await home.advance(TEN_MINUTES);
  await may.says('2');
  expect(await storedIn(home)).toEqual({});
});

test('an officer reports for a village of the commune by naming it, and for no other', async () => {
  const home = await start();
  const officer = home.phone(OFFICER);
  expect(
    await talk(officer, 'BC T10 KT5', 'BC T10 thon 12 KT6 KD1', 'BC T10 thon Na Xa KT6'),
  ).toMatchInlineSnapshot(`
    "> BC T10 KT5
    < Anh chi la can bo xa: xin ghi kem ten thon, vi du: BC T10 KT5 thon ... Chua luu so nao.
    > BC T10 thon 12 KT6 KD1
    < Da nhan BC T10/2026 Thon 12: KT6 KD1.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > BC T10 thon Na Xa KT6
    < Anh chi la can bo xa: xin ghi kem ten thon, vi du: BC T10 thon Na Xa KT6 thon ... Chua luu so nao."
  `);
  expect(await storedIn(home)).toEqual({ 'v-12 2026-10': { KT: 6, KD: 1 } });
});

test('a month that is over is late, and after its half-year it is closed until an officer opens it', async () => {
  const home = await start('2026-08-05T09:00:00+07:00');
  await withRole(home, SON, 'collaborator', { villageId: 'v-2' });
  const [son, officer] = [home.phone(SON), home.phone(OFFICER)];
  expect(await talk(son, 'BC T7 KT4', 'BC T6 KT5 KD2')).toMatchInlineSnapshot(`
    "> BC T7 KT4
    < Da nhan BC T7/2026 Thon 2: KT4.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > BC T6 KT5 KD2
    < T6/2026 da khoa so nen tin nay chua luu, chi giu lai. Da bao can bo xa; xa mo lai thi so duoc ghi, anh chi khong can gui lai."
  `);
  expect(await officer.hears()).toMatchInlineSnapshot(`
    [
      "Thon 2 gui so cho T6/2026, thang da khoa so. De mo lai, soan: XEM T6/2026 Thon 2",
    ]
  `);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-07': { KT: 4 } });
  expect(await talk(officer, 'XEM T6 Thon 2', '1')).toMatchInlineSnapshot(`
    "> XEM T6 Thon 2
    < Thon 2 chua co bao cao T6/2026.
      Thang da khoa so tu 31/07/2026. Soan 1: mo lai 7 ngay cho thon nay sua. Soan 2: de nguyen.
    > 1
    < Da mo lai T6/2026 cho Thon 2 den 12/08/2026."
  `);
  expect(await son.hears()).toMatchInlineSnapshot(`
    [
      "Da nhan BC T6/2026 Thon 2 (muon): KT5 KD2.
    Con thieu: TS TE TD CM CK CP CH DB DG.",
    ]
  `);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-07': { KT: 4 }, 'v-2 2026-06': { KT: 5, KD: 2 } });
  expect((await son.says('SUA T6 KT6'))[0]).toMatch(/Da nhan BC T6\/2026 Thon 2 \(muon\): KT6/);
  await home.run(8);
  await son.hears();
  expect((await son.says('SUA T6 KT7'))[0]).toMatch(/da khoa so/);
  expect(await storedIn(home)).toMatchObject({ 'v-2 2026-06': { KT: 6, KD: 2 } });
  const acts = (await home.deps.store.db.select().from(audit)).map(
    ({ action, subject }) => `${action} ${subject}`,
  );
  expect(acts).toContain('month-reopened report:BC:v-2:2026-06');
  const versions = await home.deps.store.db.select().from(reportVersions);
  expect(versions.map((v) => [v.period, v.late])).toEqual([
    ['2026-07', false],
    ['2026-06', true],
    ['2026-06', true],
  ]);
});

test('an answer that meets a closed month waits with its counts, not with the OK', async () => {
  const home = await start('2026-08-05T09:00:00+07:00');
  await withRole(home, SON, 'collaborator', { villageId: 'v-2' });
  const son = home.phone(SON);
  expect((await talk(son, 'BS T6 KT5', 'OK')).split('\n').at(-1)).toMatch(/da khoa so/);
  await talk(home.phone(OFFICER), 'XEM T6 Thon 2', '1');
  expect(await storedIn(home)).toEqual({ 'v-2 2026-06': { KT: 5 } });
});

test('who is no officer of the village opens nothing', async () => {
  const home = await start('2026-08-05T09:00:00+07:00');
  await withRole(home, SON, 'collaborator', { villageId: 'v-2' });
  const son = home.phone(SON);
  await son.says('XEM T6');
  await son.says('1');
  expect((await son.says('BC T6 KT5'))[0]).toMatch(/da khoa so/);
});

test('an officer sees who has reported, and who has not', async () => {
  const home = await start();
  await withRole(home, SON, 'collaborator', { villageId: 'v-2' });
  await home.phone(SON).says('BC T10 KT4');
  expect(await talk(home.phone(OFFICER), 'XEM T10', 'XEM T10 thon 2', 'XEM T13')).toMatchInlineSnapshot(`
    "> XEM T10
    < T10/2026: 1/3 thon da bao cao. Con thieu: Ban Na Phat, Thon 12.
    > XEM T10 thon 2
    < Thon 2 T10/2026: KT4.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > XEM T13
    < Xin ghi ro thang, vi du: XEM T11/2026."
  `);
});
