/** Whose a text is, what waits, and what comes late: nothing under a wrong village or month, and nothing lost. */
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { heldReports, reports, reportVersions, roles } from '../../db/schema.ts';
import { changeRole } from '../../src/store/roles.ts';
import { addVillage } from '../../src/store/villages.ts';
import { foldName } from '../../src/vietnamese.ts';
import { collaborator, collaboratorByChat, storedIn } from './counting.ts';
import { house } from './house.ts';
import { MUONG_THAN, withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const MAY = '+84912000001';
const SON = '+84912000002';
const OFFICER = '+84912000009';
const MINUTE = 60_000;

type Start = {
  readonly at?: string;
  readonly villages?: readonly string[];
  readonly own?: readonly string[];
};

/** May reports for `own`; each of `villages` is one more village of the commune, known by its name. */
async function start({ at = '2026-11-02T09:00:00+07:00', villages = [], own = ['v-na-phat'] }: Start = {}) {
  const home = await house({ at });
  await withPlaces(home);
  await home.deps.store.commit(
    villages.map((name) =>
      addVillage({
        id: name,
        communeCode: '03618',
        communeFrom: '2025-07-01',
        name,
        nameFolded: foldName(name),
      }),
    ),
  );
  const [first, ...more] = own;
  if (first !== undefined) {
    const contactId = await withRole(home, MAY, 'collaborator', { villageId: first });
    await home.deps.store.commit(more.map((id, n) => collaborator(contactId, id, home.now() + n + 1)));
  }
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  return { home, may: home.phone(MAY), officer: home.phone(OFFICER) };
}

test('a code, a person or a commune of the same name is not the village', async () => {
  const own = ['Bản Mơ', 'v-2'];
  for (const text of ['BC T10 MO3 DB5', 'BC T10 KT5, chi Mo', 'BC T10 KT5 Mo', 'BC T10 KT5 xa Mo']) {
    const { home, may } = await start({ villages: ['Bản Mơ'], own });
    expect((await may.says(text))[0], text).toMatch(/cua thon nao/);
    expect(await storedIn(home), text).toEqual({});
  }
  const { home, may } = await start({ villages: ['Bản Mơ'], own });
  await talk(may, 'BC T10 KT5 ban mo', 'BC T9 KT6', 'Mo');
  expect(await storedIn(home)).toEqual({ 'Bản Mơ 2026-10': { KT: 5 }, 'Bản Mơ 2026-09': { KT: 6 } });
});

test('a village that is named without its word, or by a longer name, is not taken for the sender’s own', async () => {
  const villages = ['Bản Nà Bán', 'Bản Nà Bán 2', 'Thôn 1', 'Thôn 11'];
  for (const [own, text] of [
    ['Bản Nà Bán', 'BC T10 KT5 ban na ban 2'],
    ['Bản Nà Bán', 'BC na ban 2 T10 KT5'],
    ['Thôn 1', 'BC T10 KT5 thon 11'],
    ['v-2', 'BC na phat T10 KT5'],
    ['v-2', 'BC T10 KT5 Na Phat'],
  ] as const) {
    const { home, may } = await start({ villages, own: [own] });
    expect((await may.says(text))[0], text).toMatch(/khong phai thon cua anh chi/);
    expect(await storedIn(home), text).toEqual({});
  }
  for (const [own, text] of [
    ['Bản Nà Bán', 'BC T10 KT5 na ban'],
    ['Bản Nà Bán 2', 'BC T10 KT5 na ban 2'],
    ['Thôn 1', 'BC T10 KT5 thon 01'],
    ['v-2', 'BC T10 KT5 CTV thon 2 chi Lan'],
    ['v-2', 'BC T10 KT5 Lan thon 11'],
  ] as const) {
    const { home, may } = await start({ villages, own: [own] });
    await may.says(text);
    expect(await storedIn(home), text).toEqual({ [`${own} 2026-10`]: { KT: 5 } });
  }
});

test('where villages have numbers for names, a bare number chooses none', async () => {
  const { home, may } = await start({ villages: ['Thôn 1'], own: ['v-2', 'Thôn 1'] });
  expect(await talk(may, 'BC T10 KT5', '1', 'thon 1')).toMatchInlineSnapshot(`
    "> BC T10 KT5
    < Bao cao nay cua thon nao: Thon 2, Thon 1? Soan ten thon, vi du: Thon 2. Chua luu so nao: BC T10 KT5
    > 1
    < Bao cao nay cua thon nao: Thon 2, Thon 1? Soan ten thon, vi du: Thon 2. Chua luu so nao: BC T10 KT5
    > thon 1
    < Da nhan BC T10/2026 Thon 1: KT5.
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'Thôn 1 2026-10': { KT: 5 } });
});

test('two villages of one name are told apart by their communes', async () => {
  const { home, may } = await start({ own: ['v-2', 'v-other-2'] });
  expect((await may.says('BC T10 KT5 thon 2'))[0]).toMatch(
    /1: Thon 2 \(Muong Than\), 2: Thon 2 \(Than Uyen\)/,
  );
  await may.says('2');
  expect(await storedIn(home)).toEqual({ 'v-other-2 2026-10': { KT: 5 } });
});

test('of two villages of one name each is echoed, shown and withdrawn with its commune', async () => {
  const { home, may } = await start({ own: ['v-2', 'v-other-2'] });
  expect(
    await talk(
      may,
      'BC T10 KT5 thon 2',
      '1',
      'BC T10 KT~6 thon 2',
      '2',
      '6',
      'XEM T10',
      'XEM T10 thon 2 xa Than Uyen',
      'HUY T10 thon 2',
      'HUY T10/2026 Thon 2 (Muong Than)',
      '1',
    ),
  ).toMatchInlineSnapshot(`
    "> BC T10 KT5 thon 2
    < Bao cao nay cua thon nao? 1: Thon 2 (Muong Than), 2: Thon 2 (Than Uyen). Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT5 thon 2
    > 1
    < Da nhan BC T10/2026 Thon 2 (Muong Than): KT5.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > BC T10 KT~6 thon 2
    < Bao cao nay cua thon nao? 1: Thon 2 (Muong Than), 2: Thon 2 (Than Uyen). Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT~6 thon 2
    > 2
    < Chua luu so nao: KT (can so chinh xac).
      Soan so cua KT, hoac soan lai: BC T10 KT?
    > 6
    < Da nhan BC T10/2026 Thon 2 (Than Uyen): KT6.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > XEM T10
    < Thon 2 (Muong Than) T10/2026: KT5.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
      Thon 2 (Than Uyen) T10/2026: KT6.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > XEM T10 thon 2 xa Than Uyen
    < Thon 2 (Than Uyen) T10/2026: KT6.
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > HUY T10 thon 2
    < Huy bao cao T10/2026 cua thon nao: Thon 2 (Muong Than), Thon 2 (Than Uyen)? Soan kem ten, vi du: HUY T10/2026 Thon 2 (Muong Than)
    > HUY T10/2026 Thon 2 (Muong Than)
    < Huy bao cao T10/2026 cua Thon 2 (Muong Than) (KT5)? Soan 1: huy. Soan 2: giu lai.
    > 1
    < Da huy bao cao T10/2026 cua Thon 2 (Muong Than). Gui lai luc nao cung duoc bang BC."
  `);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': {}, 'v-other-2 2026-10': { KT: 6 } });
});

test('two texts without their village are asked about one after the other, in the order of sending', async () => {
  const { home, may } = await start({ own: ['v-na-phat', 'v-12'] });
  await may.says('BC T10 KT5 KD3');
  await home.advance(MINUTE);
  expect(await talk(may, 'BC T10 KT7 KD2', 'BC T9 KT~8', '1', '2', '1', '8')).toMatchInlineSnapshot(`
    "> BC T10 KT7 KD2
    < Bao cao nay cua thon nao? 1: Ban Na Phat, 2: Thon 12. Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT5 KD3
      Se hoi tiep tin: BC T10 KT7 KD2
    > BC T9 KT~8
    < Bao cao nay cua thon nao? 1: Ban Na Phat, 2: Thon 12. Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT5 KD3
      Se hoi tiep tin: BC T9 KT~8
    > 1
    < Da nhan BC T10/2026 Ban Na Phat: KT5 KD3.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    < Bao cao nay cua thon nao? 1: Ban Na Phat, 2: Thon 12. Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT7 KD2
    > 2
    < Da nhan BC T10/2026 Thon 12: KT7 KD2.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    < Bao cao nay cua thon nao? 1: Ban Na Phat, 2: Thon 12. Soan so thu tu hoac ten thon. Chua luu so nao: BC T9 KT~8
    > 1
    < Chua luu so nao: KT (can so chinh xac).
      Soan so cua KT, hoac soan lai: BC T9 KT?
    > 8
    < Da nhan BC T9/2026 Ban Na Phat (muon): KT8.
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({
    'v-na-phat 2026-10': { KT: 5, KD: 3 },
    'v-12 2026-10': { KT: 7, KD: 2 },
    'v-na-phat 2026-09': { KT: 8 },
  });
});

test('a text whose village was asked is set aside by name where something else is asked', async () => {
  const { home, may } = await start({ own: ['v-na-phat', 'v-12'] });
  await may.says('BC T10 KT5 KD3');
  await home.advance(MINUTE);
  await may.says('BC T10 TE60 na phat');
  await home.advance(MINUTE);
  expect(await talk(may, 'BC T10 KT7', 'BC T10 CP~4 na phat', '4')).toMatchInlineSnapshot(`
    "> BC T10 KT7
    < Tin nay chua duoc ghi, xin gui lai va ghi ro cua thon, xa nao: BC T10 KT5 KD3
    < Bao cao nay cua thon nao? 1: Ban Na Phat, 2: Thon 12. Soan so thu tu hoac ten thon. Chua luu so nao: BC T10 KT7
    > BC T10 CP~4 na phat
    < Tin nay chua duoc ghi, xin gui lai va ghi ro cua thon, xa nao: BC T10 KT7
    < Chua luu so nao: CP (can so chinh xac).
      Soan so cua CP, hoac soan lai: BC T10 CP?
    > 4
    < Da nhan BC T10/2026 Ban Na Phat: CP4.
      Con thieu: TS TD CM CK KT KD CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { TE: 60, CP: 4 } });
});

test('a correction whose village is asked stays a correction', async () => {
  const { home, may } = await start({ own: ['v-na-phat', 'v-12'] });
  await talk(may, 'BC T10 KT5 KD3 na phat', 'SUA T10 KT6', '1');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { KT: 6, KD: 3 } });
});

test('a text that waited for its village does not win over one that was sent after it', async () => {
  const { home, may } = await start({ own: ['v-na-phat', 'v-12'] });
  await may.says('BC T10 KT5 TE9');
  await home.advance(MINUTE);
  await may.says('BC T10 KT6 na phat');
  await home.advance(MINUTE);
  await talk(may, '1', '1');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { KT: 6, TE: 9 } });
});

test('what an unregistered person sent for another village is not stored for theirs, and they are told', async () => {
  const { home, may, officer } = await start({ own: [] });
  await talk(may, 'BC thon 12 T10 KT5', 'BC T10 TE9');
  await officer.says('CTV 0912000001 thon 2');
  await home.advance(10 * MINUTE);
  await may.hears();
  expect(await talk(may, '1')).toMatch(/chua ro cua thon nao, xin gui lai kem ten thon: BC thon 12 T10 KT5/);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': { TE: 9 } });
  await officer.says('CTV 0912000001 thon 12');
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': { TE: 9 }, 'v-12 2026-10': { KT: 5 } });
});

test('what they were told to send again is not stored for a village of later', async () => {
  const { home, may, officer } = await start({ own: [] });
  await may.says('BC T10 KT5 KD3');
  await talk(officer, 'CTV 0912000001 na phat', 'CTV 0912000001 thon 2');
  await home.advance(10 * MINUTE);
  await may.hears();
  expect(await talk(may, 'OK', 'BC na phat T10 KT6 KD3')).toMatch(
    /chua ro cua thon nao, xin gui lai kem ten thon: BC T10 KT5 KD3/,
  );
  await officer.says('CTV 0912000001 thon 12');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { KT: 6, KD: 3 } });
});

test('what they sent while invited to a village they declined is not stored for another', async () => {
  const { home, may, officer } = await start({ own: [] });
  await officer.says('CTV 0912000001 na phat');
  await home.advance(10 * MINUTE);
  await may.hears();
  await talk(may, 'BC T9 KT5 KD3', '2');
  await officer.says('CTV 0912000001 thon 12');
  await home.advance(10 * MINUTE);
  await may.hears();
  expect(await talk(may, 'OK')).not.toMatch(/BC T9/);
  expect(await storedIn(home)).toEqual({});
});

test('what they sent after their village was taken from them is stored for that one only', async () => {
  for (const [village, name] of [
    ['v-12', 'thon 12'],
    ['v-na-phat', 'na phat'],
  ] as const) {
    const { home, may, officer } = await start();
    const [role] = await home.deps.store.db.select().from(roles).where(eq(roles.villageId, 'v-na-phat'));
    await home.deps.store.commit([changeRole(role?.id ?? '', 'ended')]);
    await may.says('BC T10 KT5 KD3');
    await officer.says(`CTV 0912000001 ${name}`);
    await home.advance(10 * MINUTE);
    await may.hears();
    const answer = await talk(may, 'OK');
    if (village === 'v-12') expect(answer).toMatch(/xin gui lai kem ten thon: BC T10 KT5 KD3/);
    expect(await storedIn(home)).toEqual(village === 'v-12' ? {} : { 'v-na-phat 2026-10': { KT: 5, KD: 3 } });
  }
});

test('what waited beyond a due day is stored as was promised; after a whole month it is told, and not stored', async () => {
  const soon = await start({ own: [] });
  await soon.may.says('BC T10 KT5 KD3');
  await soon.home.run(10);
  await soon.officer.says('CTV 0912000001 thon 12');
  await soon.home.advance(10 * MINUTE);
  await soon.may.says('OK');
  expect(await storedIn(soon.home)).toEqual({ 'v-12 2026-10': { KT: 5, KD: 3 } });

  const { home, may, officer } = await start({ own: [] });
  await may.says('BC T10 KT5 KD3');
  await home.run(32);
  await officer.says('CTV 0912000001 thon 12');
  await home.advance(10 * MINUTE);
  await may.hears();
  expect(await may.says('OK')).toContain(
    'Tin nay gui tu ky bao cao truoc nen chua duoc ghi. Neu so van dung, xin gui lai: BC T10 KT5 KD3',
  );
  expect(await storedIn(home)).toEqual({});
});

test('several reports that waited are all stored beside a newer one of somebody else', async () => {
  const { home, may, officer } = await start({ own: [] });
  await talk(may, 'BC T10 KT5 TE9', 'BC T10 KD3');
  await home.advance(MINUTE);
  await talk(officer, 'BC T10 thon 12 TE7 DG5', 'CTV 0912000001 thon 12');
  await home.advance(10 * MINUTE);
  await talk(may, '1');
  expect(await storedIn(home)).toEqual({ 'v-12 2026-10': { KT: 5, TE: 7, KD: 3, DG: 5 } });
});

test('a correction for another village is stored as well once the officer agrees', async () => {
  const { home, may, officer } = await start();
  await talk(may, 'BC thon 12 T10 KT5 KD2', 'SUA thon 12 T10 KT6');
  await officer.says('CTV 0912000001 thon 12');
  expect(await storedIn(home)).toEqual({ 'v-12 2026-10': { KT: 6, KD: 2 } });
});

test('a text about two closed months is stored for each as it is opened', async () => {
  for (const order of [
    ['T5', 'T6'],
    ['T6', 'T5'],
  ]) {
    const { home, may, officer } = await start({ at: '2026-08-05T09:00:00+07:00' });
    await may.says('BC T5 KT4 T6 KT5');
    await talk(officer, `XEM ${order[0]} na phat`, '1');
    expect(Object.keys(await storedIn(home))).toEqual([`v-na-phat 2026-0${order[0]?.slice(1)}`]);
    await talk(officer, `XEM ${order[1]} na phat`, '1');
    expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-05': { KT: 4 }, 'v-na-phat 2026-06': { KT: 5 } });
    expect((await home.deps.store.db.select().from(heldReports)).map(({ status }) => status)).toEqual([
      'taken',
    ]);
  }
});

test('a month of long ago that is opened again takes a correction, and a withdrawal', async () => {
  const { home, may, officer } = await start({ at: '2026-04-02T09:00:00+07:00' });
  await may.says('BC T3 KT5 KD3');
  home.at('2026-11-02T09:00:00+07:00');
  await talk(officer, 'XEM T3/2026 na phat', '1');
  await may.says('BC T3/2026 KT6');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-03': { KT: 6, KD: 3 } });
  await home.advance(MINUTE);
  await talk(may, 'HUY T3/2026', '1');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-03': {} });
});

test('nothing is withdrawn that was not shown', async () => {
  const { home, may } = await start();
  await withRole(home, SON, 'collaborator', { villageId: 'v-na-phat' });
  await talk(may, 'BC T10 KT5', 'HUY T10');
  await home.advance(MINUTE);
  await home.phone(SON).says('BC T10 TE50');
  await home.advance(MINUTE);
  expect((await may.says('1'))[0]).toMatch(/Huy bao cao T10\/2026 cua Ban Na Phat \(TE50 KT5\)\?/);
  await may.says('1');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': {} });
});

test('what was sent before a withdrawal and comes after it is told so, and no count is made up', async () => {
  const { home } = await start();
  const chat = await collaboratorByChat(home, 'v-na-phat');
  await chat.says('BC T10 KT5');
  await home.advance(10 * MINUTE);
  await talk(chat, 'HUY T10', '1');
  const before = Math.floor(home.now() / 1000) - 300;
  expect(await chat.sends({ text: 'BC T10 KT7 TE9', date: before })).toEqual([
    'Báo cáo T10/2026 đã được hủy sau tin này nên các số trong tin không được ghi.',
  ]);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': {} });
});

test('a value said again later is the newest, also against what was sent in between and comes late', async () => {
  const { home } = await start();
  const chat = await collaboratorByChat(home, 'v-na-phat');
  await chat.says('BC T10 KT5');
  await home.advance(30 * MINUTE);
  await chat.says('BC T10 KT5');
  await chat.sends({ text: 'BC T10 KT9', date: Math.floor(home.now() / 1000) - 900 });
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { KT: 5 } });
});

test('what comes late is held to the counts that were sent after it', async () => {
  const { home } = await start();
  const chat = await collaboratorByChat(home, 'v-na-phat');
  await home.advance(120 * MINUTE);
  await chat.says('BC T10 TS5');
  const before = Math.floor(home.now() / 1000) - 3600;
  expect(await chat.sends({ text: 'BC T10 TS20 KT10 DB4', date: before })).toEqual([
    [
      'Đã nhận BC T10/2026 Bản Nà Phát: DB4.',
      'Đã có báo cáo mới hơn cho T10/2026, các số mới được giữ nguyên.',
      'Chưa lưu: KT TS (hai số không khớp nhau).',
      'Soạn lại: BC T10/2026 TS? KT? DB4',
      'Còn thiếu: TE TD CM CK KD CP CH DG.',
    ].join('\n'),
  ]);
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { TS: 5, DB: 4 } });
});

test('a confirmed outlier keeps its flag as long as its value stays', async () => {
  const { home, may } = await start();
  await talk(may, 'BC T9 KT10', 'BC T10 KT30', 'OK');
  await home.advance(MINUTE);
  const flags = async () => (await home.deps.store.db.select().from(reports)).map((row) => row.flags);
  await may.says('BC T10 KT30 TE50');
  expect(await flags()).toEqual([null, { KT: 'jump' }]);
  await may.says('SUA T10 KT12');
  expect(await flags()).toEqual([null, null]);
});

test('a report of two months is held to the history of each, and the flag is only the doubtful one’s', async () => {
  const { home, may } = await start();
  await talk(may, 'BC T8 KT10', 'BC T9 KT30 T10 KT12', 'OK');
  const rows = await home.deps.store.db.select().from(reports);
  expect(rows.map(({ period, values, flags }) => [period, values, flags])).toEqual([
    ['2026-08', { KT: 10 }, null],
    ['2026-10', { KT: 12 }, null],
    ['2026-09', { KT: 30 }, { KT: 'jump' }],
  ]);
  expect(await home.deps.store.db.select().from(reportVersions)).toHaveLength(3);
});

test('ordinary words of somebody unknown are no report, and words of danger in a report are seen', async () => {
  for (const text of ['Báo cáo bác sĩ con em 5 tháng bị ho', 'bc si oi', 'bao cao chi em sinh ngay 5/10']) {
    const { home, may } = await start({ own: [] });
    expect((await may.says(text))[0], text).toMatch(/chua (?:hieu|tra loi duoc)|^Be ho, so mui/);
    expect(await home.deps.store.db.select().from(heldReports)).toEqual([]);
  }
  for (const own of [[], ['v-2']]) {
    for (const text of ['bao cao be co giat', 'BC be 2 tuoi sot cao co giat', 'Bao cao bac si be co giat']) {
      const { may } = await start({ own });
      expect((await may.says(text))[0], text).toMatch(/115/);
    }
  }
  const { home, may } = await start();
  await may.says('BC T10 tre bi bo roi 2, DB5');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { BR: 2, DB: 5 } });
});

test('what is not certain in a report of a month that is opened again is the open question of who sent it', async () => {
  const { home, may, officer } = await start({ at: '2026-06-25T09:00:00+07:00' });
  await withRole(home, SON, 'collaborator', { villageId: 'v-na-phat' });
  await may.says('BC T5 KT50 TE40');
  home.at('2027-01-15T09:00:00+07:00');
  await may.says('BC T6/2026 KT5');
  await home.phone(SON).says('BC T6/2026 TE~41');
  await talk(officer, 'XEM T6/2026 na phat', '1');
  expect(await may.hears()).toMatchInlineSnapshot(`
    [
      "Chua luu so nao: KT5 (lan truoc 50).
    Chac chan thi soan OK. Neu sai thi soan KT kem so chinh xac.",
    ]
  `);
  await home.advance(2 * 24 * 60 * MINUTE);
  expect(await talk(may, 'OK', 'OK')).toMatchInlineSnapshot(`
    "> OK
    < Cau hoi nay da lau, Vong Tay hoi lai cho chac:
      Chua luu so nao: KT5 (lan truoc 50).
      Chac chan thi soan OK. Neu sai thi soan KT kem so chinh xac.
    > OK
    < Da nhan BC T6/2026 Ban Na Phat (muon): KT5.
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
  expect(await talk(home.phone(SON), '41', '41')).toMatch(/TE41/);
  expect(await storedIn(home)).toMatchObject({ 'v-na-phat 2026-06': { KT: 5, TE: 41 } });
});

test('an OK that answers another question does not confirm what was asked in the officer’s turn', async () => {
  const { home, may, officer } = await start({ at: '2026-06-25T09:00:00+07:00' });
  await may.says('BC T5 KT50 TE40');
  home.at('2027-01-15T09:00:00+07:00');
  await talk(may, 'BC T6/2026 KT5', 'BC T12 TE39', 'HUY T12');
  await home.advance(MINUTE);
  await talk(officer, 'XEM T6/2026 na phat', '1');
  await home.advance(MINUTE);
  expect(await talk(may, 'OK', '2', 'OK', '5')).toMatchInlineSnapshot(`
    "> OK
    < Co vai tin khac da gui sau cau hoi nay, nen Vong Tay hoi lai:
      Huy bao cao T12/2026 cua Ban Na Phat (TE39)? Soan 1: huy. Soan 2: giu lai.
    > 2
    < Vang, giu nguyen bao cao T12/2026 cua Ban Na Phat.
    > OK
    > 5
    < Khong co cau hoi nao dang cho tra loi nen chua luu so nao. Xin gui lai ca tin, bat dau bang BC."
  `);
  expect(Object.keys(await storedIn(home))).toEqual(['v-na-phat 2026-05', 'v-na-phat 2026-12']);
});

test('what is not certain in a report for a village that is added is asked, and a number answers it', async () => {
  const { home, may, officer } = await start();
  await may.says('BC thon 2 T10 KT~5 KD3');
  await officer.says('CTV 0912000001 thon 2');
  expect(await may.hears()).toMatchInlineSnapshot(`
    [
      "Vong Tay: anh chi duoc ghi them la cong tac vien Thon 2. Khi bao cao, ghi kem ten thon. Neu khong dung, bao can bo xa giup nhe.
    Da nhan BC T10/2026 Thon 2: KD3.
    Chua luu: KT (can so chinh xac).
    Soan so cua KT, hoac soan lai: BC T10 KD3 KT?
    Con thieu: TS TE TD CM CK CP CH DB DG.",
    ]
  `);
  await home.advance(MINUTE);
  expect(await talk(may, '5')).toMatchInlineSnapshot(`
    "> 5
    < Da nhan BC T10/2026 Thon 2: KT5 KD3.
      Con thieu: TS TE TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': { KT: 5, KD: 3 } });
});

test('what was asked in the officer’s turn has no answer before it was heard', async () => {
  const { home, may, officer } = await start({ at: '2026-11-02T21:30:00+07:00' });
  await may.says('BC thon 2 T10 KT~5 KD3');
  await officer.says('CTV 0912000001 thon 2');
  await home.advance(MINUTE);
  expect((await may.says('5'))[0]).toMatch(/hoi lai:\nDa nhan BC T10\/2026 Thon 2: KD3\./);
  expect(await storedIn(home)).toEqual({ 'v-2 2026-10': { KD: 3 } });
});

test('a question about a report waits for a week, put again after a day; after that an OK is told once that nothing waits', async () => {
  for (const days of [2, 6, 8]) {
    const { home, may } = await start({ at: '2026-11-12T09:00:00+07:00' });
    await talk(may, 'BC T9/2026 KT50', 'BC T10 KT5 KD3');
    home.at(new Date(home.now() + days * 24 * 60 * MINUTE).toISOString());
    const heard = await talk(may, 'OK', 'OK');
    if (days < 8) expect(await storedIn(home)).toMatchObject({ 'v-na-phat 2026-10': { KT: 5, KD: 3 } });
    else {
      expect(heard).toMatchInlineSnapshot(`
        "> OK
        < Khong co cau hoi nao dang cho tra loi nen chua luu so nao. Xin gui lai ca tin, bat dau bang BC.
        > OK"
      `);
      expect(await storedIn(home)).toMatchObject({ 'v-na-phat 2026-10': { KD: 3 } });
    }
  }
});

test('a number that nobody waits for is told so, and DUNG of the next day is no yes to a count', async () => {
  const { home, may } = await start();
  expect(await talk(may, '5')).toMatchInlineSnapshot(`
    "> 5
    < Khong co cau hoi nao dang cho tra loi nen chua luu so nao. Xin gui lai ca tin, bat dau bang BC."
  `);
  await talk(may, 'BC T9/2026 KT50', 'BC T10 KT5');
  home.at(new Date(home.now() + 25 * 60 * MINUTE).toISOString());
  await may.says('DUNG');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-09': { KT: 50 } });
});

test('a village or a month named on a later day is asked again before what waited is stored for it', async () => {
  const { home, may } = await start({ at: '2026-11-12T09:00:00+07:00', own: ['v-na-phat', 'v-12'] });
  await may.says('BC T10 KT5 KD3');
  home.at('2026-11-14T09:00:00+07:00');
  await may.says('chi o na phat oi mai hop luc may gio');
  expect((await may.says('na phat'))[0]).toMatch(/Chua luu so nao: BC T10 KT5 KD3$/);
  expect(await storedIn(home)).toEqual({});
  await may.says('na phat');
  expect(await storedIn(home)).toEqual({ 'v-na-phat 2026-10': { KT: 5, KD: 3 } });
  await may.says('BC na phat KT6');
  home.at('2026-11-16T09:00:00+07:00');
  expect((await may.says('T11'))[0]).toMatch(/Thang nao\? /);
  await may.says('T11');
  expect(await storedIn(home)).toMatchObject({ 'v-na-phat 2026-11': { KT: 6 } });
});
