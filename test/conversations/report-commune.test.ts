/** `BX`: what only the commune knows, by its officer. */
import { expect, test } from 'vitest';
import { reports } from '../../db/schema.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const OFFICER = '+84912000009';
const MAY = '+84912000001';

async function start(at = '2026-11-02T09:00:00+07:00'): Promise<House> {
  const home = await house({ at });
  await withPlaces(home);
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  await withRole(home, MAY, 'collaborator', { villageId: 'v-2' });
  return home;
}

async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [`${row.form} ${row.place} ${row.period}`, row.values]));
}

test('an officer reports, is asked, corrects, looks and withdraws as a village does', async () => {
  const home = await start();
  const officer = home.phone(OFFICER);
  expect(
    await talk(
      officer,
      'BX',
      'BX T10 CB12 TB15 CS4 TX2 MK1 HV~1',
      'TB8 CB12 HV1',
      'SUA T10 TB9',
      'BX T10 MK2',
      'BX T10 KT5',
      'XEM T10',
      'HUY T10',
      'OK',
    ),
  ).toMatchInlineSnapshot(`
    "> BX
    < Bao cao cua xa: BX, thang, roi ma va so, vi du: BX T11 CB12 TB8. Cac ma: HV NT BT CB TB CS TX MK DN MT ML MH. Xem lai: XEM T11.
    > BX T10 CB12 TB15 CS4 TX2 MK1 HV~1
    < Da nhan BX T10/2026 xa Muong Than: CS4 TX2 MK1.
      Chua luu: HV (can so chinh xac), TB CB (hai so khong khop nhau).
      Soan lai: BX T10 CS4 TX2 MK1 HV? TB? CB?
      Con thieu: NT BT DN MT ML MH.
    > TB8 CB12 HV1
    < Da nhan BX T10/2026 xa Muong Than: HV1 CB12 TB8 CS4 TX2 MK1.
      Con thieu: NT BT DN MT ML MH.
    > SUA T10 TB9
    < Da nhan BX T10/2026 xa Muong Than: TB9.
      Con thieu: NT BT DN MT ML MH.
    > BX T10 MK2
    < Chua luu so nao: MK (so qua lon).
      Soan so cua MK, hoac soan lai: BX T10 MK?
    > BX T10 KT5
    < Chua luu so nao: KT (khong co ma nay).
    > XEM T10
    < T10/2026: 0/3 thon da bao cao. Con thieu: Ban Na Phat, Thon 12, Thon 2.
      xa Muong Than T10/2026: HV1 CB12 TB9 CS4 TX2 MK1.
      Con thieu: NT BT DN MT ML MH.
      Da gui 3 lan, gan nhat 02/11/2026.
    > HUY T10
    < Huy bao cao T10/2026 cua xa Muong Than (HV1 CB12 TB9 CS4 TX2 MK1)? Soan 1: huy. Soan 2: giu lai.
    > OK
    < Da huy bao cao T10/2026 cua xa Muong Than. Gui lai luc nao cung duoc bang BX."
  `);
  expect(await storedIn(home)).toEqual({ 'BX commune:03618@2025-07-01 2026-10': {} });
});

test('an officer still corrects a village with SUA', async () => {
  const home = await start();
  await home.phone(MAY).says('BC T10 KT5');
  expect(await talk(home.phone(OFFICER), 'SUA T10 KT6 thon 2')).toMatch(/Thon 2: KT6/);
  expect(await storedIn(home)).toEqual({ 'BC v-2 2026-10': { KT: 6 } });
});

test('BX or SUA that names another commune or a village is asked before it becomes the commune’s', async () => {
  const home = await start();
  const officer = home.phone(OFFICER);
  await officer.says('BX T10 HV2 CB12');
  expect(
    await talk(
      officer,
      'BX T10 xa Than Uyen HV7',
      'BX T10 Tân Uyên HV8',
      'BX T10 thon 2 CB3',
      'BX T10 CB4 bản Lướt',
      'SUA T10 na phat HV5',
      'khong',
    ),
  ).toMatchInlineSnapshot(`
    "> BX T10 xa Than Uyen HV7
    < Tin ghi xa Than Uyen. Neu la so cua ca xa Muong Than thi soan 1, neu khong thi soan 2. So cua thon: soan BC kem ten thon. Chua luu so nao: BX T10 xa Than Uyen HV7
    > BX T10 Tân Uyên HV8
    < Tin nay chua duoc ghi, xin gui lai va ghi ro cua thon, xa nao: BX T10 xa Than Uyen HV7
    < Tin ghi xa Tan Uyen. Neu la so cua ca xa Muong Than thi soan 1, neu khong thi soan 2. So cua thon: soan BC kem ten thon. Chua luu so nao: BX T10 Tan Uyen HV8
    > BX T10 thon 2 CB3
    < Tin nay chua duoc ghi, xin gui lai va ghi ro cua thon, xa nao: BX T10 Tan Uyen HV8
    < Tin ghi Thon 2. Neu la so cua ca xa Muong Than thi soan 1, neu khong thi soan 2. So cua thon: soan BC kem ten thon. Chua luu so nao: BX T10 thon 2 CB3
    > BX T10 CB4 bản Lướt
    < Tin nay chua duoc ghi, xin gui lai va ghi ro cua thon, xa nao: BX T10 thon 2 CB3
    < Tin ghi ban Luot. Neu la so cua ca xa Muong Than thi soan 1, neu khong thi soan 2. So cua thon: soan BC kem ten thon. Chua luu so nao: BX T10 CB4 ban Luot
    > SUA T10 na phat HV5
    < Tin nay chua duoc ghi, xin gui lai va ghi ro cua thon, xa nao: BX T10 CB4 ban Luot
    < Tin ghi Ban Na Phat. Neu la so cua ca xa Muong Than thi soan 1, neu khong thi soan 2. So cua thon: soan BC kem ten thon. Chua luu so nao: SUA T10 na phat HV5
    > khong
    < Vang, chua luu so nao."
  `);
  expect(await storedIn(home)).toEqual({
    'BX commune:03618@2025-07-01 2026-10': { HV: 2, CB: 12 },
  });
  await talk(officer, 'SUA T10 na phat HV5', '1', 'BX T10 xã Mường Than CB13');
  expect(await storedIn(home)).toEqual({
    'BX commune:03618@2025-07-01 2026-10': { HV: 5, CB: 13 },
  });
});

test('an officer withdraws what they stored for a village, and no other', async () => {
  const home = await start();
  const officer = home.phone(OFFICER);
  await talk(officer, 'BC thon 12 T10 KT7', 'BX T10 CB12');
  expect(
    await talk(officer, 'HUY T10 thon 2 Than Uyen', 'HUY T10 thon 12', '1', 'HUY T10 thon 2', 'HUY T10'),
  ).toMatchInlineSnapshot(`
    "> HUY T10 thon 2 Than Uyen
    < Vong Tay da nhan tin va chua hieu y anh chi. Soan TG de duoc huong dan. Neu tre hoac me co dau hieu nguy hiem, den tram y te ngay hoac goi 115.
    > HUY T10 thon 12
    < Huy bao cao T10/2026 cua Thon 12 (KT7)? Soan 1: huy. Soan 2: giu lai.
    > 1
    < Da huy bao cao T10/2026 cua Thon 12. Gui lai luc nao cung duoc bang BC.
    > HUY T10 thon 2
    < Thon 2 chua co bao cao T10/2026.
    > HUY T10
    < Huy bao cao T10/2026 cua xa Muong Than (CB12)? Soan 1: huy. Soan 2: giu lai."
  `);
  expect(await storedIn(home)).toEqual({
    'BC v-12 2026-10': {},
    'BX commune:03618@2025-07-01 2026-10': { CB: 12 },
  });
});

test('BX from anyone else is ordinary text', async () => {
  const home = await start();
  await talk(home.phone(MAY), 'BX T10 CB12', 'BX');
  await talk(home.phone('+84987000000'), 'BX T10 CB12');
  expect(await storedIn(home)).toEqual({});
});

test('a closed month of the commune itself is opened by its officer', async () => {
  const home = await start('2026-08-05T09:00:00+07:00');
  const officer = home.phone(OFFICER);
  expect(await talk(officer, 'BX T6 CB12', 'XEM T6/2026 xã Mường Than', '1')).toMatchInlineSnapshot(`
    "> BX T6 CB12
    < T6/2026 da khoa so nen tin nay chua luu, chi giu lai. De mo lai, soan: XEM T6/2026 xa Muong Than
    > XEM T6/2026 xã Mường Than
    < xa Muong Than chua co bao cao T6/2026.
      Thang da khoa so tu 31/07/2026. Soan 1: mo lai 7 ngay cho thon nay sua. Soan 2: de nguyen.
    > 1
    < Da mo lai T6/2026 cho xa Muong Than den 12/08/2026.
    < Da nhan BX T6/2026 xa Muong Than (muon): CB12.
      Con thieu: HV NT BT TB CS TX MK DN MT ML MH."
  `);
  expect(await storedIn(home)).toEqual({ 'BX commune:03618@2025-07-01 2026-06': { CB: 12 } });
});
