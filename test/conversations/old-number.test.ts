/** A new telephone: only the old number can say that the family has moved to it. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, carers, children, consents, contacts, enrolments, outbox, roles } from '../../db/schema.ts';
import { queueDueTips } from '../../src/guidance/due-tips.ts';
import { giveRole } from '../../src/store/roles.ts';
import { segmentsOf } from '../../src/texts.ts';
import { agreesToMove, codeAsked, erases } from './confirming.ts';
import { type Family, family } from './family.ts';
import { type House, house, type Phone } from './house.ts';
import { MUONG_THAN, withPlaces } from './places.ts';

const OLD = '+84912345678';
const NEW = '+84987654321';
const MOVE = 'SO CU 0912345678';
const MONDAY = '2026-11-02T12:00:00+07:00';
const ASKED =
  'Neu so duoi 678 dang nhan tin cho be, Vong Tay se hoi so do. So cu tra loi dong y trong 24 gio thi tin chuyen sang day. Khong dung duoc so cu nua: soan DK va ngay sinh cua be de dang ky lai.';
const QUESTION =
  /Vong Tay: co nguoi xin chuyen tin cua so nay sang so khac\. Dung la anh chi: soan \d{4}\. Khong phai: soan 2\. Neu khong tra loi, Vong Tay giu nguyen nhu cu\.$/;
const MOVED = 'Da chuyen tin ve be sang so moi. So nay khong nhan tin nua. Muon nhan lai, soan TIEP.';
const HERE = 'Vong Tay da chuyen tin ve be tu so cu sang day. Xem thong tin: XEM. Ngung nhan tin: TC.';
const KEPT = 'Vong Tay giu nguyen nhu cu, tin van den so nay. Cam on anh chi da bao.';

type Two = { readonly home: House; readonly before: Family; readonly after: Phone };

async function two(): Promise<Two> {
  const home = await house({ at: MONDAY });
  return { home, before: await family(home, OLD, [{ born: '2026-09-02' }]), after: home.phone(NEW) };
}

const contactOf = async (home: House, number: string) =>
  (
    await home.deps.store.db
      .select()
      .from(contacts)
      .where(eq(contacts.addressMac, home.deps.secrets.mac(`phone:${number}`)))
  )[0];

describe('SO CU', () => {
  test('is understood by the number alone after the word', async () => {
    const { before, after } = await two();
    expect(await after.says('SO CU')).toEqual([expect.stringMatching(/^Doi so dien thoai: tu so moi/)]);
    expect(await after.says('tram may gio mo cua')).toEqual([expect.not.stringMatching(/^So dien thoai/)]);
    expect(await after.says('0912345678')).toEqual([ASKED]);
    expect(await before.hears()).toEqual([expect.stringMatching(QUESTION)]);
  });

  test('an OK that was said before the question arrived is no answer to it', async () => {
    const { home, before, after } = await two();
    home.at('2026-11-02T21:30:00+07:00');
    await after.says(MOVE);
    expect(await before.hears()).toEqual([]);
    const [again] = await before.says('ok');
    expect(again).toMatch(QUESTION);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ contactId: before.contactId }]);
    expect(await before.says(codeAsked([again ?? '']))).toEqual([MOVED]);
  });

  test('moves the family once the old number says yes; the old one hears no more', async () => {
    const { home, before, after } = await two();
    expect(await after.says(MOVE)).toEqual([ASKED]);
    expect(segmentsOf(ASKED)).toBeLessThanOrEqual(2);
    const heard = await before.hears();
    expect(heard).toEqual([expect.stringMatching(QUESTION)]);
    expect(segmentsOf(heard.join())).toBeLessThanOrEqual(2);
    const places = await home.deps.store.db.select().from(enrolments);
    expect(await before.says(codeAsked(heard))).toEqual([MOVED]);
    expect(await after.hears()).toEqual([HERE]);
    const next = await contactOf(home, NEW);
    expect(next).toMatchObject({ consent: 'in' });
    expect(await contactOf(home, OLD)).toMatchObject({ consent: 'out' });
    expect(await home.deps.store.db.select().from(children)).toMatchObject([
      { id: before.childIds[0], contactId: next?.id },
    ]);
    expect(await home.deps.store.db.select().from(enrolments)).toEqual(places);
    expect(await home.deps.store.db.select().from(consents)).toMatchObject([
      {
        contactId: next?.id,
        act: 'in',
        textVersion: 'moved-2026-11',
        askedBy: `contact:${before.contactId}`,
      },
      { contactId: before.contactId, act: 'out', textVersion: 'moved-2026-11' },
    ]);
    await home.run(14);
    expect(await before.hears()).toEqual([]);
    expect((await after.hears()).length).toBeGreaterThan(0);
    expect((await before.says('XEM')).join('\n')).toMatch(/Tre: chua co\./);
  });

  test('takes along the tip that waits, the commune and the language', async () => {
    const home = await house({ at: MONDAY });
    await withPlaces(home);
    const before = await family(home, OLD, [{ born: '2026-09-02' }], { language: 'en' });
    await before.says('DOI XA xa Muong Than');
    const after = home.phone(NEW);
    await after.says(MOVE);
    const code = codeAsked(await before.hears());
    home.at('2026-11-02T22:00:00+07:00');
    await queueDueTips(home.deps, home.now());
    // Something else waits for them since: a bare number is asked again by name, the code can mean nothing else.
    expect(await before.says('1')).toEqual([expect.stringContaining('asks again')]);
    await before.says(code);
    const next = await contactOf(home, NEW);
    expect(next).toMatchObject({ language: 'en', communeCode: MUONG_THAN.code });
    const tips = await home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'tip'));
    expect(tips).toMatchObject([{ contactId: next?.id, state: 'queued' }]);
    expect(tips[0]?.key).toBe(`tip:${before.childIds[0]}:${tips[0]?.item}:${next?.id}`);
    await home.run(1);
    expect(await before.hears()).toEqual([]);
    expect(await after.hears()).toHaveLength(2);
  });

  test.each(['2', 'khong'])('%s keeps everything as it is', async (word) => {
    const { home, before, after } = await two();
    await after.says(MOVE);
    await before.hears();
    expect(await before.says(word)).toEqual([KEPT]);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ contactId: before.contactId }]);
    expect(await after.hears()).toEqual([]);
    expect(await contactOf(home, NEW)).toMatchObject({ consent: 'none' });
  });

  test('silence keeps it too: a yes after a day moves nothing', async () => {
    const { home, before, after } = await two();
    await after.says(MOVE);
    const code = codeAsked(await before.hears());
    await home.run(1.1);
    await before.hears();
    await before.says(code);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ contactId: before.contactId }]);
  });

  test('an unknown number, one that left and one without children get the same answer and no message', async () => {
    const { home, after } = await two();
    const [left, childless] = [home.phone('+84912000001'), home.phone('+84912000002')];
    await left.says('DK 2/9/2026');
    await left.says('TC');
    await childless.says('xin chao');
    for (const [number, last] of [
      ['0912000001', '001'],
      ['0912000002', '002'],
      ['0912000003', '003'],
    ]) {
      expect(await after.says(`SO CU ${number}`)).toEqual([ASKED.replace('678', last ?? '')]);
    }
    await home.run(1);
    expect([...(await left.hears()), ...(await childless.hears())]).toEqual([]);
    expect(home.twilio.sent.filter((sms) => sms.to === '+84912000003')).toEqual([]);
  });

  test('asks once a day and three times a month, whoever wants it', async () => {
    const { home, before, after } = await two();
    for (const phone of [after, after, home.phone('+84912000001')]) await phone.says(MOVE);
    expect((await before.hears()).filter((text) => QUESTION.test(text))).toHaveLength(1);
    await before.says('2');
    await after.says(MOVE);
    expect(await before.hears()).toEqual([]);
    for (let day = 0; day < 6; day += 1) {
      await home.run(1.1);
      await after.says(MOVE);
    }
    expect((await before.hears()).filter((text) => QUESTION.test(text))).toHaveLength(2);
  });

  test('a question that is open there is not taken away', async () => {
    const { before, after } = await two();
    await before.says('MAT');
    expect(await after.says(MOVE)).toEqual([ASKED]);
    expect(await before.hears()).toEqual([]);
    expect(await before.says('2')).toEqual([expect.stringMatching(/^Cam on anh chi da bao lai/)]);
  });

  test('who asked and has left or was erased since gets nothing', async () => {
    for (const goes of [(phone: Phone) => phone.says('TC'), erases]) {
      const { home, before, after } = await two();
      await after.says(MOVE);
      const code = codeAsked(await before.hears());
      home.at('2026-11-02T12:01:00+07:00');
      await goes(after);
      expect((await before.says(code))[0]).toMatch(/^Yeu cau chuyen so nay khong con hieu luc/);
      expect(await home.deps.store.db.select().from(children)).toMatchObject([
        { contactId: before.contactId },
      ]);
      await home.run(14);
      expect(await after.hears()).toEqual([]);
    }
  });

  test('roles stay with the number that an officer named, and the new one is told so', async () => {
    const { home, before, after } = await two();
    await withPlaces(home);
    const role = { id: 'r', role: 'collaborator', status: 'active', madeBy: 'test', at: 0 } as const;
    await home.deps.store.commit([
      giveRole({ ...role, contactId: before.contactId, place: { villageId: 'v-2' } }),
    ]);
    await after.says(MOVE);
    await agreesToMove(before);
    expect(await after.hears()).toEqual([expect.stringMatching(/nho can bo ghi so moi/)]);
    expect(await home.deps.store.db.select().from(roles)).toMatchObject([{ contactId: before.contactId }]);
  });

  test('a carer who takes the family over is one person, and other carers stay', async () => {
    const { home, before, after } = await two();
    const grandmother = home.phone('+84912000001');
    for (const number of ['0987654321', '0912000001']) await before.says(`CHIA SE ${number}`);
    for (const phone of [after, grandmother]) {
      await phone.hears();
      await phone.says('1');
    }
    await after.says(MOVE);
    expect(await agreesToMove(before)).toEqual([MOVED]);
    expect(await home.deps.store.db.select().from(carers)).toHaveLength(1);
    await home.run(14);
    const [hers, theirs] = [await grandmother.hears(), await after.hears()];
    expect(hers.length).toBeGreaterThan(0);
    expect(theirs.length).toBeGreaterThanOrEqual(hers.length);
    const keys = (await home.deps.store.db.select().from(outbox)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('two answers at once, or one repeated, move it once', async () => {
    const { home, before, after } = await two();
    await after.says(MOVE);
    const code = codeAsked(await before.hears());
    await Promise.all([before.says(code), before.says(code)]);
    await before.says(code);
    const acts = (await home.deps.store.db.select().from(audit)).map(({ action }) => action);
    expect(acts.filter((action) => action === 'family-moved')).toHaveLength(1);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
  });

  test('to Telegram, from an old telephone', async () => {
    const home = await house({ at: MONDAY });
    const before = await family(home, OLD, [{ born: '2026-09-02' }]);
    const chat = home.chat(77);
    expect(await chat.says('số cũ là 0912345678 ạ')).toEqual([expect.stringMatching(/^Nếu số đuôi 678/)]);
    await agreesToMove(before);
    expect(await chat.hears()).toEqual([expect.stringMatching(/^Vòng Tay đã chuyển tin về bé từ số cũ/)]);
    await home.run(14);
    expect((await chat.hears()).length).toBeGreaterThan(0);
    expect(await before.hears()).toEqual([]);
  });
});
