import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, broadcasts, carers, outbox } from '../../db/schema.ts';
import { endShares } from '../../src/store/carers.ts';
import { changeChild } from '../../src/store/children.ts';
import { changeContact } from '../../src/store/contacts.ts';
import { linkAddresses } from '../../src/store/links.ts';
import { changeMessage } from '../../src/store/outbox.ts';
import { changeRole } from '../../src/store/roles.ts';
import { insert } from '../../src/store/statement.ts';
import { segmentsOf } from '../../src/texts.ts';
import {
  FORMER_MUONG_THAN,
  laiChau,
  MUONG_THAN,
  type Person,
  person,
  THAN_UYEN,
  THANH_NUA,
} from '../broadcasts/lai-chau.ts';
import type { Chat } from './chat.ts';
import { type House, type HouseOptions, house, type Phone, postSms } from './house.ts';

const OFFICER = '+84912345601';
const PROVINCE = '+84912345602';
const MINUTE = 60_000;

async function province(people: readonly Person[], options: HouseOptions = {}): Promise<House> {
  const home = await house(options);
  const writes = [
    ...laiChau(),
    ...person(home.deps, { number: OFFICER, consent: 'none', officerOf: [{ commune: MUONG_THAN }] }),
    ...person(home.deps, { number: PROVINCE, consent: 'none', officerOf: [{ provinceCode: '12' }] }),
    ...people.flatMap((someone) => person(home.deps, someone)),
  ];
  const committed = await home.deps.store.commit(writes);
  if (!committed.ok) throw new Error(`the people could not be written: ${committed.collided}`);
  return home;
}

function parents(count: number, lives = MUONG_THAN): readonly Person[] {
  return Array.from({ length: count }, (_, n) => ({
    number: `+84988${lives.code.slice(-3)}${String(n).padStart(3, '0')}`,
    lives,
    children: ['active'] as const,
  }));
}

function codeIn(texts: readonly string[]): string {
  const code = /GUI (\d{4}) /.exec(texts.join('\n'))?.[1];
  if (code === undefined) throw new Error(`no code in: ${texts.join(' | ')}`);
  return code;
}

/** Another four digits than these. */
function not(code: string): string {
  return String((Number(code) + 1) % 10_000).padStart(4, '0');
}

function arrived(home: House, text: string): readonly string[] {
  return home.twilio.sent.filter((sms) => sms.body === text).map((sms) => sms.to);
}

async function queued(home: House): Promise<number> {
  return (await home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'broadcast'))).length;
}

describe('by SMS', () => {
  test('a commune officer sends step by step, sees the text and the counts, and confirms with the code', async () => {
    const home = await province(parents(3));
    const officer = home.phone(OFFICER);
    expect(await officer.says('GUI')).toEqual([
      'Gui cho ai o xa Muong Than? Soan 1 de gui phu huynh, 2 de gui cong tac vien, 3 de gui ca hai. Bo tin dang soan: GUI HUY.',
    ]);
    expect(await officer.says('7')).toEqual(await officer.says('0'));
    expect(await officer.says('1')).toEqual([
      'Gui phu huynh cua xa Muong Than. Anh chi soan noi dung tin. Tin se mo dau bang "Xa Muong Than:". Bo tin dang soan: GUI HUY.',
    ]);
    const shown = await officer.says('Sáng thứ Hai 9/11 trạm y tế tiêm chủng, mời gia đình đưa trẻ đến.');
    const text = 'Xa Muong Than: Sang thu Hai 9/11 tram y te tiem chung, moi gia dinh dua tre den.';
    const code = codeIn(shown);
    expect(shown).toEqual([
      text,
      `Tin xem truoc gui phu huynh cua xa Muong Than: 3 nguoi, moi tin 1 phan SMS, tong 3 phan. Gui ngay. Soan GUI ${code} trong 10 phut de gui, GUI HUY de bo.`,
    ]);
    expect(await queued(home)).toBe(0);

    expect(await officer.says(code)).toEqual([
      'Da nhan lenh gui cho 3 nguoi. Gui ngay. Xem tien do: XEM GUI. Ngung gui: GUI NGUNG.',
    ]);
    expect(arrived(home, text)).toHaveLength(4);
    expect(await home.phone(parents(1)[0]?.number ?? '').hears()).toEqual([text]);
    expect(await officer.says('GUI ?')).toEqual([
      'Tin cho phu huynh luc 09:00 ngay 02/11/2026: 3 nguoi, da gui 3, dang cho 0, loi 0, bo qua 0.',
    ]);
  });

  test('in one line, with the code after GUI', async () => {
    const home = await province([...parents(2), { number: '+84977000001', collaboratesIn: [MUONG_THAN] }]);
    const officer = home.phone(OFFICER);
    const shown = await officer.says('GUI CTV: Nộp báo cáo tháng 10 trước ngày 5.');
    expect(shown[1]).toMatch(
      /^Tin xem truoc gui cong tac vien cua xa Muong Than: 1 nguoi, moi tin 1 phan SMS, tong 1 phan\./,
    );
    await officer.says(`gui ${codeIn(shown)} nhé`);
    expect(await home.phone('+84977000001').hears()).toEqual([
      'Xa Muong Than: Nop bao cao thang 10 truoc ngay 5.',
    ]);
  });

  test('a province officer names communes, old accents or none, or the whole province', async () => {
    const home = await province([...parents(2), ...parents(3, THAN_UYEN), ...parents(4, THANH_NUA)]);
    const officer = home.phone(PROVINCE);
    expect(await officer.says('GUI')).toEqual([
      'Gui toi xa nao? Soan ten cac xa, cach nhau bang dau phay, hoac CA TINH. Bo tin dang soan: GUI HUY.',
    ]);
    expect(await officer.says('muong than, xã Than Uyên')).toEqual([
      'Gui cho ai o xa Muong Than, xa Than Uyen? Soan 1 de gui phu huynh, 2 de gui cong tac vien, 3 de gui ca hai. Bo tin dang soan: GUI HUY.',
    ]);
    await officer.says('phụ huynh');
    const shown = await officer.says('Tuần tới có đoàn khám cho trẻ.');
    expect(shown[0]).toBe('Tinh Lai Chau: Tuan toi co doan kham cho tre.');
    expect(shown[1]).toMatch(/^Tin xem truoc gui phu huynh cua xa Muong Than, xa Than Uyen: 5 nguoi,/);

    const whole = await officer.says('GUI PH CA TINH: Tuần tới có đoàn khám cho trẻ.');
    expect(whole[1]).toMatch(/^Tin xem truoc gui phu huynh cua tinh Lai Chau: 5 nguoi,/);
    await officer.says(codeIn(whole));
    expect(arrived(home, 'Tinh Lai Chau: Tuan toi co doan kham cho tre.')).toHaveLength(5 + 2);
  });

  test('a name outside the area, a doubtful one and an unknown one are told, and nothing is sent', async () => {
    const home = await province([...parents(2), ...parents(2, THANH_NUA)]);
    const officer = home.phone(PROVINCE);
    const [refused] = await officer.says('GUI PH Thanh Nua, Muong Thn, Ha Noi oi, Muong Than: Mai tiem');
    expect(refused).toMatch(/^xa Thanh Nua, Dien Bien o ngoai dia ban cua anh chi\./);
    expect(refused).toMatch(/"Muong Thn" co the la xa Muong Than\./);
    expect(refused).toMatch(/Khong tim thay xa "Ha Noi oi"\. Chua gui gi\./);
    const shown = await officer.says('Muong Than');
    expect(shown[0]).toBe('Tinh Lai Chau: Mai tiem');
    expect(await queued(home)).toBe(0);

    const own = home.phone(OFFICER);
    expect(await own.says('GUI PH xa Than Uyen: Mai tiem')).toEqual([
      'xa Than Uyen, Lai Chau o ngoai dia ban cua anh chi. Chua gui gi. Anh chi gui duoc cho xa Muong Than: soan lai ten xa, hoac GUI HUY de bo.',
    ]);
  });

  test('who is no officer writes ordinary text, and their danger signs are answered as ever', async () => {
    const home = await province(parents(1));
    const mother = home.phone(parents(1)[0]?.number ?? '');
    expect(await mother.says('GUI PH: mai nghi')).toEqual([
      expect.stringMatching(/^Vong Tay chua tra loi duoc cau nay, va xa Muong Than chua co can bo/),
    ]);
    expect((await mother.says('gui tram y te, be bi co giat'))[0]).toMatch(/115/);
  });

  test("an officer may write of danger signs, and is answered as anybody when the sign is their own child's", async () => {
    const home = await province(parents(2));
    const officer = home.phone(OFFICER);
    const [text] = await officer.says('GUI PH: Trẻ bị co giật thì đưa đến trạm y tế ngay.');
    expect(text).toBe('Xa Muong Than: Tre bi co giat thi dua den tram y te ngay.');
    expect((await officer.says('gui tram y te, be bi co giat'))[0]).toMatch(/115/);
    expect((await officer.says('be bi co giat'))[0]).toMatch(/115/);
    await officer.says('GUI PH');
    await home.advance(61 * MINUTE);
    expect((await officer.says('be bi co giat'))[0]).toMatch(/115/);
  });

  test('HUY while composing takes the draft back, and the officer stays opted in', async () => {
    const home = await province([
      ...parents(2),
      { number: '+84912345609', officerOf: [{ commune: MUONG_THAN }] },
    ]);
    const officer = home.phone('+84912345609');
    for (const step of ['GUI', 'GUI PH', 'GUI PH: Mai tiem']) {
      await officer.says(step);
      expect(await officer.says('Hủy ạ')).toEqual(['Da bo tin dang soan, chua gui cho ai.']);
    }
    await officer.says('GUI PH');
    expect(await officer.says('GUI HUY')).toEqual(['Da bo tin dang soan, chua gui cho ai.']);
    expect(await officer.says('GUI HUY')).toEqual([
      'Khong co tin nao dang soan. Ngung tin dang gui: GUI NGUNG.',
    ]);
    expect(await queued(home)).toBe(0);
  });

  test('a text of more than four parts is to be shortened, and symbols are named as the reason', async () => {
    const home = await province(parents(2));
    const officer = home.phone(OFFICER);
    expect(await officer.says(`GUI PH: ${'Mai tiem. '.repeat(70)}`)).toEqual([
      'Tin dai 699 ky tu, thanh 5 phan SMS. Nhieu nhat 4 phan, khoang 597 ky tu. Chua gui gi: anh chi soan lai ngan hon, hoac GUI HUY de bo.',
    ]);
    expect((await officer.says(`Mai tiêm chủng 😀 ${'cho trẻ. '.repeat(33)}`))[0]).toMatch(
      /^Tin co bieu tuong hoac ky tu dac biet nen thanh 5 phan SMS, nhieu nhat 4\./,
    );
    expect(await officer.says('Mai tiêm chủng')).toHaveLength(2);
  });

  test('where nobody agreed to messages there is nothing to confirm', async () => {
    const home = await province([{ ...parents(1)[0], consent: 'out' }]);
    expect(await home.phone(OFFICER).says('GUI PH: Mai tiêm')).toEqual([
      'Chua co phu huynh nao cua xa Muong Than dong y nhan tin, nen khong co ai de gui. Chua gui gi.',
    ]);
    expect(await home.phone(OFFICER).says('4821')).not.toEqual([]);
    expect(await queued(home)).toBe(0);
  });
});

describe('who is meant', () => {
  test('each person once, only who agreed and can be reached, in this version of the commune', async () => {
    const number = (n: number) => `+8497700000${n}`;
    const home = await province([
      {
        number: number(0),
        lives: MUONG_THAN,
        children: ['active', 'active'],
        collaboratesIn: [MUONG_THAN, THAN_UYEN],
      },
      { number: number(1), lives: MUONG_THAN, children: ['active'], consent: 'out' },
      { number: number(2), lives: MUONG_THAN, children: ['active'], consent: 'none' },
      { number: number(3), lives: MUONG_THAN, children: ['active'], reach: 'blocked' },
      { number: number(4), lives: MUONG_THAN, children: ['lost'] },
      { number: number(5), lives: MUONG_THAN },
      { number: number(6), lives: FORMER_MUONG_THAN, children: ['active'] },
      { number: number(7), lives: THAN_UYEN, collaboratesIn: [MUONG_THAN] },
      { number: number(8), lives: MUONG_THAN, children: ['lost', 'active'] },
      { chat: 55, lives: MUONG_THAN, children: ['active'] },
    ]);
    const officer = home.phone(OFFICER);
    const people = async (text: string) =>
      /: (\d+ nguoi(?: \(.*?\))?)/.exec((await officer.says(text))[1] ?? '')?.[1];
    expect(await people('GUI PH: Mai tiêm')).toBe('3 nguoi (1 qua Telegram)');
    expect(await people('GUI CTV: Mai tiêm')).toBe('2 nguoi');
    expect(await people('GUI TAT CA: Mai tiêm')).toBe('4 nguoi (1 qua Telegram)');

    await officer.says(codeIn(await officer.says('GUI TAT CA: Mai tiêm')));
    const sent = arrived(home, 'Xa Muong Than: Mai tiem');
    expect([number(0), number(7), number(8)].map((to) => sent.filter((n) => n === to).length)).toEqual([
      1, 1, 1,
    ]);
    // And the previews: four of them to the officer.
    expect(sent).toHaveLength(3 + 4);
    expect(await home.chat(55).hears()).toEqual(['Xã Mường Than: Mai tiêm']);
  });

  test('with a child that is shared, both carers once each, wherever the second one lives', async () => {
    const number = (n: number) => `+8497700000${n}`;
    const home = await province([
      { number: number(0), lives: MUONG_THAN, children: ['active', 'active'] },
      { number: number(1), lives: MUONG_THAN, children: ['active'], consent: 'out' },
      { number: number(2), lives: MUONG_THAN, children: ['lost'] },
      { number: number(3), lives: THANH_NUA },
      { number: number(4) },
      { number: number(5), collaboratesIn: [MUONG_THAN] },
      { number: number(6) },
      { number: number(7), consent: 'out' },
      { number: number(8) },
      { number: number(9), lives: THAN_UYEN, children: ['active'] },
    ]);
    const share = (family: number, child: number, carer: number, status: 'invited' | 'active' | 'ended') =>
      insert(carers, {
        childId: `person:${number(family)}:child:${child}`,
        contactId: `person:${number(carer)}`,
        status,
        since: 0,
      });
    await home.deps.store.commit([
      share(0, 0, 3, 'active'),
      share(0, 1, 3, 'active'),
      share(0, 0, 6, 'invited'),
      share(0, 1, 6, 'ended'),
      share(0, 0, 7, 'active'),
      // Their mother left: they did not.
      share(1, 0, 4, 'active'),
      share(1, 0, 5, 'active'),
      share(0, 0, 5, 'active'),
      share(2, 0, 8, 'active'),
      share(9, 0, 8, 'active'),
      share(9, 0, 0, 'active'),
    ]);
    const officer = home.phone(OFFICER);
    const counted = async (text: string) => /: (\d+) nguoi/.exec((await officer.says(text))[1] ?? '')?.[1];
    expect(await counted('GUI PH: Mai tiêm')).toBe('4');
    expect(await counted('GUI CTV: Mai tiêm')).toBe('1');
    await officer.says(codeIn(await officer.says('GUI TAT CA: Mai tiêm')));
    const to = arrived(home, 'Xa Muong Than: Mai tiem').filter((each) => each !== OFFICER);
    expect(to.toSorted()).toEqual([number(0), number(3), number(4), number(5)]);
    expect((await officer.says('XEM GUI'))[0]).toContain('4 nguoi, da gui 4, dang cho 0, loi 0, bo qua 0.');
  });

  test('who was a second carer when it was confirmed, and is none any more, hears nothing', async () => {
    const home = await province([...parents(1), { number: '+84977000001' }], {
      at: '2026-11-02T22:00:00+07:00',
    });
    const childId = `person:${parents(1)[0]?.number}:child:0`;
    const contactId = 'person:+84977000001';
    await home.deps.store.commit([insert(carers, { childId, contactId, status: 'active', since: 0 })]);
    const officer = home.phone(OFFICER);
    await officer.says(codeIn(await officer.says('GUI PH: Mai tiêm')));
    await home.deps.store.commit([endShares(contactId, 'active', 0)]);
    await home.advance(10 * 60 * MINUTE);
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).not.toContain('+84977000001');
    expect((await officer.says('XEM GUI'))[0]).toMatch(/2 nguoi, da gui 1,.* khong con trong danh sach 1\.$/);
  });

  test('parts are counted as they will be billed: with accents where someone wants them', async () => {
    const home = await province([...parents(2), { ...parents(3)[2], accentedSms: true }]);
    const text = 'Sáng thứ Hai trạm y tế tổ chức tiêm chủng, mời các gia đình đưa trẻ đến và mang theo sổ.';
    const [, summary] = await home.phone(OFFICER).says(`GUI PH: ${text}`);
    expect(segmentsOf(`Xã Mường Than: ${text}`)).toBe(2);
    expect(summary).toMatch(/3 nguoi, moi tin 1 phan SMS, tong 4 phan\./);
  });

  test('who left, or lost their child, after it was confirmed hears nothing of it', async () => {
    const home = await province(parents(3), { at: '2026-11-02T22:00:00+07:00' });
    const officer = home.phone(OFFICER);
    await officer.says(codeIn(await officer.says('GUI PH: Mai tiêm')));
    const [first, second] = parents(3).map((p) => `person:${p.number}`);
    await home.deps.store.commit([
      changeContact(first ?? '', { consent: 'out' }),
      changeChild(`${second}:child:0`, { status: 'lost' }),
    ]);
    await home.advance(10 * 60 * MINUTE);
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(1 + 1);
    expect((await officer.says('XEM GUI'))[0]).toMatch(
      /3 nguoi, da gui 1, dang cho 0, loi 0, bo qua 2\. Ly do: (?:da ngung nhan tin 1, khong con trong danh sach 1|khong con trong danh sach 1, da ngung nhan tin 1)\.$/,
    );
  });
});

describe('the code', () => {
  test('nothing leaves without it, with another one, or with that of an older draft', async () => {
    const home = await province(parents(2));
    const officer = home.phone(OFFICER);
    const older = codeIn(await officer.says('GUI PH: Mai tiêm'));
    const code = codeIn(await officer.says('GUI PH: Mai nghỉ'));
    expect(await officer.says('OK')).toEqual([
      'Chua gui gi. De gui, soan GUI va 4 so trong tin xem truoc. De bo: GUI HUY.',
    ]);
    const wrong = older === code ? not(code) : older;
    expect(await officer.says(`GUI ${wrong}`)).toEqual([
      'Ma bi sai, chua gui gi. Con 2 lan. Soan GUI va 4 so trong tin xem truoc moi nhat, hoac GUI HUY de bo.',
    ]);
    expect(await officer.says('GUI 48')).not.toEqual([]);
    expect(await queued(home)).toBe(0);
    await officer.says(code);
    expect(await queued(home)).toBe(2);
  });

  test('three wrong ones drop the draft, and the right one comes too late', async () => {
    const home = await province(parents(2));
    const officer = home.phone(OFFICER);
    const code = codeIn(await officer.says('GUI PH: Mai tiêm'));
    await officer.says(not(code));
    await officer.says(not(code));
    expect(await officer.says(not(code))).toEqual([
      'Sai ma 3 lan nen tin dang soan da bo, chua gui cho ai. Soan GUI de lam lai.',
    ]);
    expect(await officer.says(`GUI ${code}`)).toEqual([
      'Khong co tin nao dang cho gui. Soan GUI de soan tin moi.',
    ]);
    expect(await queued(home)).toBe(0);
    const acts = await home.deps.store.db.select().from(audit);
    expect(acts.map((act) => act.action)).toEqual(['broadcast-refused']);
  });

  test('after ten minutes it is refused and a new one is sent', async () => {
    const home = await province(parents(2));
    const officer = home.phone(OFFICER);
    const code = codeIn(await officer.says('GUI PH: Mai tiêm'));
    await home.advance(10 * MINUTE + 1);
    const renewed = await officer.says(`GUI ${code}`);
    expect(renewed[0]).toBe('Ma da qua 10 phut, chua gui gi. Tin van nhu da xem truoc, ma moi o tin sau.');
    expect(await queued(home)).toBe(0);
    await officer.says(codeIn(renewed));
    expect(await queued(home)).toBe(2);
  });

  test('a forged sender gets nothing out: the code goes to the officer alone', async () => {
    const home = await province(parents(2));
    await postSms(home.app, { From: OFFICER, Body: 'GUI PH: tin giả', MessageSid: 'SMtest000000forged1' });
    await postSms(home.app, { From: OFFICER, Body: 'OK', MessageSid: 'SMtest000000forged2' });
    await postSms(home.app, { From: OFFICER, Body: 'GUI', MessageSid: 'SMtest000000forged3' });
    await home.deliver();
    expect(new Set(home.twilio.sent.map((sms) => sms.to))).toEqual(new Set([OFFICER]));
    expect(await queued(home)).toBe(0);
  });

  test('a confirmation that the provider repeats, or that is sent again, sends nothing twice', async () => {
    const home = await province(parents(3));
    const officer = home.phone(OFFICER);
    const code = codeIn(await officer.says('GUI PH: Mai tiêm'));
    const confirmation = { From: OFFICER, Body: `GUI ${code}`, MessageSid: 'SMtest000000confirm' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => postSms(home.app, confirmation)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200));
    expect(await officer.hears()).toHaveLength(1);
    expect(await officer.says(`GUI ${code}`)).toEqual([
      'Khong co tin nao dang cho, khong gui gi them. Tin cho phu huynh luc 09:00 ngay 02/11/2026: 3 nguoi, da gui 3, dang cho 0, loi 0, bo qua 0.',
    ]);
    expect(await queued(home)).toBe(3);
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(3 + 1);
  });

  test('who is no officer any more confirms nothing', async () => {
    const home = await province(parents(2));
    const officer = home.phone(OFFICER);
    const code = codeIn(await officer.says('GUI PH: Mai tiêm'));
    await home.deps.store.commit([changeRole(`person:${OFFICER}:office:0`, 'ended')]);
    await officer.says(`GUI ${code}`);
    expect(await queued(home)).toBe(0);
  });
});

describe('when it goes', () => {
  test('at night it waits for seven in the morning, and the preview says so', async () => {
    const home = await province(parents(2), { at: '2026-11-02T21:30:00+07:00' });
    const officer = home.phone(OFFICER);
    const shown = await officer.says('GUI PH: Mai tiêm');
    expect(shown[1]).toMatch(/Gui tu 07:00 ngay 03\/11\/2026\./);
    expect((await officer.says(codeIn(shown)))[0]).toMatch(
      /^Da nhan lenh gui cho 2 nguoi\. Gui tu 07:00 ngay 03\/11\/2026\./,
    );
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(1);
    expect((await officer.says('GUI ?'))[0]).toMatch(/da gui 0, dang cho 2, .* Ngung han: GUI NGUNG\.$/);
    await home.advance(9.5 * 60 * MINUTE);
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(3);
  });

  test('an urgent one goes at night, is announced as such and is in the audit', async () => {
    const home = await province(parents(2), { at: '2026-11-02T23:30:00+07:00' });
    const officer = home.phone(OFFICER);
    const shown = await officer.says('GUI KHẨN PH: Nước lũ đang lên, đưa trẻ đến nhà văn hóa xã.');
    expect(shown[1]).toMatch(/TIN KHAN: gui ngay ke ca ban dem, co luu nhat ky\./);
    await officer.says(codeIn(shown));
    expect(arrived(home, 'Xa Muong Than: Nuoc lu dang len, dua tre den nha van hoa xa.')).toHaveLength(3);
    const acts = await home.deps.store.db.select().from(audit);
    expect(acts.map(({ action, actor, detail }) => ({ action, actor, detail }))).toEqual([
      {
        action: 'urgent-broadcast-confirmed',
        actor: `contact:person:${OFFICER}`,
        detail: { audience: 'parents', communes: 1, recipients: 2 },
      },
    ]);
  });

  test('once nothing is left to send the broadcast is done, and its text is nowhere in the clear', async () => {
    const home = await province(parents(2));
    const officer = home.phone(OFFICER);
    const shown = await officer.says('GUI PH: Mai tiêm');
    home.twilio.faults.push({ status: 500 });
    await officer.says(codeIn(shown));
    await home.advance(2 * 60 * MINUTE);
    const [row] = await home.deps.store.db.select().from(broadcasts);
    expect(row?.status).toBe('done');
    expect(JSON.stringify(row)).not.toMatch(/tiem|tiêm/i);
  });
});

describe('by Telegram', () => {
  const CHAT = 4455;
  const officers: readonly Person[] = [{ chat: CHAT, consent: 'none', officerOf: [{ commune: MUONG_THAN }] }];

  test('every step is a button, and the last one carries the code', async () => {
    const home = await province([
      ...officers,
      ...parents(2),
      { chat: 66, lives: MUONG_THAN, children: ['active'] },
    ]);
    const officer = home.chat(CHAT);
    await officer.says('gui');
    await officer.presses('Phụ huynh');
    const shown = await officer.says('Mai tiêm chủng.');
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(
      /^Xa Muong Than: Mai tiem chung\.\n\nTin xem trước gửi phụ huynh của xã Mường Than: 3 người \(1 qua Telegram\), mỗi tin 1 phần SMS, tổng 2 phần\. Gửi ngay\./,
    );
    const buttons = officer.shown().at(-1)?.keyboard.flat();
    expect(buttons?.map((b) => b.callback_data)).toEqual([`GUI ${codeIn(shown)}`, 'GUI HUY']);
    const [confirmed] = await officer.presses('Gửi 3 người');
    expect(confirmed).toMatch(/^Đã nhận lệnh gửi cho 3 người\./);
    const [again] = await officer.presses('Gửi 3 người');
    expect(again).toMatch(/^Không có tin nào đang chờ, không gửi gì thêm\./);
    expect(await home.chat(66).hears()).toEqual(['Xã Mường Than: Mai tiêm chủng.']);
    expect(arrived(home, 'Xa Muong Than: Mai tiem chung.')).toHaveLength(2);
  });

  test('an old button drops nothing but a draft, and an old send button sends nothing', async () => {
    const home = await province([...officers, ...parents(2)]);
    const officer = home.chat(CHAT);
    await officer.says('GUI PH: Mai tiêm');
    const old = officer.shown().at(-1)?.keyboard.flat()[0]?.callback_data ?? '';
    expect(await officer.presses('Bỏ')).toEqual(['Đã bỏ tin đang soạn, chưa gửi cho ai.']);
    expect(await officer.presses('Bỏ')).toEqual([
      'Không có tin nào đang soạn. Ngừng tin đang gửi: GUI NGUNG.',
    ]);
    expect(await officer.says(old)).toEqual(['Không có tin nào đang chờ gửi. Soạn GUI để soạn tin mới.']);
    expect(await queued(home)).toBe(0);
  });

  test('GUI NGUNG stops midway: what has left has left, the rest is skipped and says why', async () => {
    const home = await province([...officers, ...parents(5)]);
    const officer = home.chat(CHAT);
    await officer.says('GUI PH: Mai tiêm');
    const refused = (times: number) => Array.from({ length: times }, () => ({ throws: 'refused' }) as const);
    home.twilio.faults.push(...refused(2), undefined, undefined, undefined, ...refused(9));
    await officer.presses('Gửi 5 người');
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(3);
    expect(await officer.says('GUI NGUNG')).toEqual([
      'Đã ngừng gửi: 3 tin đã đi, 2 tin sẽ không gửi. Xem lại: XEM GUI.',
    ]);
    await home.advance(24 * 60 * MINUTE);
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(3);
    expect(await officer.says('XEM GUI')).toEqual([
      'Tin cho phụ huynh lúc 09:00 ngày 02/11/2026: 5 người, đã gửi 3, đang chờ 0, lỗi 0, bỏ qua 2. Lý do: đã ngừng gửi 2. Tin này đã ngừng gửi.',
    ]);
    expect(await officer.says('GUI NGUNG')).toEqual(['Không có tin nào đang gửi.']);
  });

  test('a message that was on its way when it was stopped, and came back, is not sent after all', async () => {
    const home = await province([...officers, ...parents(5)]);
    const officer = home.chat(CHAT);
    await officer.says('GUI PH: Mai tiêm');
    home.twilio.faults.push({ throws: 'refused' }, undefined, undefined, undefined, undefined, {
      throws: 'refused',
    });
    await officer.presses('Gửi 5 người');
    await officer.says('GUI NGUNG');
    const [back] = await home.deps.store.db.select().from(outbox).where(eq(outbox.reason, 'stopped'));
    await home.deps.store.commit([changeMessage(back?.id ?? 0, { state: 'queued', settledAt: null })]);
    await home.advance(60 * MINUTE);
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(4);
  });

  test('in English too', async () => {
    const home = await province([...officers, ...parents(2)]);
    await home.deps.store.commit([changeContact(`person:${CHAT}`, { language: 'en' })]);
    const officer = home.chat(CHAT);
    expect(await officer.says('GUI PH')).toEqual([
      'To the parents of xã Mường Than. Type the text of the message. It will begin with "Xã Mường Than:". To cancel: GUI HUY.',
    ]);
  });
});

describe('an officer with a phone and a chat', () => {
  async function withBoth(): Promise<{ home: House; officer: Phone; chat: Chat }> {
    const home = await province([...parents(4), { chat: 77001, consent: 'in' }], {
      at: '2026-11-02T21:30:00+07:00',
    });
    await home.deps.store.commit(linkAddresses(`person:${OFFICER}`, 'person:77001'));
    return { home, officer: home.phone(OFFICER), chat: home.chat(77001) };
  }

  test('sees and stops in the chat what was sent by phone', async () => {
    const { home, officer, chat } = await withBoth();
    await officer.says(codeIn(await officer.says('GUI PH: Mai tiêm')));
    expect(await chat.says('XEM GUI')).toEqual([
      expect.stringMatching(/^Tin cho phụ huynh lúc 21:30 ngày 02\/11\/2026: 4 người, đã gửi 0, đang chờ 4/),
    ]);
    expect((await chat.says('GUI TAM NGUNG'))[0]).toMatch(/^Đã tạm ngừng/);
    expect((await chat.says('GUI TIEP'))[0]).toMatch(/^Gửi tiếp cho 4 người/);
    expect((await chat.says('GUI NGUNG'))[0]).toMatch(/^Đã ngừng gửi: 0 tin đã đi, 4 tin sẽ không gửi/);
    await home.advance(12 * 60 * MINUTE);
    expect(arrived(home, 'Xa Muong Than: Mai tiem')).toHaveLength(1);
  });

  test('and by phone what was sent in the chat', async () => {
    const { officer, chat } = await withBoth();
    await chat.says(codeIn(await chat.says('GUI PH: Mai tiêm')));
    expect((await officer.says('XEM GUI'))[0]).toMatch(/^Tin cho phu huynh luc 21:30/);
    expect((await officer.says('GUI NGUNG'))[0]).toMatch(/^Da ngung gui: 0 tin da di, 4 tin se khong gui/);
    expect(await chat.says('GUI NGUNG')).toEqual(['Không có tin nào đang gửi.']);
  });

  test("but nobody else does: once the chat is another phone's, it is not theirs any more", async () => {
    const { home, officer, chat } = await withBoth();
    await officer.says(codeIn(await officer.says('GUI PH: Mai tiêm')));
    await home.deps.store.commit(linkAddresses(`person:${PROVINCE}`, 'person:77001'));
    expect((await chat.says('GUI NGUNG'))[0]).toBe('Không có tin nào đang gửi.');
  });
});
