import { eq, like } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, outbox, quickAnswers, quickCounts } from '../../db/schema.ts';
import { changeContact } from '../../src/store/contacts.ts';
import { linkAddresses } from '../../src/store/links.ts';
import { changeRole, giveRole } from '../../src/store/roles.ts';
import { segmentsOf } from '../../src/texts.ts';
import { tick } from '../../src/tick.ts';
import { THAN_UYEN } from '../broadcasts/lai-chau.ts';
import { erases } from './confirming.ts';
import { type House, postSms } from './house.ts';
import {
  askQuick,
  CHAT,
  codeIn,
  HAC,
  MAY,
  OFFICER,
  OFFICER_CHAT,
  PROVINCE,
  quickHouse,
  SON,
  speaksEnglish,
} from './quick-house.ts';

const HOUR = 3_600_000;

async function stored(home: House) {
  const rows = await home.deps.store.db.select().from(quickAnswers).orderBy(quickAnswers.id);
  return rows.map(({ villageId, values, version }) => [villageId, values, version]);
}

async function messages(home: House, pattern: string) {
  return home.deps.store.db.select().from(outbox).where(like(outbox.key, pattern));
}

async function acts(home: House): Promise<readonly string[]> {
  return (await home.deps.store.db.select().from(audit)).map((act) => act.action);
}

describe('the whole story by SMS', () => {
  test('a province asks two communes, four villages answer, the officer sees the table grow and closes it', async () => {
    const home = await quickHouse();
    const officer = home.phone(PROVINCE);
    expect(await officer.says('GUI DEM')).toEqual([
      'Hoi so lieu nhanh: hoi xa nao? Soan ten cac xa, cach nhau bang dau phay, hoac CA TINH. Bo cau hoi dang soan: GUI HUY.',
    ]);
    expect(await officer.says('Mường Than, xã Than Uyên')).toEqual([
      'Hoi cong tac vien cua xa Muong Than, xa Than Uyen. Anh chi soan cau hoi, vi du: Bao so 5: so ho can cuu tro? Bo cau hoi dang soan: GUI HUY.',
    ]);
    // Danger words in it are its subject.
    expect(await officer.says('Bão số 5: thiệt hại, có trẻ bị đuối nước?')).toEqual([
      'Can nhung so nao? Soan ten tung so, cach nhau bang dau cham phay, nhieu nhat 5 so. Vi du: so ho can cuu tro; so tre. Neu chi can mot so nhu cau hoi, soan 0.',
    ]);
    expect(await officer.says('số hộ cần cứu trợ; số trẻ bị nạn')).toEqual([
      'Can tra loi truoc luc nao? Vi du: 17h mai, 24/11, 2 ngay. Khong ghi gio la 17:00. Lau nhat 30 ngay.',
    ]);
    const shown = await officer.says('ngày mai 17h');
    const question =
      'Tinh Lai Chau hoi: Bao so 5: thiet hai, co tre bi duoi nuoc? Tra loi truoc 17:00 ngay 17/11. Soan theo mau: DEM A12 B3 (A: so ho can cuu tro; B: so tre bi nan)';
    const code = codeIn(shown);
    expect(shown).toEqual([
      question,
      `Cau hoi xem truoc cho xa Muong Than, xa Than Uyen: 4 thon, 4 cong tac vien, moi tin 1 phan SMS, tong 3 phan. Gui ngay. Soan GUI ${code} trong 10 phut de gui, GUI HUY de bo.`,
    ]);
    expect(await messages(home, 'quick:%')).toEqual([]);

    expect(await officer.says(code)).toEqual([
      'Da nhan lenh hoi 4 cong tac vien. Gui ngay. Xem so lieu: XEM DEM.',
    ]);
    expect(await home.phone(MAY).hears()).toEqual([question]);
    expect(await home.phone(HAC).hears()).toEqual([
      `${question}. Moi thon mot tin, them ten thon: DEM A12 B3 Ban Luot`,
    ]);
    expect(await home.phone(SON).hears()).toEqual([question]);
    expect(await officer.says('XEM DEM')).toEqual([
      [
        'Bao so 5: thiet hai, co tre bi duoi nuoc? (han 17:00 ngay 17/11)',
        '0/4 thon da tra loi.',
        'Chua co so nao.',
        'Muong Than: 0/3 thon, -',
        'Than Uyen: 0/1 thon, -',
        'Dong cau hoi: soan 1.',
      ].join('\n'),
    ]);

    expect(await home.phone(MAY).says('DEM A12 B6')).toEqual([
      'Da nhan so cua Na Ban: A12 (so ho can cuu tro), B6 (so tre bi nan).\nNeu sai, gui lai DEM voi so dung.',
    ]);
    expect(await home.phone(HAC).says('Dem a7 b0 ban luot')).toEqual([
      'Da nhan so cua Ban Luot: A7 (so ho can cuu tro), B0 (so tre bi nan).\nCon cho so cua Thon 7.\nNeu sai, gui lai DEM voi so dung.',
    ]);
    expect(await home.phone(HAC).says('DEM A20 B3 thon 7')).toEqual([
      'Da nhan so cua Thon 7: A20 (so ho can cuu tro), B3 (so tre bi nan).\nNeu sai, gui lai DEM voi so dung.',
    ]);
    expect(await home.phone(SON).says('DEM B8')).toEqual([
      'Da nhan so cua Na Phat: B8 (so tre bi nan).\nCon thieu: A (so ho can cuu tro).',
    ]);
    expect(await officer.says('XEM DEM')).toEqual([
      [
        'Bao so 5: thiet hai, co tre bi duoi nuoc? (han 17:00 ngay 17/11)',
        '4/4 thon da tra loi.',
        'Tong: A 39 (so ho can cuu tro), B 17 (so tre bi nan).',
        'Muong Than: 3/3 thon, A 39, B 9',
        'Than Uyen: 1/1 thon, B 8',
        'Dong cau hoi: soan 1.',
      ].join('\n'),
    ]);
    expect((await officer.says('1'))[0]).toMatch(
      /^Bao so 5: .* \(han 17:00 ngay 17\/11, da dong\)\n4\/4 thon da tra loi\.\nTong: A 39 .*, B 17 .*\n(?:.*\n)*Da dong\. Ai tra loi sau se duoc bao\.$/,
    );
    expect(await home.phone(SON).says('DEM A9')).toEqual([
      'Cau hoi "Bao so 5: thiet hai, co tre bi duoi nuoc?" da dong luc 09:00 ngay 16/11 nen so nay chua duoc luu. Cam on anh chi. Neu so quan trong, bao can bo xa giup nhe.',
    ]);
    expect(await stored(home)).toEqual([
      ['na-ban', { A: 12, B: 6 }, 1],
      ['luot', { A: 7, B: 0 }, 1],
      ['thon-7', { A: 20, B: 3 }, 1],
      ['na-phat', { B: 8 }, 1],
    ]);
    expect(await acts(home)).toEqual(['quick-count-asked', 'quick-count-closed']);
  });

  test('a commune officer asks in one line, and sees village by village', async () => {
    const home = await quickHouse();
    const officer = home.phone(OFFICER);
    await askQuick(officer);
    expect(await home.phone(MAY).hears()).toEqual([
      'Xa Muong Than hoi: Bao so 5: so ho can cuu tro? Tra loi truoc 17:00 ngay 17/11. Soan DEM va so, vi du: DEM 12',
    ]);
    // Another commune is not asked.
    expect(await home.phone(SON).hears()).toEqual([]);
    await home.phone(MAY).says('DEM 3');
    expect(await officer.says('xem đếm ạ')).toEqual([
      'Bao so 5: so ho can cuu tro? (han 17:00 ngay 17/11)\n1/3 thon da tra loi.\nTong: 3.\nBan Luot: chua co\nNa Ban: 3\nThon 7: chua co\nDong cau hoi: soan 1.',
    ]);
    expect(await officer.says('2')).toEqual(['Cau hoi van mo. Xem lai: XEM DEM.']);
  });

  test('one to four are not shown to the province, which cannot work them out either', async () => {
    const home = await quickHouse();
    const officer = home.phone(PROVINCE);
    await askQuick(officer, { places: 'Muong Than, Than Uyen' });
    await home.phone(MAY).says('DEM 30');
    await home.phone(SON).says('DEM 2');
    expect(await officer.says('XEM DEM')).toEqual([
      'Bao so 5: so ho can cuu tro? (han 17:00 ngay 17/11)\n2/4 thon da tra loi.\nTong: 32.\nMuong Than: 1/3 thon, *\nThan Uyen: 1/1 thon, *\nDau * la so it nguoi, chi xa do duoc xem.\nDong cau hoi: soan 1.',
    ]);
  });

  test('every text fits two SMS', async () => {
    const home = await quickHouse();
    const officer = home.phone(PROVINCE);
    const names = Array.from({ length: 3 }, (_, n) => `số trẻ cần sữa, nước sạch, chăn ${n}`).join('; ');
    await askQuick(officer, {
      places: 'CA TINH',
      question: 'Bão số 5: các thôn cho biết nhu cầu cứu trợ sau bão?',
      names,
    });
    await home.phone(HAC).says('DEM A12 B3 C4');
    await home.phone(HAC).says('1');
    await home.phone(HAC).says('DEM 12');
    await home.phone(HAC).says('12');
    await home.phone(HAC).says('DEM');
    await officer.says('XEM DEM');
    await home.run(3);
    for (const { body } of home.twilio.sent) expect(segmentsOf(body), body).toBeLessThanOrEqual(2);
  });
});

describe('composing', () => {
  test('names, deadlines and lengths that do not fit are told, and HUY drops the draft', async () => {
    const home = await quickHouse();
    const officer = home.phone(OFFICER);
    expect((await officer.says(`GUI DEM: ${'số hộ cần cứu trợ '.repeat(20)}`))[0]).toMatch(
      /^Cau hoi dai qua 2 phan SMS/,
    );
    await officer.says('Bão số 5: thiệt hại của các hộ trong thôn?');
    expect((await officer.says('a; b; c; d; e; f'))[0]).toMatch(/^Moi lan hoi nhieu nhat 5 so\./);
    expect((await officer.says('số hộ; so ho'))[0]).toMatch(/^Co hai so trung ten\./);
    const long = Array.from({ length: 5 }, (_, n) => `số trẻ dưới sáu tuổi cần cứu trợ ${n}`).join('; ');
    expect((await officer.says(long))[0]).toMatch(/^Cau hoi kem ten cac so dai qua 2 phan SMS/);
    await officer.says('số hộ; số trẻ');
    expect((await officer.says('càng sớm càng tốt'))[0]).toMatch(/^Vong Tay chua hieu han tra loi\./);
    expect((await officer.says('15/11'))[0]).toMatch(/^Han nay da qua/);
    expect((await officer.says('25/12'))[0]).toMatch(/^Han tra loi lau nhat 30 ngay\./);
    expect(await officer.says('HUY')).toEqual(['Da bo tin dang soan, chua gui cho ai.']);
    await officer.says('GUI DEM');
    expect(await officer.says('GUI HUY')).toEqual(['Da bo tin dang soan, chua gui cho ai.']);
    expect(await messages(home, 'quick:%')).toEqual([]);
  });

  test('a commune outside the area, or none by that name, is told and nothing is sent', async () => {
    const home = await quickHouse();
    expect((await home.phone(PROVINCE).says('GUI DEM Thanh Nua, Ha Noi oi: so ho?'))[0]).toMatch(
      /^xa Thanh Nua, Dien Bien o ngoai dia ban cua anh chi\. Khong tim thay xa "Ha Noi oi"\. Chua gui gi\./,
    );
    expect((await home.phone(OFFICER).says('GUI DEM xa Than Uyen: so ho?'))[0]).toMatch(
      /^xa Than Uyen, Lai Chau o ngoai dia ban/,
    );
  });

  test('where no collaborator agreed to messages there is nobody to ask', async () => {
    const home = await quickHouse();
    await home.deps.store.commit([changeContact(`person:${SON}`, { consent: 'out' })]);
    const officer = home.phone(PROVINCE);
    await officer.says('GUI DEM Than Uyen: so ho?');
    await officer.says('0');
    expect(await officer.says('mai')).toEqual([
      'Chua co cong tac vien nao cua xa Than Uyen dong y nhan tin, nen khong co ai de hoi. Chua gui gi.',
    ]);
  });

  test('villages without a collaborator are told beforehand', async () => {
    const home = await quickHouse();
    await home.deps.store.commit([changeRole(`person:${HAC}:luot`, 'ended')]);
    const officer = home.phone(OFFICER);
    await officer.says('GUI DEM: so ho?');
    await officer.says('0');
    expect((await officer.says('mai'))[1]).toMatch(
      /: 3 thon \(1 chua co cong tac vien\), 3 cong tac vien, moi tin 1 phan SMS, tong 2 phan\./,
    );
  });

  test('a forged sender gets nothing out without the code, and three wrong ones drop the draft', async () => {
    const home = await quickHouse();
    const forged = (n: number, Body: string) =>
      postSms(home.app, { From: OFFICER, Body, MessageSid: `SMtest00000forged${n}` });
    await forged(1, 'GUI DEM: so tien cua moi nha?');
    await forged(2, '0');
    await forged(3, 'mai');
    for (const [n, guess] of ['OK', '1', 'GUI', 'GUI DEM'].entries()) await forged(10 + n, guess);
    await home.deliver();
    expect(new Set(home.twilio.sent.map((sms) => sms.to))).toEqual(new Set([OFFICER]));

    const officer = home.phone(OFFICER);
    await officer.says('GUI DEM: so ho?');
    await officer.says('0');
    const code = codeIn(await officer.says('mai'));
    const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0');
    expect((await officer.says(`GUI ${wrong}`))[0]).toMatch(/^Ma bi sai, chua gui gi\. Con 2 lan\./);
    await officer.says(wrong);
    expect((await officer.says(wrong))[0]).toMatch(/^Sai ma 3 lan/);
    await officer.says(`GUI ${code}`);
    expect(await home.deps.store.db.select().from(quickCounts)).toEqual([]);
    expect(await acts(home)).toEqual(['quick-count-refused']);
  });

  test('after ten minutes the code is refused and a new one is sent; after the deadline it is asked again', async () => {
    const home = await quickHouse();
    const officer = home.phone(OFFICER);
    await officer.says('GUI DEM: so ho?');
    await officer.says('0');
    const code = codeIn(await officer.says('trong 3 giờ'));
    await home.advance(HOUR);
    const renewed = await officer.says(`GUI ${code}`);
    expect(renewed[0]).toMatch(/^Ma da qua 10 phut/);
    await home.advance(3 * HOUR);
    const late = await officer.says(codeIn(renewed));
    expect(late[0]).toMatch(/^Ma da qua 10 phut/);
    expect((await officer.says(codeIn(late)))[0]).toMatch(/^Han nay da qua/);
    expect(await messages(home, 'quick:%')).toEqual([]);
  });

  test('who is no officer any more asks nothing', async () => {
    const home = await quickHouse();
    const officer = home.phone(OFFICER);
    await officer.says('GUI DEM: so ho?');
    await officer.says('0');
    const code = codeIn(await officer.says('mai'));
    await home.deps.store.commit([changeRole(`person:${OFFICER}:office`, 'ended')]);
    await officer.says(`GUI ${code}`);
    expect(await home.deps.store.db.select().from(quickCounts)).toEqual([]);
  });

  test('a confirmation that the provider repeats asks once', async () => {
    const home = await quickHouse();
    const officer = home.phone(OFFICER);
    await officer.says('GUI DEM: so ho?');
    await officer.says('0');
    const code = codeIn(await officer.says('mai'));
    const confirmation = { From: OFFICER, Body: `GUI ${code}`, MessageSid: 'SMtest000000confirm' };
    await Promise.all(Array.from({ length: 5 }, () => postSms(home.app, confirmation)));
    await officer.says(`GUI ${code}`);
    expect(await home.deps.store.db.select().from(quickCounts)).toHaveLength(1);
    expect(await home.phone(MAY).hears()).toHaveLength(1);
  });

  test('at night it waits for the morning, unless it is urgent, which is in the audit', async () => {
    const home = await quickHouse({ at: '2026-11-16T23:00:00+07:00' });
    const officer = home.phone(OFFICER);
    await officer.says('GUI DEM: so ho?');
    await officer.says('0');
    const shown = await officer.says('chiều mai');
    expect(shown[1]).toMatch(/Gui tu 07:00 ngay 17\/11\/2026\. .* Neu khan, gui ngay: GUI DEM KHAN\.$/);
    const urgent = await officer.says('GUI DEM KHAN');
    expect(urgent[1]).toMatch(/TIN KHAN: gui ngay ke ca ban dem, co luu nhat ky\./);
    await officer.says(codeIn(urgent));
    expect(await home.phone(MAY).hears()).toHaveLength(1);
    expect(await acts(home)).toEqual(['urgent-quick-count-asked']);

    await askQuick(officer, { deadline: 'chiều mai' });
    expect(await home.phone(MAY).hears()).toEqual([]);
    await home.advance(9 * HOUR);
    expect(await home.phone(MAY).hears()).toHaveLength(1);
  });
});

describe('an answer', () => {
  test('that is not certain is asked with the line to send, and nothing is stored', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER), { names: 'số hộ; số trẻ' });
    const may = home.phone(MAY);
    await may.hears();
    for (const text of ['DEM 12', 'DEM A khoang 12 B3', 'DEM A12 B3,5', 'DEM A5-6 B2', 'DEM A12 C3']) {
      const [reply] = await may.says(text);
      expect(reply, text).toMatch(/^Chua luu so nao: /);
    }
    expect((await may.says('DEM 12'))[0]).toMatch(/Soan lai: DEM A/);
    // Another village, by its kind or by its name.
    for (const [text, village] of [
      ['DEM A12 B3 thon 9', 'thon 9'],
      ['DEM A12 B3 Luot', 'Ban Luot'],
    ]) {
      expect(await may.says(text ?? '')).toEqual([
        `Chua luu so nao: ${village} khong phai thon cua anh chi. Neu bao giup thon khac, nho can bo xa dang ky them thon do.`,
      ]);
    }
    expect((await may.says('DEM A12 C3'))[0]).toMatch(/^Chua luu so nao: /);
    expect(await stored(home)).toEqual([]);
  });

  test('sent again replaces what it names, and the same text twice is one answer', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER), { names: 'số hộ; số trẻ' });
    const may = home.phone(MAY);
    await may.says('DEM A12 B6');
    expect(await may.says('DEM A12 B6')).toEqual([]);
    expect((await may.says('DEM A10'))[0]).toMatch(/^Da nhan so cua Na Ban: A10 \(so ho\)\./);
    await home.advance(HOUR);
    expect(await may.says('DEM A10 B6')).toHaveLength(1);
    expect(await stored(home)).toEqual([
      ['na-ban', { A: 12, B: 6 }, 1],
      ['na-ban', { A: 10 }, 2],
      ['na-ban', { A: 10, B: 6 }, 3],
    ]);
    expect((await home.phone(OFFICER).says('XEM DEM'))[0]).toMatch(
      /\nTong: A 10 \(so ho\), B 6 \(so tre\)\.\n/,
    );
  });

  test('of the past that arrives late never wins', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER));
    const chat = home.chat(CHAT);
    await chat.hears();
    const sentAt = Math.floor(home.now() / 1000);
    await home.advance(HOUR);
    expect(await chat.says('DEM 12')).toEqual([
      'Đã nhận số của Thôn 7: 12 (Bão số 5: số hộ cần cứu trợ?).\nNếu sai, gửi lại DEM với số đúng.',
    ]);
    expect((await chat.sends({ text: 'DEM 9', date: sentAt }))[0]).toBe(
      'Đã có số mới hơn của Thôn 7 nên giữ nguyên: 12 (Bão số 5: số hộ cần cứu trợ?).\nNếu sai, gửi lại DEM với số đúng.',
    );
    expect((await home.phone(OFFICER).says('XEM DEM'))[0]).toMatch(/\nTong: 12\./);
    await chat.edits('DEM 14');
    expect((await home.phone(OFFICER).says('XEM DEM'))[0]).toMatch(/\nTong: 14\./);
  });

  test('said again later is the newest, also against one that was sent in between and comes late', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER));
    const chat = home.chat(CHAT);
    await chat.hears();
    await chat.says('DEM 12');
    const between = Math.floor((home.now() + 600_000) / 1000);
    await home.advance(1_200_000);
    expect(await chat.says('DEM 12')).toHaveLength(1);
    await home.advance(60_000);
    expect((await chat.sends({ text: 'DEM 15', date: between }))[0]).toMatch(
      /^Đã có số mới hơn của Thôn 7 nên giữ nguyên: 12 /,
    );
    expect((await home.phone(OFFICER).says('XEM DEM'))[0]).toMatch(/\nTong: 12\./);
  });

  test('for one of two villages is asked which, by number; a later answer makes that question void', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER));
    const hac = home.phone(HAC);
    expect(await hac.says('DEM 12')).toEqual([
      'Chua luu so nao. So nay cua thon nao? Soan so thu tu:\n1. Ban Luot\n2. Thon 7',
    ]);
    expect(await hac.says('3')).toEqual([
      'Chua luu so nao. So nay cua thon nao? Soan so thu tu:\n1. Ban Luot\n2. Thon 7',
    ]);
    expect((await hac.says('2'))[0]).toMatch(/^Da nhan so cua Thon 7: 12 /);
    await hac.says('DEM 9');
    expect((await hac.says('DEM 9 Luot'))[0]).toMatch(/^Da nhan so cua Ban Luot: 9 /);
    expect((await hac.says('1'))[0]).toMatch(/^Da|^Chua luu so nao\. Neu day la so/);
    expect(await stored(home)).toEqual([
      ['thon-7', { A: 12 }, 1],
      ['luot', { A: 9 }, 1],
    ]);
  });

  test('HUY where it is asked which village drops the answer, not the messages', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER));
    await home.phone(HAC).says('DEM 12');
    expect(await home.phone(HAC).says('HUY')).toEqual([
      'Da bo, chua luu so nao. Tra loi lai: soan DEM va so.',
    ]);
    await home.phone(OFFICER).says('XEM DEM');
    expect(await home.phone(OFFICER).says('thôi')).toEqual(['Cau hoi van mo. Xem lai: XEM DEM.']);
    expect(await stored(home)).toEqual([]);
    expect(await acts(home)).toEqual(['quick-count-asked']);
  });

  test('without its word is never taken, but told how', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER));
    expect(await home.phone(MAY).says('12')).toEqual([
      'Chua luu so nao. Neu day la so cho "Bao so 5: so ho can cuu tro?", can co chu DEM o dau. Soan: DEM 12',
    ]);
    expect(await home.phone(MAY).says('DEM')).toEqual([
      'Bao so 5: so ho can cuu tro? Han 17:00 ngay 17/11. Soan DEM va so, vi du: DEM 12',
    ]);
    expect(await stored(home)).toEqual([]);
  });

  test('to two counts at once goes where its letters fit, or is asked which', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER), { question: 'Số hộ mất điện?' });
    await askQuick(home.phone(OFFICER), { question: 'Bão số 5?', names: 'số hộ; số trẻ' });
    await askQuick(home.phone(OFFICER), { question: 'Số hộ cần gạo?' });
    const may = home.phone(MAY);
    await may.hears();
    expect((await may.says('DEM A3 B4'))[0]).toMatch(/^Da nhan so cua Na Ban: A3 \(so ho\), B4 \(so tre\)\./);
    expect(await may.says('DEM 12')).toEqual([
      'Chua luu so nao. So nay tra loi cau nao? Soan so thu tu:\n1. So ho mat dien?\n2. Bao so 5?\n3. So ho can gao?',
    ]);
    expect((await may.says('2'))[0]).toMatch(/^Chua luu so nao: .*\nSoan lai: DEM A/);
    await may.says('DEM 12');
    expect((await may.says('3'))[0]).toMatch(/^Da nhan so cua Na Ban: 12 \(So ho can gao\?\)\./);
    // Which count, then which village.
    const hac = home.phone(HAC);
    await hac.says('DEM 5');
    expect((await hac.says('1'))[0]).toMatch(/So nay cua thon nao\?/);
    expect((await hac.says('1'))[0]).toMatch(/^Da nhan so cua Ban Luot: 5 \(So ho mat dien\?\)\./);
    const officer = home.phone(OFFICER);
    expect((await officer.says('XEM DEM'))[0]).toBe(
      'Co vai cau hoi dang mo. Xem cau nao? Soan so thu tu:\n1. So ho can gao?\n2. Bao so 5?\n3. So ho mat dien?',
    );
    expect((await officer.says('3'))[0]).toMatch(/^So ho mat dien\? .*\n1\/3 thon da tra loi\.\nTong: 5\./);
  });

  test('from nobody who is asked, or with no count open, is ordinary text', async () => {
    const home = await quickHouse();
    const unread = /^Vong Tay da nhan tin va chua hieu y anh chi/;
    expect((await home.phone(MAY).says('DEM 12'))[0]).toMatch(unread);
    expect((await home.phone(MAY).says('12'))[0]).toMatch(
      /^Khong co cau hoi nao dang cho tra loi nen chua luu/,
    );
    await askQuick(home.phone(OFFICER));
    await home.phone(MAY).hears();
    expect((await home.phone(SON).says('DEM 12'))[0]).toMatch(unread);
    expect((await home.phone('+84977000001').says('DEM 12'))[0]).toMatch(unread);
    expect((await home.phone('+84977000001').says('XEM DEM'))[0]).toMatch(unread);
    expect((await home.phone('+84977000001').says('GUI DEM: so ho?'))[0]).toMatch(
      /^Vong Tay chua tra loi duoc/,
    );
    expect((await home.phone(MAY).says('đêm qua bé khóc'))[0]).toMatch(/^Be khoc/);
    expect((await home.phone(MAY).says('dem be hay khoc'))[0]).toMatch(/^Be khoc/);
    expect((await home.phone(MAY).says('dem qua be sot 38 do phai lam sao'))[0]).toMatch(/sot/i);
    expect((await home.phone(MAY).says('dem 2 lan be thuc day bu'))[0]).not.toMatch(/^Da nhan/);
    expect((await home.phone(MAY).says('dem qua be co giat'))[0]).toMatch(/115/);
    expect(await stored(home)).toEqual([]);
  });
});

describe('time', () => {
  test('a day before the deadline only those who have not answered are reminded, once', async () => {
    const home = await quickHouse();
    await askQuick(home.phone(OFFICER), { deadline: '17h 20/11' });
    for (const number of [MAY, HAC]) await home.phone(number).hears();
    await home.phone(MAY).says('DEM 12');
    await home.phone(HAC).says('DEM 7 ban luot');
    home.at('2026-11-19T16:59:00+07:00');
    await tick(home.deps, home.now());
    expect(await home.phone(HAC).hears()).toEqual([]);
    home.at('2026-11-19T17:00:00+07:00');
    await tick(home.deps, home.now());
    await tick(home.deps, home.now());
    expect(await home.phone(HAC).hears()).toEqual([
      'Xa Muong Than cho so cua Thon 7: Bao so 5: so ho can cuu tro? Han 17:00 ngay 20/11. Soan DEM va so, vi du: DEM 12',
    ]);
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await messages(home, 'quick:%:remind:%')).toHaveLength(2);
    await home.run(1);
    expect(await home.phone(HAC).hears()).toEqual([]);
  });

  test('an answer between the queue and the sending makes a reminder needless', async () => {
    const home = await quickHouse({ at: '2026-11-16T12:00:00+07:00' });
    await askQuick(home.phone(OFFICER), { deadline: '9h mai' });
    home.at('2026-11-17T04:00:00+07:00');
    await tick(home.deps, home.now());
    await home.deliver();
    await home.phone(MAY).says('DEM 12');
    await home.advance(4 * HOUR);
    expect((await home.phone(MAY).hears()).filter((text) => /cho so cua/.test(text))).toEqual([]);
    expect((await home.phone(HAC).hears()).filter((text) => /cho so cua/.test(text))).toHaveLength(1);
    const [row] = await messages(home, `quick:%:remind:person:${MAY}`);
    expect(row).toMatchObject({ state: 'skipped', reason: 'answered' });
  });

  test('at the deadline the author hears the total and who is missing, once; a late answer is taken and marked', async () => {
    const home = await quickHouse();
    const officer = home.phone(OFFICER);
    await askQuick(officer);
    await home.phone(MAY).says('DEM 12');
    await home.advance(32 * HOUR - 1);
    expect(await officer.hears()).toEqual([]);
    await home.advance(1);
    expect(await officer.hears()).toEqual([
      'Bao so 5: so ho can cuu tro? (han 17:00 ngay 17/11)\n1/3 thon da tra loi.\nTong: 12.\nBan Luot: chua co\nNa Ban: 12\nThon 7: chua co\nDa den han, van nhan so them 1 ngay. Xem lai hoac dong: XEM DEM.',
    ]);
    await home.advance(HOUR);
    expect((await home.phone(HAC).says('DEM 5 thon 7')).at(-1)).toBe(
      'Da nhan so cua Thon 7: 5 (Bao so 5: so ho can cuu tro?).\nTin nay den sau han 17:00 ngay 17/11, van duoc ghi.\nCon cho so cua Ban Luot.\nNeu sai, gui lai DEM voi so dung.',
    );
    expect((await officer.says('XEM DEM'))[0]).toMatch(
      /\n2\/3 thon da tra loi, 1 thon sau han\.\nTong: 17\.\n.*\nThon 7: 5, sau han\n/s,
    );
    expect(await messages(home, 'quick:%:digest')).toHaveLength(1);
  });

  test('a day after the deadline it closes by itself, and later answers are refused kindly', async () => {
    const home = await quickHouse();
    const officer = home.phone(OFFICER);
    await askQuick(officer);
    await home.advance((32 + 24) * HOUR);
    const [count] = await home.deps.store.db.select().from(quickCounts);
    expect(count?.closedAt).toBe(Date.parse('2026-11-18T17:00:00+07:00'));
    expect((await home.phone(MAY).says('DEM 12')).at(-1)).toMatch(/da dong luc 17:00 ngay 18\/11/);
    expect((await officer.says('XEM DEM')).at(-1)).toMatch(/\(han 17:00 ngay 17\/11, da dong\)\n0\/3 thon/);
    await home.run(8);
    expect((await home.phone(MAY).says('DEM 12'))[0]).toMatch(/chua hieu y anh chi/);
  });

  test('closed early, nothing more of it leaves: no question, no reminder, no word to the author', async () => {
    const home = await quickHouse({ at: '2026-11-16T22:00:00+07:00' });
    const officer = home.phone(OFFICER);
    await askQuick(officer, { deadline: '19/11' });
    await officer.says('XEM DEM');
    await officer.says('1');
    await home.run(5);
    expect(await home.phone(MAY).hears()).toEqual([]);
    expect(await officer.hears()).toEqual([]);
    expect((await messages(home, 'quick:%')).map(({ state, reason }) => [state, reason])).toEqual(
      Array(4).fill(['skipped', 'count-closed']),
    );
  });
});

describe('who may see and close it', () => {
  test('its author and who answers for all its communes, nobody else', async () => {
    const home = await quickHouse();
    const none = ['Anh chi chua co cau hoi so lieu nao. Soan GUI DEM de hoi.'];
    await askQuick(home.phone(PROVINCE), { places: 'Muong Than, Than Uyen' });
    expect(await home.phone(OFFICER).says('XEM DEM')).toEqual(none);

    const other = await quickHouse();
    await askQuick(other.phone(PROVINCE), { places: 'Muong Than' });
    // The commune's own officer sees the few that the province does not.
    await other.phone(MAY).says('DEM 2');
    expect((await other.phone(PROVINCE).says('XEM DEM'))[0]).toMatch(
      /\nTong: \*\.\nMuong Than: 1\/3 thon, \*\n/,
    );
    expect((await other.phone(OFFICER).says('XEM DEM'))[0]).toMatch(/\nTong: 2\.\n.*\nNa Ban: 2\n/s);
    expect((await other.phone(OFFICER).says('1'))[0]).toMatch(/Da dong\./);
    expect(await acts(other)).toContain('quick-count-closed');
    // Closed twice is closed once.
    expect((await other.phone(PROVINCE).says('1'))[0]).toMatch(/Da dong\./);
    expect((await acts(other)).filter((act) => act === 'quick-count-closed')).toHaveLength(1);
  });
});

describe('by Telegram', () => {
  test('every step has its buttons, the table has every row, and closing is a press', async () => {
    const home = await quickHouse();
    const officer = home.chat(OFFICER_CHAT);
    await officer.says('GUI');
    await officer.presses('Hỏi số liệu nhanh');
    await officer.says('Bão số 5: số hộ cần cứu trợ?');
    await officer.presses('Chỉ một số');
    const [shown] = await officer.presses('17h mai');
    expect(shown).toMatch(
      /^Xa Muong Than hoi: Bao so 5: .* DEM 12\n\nCâu hỏi xem trước cho xã Mường Than: 3 thôn, 3 cộng tác viên, mỗi tin 1 phần SMS, tổng 2 phần\. Gửi ngay\./,
    );
    expect((await officer.presses('Gửi 3 người'))[0]).toMatch(/^Đã nhận lệnh hỏi 3 cộng tác viên\./);
    const chat = home.chat(CHAT);
    expect(await chat.hears()).toEqual([
      'Xã Mường Than hỏi: Bão số 5: số hộ cần cứu trợ? Trả lời trước 17:00 ngày 17/11. Soạn DEM và số, ví dụ: DEM 12',
    ]);
    await chat.says('đếm 12');
    expect(await officer.says('XEM DEM')).toEqual([
      'Bão số 5: số hộ cần cứu trợ? (hạn 17:00 ngày 17/11)\n1/3 thôn đã trả lời.\nTổng: 12.\nBản Lướt: chưa có\nNà Ban: chưa có\nThôn 7: 12\nĐóng câu hỏi: soạn 1.',
    ]);
    await home.phone(MAY).says('DEM 8');
    expect((await officer.presses('Xem lại'))[0]).toMatch(/\nTổng: 20\.\n/);
    expect((await officer.presses('Đóng'))[0]).toMatch(
      /đã đóng\)\n2\/3 thôn.*Đã đóng\. Ai trả lời sau sẽ được báo\.$/s,
    );
    expect((await chat.says('DEM 13'))[0]).toMatch(/^Câu hỏi "Bão số 5: .*" đã đóng lúc/);
  });

  test('which village is a press, and pressing an old button stores nothing', async () => {
    const home = await quickHouse();
    await home.deps.store.commit([
      giveRole({
        id: 'second',
        contactId: `person:${CHAT}`,
        role: 'collaborator',
        place: { villageId: 'na-ban' },
        status: 'active',
        madeBy: 'test',
        at: 9,
      }),
    ]);
    await askQuick(home.phone(OFFICER));
    const chat = home.chat(CHAT);
    await chat.says('DEM 12');
    expect((await chat.presses('Nà Ban'))[0]).toMatch(
      /^Đã nhận số của Nà Ban: 12 .*\nCòn chờ số của Thôn 7\./,
    );
    await chat.presses('Thôn 7');
    expect(await stored(home)).toEqual([['na-ban', { A: 12 }, 1]]);
  });
});

describe('in English', () => {
  test('officer and collaborator read their own language, whatever the other one reads', async () => {
    const home = await quickHouse();
    await speaksEnglish(home, OFFICER);
    await speaksEnglish(home, MAY);
    const officer = home.phone(OFFICER);
    expect(await officer.says('GUI DEM')).toEqual([
      'To the collaborators of xa Muong Than. Type your question, e.g. Storm no. 5: households in need of relief? To cancel: GUI HUY.',
    ]);
    await officer.says('Storm no. 5?');
    await officer.says('households; children');
    const shown = await officer.says('tomorrow 5pm');
    expect(shown[1]).toMatch(
      /^This question goes to xa Muong Than: 3 villages, 3 collaborators, 1 SMS parts each/,
    );
    expect(await officer.says(`GUI ${codeIn(shown)}`)).toEqual([
      'Asking 3 collaborators. It goes now. See the numbers: XEM DEM.',
    ]);
    expect(await home.phone(MAY).hears()).toEqual([
      'Xa Muong Than asks: Storm no. 5? Answer before 17:00 on 17/11. Text it like this: DEM A12 B3 (A: households; B: children)',
    ]);
    expect((await home.phone(HAC).hears())[0]).toMatch(/^Xa Muong Than hoi: Storm no\. 5\? Tra loi truoc/);
    expect(await home.phone(MAY).says('DEM A12 B3')).toEqual([
      'Received for Na Ban: A12 (households), B3 (children).\nIf it is wrong, text DEM again with the right number.',
    ]);
    expect(await officer.says('XEM DEM')).toEqual([
      'Storm no. 5? (deadline 17:00 on 17/11)\n1 of 3 villages have answered.\nTotal: A 12 (households), B 3 (children).\nBan Luot: nothing yet\nNa Ban: A 12, B 3\nThon 7: nothing yet\nTo close the question: type 1.',
    ]);
    expect((await officer.says('OK'))[0]).toMatch(/Closed\. Whoever answers later is told\.$/);
    expect((await home.phone(MAY).says('DEM A1 B2'))[0]).toMatch(
      /^The question "Storm no\. 5\?" was closed at/,
    );
  });
});

test('who asked by phone and answers for another commune by now sees and closes it in their chat too', async () => {
  const home = await quickHouse();
  const { commit } = home.deps.store;
  await commit(linkAddresses(`person:${OFFICER}`, `person:${OFFICER_CHAT}`));
  await askQuick(home.phone(OFFICER));
  for (const who of [OFFICER, String(OFFICER_CHAT)]) {
    const [contactId, commune] = [`person:${who}`, THAN_UYEN];
    const role = { id: `${who}:new`, role: 'commune-officer', status: 'active', madeBy: 'test' } as const;
    await commit([
      changeRole(`person:${who}:office`, 'ended'),
      giveRole({ ...role, contactId, place: { commune }, at: 1 }),
    ]);
  }
  const chat = home.chat(OFFICER_CHAT);
  expect((await chat.says('XEM DEM'))[0]).toMatch(/^Bão số 5/);
  expect((await chat.says('1'))[0]).toMatch(/Đã đóng/);
});

test('the count and its answers outlive their author and sender, without their names', async () => {
  const home = await quickHouse();
  await askQuick(home.phone(OFFICER));
  await home.phone(MAY).says('DEM 12');
  await erases(home.phone(MAY));
  await erases(home.phone(OFFICER));
  await home.run(1);
  const [answer] = await home.deps.store.db.select().from(quickAnswers);
  const [count] = await home.deps.store.db.select().from(quickCounts);
  expect([answer?.contactId, count?.authorId]).toEqual([null, null]);
  expect(
    await home.deps.store.db.select().from(quickAnswers).where(eq(quickAnswers.villageId, 'na-ban')),
  ).toHaveLength(1);
});
