/** The main job, end to end, by SMS and by Telegram, with the country's real communes. */
import { expect, test } from 'vitest';
import { importUnits } from '../../db/import-units.ts';
import { MONTHLY } from '../../src/reports/form.ts';
import { totalsOf } from '../../src/reports/totals.ts';
import { reportsOfProvince, villagesOfProvince } from '../../src/store/area-reports.ts';
import { addVillage } from '../../src/store/villages.ts';
import { house } from './house.ts';
import { withRole } from './places.ts';

const MUONG_THAN = { code: '03618', validFrom: '2025-07-01' } as const;
const DAY_MS = 86_400_000;

test('a mother gets the tip of her child’s age, a collaborator’s counts are totalled, an officer’s word reaches the commune', async () => {
  const home = await house({ at: '2026-11-02T09:00:00+07:00' });
  await importUnits(home.deps.store);
  await home.deps.store.commit([
    addVillage({
      id: 'v1',
      communeCode: MUONG_THAN.code,
      communeFrom: MUONG_THAN.validFrom,
      name: 'Bản Nà Phát',
      nameFolded: 'ban na phat',
    }),
  ]);
  const officer = home.phone('+84911000001');
  await withRole(home, officer.number, 'commune-officer', { commune: MUONG_THAN });

  // A mother joins by SMS; her commune has the name of a former one, so she is asked which.
  const mother = home.phone('+84911000002');
  const joined = (await mother.says('dk 15/3/2026 xa muong than')).join('\n');
  expect(joined).toMatch(/1\. xa Muong Than, Lai Chau/);
  expect((await mother.says('1')).join('\n')).toMatch(/xa Muong Than, Lai Chau/);
  // Seven months old: the tip of that age is due at once, the next ones as the child grows.
  await home.run(1);
  const [first, ...tooMany] = await mother.hears();
  expect(first).toMatch(/\S/);
  // One of the season a day later, and no more.
  expect(tooMany.length).toBeLessThanOrEqual(1);
  await home.run(45);
  const later = await mother.hears();
  expect(later.length).toBeGreaterThanOrEqual(1);
  expect(new Set([first, ...tooMany, ...later]).size).toBe(1 + tooMany.length + later.length);

  // An aunt joins by Telegram, by the link on the poster.
  const aunt = home.chat(5_000_001);
  const greeting = await aunt.sends({ text: '/start xa-03618' });
  expect(greeting.join('\n')).toMatch(/Vòng Tay/);
  expect((await aunt.says('DK 20/10/2026')).join('\n')).toMatch(/Mường Than/);

  // The officer registers a collaborator, who agrees and reports.
  expect((await officer.says('CTV 0911000003 ban Na Phat')).join('\n')).toMatch(
    /so duoi 003 la cong tac vien Ban Na Phat/,
  );
  const collaborator = home.phone('+84911000003');
  expect((await collaborator.hears())[0]).toMatch(/moi anh chi lam cong tac vien Ban Na Phat/);
  expect((await collaborator.says('OK'))[0]).toMatch(/Cam on anh chi da nhan/);
  expect((await collaborator.says('BC T11, TS120; TE61 TD50 KT7 KD4'))[0]).toMatch(
    /^Da nhan BC T11\/2026 Ban Na Phat \(muon\): TS120 TE61 TD50 KT7 KD4\.\nCon thieu: CM CK CP CH DB DG\.$/,
  );

  const villages = await villagesOfProvince(home.deps.store, '12');
  const reports = await reportsOfProvince(home.deps.store, 'BC', '12', '2026-11', '2026-11');
  const totals = totalsOf(
    MONTHLY.codes,
    villages.map((v) => ({ id: v.id, communeId: v.communeCode })),
    reports,
    '2026-11',
  );
  expect(totals.communes.get(MUONG_THAN.code)?.sums.get('TE')?.value).toBe(61);
  expect([totals.all.reported, totals.all.expected]).toEqual([1, 1]);

  // Her broadcast reaches both parents, each in the form of their channel, and nobody else.
  const preview = (await officer.says('GUI PH: Thứ bảy tuần này trạm y tế xã cân đo trẻ dưới 5 tuổi.')).join(
    '\n',
  );
  expect(preview).toMatch(/2 nguoi/);
  const code = /GUI (\d{4})/.exec(preview)?.[1];
  expect((await officer.says(`GUI ${code}`)).join('\n')).toMatch(/cho 2 nguoi/);
  await home.advance(DAY_MS);
  expect(await mother.hears()).toContain(
    'Xa Muong Than: Thu bay tuan nay tram y te xa can do tre duoi 5 tuoi.',
  );
  expect(await aunt.hears()).toContain(
    'Xã Mường Than: Thứ bảy tuần này trạm y tế xã cân đo trẻ dưới 5 tuổi.',
  );
  expect((await collaborator.hears()).join()).not.toMatch(/can do tre/);

  // Leaving is confirmed once; a danger sign is still answered, and nothing else comes.
  expect((await mother.says('TC')).join('\n')).toMatch(/TIEP/);
  expect((await mother.says('be bi co giat'))[0]).toMatch(/115/);
  await home.run(60);
  expect(await mother.hears()).toEqual([]);
  expect(home.logs.filter((line) => line.level === 'error')).toEqual([]);
}, 60_000);
