/** What is not certain is asked, and answered in few words; what is stored is always echoed. */
import { expect, test } from 'vitest';
import { reports, reportVersions } from '../../db/schema.ts';
import { segmentsOf } from '../../src/texts.ts';
import { type House, house, type Phone } from './house.ts';
import { withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const MAY = '+84912000001';

async function reporter(at = '2026-11-02T09:00:00+07:00'): Promise<{ home: House; may: Phone }> {
  const home = await house({ at });
  await withPlaces(home);
  await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
  return { home, may: home.phone(MAY) };
}

async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [row.period, row.values]));
}

test('one number that is asked for is answered by the number alone', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BC T10 KT~5 KD3', '5')).toMatchInlineSnapshot(`
    "> BC T10 KT~5 KD3
    < Da nhan BC T10/2026 Ban Na Phat: KD3.
      Chua luu: KT (can so chinh xac).
      Soan so cua KT, hoac soan lai: BC T10 KD3 KT?
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > 5
    < Da nhan BC T10/2026 Ban Na Phat: KT5 KD3.
      Con thieu: TS TE TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5, KD: 3 } });
});

test('several are answered by code, without saying BC and the month again', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BC T9 KT~5 KD5-6', 'KT7 KD4')).toMatchInlineSnapshot(`
    "> BC T9 KT~5 KD5-6
    < Chua luu so nao: KT (can so chinh xac), KD (can mot so duy nhat).
      Soan lai: BC T9 KT? KD?
    > KT7 KD4
    < Da nhan BC T9/2026 Ban Na Phat (muon): KT7 KD4.
      Con thieu: TS TE TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-09': { KT: 7, KD: 4 } });
});

test('what an answer leaves open stays open', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BC T10 KT~5 KD5-6 TE9', 'KT7', '4')).toMatchInlineSnapshot(`
    "> BC T10 KT~5 KD5-6 TE9
    < Da nhan BC T10/2026 Ban Na Phat: TE9.
      Chua luu: KT (can so chinh xac), KD (can mot so duy nhat).
      Soan lai: BC T10 TE9 KT? KD?
      Con thieu: TS TD CM CK CP CH DB DG.
    > KT7
    < Da nhan BC T10/2026 Ban Na Phat: TE9 KT7.
      Chua luu: KD (chua co so).
      Soan so cua KD, hoac soan lai: BC T10 TE9 KT7 KD?
      Con thieu: TS TD CM CK CP CH DB DG.
    > 4
    < Da nhan BC T10/2026 Ban Na Phat: TE9 KT7 KD4.
      Con thieu: TS TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { TE: 9, KT: 7, KD: 4 } });
});

test('a keyword left out or misspelt is asked, and OK stores the line as it was offered', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'T8 KT5 KD3', 'OK', 'BS T9 TE9', '1')).toMatchInlineSnapshot(`
    "> T8 KT5 KD3
    < Chua luu so nao: chu BC (tin can bat dau bang BC).
      Neu y anh chi la BC T8 KT5 KD3 (Ban Na Phat) thi soan OK.
    > OK
    < Da nhan BC T8/2026 Ban Na Phat (muon): KT5 KD3.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > BS T9 TE9
    < Chua luu so nao: chu BC (tin can bat dau bang BC).
      Neu y anh chi la BC T9 TE9 (Ban Na Phat) thi soan OK.
    > 1
    < Da nhan BC T9/2026 Ban Na Phat (muon): TE9.
      Con thieu: TS TD CM CK KT KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-08': { KT: 5, KD: 3 }, '2026-09': { TE: 9 } });
});

test('a month left out after the 10th is one of the two that are offered, or named', async () => {
  const { home, may } = await reporter('2026-11-15T09:00:00+07:00');
  expect(await talk(may, 'BC KT5 KD3', '1', '10', 'BC TE30', 'T9')).toMatchInlineSnapshot(`
    "> BC KT5 KD3
    < Chua luu so nao: thang (xin ghi thang).
      Thang nao? Soan T10/2026 hoac T11/2026, hoac: BC T? KT5 KD3
    > 1
    < Chua luu so nao: thang (xin ghi thang).
      Thang nao? Soan T10/2026 hoac T11/2026, hoac: BC T? KT5 KD3
    > 10
    < Da nhan BC T10/2026 Ban Na Phat (muon): KT5 KD3.
      Con thieu: TS TE TD CM CK CP CH DB DG.
    > BC TE30
    < Chua luu so nao: thang (xin ghi thang).
      Thang nao? Soan T10/2026 hoac T11/2026, hoac: BC T? TE30
    > T9
    < Da nhan BC T9/2026 Ban Na Phat (muon): TE30.
      Con thieu: TS TD CM CK KT KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5, KD: 3 }, '2026-09': { TE: 30 } });
});

test('two counts that cannot both be true are sent again by their codes', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BC T10 KT3 KD9 TE20', 'KT9 KD3')).toMatchInlineSnapshot(`
    "> BC T10 KT3 KD9 TE20
    < Da nhan BC T10/2026 Ban Na Phat: TE20.
      Chua luu: KD KT (hai so khong khop nhau).
      Soan lai: BC T10 TE20 KD? KT?
      Con thieu: TS TD CM CK CP CH DB DG.
    > KT9 KD3
    < Da nhan BC T10/2026 Ban Na Phat: TE20 KT9 KD3.
      Con thieu: TS TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { TE: 20, KT: 9, KD: 3 } });
});

test('a whole new BC answers as well, and closes the question', async () => {
  const { home, may } = await reporter();
  await talk(may, 'BC T10 KT~5 KD3', 'BC T10 KT6 KD3');
  expect(await talk(may, '7')).toMatchInlineSnapshot(`
    "> 7
    < Khong co cau hoi nao dang cho tra loi nen chua luu so nao. Xin gui lai ca tin, bat dau bang BC."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 6, KD: 3 } });
});

test('with an open question everything else is answered as ever, and a bare number is asked again by name', async () => {
  const { home, may } = await reporter();
  await may.says('BC T10 KT~5');
  home.at('2026-11-02T09:05:00+07:00');
  expect((await may.says('XEM T10'))[0]).toMatch(/chua co bao cao/);
  expect(await talk(may, '5', '5')).toMatchInlineSnapshot(`
    "> 5
    < Co vai tin khac da gui sau cau hoi nay, nen Vong Tay hoi lai:
      Chua luu so nao: KT (can so chinh xac).
      Soan so cua KT, hoac soan lai: BC T10 KT?
    > 5
    < Da nhan BC T10/2026 Ban Na Phat: KT5.
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5 } });
});

test('a question that is a day old takes no bare number any more', async () => {
  const { home, may } = await reporter();
  await may.says('BC T10 KT~5');
  home.at('2026-11-03T09:01:00+07:00');
  await may.says('5');
  expect(await storedIn(home)).toEqual({});
});

test('DUNG is yes only to a question about values that was our last message', async () => {
  const { home, may } = await reporter();
  await may.says('BS T10 TE9');
  await may.says('dung');
  expect(await storedIn(home)).toEqual({ '2026-10': { TE: 9 } });
  expect((await may.says('dung'))[0]).toMatch(/khong tu gui tin/);
});

test('no: nothing is stored, and the line for later is told', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BS T10 TE9', 'khong')).toMatchInlineSnapshot(`
    "> BS T10 TE9
    < Chua luu so nao: chu BC (tin can bat dau bang BC).
      Neu y anh chi la BC T10 TE9 (Ban Na Phat) thi soan OK.
    > khong
    < Vang, chua luu so do. Khi co so chinh xac, anh chi soan: BC T10 TE9"
  `);
  expect(await storedIn(home)).toEqual({});
});

test('counts far from the village’s history are asked, and stored with a flag where they are confirmed', async () => {
  const { home, may } = await reporter();
  await may.says('BC T9 TS120 TE61 TD50 CM60 CK40 KT17 KD4 CP19 CH5 DB16 DG5');
  expect(await talk(may, 'BC T10 TS160 CM60 KT0 KD3', 'OK')).toMatchInlineSnapshot(`
    "> BC T10 TS160 CM60 KT0 KD3
    < Da nhan BC T10/2026 Ban Na Phat: CM60.
      Chua luu: TS160 (lan truoc 120), KT0 (lan truoc 17), KD3 (cong tu dau nam, lan truoc da 4).
      Chac chan thi soan OK. Neu sai thi soan TS KT KD kem so chinh xac.
      Con thieu: TE TD CK CP CH DB DG.
    > OK
    < Da nhan BC T10/2026 Ban Na Phat: TS160 CM60 KT0 KD3.
      Con thieu: TE TD CK CP CH DB DG."
  `);
  const [row] = (await home.deps.store.db.select().from(reports)).filter((r) => r.period === '2026-10');
  expect(row?.values).toEqual({ TS: 160, CM: 60, KT: 0, KD: 3 });
  expect(row?.flags).toEqual({ TS: 'jump', KT: 'zero', KD: 'lower' });
});

test('a doubted count is corrected by the number alone, or by its code', async () => {
  const { home, may } = await reporter();
  await may.says('BC T9 CM60 TS120');
  expect(await talk(may, 'BC T10 CM90', '61', 'BC T10 TS12', 'TS121')).toMatchInlineSnapshot(`
    "> BC T10 CM90
    < Chua luu so nao: CM90 (lan truoc 60).
      Chac chan thi soan OK. Neu sai thi soan CM kem so chinh xac.
    > 61
    < Da nhan BC T10/2026 Ban Na Phat: CM61.
      Con thieu: TS TE TD CK KT KD CP CH DB DG.
    > BC T10 TS12
    < Chua luu so nao: TS12 (lan truoc 120).
      Chac chan thi soan OK. Neu sai thi soan TS kem so chinh xac.
    > TS121
    < Da nhan BC T10/2026 Ban Na Phat: TS121.
      Con thieu: TE TD CK KT KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toMatchObject({ '2026-10': { CM: 61, TS: 121 } });
  expect((await home.deps.store.db.select().from(reports)).every((r) => r.flags === null)).toBe(true);
});

test('small changes, a new year’s running count and a first report are not doubted', async () => {
  const { home, may } = await reporter('2027-02-02T09:00:00+07:00');
  await may.says('BC T12 KT4 KD4 TE50 SS9');
  expect((await may.says('BC T1 KT9 KD1 TE60 SS0'))[0]).toMatch(/^Da nhan BC T1\/2027/);
  expect(await storedIn(home)).toMatchObject({ '2027-01': { KT: 9, KD: 1, TE: 60, SS: 0 } });
});

test('more births registered than born is stored, and the sender is told', async () => {
  const { may } = await reporter();
  expect(await talk(may, 'BC T10 SS2 KS3')).toMatchInlineSnapshot(`
    "> BC T10 SS2 KS3
    < Da nhan BC T10/2026 Ban Na Phat: SS2 KS3.
      Anh chi xem lai giup: KS SS chua khop nhau.
      Con thieu: TS TE TD CM CK KT KD CP CH DB DG."
  `);
});

test('the same uncertain text twice is asked once', async () => {
  const { may } = await reporter();
  await may.says('BC T10 KT~5');
  expect(await may.says('BC T10 KT~5')).toEqual([]);
});

test('what only the commune knows is not taken from a village', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BC T10 HV1 KT3')).toMatchInlineSnapshot(`
    "> BC T10 HV1 KT3
    < Da nhan BC T10/2026 Ban Na Phat: KT3.
      Chua luu: HV (ma nay do xa bao).
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 3 } });
});

test('every problem at once still fits two SMS', async () => {
  const { may } = await reporter();
  await may.says('BC T9 TS920 TE861 TD850 CM860 CK840 KT117 KD104 CP119 CH105 DB116 DG105');
  for (const text of [
    'BC T10 TS~920 TE8-61 TD? CMx CKo KT1,117 KD1e3 CPnt CH5% DB2,5 DG+3 XX9 YY8 7 8 9',
    'BC T10 TS20 TE11 TD10 CM10 CK10 KT7 KD4 CP1 CH1 DB6 DG5',
    'BC T10 TS120 TE61 TN12 HN13 DT14 TD50 CM60 CK40 PT5 SS1 KS1 CN9 SD3 KT7 KG6 KX5 KD4 KH3 KM2 CP9 CH5 NK1 CT1 DB6 MO1 BR0 HH1 KN2 TT1 DG5',
    'BC T10 0',
    'BC T13 TS120 TE61 TD50 CM60 CK40 KT7 KD4 CP9 CH5 DB6 DG5',
  ]) {
    for (const reply of await may.says(text)) expect(segmentsOf(reply), reply).toBeLessThanOrEqual(2);
  }
});

test('the person may ask in English', async () => {
  const { may } = await reporter();
  await may.says('NN EN');
  expect(await talk(may, 'BC T10 KT~5 KD3', '5')).toMatchInlineSnapshot(`
    "> BC T10 KT~5 KD3
    < Received BC T10/2026 Ban Na Phat: KD3.
      Not stored: KT (an exact count is needed).
      Send the number of KT, or: BC T10 KD3 KT?
      Still missing: TS TE TD CM CK CP CH DB DG.
    > 5
    < Received BC T10/2026 Ban Na Phat: KT5 KD3.
      Still missing: TS TE TD CM CK CP CH DB DG."
  `);
});

test('each version says who sent it, when, by which channel, and finds its text in the inbox', async () => {
  const { home, may } = await reporter();
  await may.says('BC T10 KT5');
  await may.says('SUA T10 KT6');
  const rows = await home.deps.store.db.select().from(reportVersions);
  expect(rows.map(({ version, values, channel, act }) => ({ version, values, channel, act }))).toEqual([
    { version: 1, values: { KT: 5 }, channel: 'twilio', act: 'report' },
    { version: 2, values: { KT: 6 }, channel: 'twilio', act: 'report' },
  ]);
});

test('our own answers sent back by a phone that echoes are no reports', async () => {
  const { home, may } = await reporter();
  const answers: string[] = [];
  for (const text of [
    'BC T10 KT5 KD~3',
    'BS T10 TE9',
    'BC T10 KT3 KD9',
    'BC T13 KT5',
    'BC T9 KT4 KD3',
    'BC TE5?',
  ]) {
    answers.push(...(await may.says(text)));
  }
  const before = await storedIn(home);
  expect(answers.length).toBeGreaterThan(5);
  for (const answer of answers) expect(await may.says(answer), answer).toEqual([]);
  expect(await storedIn(home)).toEqual(before);
});
