/** Whoever forges a number can send as it, and reads nothing that comes to it: a family is erased or moved by code. */
import { describe, expect, test } from 'vitest';
import { audit, children, contacts } from '../../db/schema.ts';
import { askQuestion } from '../../src/store/contacts.ts';
import { segmentsOf } from '../../src/texts.ts';
import { codeAsked, not } from './confirming.ts';
import { type Family, family } from './family.ts';
import { type House, house, type Phone } from './house.ts';

const MOTHER = '+84912345678';
const MINUTE = 60_000;
const NEEDS_CODE =
  /^Chua xoa gi\. So dien thoai co the bi gia mao nen Vong Tay can ma: muon xoa het, soan XOA \d{4}; muon giu lai, soan 2\.$/;
const WRONG = (left: number) =>
  `Ma bi sai, chua xoa gi. Con ${left} lan. Soan XOA va 4 so trong tin hoi moi nhat, hoac soan 2 de giu lai.`;
const DROPPED = 'Sai ma 3 lan nen Vong Tay chua xoa gi. Neu anh chi van muon xoa, soan XOA de nhan ma moi.';
const ASKS = /^Xoa het thong tin va tin nhan cua anh chi\?/;
const DONE = /^Da xoa het/;

const kept = async (home: House) => (await home.deps.store.db.select().from(children)).length;
const acts = async (home: House) =>
  (await home.deps.store.db.select().from(audit)).map(({ action }) => action);

async function withMother(language?: 'en'): Promise<{ home: House; mother: Family }> {
  const home = await house();
  const mother = await family(home, MOTHER, [{ born: '2026-03-15' }], language && { language });
  return { home, mother };
}

describe('XOA by SMS', () => {
  test.each(['1', 'OK', 'co', 'dong y', 'vang a', '10', '99', '0'])(
    'a %s erases nothing, and is told kindly what does',
    async (word) => {
      const { home, mother } = await withMother();
      await mother.says('XOA');
      const told = await mother.says(word);
      expect(told).toEqual([expect.stringMatching(NEEDS_CODE)]);
      expect(segmentsOf(told.join())).toBe(1);
      expect(await kept(home)).toBe(1);
      expect(await mother.says(codeAsked(told))).toEqual([expect.stringMatching(DONE)]);
      expect(await kept(home)).toBe(0);
    },
  );

  test.each([
    (code: string) => code,
    (code: string) => `XOA ${code}`,
    (code: string) => `xoa${code}`,
    (code: string) => `Xóa ${code} ạ`,
    (code: string) => `soạn XOA ${code}.`,
    (code: string) => `dạ mã ${code}`,
  ])('the code is taken as it is typed: %s', async (typed) => {
    const { mother } = await withMother();
    const code = codeAsked(await mother.says('XOA'));
    expect(await mother.says(typed(code))).toEqual([expect.stringMatching(DONE)]);
  });

  test('three wrong codes drop it, a new question in between is no new try, and the right one comes too late', async () => {
    const { home, mother } = await withMother();
    const code = codeAsked(await mother.says('XOA'));
    expect(await mother.says(not(code))).toEqual([WRONG(2)]);
    const next = codeAsked(await mother.says('XOA'));
    expect(await mother.says(`XOA ${not(next)}`)).toEqual([WRONG(1)]);
    expect(await mother.says(not(next))).toEqual([DROPPED]);
    await mother.says(next);
    expect(await kept(home)).toBe(1);
    expect(await acts(home)).toContain('erasure-refused');
  });

  test('after ten minutes the code is no use any more: a new question comes', async () => {
    const { home, mother } = await withMother();
    const code = codeAsked(await mother.says('XOA'));
    for (const typed of [code, '1']) {
      await home.advance(11 * MINUTE);
      const again = await mother.says(typed);
      expect(again).toEqual([expect.stringMatching(ASKS)]);
      expect(await kept(home)).toBe(1);
    }
    await home.advance(2 * 24 * 60 * MINUTE);
    const last = await mother.says(`XOA ${code}`);
    expect(last).toEqual([expect.stringMatching(ASKS)]);
    expect(await mother.says(`XOA ${codeAsked(last)}`)).toEqual([expect.stringMatching(DONE)]);
  });

  test('a question that was put before there were codes is put again with one', async () => {
    const { home, mother } = await withMother();
    await openWithout(home, mother, 'erase', {});
    const asked = await mother.says('1');
    expect(asked).toEqual([expect.stringMatching(ASKS)]);
    expect(await mother.says(codeAsked(asked))).toEqual([expect.stringMatching(DONE)]);
  });

  test('in English', async () => {
    const { mother } = await withMother('en');
    const asked = await mother.says('XOA');
    const code = codeAsked([asked.join().replace('XOA', 'send')]);
    expect(asked.join()).toMatch(/Send XOA \d{4}: erase\. Send 2: keep\.$/);
    expect(await mother.says('yes')).toEqual([
      `Nothing was erased. A phone number can be forged, so Vong Tay needs a code: to erase everything, send XOA ${code}; to keep it, send 2.`,
    ]);
    expect((await mother.says(not(code)))[0]).toMatch(
      /^That is not the code, nothing was erased\. 2 tries left/,
    );
    expect(await mother.says(code)).toEqual([expect.stringMatching(/^All your information was erased/)]);
  });
});

test('by Telegram it stays a button, and a number of four digits is no code there', async () => {
  const home = await house();
  const chat = home.chat(77);
  await chat.says('DK 15/3/2026');
  expect(await chat.says('XOA')).toEqual([
    'Xóa hết thông tin và tin nhắn của anh chị? Không lấy lại được và Vòng Tay sẽ không gửi tin nữa. Soạn 1 hoặc OK: xóa hết. Soạn 2: giữ lại.',
  ]);
  await chat.says('4821');
  expect(await kept(home)).toBe(1);
  await chat.says('XOA');
  expect(await chat.presses('Xóa hết')).toEqual([expect.stringMatching(/^Đã xóa hết/)]);
  expect(await kept(home)).toBe(0);
});

async function openWithout(
  home: House,
  mother: Family,
  kind: 'erase' | 'old-number',
  data: object,
): Promise<void> {
  const now = home.now();
  await home.deps.store.commit([
    askQuestion({
      contactId: mother.contactId,
      kind,
      dataSealed: home.deps.secrets.seal(JSON.stringify({ data, prompt: { text: '?' } })),
      askedIn: 'twilio:before',
      askedAt: now,
      expiresAt: now + 60 * MINUTE,
    }),
  ]);
}

describe('SO CU', () => {
  async function moving(): Promise<{ home: House; mother: Family; attacker: Phone; code: string }> {
    const { home, mother } = await withMother();
    const attacker = home.phone('+84987654321');
    await attacker.says('SO CU 0912345678');
    return { home, mother, attacker, code: codeAsked(await mother.hears()) };
  }
  const isHers = async (home: House, { contactId }: Family) =>
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ contactId }]);

  test.each(['1', 'OK', 'dung roi', '11'])('a forged %s moves nothing', async (word) => {
    const { home, mother, attacker, code } = await moving();
    const told = await mother.says(word);
    if (word !== 'dung roi') {
      expect(told).toEqual([
        `Chua chuyen gi. So dien thoai co the bi gia mao nen Vong Tay can ma: dung la anh chi xin chuyen thi soan ${code}; khong phai thi soan 2.`,
      ]);
    }
    expect(segmentsOf(told.join())).toBeLessThanOrEqual(2);
    await isHers(home, mother);
    expect(await attacker.hears()).toEqual([]);
    expect(await mother.says(code)).toEqual([expect.stringMatching(/^Da chuyen tin ve be sang so moi/)]);
  });

  test('three wrong codes end it, and the right one comes too late', async () => {
    const { home, mother, code } = await moving();
    for (const left of [2, 1]) {
      expect(await mother.says(not(code))).toEqual([
        `Ma bi sai, chua chuyen gi. Con ${left} lan. Soan 4 so trong tin hoi, hoac soan 2 neu khong phai anh chi xin chuyen.`,
      ]);
    }
    expect(await mother.says(not(code))).toEqual([
      'Sai ma 3 lan nen Vong Tay giu nguyen nhu cu, tin van den so nay.',
    ]);
    await mother.says(code);
    await isHers(home, mother);
    expect(await acts(home)).toContain('move-refused');
  });

  test('answers that do not confirm it do not make the day longer', async () => {
    const { home, mother, code } = await moving();
    await home.advance(23 * 60 * MINUTE);
    await mother.says('1');
    await home.advance(2 * 60 * MINUTE);
    expect(await mother.says(code)).toEqual([
      expect.stringMatching(/^Yeu cau chuyen so nay khong con hieu luc/),
    ]);
    await isHers(home, mother);
  });

  test('a question that was put before there were codes moves nothing', async () => {
    const { home, mother } = await withMother();
    const other = home.phone('+84987654321');
    await other.says('xin chao');
    const [, row] = await home.deps.store.db.select().from(contacts);
    await openWithout(home, mother, 'old-number', { to: row?.id, channel: 'twilio' });
    expect(await mother.says('1')).toEqual([expect.stringMatching(/khong con hieu luc/)]);
    await isHers(home, mother);
  });
});
