/** A question that no text answers: to a person, and the answer back, or an honest word that there is none. */
import { eq, like, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { asked, audit, contacts, outbox, roles } from '../../db/schema.ts';
import { askedJob } from '../../src/guidance/ask/asked-job.ts';
import { giveRole } from '../../src/store/roles.ts';
import { segmentsOf } from '../../src/texts.ts';
import { laiChau, MUONG_THAN, type Person, person, THAN_UYEN } from '../broadcasts/lai-chau.ts';
import { postUpdate } from './chat.ts';
import { codeAsked, erases } from './confirming.ts';
import { type House, type HouseOptions, house, postSms } from './house.ts';

const HOUR = 3_600_000;
const MOTHER = '+84912345678';
const OFFICER = '+84912345601';
const SECOND = '+84912345602';
const ELSEWHERE = '+84912345603';
const PROVINCE = '+84912345604';
const OFFICER_CHAT = 5550;
const MOTHER_CHAT = 7770;
const QUESTION = 'tram may gio mo cua';
const PASSED_ON =
  'Vong Tay da chuyen cau hoi toi can bo xa Muong Than. Khi co cau tra loi, Vong Tay nhan anh chi tai day. Neu gap, den tram y te ngay hoac goi 115.';
const TO_OFFICER =
  'Cau hoi so 1 cua mot gia dinh o xa Muong Than: "tram may gio mo cua". Tra loi: soan TL 1 va cau tra loi.';
const ANSWERED = 'Can bo xa Muong Than tra loi cau hoi cua minh: 7 gio sang a';

const mother: Person = { number: MOTHER, lives: MUONG_THAN, children: ['active'] };
const officer = (number: string, commune = MUONG_THAN): Person => ({ number, officerOf: [{ commune }] });

async function commune(people: readonly Person[], options: HouseOptions = {}): Promise<House> {
  const home = await house({ at: '2026-11-16T09:00:00+07:00', ...options });
  const committed = await home.deps.store.commit([
    ...laiChau(),
    ...people.flatMap((one) => person(home.deps, one)),
  ]);
  if (!committed.ok) throw new Error(`the people could not be written: ${committed.collided}`);
  return home;
}

const rows = (home: House) => home.deps.store.db.select().from(asked).orderBy(asked.id);
const sentAbout = (home: House) =>
  home.deps.store.db
    .select({ contactId: outbox.contactId, state: outbox.state, reason: outbox.reason })
    .from(outbox)
    .where(like(outbox.key, 'asked:%'))
    .orderBy(outbox.id);

describe('by SMS', () => {
  test('the question goes to every officer of the commune, and the first answer to the mother', async () => {
    const home = await commune([mother, officer(OFFICER), officer(SECOND), officer(ELSEWHERE, THAN_UYEN)]);
    expect(await home.phone(MOTHER).says(QUESTION)).toEqual([PASSED_ON]);
    for (const number of [OFFICER, SECOND]) expect(await home.phone(number).hears()).toEqual([TO_OFFICER]);
    expect(await home.phone(ELSEWHERE).hears()).toEqual([]);

    expect(await home.phone(OFFICER).says('TL 1 7 giờ sáng ạ')).toEqual([
      'Da gui cau tra loi cho cau hoi so 1. Cam on anh chi.',
    ]);
    expect(await home.phone(MOTHER).hears()).toEqual([ANSWERED]);
    expect(await rows(home)).toMatchObject([
      { answeredBy: `person:${OFFICER}`, answeredAt: home.now(), contactId: `person:${MOTHER}` },
    ]);
    expect(await home.phone(SECOND).says('tl1: 8 gio')).toEqual([
      'Cau hoi so 1 da duoc tra loi luc 09:00 ngay 16/11. Tin vua roi chua gui cho gia dinh.',
    ]);
    expect(await home.phone(MOTHER).hears()).toEqual([]);
    expect((await home.deps.store.db.select().from(audit)).map(({ action }) => action)).toEqual([
      'question-answered',
    ]);
  });

  test('the text is sealed, and an officer learns neither the number nor more of the place', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says(QUESTION);
    const [row] = await rows(home);
    expect(row?.textSealed).not.toContain('tram');
    const [text] = await home.phone(OFFICER).hears();
    expect(text).not.toContain(MOTHER.slice(-9));
    expect(JSON.stringify(home.logs)).not.toMatch(/tram|912345/);
  });

  test('who says it is a question of the words', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    for (const text of ['xin chao ca nha', 'alo', 'cam on can bo nhieu nhe'])
      await home.phone(MOTHER).says(text);
    expect(await rows(home)).toEqual([]);
    expect(await home.phone(MOTHER).says('may thang thi cho con an dam')).toEqual([
      expect.stringMatching(/^Be tron 6 thang/),
    ]);
    expect((await home.phone(MOTHER).says('be bi co giat, tram may gio mo cua'))[0]).toMatch(/115/);
    expect(await rows(home)).toEqual([]);
    expect(await home.phone(MOTHER).says('sao?')).toEqual([PASSED_ON]);
  });

  test("where the answers can't be read every question goes to a person", async () => {
    const home = await commune([mother, officer(OFFICER)]);
    Object.assign(home.deps, { library: async () => undefined });
    expect(await home.phone(MOTHER).says('may thang thi cho con an dam')).toEqual([PASSED_ON]);
    expect((await home.phone(MOTHER).says('HOI'))[0]).toMatch(/^Vong Tay chua co bai nao de chon/);
  });

  test('nothing is promised where nobody would read it', async () => {
    const nobody = /^Vong Tay chua tra loi duoc cau nay, va xa Muong Than chua co can bo nhan cau hoi/;
    const home = await commune([
      mother,
      { number: OFFICER, consent: 'out', officerOf: [{ commune: MUONG_THAN }] },
      { number: SECOND, reach: 'invalid', officerOf: [{ commune: MUONG_THAN }] },
      officer(ELSEWHERE, THAN_UYEN),
      { number: PROVINCE, officerOf: [{ provinceCode: '12' }] },
    ]);
    const [answer] = await home.phone(MOTHER).says(QUESTION);
    expect(answer).toMatch(nobody);
    expect(answer).toMatch(/tram y te ngay hoac goi 115/);
    expect((await home.phone('+84977000001').says(QUESTION))[0]).toMatch(
      /^Vong Tay chua tra loi duoc cau nay\. Anh chi hoi y te thon ban/,
    );
    expect(await rows(home)).toEqual([]);
    expect(await sentAbout(home)).toEqual([]);
  });

  test('who works with us is not taken for a parent', async () => {
    const home = await commune([
      officer(OFFICER),
      { number: SECOND, lives: MUONG_THAN, collaboratesIn: [MUONG_THAN] },
    ]);
    for (const number of [OFFICER, SECOND]) {
      expect((await home.phone(number).says(QUESTION))[0]).toMatch(/chua hieu y/);
    }
    expect(await rows(home)).toEqual([]);
  });

  test('the same words within a day are not passed on twice, nor more than three questions at once', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    const phone = home.phone(MOTHER);
    await phone.says(QUESTION);
    expect((await phone.says('Trạm mấy giờ mở cửa ?'))[0]).toMatch(/dang cho tra loi/);
    await phone.says('duong vao ban sat lo chua');
    await phone.says('chieu mai co hop thon khong');
    expect((await phone.says('bao gio co nuoc sach ve ban'))[0]).toMatch(
      /^Anh chi co 3 cau hoi dang cho can bo tra loi/,
    );
    expect(await rows(home)).toHaveLength(3);
    await home.phone(OFFICER).says('TL 1 7 gio');
    expect((await phone.hears())[0]).toBe(
      'Can bo xa Muong Than tra loi cau hoi cua minh "tram may gio mo cua": 7 gio',
    );
    expect((await phone.says(QUESTION))[0]).toMatch(/^Can bo da tra loi cau hoi nay luc 09:00 ngay 16\/11/);
    expect(await phone.says('bao gio co nuoc sach ve ban')).toEqual([PASSED_ON]);
    await home.phone(OFFICER).says('TL 2 co');
    await home.advance(25 * HOUR);
    await phone.hears();
    expect(await phone.says(QUESTION)).toEqual([PASSED_ON]);
  });

  test('who has left is still answered, and a leaving changes nothing of it', async () => {
    const home = await commune([{ ...mother, consent: 'out' }, officer(OFFICER)]);
    expect(await home.phone(MOTHER).says(QUESTION)).toEqual([PASSED_ON]);
    await home.phone(MOTHER).says('TC');
    await home.phone(OFFICER).says('TL 1 7 gio sang a');
    expect(await home.phone(MOTHER).hears()).toEqual([ANSWERED]);
  });

  test('an answer in English where that is the language of who asked', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says('NN EN');
    expect((await home.phone(MOTHER).says('when does the station open'))[0]).toMatch(/^Vong Tay has passed/);
    await home.phone(OFFICER).says('TL 1 7 gio');
    expect(await home.phone(MOTHER).hears()).toEqual([
      'The officer of xa Muong Than answers your question: 7 gio',
    ]);
  });

  test('an open question of ours stays open', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says('XOA');
    expect(await home.phone(MOTHER).says('toi muon xoa het di')).toEqual([
      expect.stringMatching(/chua hieu y/),
    ]);
    expect(await home.phone(MOTHER).says('tram may gio mo cua?')).toEqual([PASSED_ON]);
    expect((await home.phone(MOTHER).says('2'))[0]).toMatch(/giu lai|hoi lai/);
  });
});

describe('an officer', () => {
  test('is told why an answer was not sent', async () => {
    const home = await commune([
      mother,
      officer(OFFICER),
      officer(ELSEWHERE, THAN_UYEN),
      { number: PROVINCE, officerOf: [{ provinceCode: '11' }] },
    ]);
    const phone = home.phone(OFFICER);
    expect(await phone.says('XEM TL')).toEqual(['Khong co cau hoi nao cua phu huynh dang cho.']);
    await home.phone(MOTHER).says(QUESTION);
    await phone.hears();
    const said = async (text: string, from = phone) => (await from.says(text)).join('\n');
    expect(await said('TL')).toMatch(/^De tra loi cau hoi cua phu huynh, soan TL/);
    expect(await said('TL mai nhe')).toMatch(/^De tra loi cau hoi cua phu huynh, soan TL/);
    expect(await said('TL 1')).toMatch(/^Chua co cau tra loi\. Soan TL 1/);
    expect(await said('TL 1 ..')).toMatch(/^Chua co cau tra loi/);
    expect(await said('TL 2 a')).toMatch(/^Khong co cau hoi so 2/);
    expect(await said(`TL ${'9'.repeat(30)} a`)).toMatch(/^Khong co cau hoi so/);
    expect(await said('TL 1 a', home.phone(ELSEWHERE))).toMatch(/^Cau hoi so 1 la cua xa khac/);
    expect(await said('TL 1 a', home.phone(PROVINCE))).toMatch(/^Cau hoi so 1 la cua xa khac/);
    expect(await said('XEM TL 1', home.phone(ELSEWHERE))).toMatch(/khong co trong cac cau dang cho/);
    expect(await said(`TL 1 ${'a'.repeat(420)}`)).toMatch(/^Cau tra loi dai qua 3 phan SMS/);
    const most = Number(/khoang (\d+) chu/.exec(await said(`TL 1 ${'a'.repeat(420)}`))?.[1]);
    expect(await home.phone(MOTHER).hears()).toEqual([]);
    expect(await said(`TL 1 ${'a'.repeat(most)}`)).toMatch(/^Da gui/);
    const [answer = ''] = await home.phone(MOTHER).hears();
    expect(segmentsOf(answer)).toBe(3);
  });

  test("writes of danger signs as the answer's subject; who is no officer is answered as ever", async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says(QUESTION);
    expect(await home.phone(OFFICER).says('TL 1 be co giat thi goi 115 ngay')).toEqual([
      'Da gui cau tra loi cho cau hoi so 1. Cam on anh chi.',
    ]);
    expect((await home.phone(OFFICER).says('TL be bi co giat'))[0]).toMatch(/dau hieu nguy hiem/);
    expect((await home.phone(MOTHER).says('TL 1 be bi co giat'))[0]).toMatch(/dau hieu nguy hiem/);
    expect((await home.phone(MOTHER).says('TL'))[0]).toMatch(/chua hieu y/);
    expect((await home.phone(MOTHER).says('XEM TL'))[0]).not.toMatch(/Cau hoi/);
  });

  test('of the province answers for its communes, in the name of the province', async () => {
    const home = await commune([
      mother,
      officer(OFFICER),
      { number: PROVINCE, officerOf: [{ provinceCode: '12' }] },
    ]);
    await home.phone(MOTHER).says(QUESTION);
    expect(await home.phone(PROVINCE).hears()).toEqual([]);
    expect((await home.phone(PROVINCE).says('XEM TL'))[0]).toMatch(/^Cau hoi dang cho: 1\./);
    await home.phone(PROVINCE).says('TL 1 7 gio');
    expect(await home.phone(MOTHER).hears()).toEqual([
      'Can bo tinh Lai Chau tra loi cau hoi cua minh: 7 gio',
    ]);
  });

  test('sees what waits, how long, and the first words; with its number all of one', async () => {
    const others = Array.from({ length: 9 }, (_, n) => ({ ...mother, number: `+8491234570${n}` }));
    const home = await commune([mother, officer(OFFICER), ...others]);
    const long = `Chồng em "đi làm xa" 😭, ${'nhà em có việc khó kể '.repeat(20)}`;
    await home.phone(MOTHER).says(long);
    const [told = ''] = await home.phone(OFFICER).hears();
    expect(told).toMatch(/^Cau hoi so 1 cua mot gia dinh o xa Muong Than: "Chong em 'di lam xa' ,/);
    expect(told).toMatch(/\.\.\."\. Xem ca cau: XEM TL 1\. Tra loi: soan TL 1 va cau tra loi\.$/);
    expect(segmentsOf(told)).toBe(2);
    await home.advance(3 * HOUR);
    for (const { number } of others) await home.phone(number).says(QUESTION);
    const [list = ''] = await home.phone(OFFICER).says('xem tl');
    expect(list).toMatch(/^Cau hoi dang cho: 10\.\n1 \(3 gio\): Chong em 'di lam xa'/);
    expect(list).toMatch(/\n2 \(1 phut\): tram may gio mo cua\n/);
    expect(list).toMatch(/\nva \d cau nua\.\nTra loi: TL, so va cau tra loi\.$/);
    expect(segmentsOf(list)).toBeLessThanOrEqual(2);
    const whole = (await home.phone(OFFICER).says('XEM TL 1')).join(' ');
    expect(whole.match(/nha em co viec/g)).toHaveLength(20);
  });

  test('two at once: one answer goes, the other officer is told', async () => {
    const home = await commune([mother, officer(OFFICER), officer(SECOND)]);
    await home.phone(MOTHER).says(QUESTION);
    const post = (From: string, Body: string) =>
      postSms(home.app, { From, Body, MessageSid: `SMtogether${From.slice(1)}` });
    const posted = await Promise.all([post(OFFICER, 'TL 1 bay gio'), post(SECOND, 'TL 1 tam gio')]);
    expect(posted.map(({ status }) => status)).toEqual([200, 200]);
    expect(await home.phone(MOTHER).hears()).toHaveLength(1);
    const said = [...(await home.phone(OFFICER).hears()), ...(await home.phone(SECOND).hears())];
    expect(said.filter((text) => text.startsWith('Da gui'))).toHaveLength(1);
    expect(said.filter((text) => text.includes('da duoc tra loi luc'))).toHaveLength(1);
  });

  test('a repeated message asks and answers once', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    const ask = { From: MOTHER, Body: QUESTION, MessageSid: 'SMtest100001' };
    const answer = { From: OFFICER, Body: 'TL 1 7 gio sang a', MessageSid: 'SMtest100002' };
    for (const sms of [ask, ask, answer, answer]) await postSms(home.app, sms);
    expect(await rows(home)).toHaveLength(1);
    expect(await home.phone(MOTHER).hears()).toEqual([PASSED_ON, ANSWERED]);
  });

  test('hears at seven what was asked at night; over the daily cap it waits and is not lost', async () => {
    const parents = Array.from({ length: 5 }, (_, n) => ({ ...mother, number: `+8491234570${n}` }));
    const home = await commune([officer(OFFICER), ...parents], { at: '2026-11-16T23:30:00+07:00' });
    for (const { number } of parents) await home.phone(number).says(QUESTION);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    expect((await sentAbout(home)).map(({ reason }) => reason)).toEqual(Array(5).fill('night'));
    await home.advance(8 * HOUR);
    const morning = await home.phone(OFFICER).hears();
    expect(morning).toHaveLength(3);
    expect(morning[2]).toMatch(/Con 4 cau dang cho: XEM TL\.$/);
    await home.advance(24 * HOUR);
    expect(await home.phone(OFFICER).hears()).toHaveLength(3);
    await home.phone(OFFICER).says('TL 5 7 gio');
    expect(await home.phone(parents[4]?.number ?? '').hears()).toHaveLength(1);
  });

  test('is not told any more of what was answered while it waited for the morning', async () => {
    const home = await commune(
      [mother, officer(OFFICER), { number: PROVINCE, officerOf: [{ provinceCode: '12' }] }],
      { at: '2026-11-16T23:30:00+07:00' },
    );
    await home.phone(MOTHER).says(QUESTION);
    await home.phone(PROVINCE).says('TL 1 7 gio');
    await home.advance(9 * HOUR);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    expect(await sentAbout(home)).toMatchObject([{ state: 'skipped', reason: 'question-answered' }]);
  });

  test('whose office ended in the meantime is not told, and cannot answer', async () => {
    const home = await commune([mother, officer(OFFICER)], { at: '2026-11-16T23:30:00+07:00' });
    await home.phone(MOTHER).says(QUESTION);
    await home.deps.store.db.update(roles).set({ status: 'ended' });
    await home.advance(9 * HOUR);
    expect(await sentAbout(home)).toMatchObject([{ state: 'skipped', reason: 'no-longer-officer' }]);
    expect((await home.phone(OFFICER).says('TL 1 bay gio'))[0]).toMatch(/chua hieu y|chua tra loi duoc/);
    expect((await rows(home))[0]?.answeredAt).toBeNull();
  });
});

describe('by Telegram', () => {
  const inChat: readonly Person[] = [
    { chat: MOTHER_CHAT, lives: MUONG_THAN, children: ['active'] },
    { chat: OFFICER_CHAT, officerOf: [{ commune: MUONG_THAN }] },
  ];
  const replyTo = (home: House, text: string) => ({
    text,
    reply_to_message: {
      message_id: home.telegram.sent.findLast(({ chatId }) => chatId === OFFICER_CHAT)?.messageId,
      chat: { id: OFFICER_CHAT, type: 'private' },
    },
  });

  test('an officer answers by replying to the message', async () => {
    const home = await commune(inChat);
    const [parent, chat] = [home.chat(MOTHER_CHAT), home.chat(OFFICER_CHAT)];
    expect(await parent.says('Trạm mấy giờ mở cửa ạ')).toEqual([
      'Vòng Tay đã chuyển câu hỏi tới cán bộ xã Mường Than. Khi có câu trả lời, Vòng Tay nhắn anh chị tại đây. Nếu gấp, đến trạm y tế ngay hoặc gọi 115.',
    ]);
    expect(await chat.hears()).toEqual([
      'Câu hỏi số 1 của một gia đình ở xã Mường Than: "Trạm mấy giờ mở cửa ạ". Trả lời: bấm trả lời ngay tin này, hoặc soạn TL 1 và câu trả lời.',
    ]);
    const reply = replyTo(home, '7 giờ, bé co giật thì đến ngay');
    expect(await chat.sends(reply)).toEqual(['Đã gửi câu trả lời cho câu hỏi số 1. Cảm ơn anh chị.']);
    expect(await parent.hears()).toEqual([
      'Cán bộ xã Mường Than trả lời câu hỏi của mình: 7 giờ, bé co giật thì đến ngay',
    ]);
    expect((await chat.sends({ ...reply, text: 'à, 8 giờ' }))[0]).toMatch(/đã được trả lời lúc/);
    expect(await parent.hears()).toEqual([]);
  });

  test('and as well by TL; a command in reply stays one, and a reply to another message is any text', async () => {
    const home = await commune(inChat);
    const [parent, chat] = [home.chat(MOTHER_CHAT), home.chat(OFFICER_CHAT)];
    await parent.says('Trạm mấy giờ mở cửa ạ');
    await chat.hears();
    const reply = replyTo(home, 'XEM TL');
    expect((await chat.sends(reply))[0]).toMatch(/^Câu hỏi đang chờ: 1\./);
    expect((await chat.sends(replyTo(home, 'bảy giờ sáng nhé')))[0]).toMatch(/chưa hiểu ý/);
    expect(await chat.sends({ ...reply, text: 'Đúng' })).toEqual([expect.stringMatching(/^Đã gửi/)]);
    expect(await parent.hears()).toEqual([expect.stringMatching(/: Đúng$/)]);
    await parent.says('Trạm có bác sĩ không ạ');
    expect(await chat.says('tl 2: có nhé')).toEqual([expect.stringMatching(/^Đã gửi/)]);
  });

  test('somebody else who replies to a message of that number answers nothing', async () => {
    const home = await commune(inChat);
    await home.chat(MOTHER_CHAT).says('Trạm mấy giờ mở cửa ạ');
    await home.chat(OFFICER_CHAT).hears();
    const stranger = 4321;
    for (const message of [
      replyTo(home, 'bậy bạ một câu'),
      { text: 'x y z', reply_to_message: { message_id: 'x' } },
    ]) {
      const response = await postUpdate(home.app, {
        update_id: stranger + message.text.length,
        message: {
          message_id: 1,
          date: 1,
          chat: { id: stranger, type: 'private' },
          from: { id: stranger },
          ...message,
        },
      });
      expect(response.status).toBe(200);
    }
    expect((await rows(home))[0]?.answeredAt).toBeNull();
  });

  test('an officer with a phone and a chat hears of it once, in the chat; on the phone where that fails', async () => {
    const home = await commune([mother, officer(OFFICER), { chat: OFFICER_CHAT }]);
    const { db, commit } = home.deps.store;
    await db
      .update(contacts)
      .set({ chatId: `person:${OFFICER_CHAT}` })
      .where(eq(contacts.id, `person:${OFFICER}`));
    await commit([
      giveRole({
        id: 'chat-office',
        contactId: `person:${OFFICER_CHAT}`,
        role: 'commune-officer',
        place: { commune: MUONG_THAN },
        status: 'active',
        madeBy: 'test',
        at: 0,
      }),
    ]);
    const chat = home.chat(OFFICER_CHAT);
    await home.phone(MOTHER).says(QUESTION);
    expect(await chat.hears()).toHaveLength(1);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    home.telegram.fails('sendMessage', {
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    await home.phone(MOTHER).says('duong vao ban sat lo chua');
    expect(await chat.hears()).toEqual([]);
    expect(await home.phone(OFFICER).hears()).toEqual([expect.stringMatching(/^Cau hoi so 2 /)]);
    expect(await home.phone(OFFICER).says('TL 2 co')).toEqual([expect.stringMatching(/^Da gui/)]);
  });

  test("a parent's chat has the commune of their phone", async () => {
    const home = await commune([mother, { chat: MOTHER_CHAT }, officer(OFFICER)]);
    await home.deps.store.db
      .update(contacts)
      .set({ chatId: `person:${MOTHER_CHAT}` })
      .where(eq(contacts.id, `person:${MOTHER}`));
    expect((await home.chat(MOTHER_CHAT).says('Trạm mấy giờ mở cửa ạ'))[0]).toMatch(/^Vòng Tay đã chuyển/);
    expect((await home.phone(MOTHER).says(`${QUESTION} a`))[0]).toMatch(/dang cho tra loi/);
  });
});

describe('time', () => {
  const UNANSWERED =
    'Vong Tay xin loi: da 3 ngay ma chua co can bo tra loi cau hoi "tram may gio mo cua". Anh chi hoi y te thon ban hoac den tram y te giup nhe. Neu gap, den tram y te ngay hoac goi 115.';

  test('reminds the officers once after a day, and tells the mother honestly after three', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says(QUESTION);
    expect(await home.phone(OFFICER).hears()).toEqual([TO_OFFICER]);
    await home.advance(23 * HOUR);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    await home.advance(2 * HOUR);
    const again = [
      'Cau hoi so 1 cua mot gia dinh o xa Muong Than cho tu hom qua: "tram may gio mo cua". Tra loi: soan TL 1 va cau tra loi.',
    ];
    expect(await home.phone(OFFICER).hears()).toEqual(again);
    await home.advance(46 * HOUR);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    expect(await home.phone(MOTHER).hears()).toEqual([]);
    await home.advance(2 * HOUR);
    expect(await home.phone(MOTHER).hears()).toEqual([UNANSWERED]);
    expect(await rows(home)).toMatchObject([{ answeredBy: 'nobody' }]);
    expect((await home.phone(OFFICER).says('TL 1 7 gio'))[0]).toMatch(
      /^Cau hoi so 1 da dong luc 09:00 ngay 19\/11 vi qua 3 ngay/,
    );
    await home.advance(48 * HOUR);
    for (const number of [MOTHER, OFFICER]) expect(await home.phone(number).hears()).toEqual([]);
    expect(await askedJob.nextAt(home.deps, home.now())).toBeUndefined();
  });

  test('run twice, or after an outage, does each once; at night the mother is left to sleep', async () => {
    const home = await commune([mother, officer(OFFICER)], { at: '2026-11-16T22:30:00+07:00' });
    await home.phone(MOTHER).says(QUESTION);
    home.at('2026-11-19T23:00:00+07:00');
    await Promise.all([askedJob.run(home.deps, home.now()), askedJob.run(home.deps, home.now())]);
    await askedJob.run(home.deps, home.now());
    expect(await home.phone(MOTHER).hears()).toEqual([]);
    home.at('2026-11-20T07:00:00+07:00');
    expect(await home.phone(MOTHER).hears()).toEqual([UNANSWERED]);
    await home.advance(24 * HOUR);
    for (const number of [MOTHER, OFFICER]) expect(await home.phone(number).hears()).toEqual([]);
    expect(await sentAbout(home)).toMatchObject([{ state: 'skipped', reason: 'stale' }]);
  });

  test('an answer is not followed by a reminder or an apology', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says(QUESTION);
    await home.phone(OFFICER).says('TL 1 7 gio');
    await home.phone(MOTHER).hears();
    await home.advance(80 * HOUR);
    for (const number of [MOTHER, OFFICER]) expect(await home.phone(number).hears()).toEqual([]);
  });
});

describe('what is held', () => {
  test('is told by XEM, and goes with XOA: the question, and its words in what officers were sent', async () => {
    const home = await commune([mother, officer(OFFICER), officer(SECOND)]);
    await home.phone(MOTHER).says(QUESTION);
    await home.phone(OFFICER).hears();
    expect((await home.phone(MOTHER).says('XEM')).join('\n')).toMatch(
      /\nCau hoi da chuyen cho can bo: 1, con cho: 1\.\n/,
    );
    await erases(home.phone(MOTHER));
    expect(await rows(home)).toEqual([]);
    const left = await home.deps.store.db.select().from(outbox).where(like(outbox.key, 'asked:%'));
    expect(left.map(({ bodySealed }) => bodySealed)).toEqual([null, null]);
    expect((await home.phone(OFFICER).says('TL 1 7 gio'))[0]).toMatch(/^Khong co cau hoi so 1/);
    await home.advance(80 * HOUR);
    expect(await home.phone(MOTHER).hears()).toEqual([]);
  });

  test('what still waits for the morning is not sent after an erasure', async () => {
    const home = await commune([mother, officer(OFFICER)], { at: '2026-11-16T23:30:00+07:00' });
    await home.phone(MOTHER).says(QUESTION);
    await erases(home.phone(MOTHER));
    await home.advance(9 * HOUR);
    expect(await home.phone(OFFICER).hears()).toEqual([]);
    expect(await sentAbout(home)).toMatchObject([{ state: 'skipped', reason: 'question-gone' }]);
  });

  test('an answer and an erasure at once: no answer comes after the last word', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says(QUESTION);
    const code = codeAsked(await home.phone(MOTHER).says('XOA'));
    await Promise.all([
      postSms(home.app, { From: MOTHER, Body: code, MessageSid: 'SMtest100003' }),
      postSms(home.app, { From: OFFICER, Body: 'TL 1 7 gio sang a', MessageSid: 'SMtest100002' }),
    ]);
    const heard = await home.phone(MOTHER).hears();
    expect(heard.at(-1)).toMatch(/^Da xoa het/);
    expect(await rows(home)).toEqual([]);
  });

  test('of an officer who is erased only the name goes from the answer', async () => {
    const home = await commune([mother, officer(OFFICER)]);
    await home.phone(MOTHER).says(QUESTION);
    await home.phone(OFFICER).says('TL 1 7 gio');
    await erases(home.phone(OFFICER));
    expect(await rows(home)).toMatchObject([{ answeredBy: 'erased' }]);
    const { number } = (await home.deps.store.db
      .select({ number: sql<number>`count(*)` })
      .from(asked)
      .get()) ?? { number: 0 };
    expect(number).toBe(1);
  });
});
