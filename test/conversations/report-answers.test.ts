/** An answer is taken only where it can mean nothing else, and says only what the person typed. */

import { expect, test } from 'vitest';
import { reports } from '../../db/schema.ts';
import { collaboratorByChat } from './counting.ts';
import { type House, house, type Phone } from './house.ts';
import { withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const MAY = '+84912000001';
const SON = '+84912000002';
const MINUTE = 60_000;

async function reporter(at = '2026-11-02T09:00:00+07:00'): Promise<{ home: House; may: Phone; son: Phone }> {
  const home = await house({ at });
  await withPlaces(home);
  await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
  await withRole(home, SON, 'collaborator', { villageId: 'v-na-phat' });
  return { home, may: home.phone(MAY), son: home.phone(SON) };
}

async function chatting() {
  const { home } = await reporter();
  return { home, chat: await collaboratorByChat(home, 'v-na-phat') };
}

async function storedIn(home: House): Promise<Record<string, unknown>> {
  const rows = await home.deps.store.db.select().from(reports);
  return Object.fromEntries(rows.map((row) => [row.period, row.values]));
}

test('a number with a sign beside it is as unsure in an answer as it was in the report', async () => {
  for (const answer of ['~5', '-5', '5?', '>5', '5%', '5+', '5-6', '2,5', 'o', 'nam']) {
    const { home, may } = await reporter();
    await talk(may, 'BC T10 KT~5', answer);
    expect(await storedIn(home), answer).toEqual({});
  }
});

test('the number that is asked for may come with its unit, in words or as none at all', async () => {
  const answers = { '5 chau': 5, '5 a': 5, '1.200': 1200, năm: 5, 'khong co': 0, '1': 1, '2': 2, '120': 120 };
  for (const [answer, KT] of Object.entries(answers)) {
    const { home, may } = await reporter();
    await talk(may, 'BC T10 KT~5', answer);
    expect(await storedIn(home), answer).toEqual({ '2026-10': { KT } });
  }
});

test('a correction that was asked about is corrected by the answer', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BC T10 KT4 KD3', 'SUA T10 KT~5', '5')).toMatch(/KT5\.\n {2}Con thieu/);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5, KD: 3 } });
});

test('the clear text after an unclear one is no repeat of it', async () => {
  const { home, may } = await reporter();
  await talk(may, 'BC T10 KT ~5', 'BC T10 KT 5');
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5 } });
});

test('an answer that names another village fills in nothing', async () => {
  for (const answer of ['KT5 thon 12', 'KT5 xa Than Uyen', 'KT 5 thon 7']) {
    const { home, may } = await reporter();
    await talk(may, 'BC T10 KT~5', answer);
    expect(await storedIn(home), answer).toEqual({});
  }
});

test('codes without a month are not taken for the month of a question once a reminder of another came', async () => {
  const { home, may } = await reporter('2026-11-24T20:00:00+07:00');
  await may.says('BC T10 KT~5');
  await home.advance(13 * 60 * MINUTE);
  expect((await may.hears())[0]).toMatch(/chua co bao cao T11/);
  expect((await may.says('KT7 KD4'))[0]).toMatch(/BC T11 KT7 KD4 \(Ban Na Phat\) thi soan OK/);
  expect(await storedIn(home)).toEqual({});
});

test('a count that was changed afterwards in the chat does not answer the next question', async () => {
  const { home, chat } = await chatting();
  await chat.says('BC T10 KT~5');
  await chat.says('5');
  await chat.says('BC T10 KD~3');
  expect((await chat.edits('6'))[0]).toMatch(/KD/);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5 } });
});

test('an answer that was sent before the question was put is no answer to it', async () => {
  const { home, chat } = await chatting();
  await chat.says('BC T10 KT~5');
  await home.advance(5 * MINUTE);
  await chat.says('BC T10 KT6 KD~3');
  await chat.sends({ text: '5', date: Math.floor(home.now() / 1000) - 180 });
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 6 } });
  await chat.says('2');
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 6, KD: 2 } });
});

test('an answer leaves what somebody else corrected since the question', async () => {
  const { home, may, son } = await reporter();
  await may.says('BC T10 KT~5 KD3 TE9');
  await home.advance(MINUTE);
  await son.says('SUA T10 KD4');
  await home.advance(MINUTE);
  expect((await may.says('5'))[0]).toMatch(/: TE9 KT5 KD4\./);
  expect(await storedIn(home)).toEqual({ '2026-10': { TE: 9, KT: 5, KD: 4 } });
});

test('an answer does not bring back what somebody withdrew since the question', async () => {
  const { home, may, son } = await reporter();
  await may.says('BC T10 KT~5 KD3');
  await home.advance(MINUTE);
  await talk(son, 'HUY T10', '1');
  await home.advance(MINUTE);
  await may.says('5');
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5 } });
});

test('a count that no longer fits what is stored by now is asked, with the other one', async () => {
  const { home, may, son } = await reporter();
  await may.says('BC T10 KT~5 KD3');
  await home.advance(MINUTE);
  await talk(son, 'SUA T10 KD6');
  await home.advance(MINUTE);
  expect(await talk(may, '5', 'KT7 KD6')).toMatchInlineSnapshot(`
    "> 5
    < Chua luu so nao: KT KD (hai so khong khop nhau).
      Soan lai: BC T10/2026 KD? KT?
    > KT7 KD6
    < Da nhan BC T10/2026 Ban Na Phat: KT7 KD6.
      Con thieu: TS TE TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 7, KD: 6 } });
});

test('a count that only fits together with a doubtful one waits with it', async () => {
  const { home, may } = await reporter();
  await talk(may, 'BC T9 TS120', 'BC T10 TS120');
  expect(await talk(may, 'BC T10 TS200 TE150 KT22', '2')).toMatchInlineSnapshot(`
    "> BC T10 TS200 TE150 KT22
    < Da nhan BC T10/2026 Ban Na Phat: KT22.
      Chua luu: TE (hai so khong khop nhau), TS200 (lan truoc 120).
      Chac chan thi soan OK. Neu sai thi soan TS kem so chinh xac.
      Con thieu: TD CM CK KD CP CH DB DG.
    > 2
    < Vang, chua luu so do. Khi co so chinh xac, anh chi soan: BC T10/2026 TS? TE150 KT22"
  `);
  expect(await storedIn(home)).toMatchObject({ '2026-10': { TS: 120, KT: 22 } });
  await talk(may, 'BC T10 TS200 TE150', 'OK');
  expect(await storedIn(home)).toMatchObject({ '2026-10': { TS: 200, TE: 150, KT: 22 } });
});

test('a count that was asked in a text of two months is never put under the wrong one', async () => {
  const { home, may } = await reporter();
  expect(await talk(may, 'BC T9 KT~5 KD3 T10 TE6', '5', 'BC T9 KT5')).toMatchInlineSnapshot(`
    "> BC T9 KT~5 KD3 T10 TE6
    < Da nhan BC T9/2026 Ban Na Phat (muon): KD3.
      Da nhan BC T10/2026 Ban Na Phat: TE6.
      Chua luu: KT (can so chinh xac).
      Phan nay xin soan lai, moi thang mot tin.
      Con thieu: TS TE TD CM CK CP CH DB DG.
      Con thieu: TS TD CM CK KD CP CH DB DG.
    > 5
    < Khong co cau hoi nao dang cho tra loi nen chua luu so nao. Xin gui lai ca tin, bat dau bang BC.
    > BC T9 KT5
    < Da nhan BC T9/2026 Ban Na Phat (muon): KT5.
      Con thieu: TS TE TD CM CK CP CH DB DG."
  `);
  expect(await storedIn(home)).toEqual({ '2026-09': { KD: 3, KT: 5 }, '2026-10': { TE: 6 } });
});

test('a bare number is the month of that number, never the place in the list', async () => {
  for (const [at, answer, period] of [
    ['2026-03-15', '2', '2026-02'],
    ['2026-03-15', '3', '2026-03'],
    ['2026-03-15', '1', undefined],
    ['2027-01-15', '1', '2027-01'],
    ['2027-01-15', '12', '2026-12'],
    ['2027-01-15', '2', undefined],
    ['2026-11-15', 'thang 10', '2026-10'],
    ['2026-11-15', 'T10/2025', '2025-10'],
  ] as const) {
    const { home, may } = await reporter(`${at}T09:00:00+07:00`);
    await talk(may, 'BC KT5', answer);
    const closed = period === '2025-10';
    const expected = period === undefined || closed ? {} : { [period]: { KT: 5 } };
    expect(await storedIn(home), `${at} ${answer}`).toEqual(expected);
  }
});

test('the month is pressed in a chat', async () => {
  const { home, chat } = await chatting();
  home.at('2026-11-15T09:00:00+07:00');
  await chat.says('BC KT5 KD3');
  expect((await chat.presses('T10/2026'))[0]).toMatch(/T10\/2026 Bản Nà Phát \(muộn\): KT5 KD3/);
  expect(await storedIn(home)).toEqual({ '2026-10': { KT: 5, KD: 3 } });
});

test('a month without its year stays the one it was, over the end of a month', async () => {
  const { home, may } = await reporter('2026-10-31T20:00:00+07:00');
  await may.says('BC T5 KT~5');
  home.at('2026-12-01T09:00:00+07:00');
  await may.says('BC T6 KT~5');
  home.at('2026-12-01T10:00:00+07:00');
  expect((await may.says('5'))[0]).toMatch(/T6\/2026 da khoa so/);
});

test('a yes with a question mark confirms nothing', async () => {
  const { home, may } = await reporter();
  await talk(may, 'BC T9 KT10', 'BC T10 KT30', 'OK?', '1?');
  expect(await storedIn(home)).toEqual({ '2026-09': { KT: 10 } });
});

test('codes that were not asked are stored beside the question, which stays open', async () => {
  const { home, may } = await reporter();
  await may.says('BC T10 KT~5');
  expect((await may.says('TE9 KD3'))[0]).toMatch(/: TE9 KD3\.\n.*KT/s);
  expect(await storedIn(home)).toEqual({ '2026-10': { TE: 9, KD: 3 } });
});

test('zero for all, and zero for all the rest, are offered as a line that OK stores', async () => {
  const { home, may } = await reporter();
  expect(
    await talk(may, 'BC T10 khong co gi', 'OK', 'BC T9 TS40 con lai khong', 'OK'),
  ).toMatchInlineSnapshot(`
    "> BC T10 khong co gi
    < Chua luu so nao: cach viet (tat ca bang 0?).
      Neu y anh chi la BC T10 TS0 TE0 TD0 CM0 CK0 KT0 KD0 CP0 CH0 DB0 DG0 (Ban Na Phat) thi soan OK.
    > OK
    < Da nhan BC T10/2026 Ban Na Phat: TS0 TE0 TD0 CM0 CK0 KT0 KD0 CP0 CH0 DB0 DG0.
      Da du, cam on anh chi.
    > BC T9 TS40 con lai khong
    < Da nhan BC T9/2026 Ban Na Phat (muon): TS40.
      Chua luu: cach viet (cac ma khac deu bang 0?).
      Neu y anh chi la BC T9 TS40 TE0 TD0 CM0 CK0 KT0 KD0 CP0 CH0 DB0 DG0 (Ban Na Phat) thi soan OK.
      Con thieu: TE TD CM CK KT KD CP CH DB DG.
    > OK
    < Da nhan BC T9/2026 Ban Na Phat (muon): TS40 TE0 TD0 CM0 CK0 KT0 KD0 CP0 CH0 DB0 DG0.
      Da du, cam on anh chi."
  `);
  const zeros = { TE: 0, TD: 0, CM: 0, CK: 0, KT: 0, KD: 0, CP: 0, CH: 0, DB: 0, DG: 0 };
  expect(await storedIn(home)).toEqual({ '2026-10': { TS: 0, ...zeros }, '2026-09': { TS: 40, ...zeros } });
});

test('zeros that contradict what was said are left to be told', async () => {
  const { may } = await reporter();
  expect(await talk(may, 'BC T10 KT5 con lai khong', 'OK')).toMatchInlineSnapshot(`
    "> BC T10 KT5 con lai khong
    < Da nhan BC T10/2026 Ban Na Phat: KT5.
      Chua luu: cach viet (cac ma khac deu bang 0?).
      Soan lai: BC T10 KT5 TE0 TD0 CM0 CK0 KD0 CH0 DB0 DG0 TS? CP?
      Con thieu: TS TE TD CM CK KD CP CH DB DG.
    > OK
    < Da nhan BC T10/2026 Ban Na Phat: KT5.
      Chua luu: cach viet (cac ma khac deu bang 0?).
      Soan lai: BC T10 KT5 TE0 TD0 CM0 CK0 KD0 CH0 DB0 DG0 TS? CP?
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
});
