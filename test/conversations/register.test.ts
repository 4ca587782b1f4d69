import crypto from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, consents, contacts, invitations, outbox, questions, roles } from '../../db/schema.ts';
import { admin } from '../../src/node/admin.ts';
import { segmentsOf } from '../../src/texts.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, THAN_UYEN, withPlaces, withRole } from './places.ts';

const OFFICER = '+84912000009';
const NEW = '+84987654321';
const INVITATION =
  'Vong Tay: can bo xa Muong Than moi anh chi lam cong tac vien Ban Na Phat, gui so lieu tre em moi thang. Soan 1 hoac OK: dong y. Soan 2: khong. Neu khong tra loi, Vong Tay hieu la khong.';
const ACCEPTED =
  'Cam on anh chi da nhan lam cong tac vien Ban Na Phat. Moi thang gui BC va so lieu, vi du: BC T10 TS120 TE61 KT7. Xem huong dan: TG. Ngung nhan tin: TC.';

async function withOfficer(): Promise<{
  home: House;
  officer: ReturnType<House['phone']>;
  someone: ReturnType<House['phone']>;
}> {
  const home = await house();
  await withPlaces(home);
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  return { home, officer: home.phone(OFFICER), someone: home.phone(NEW) };
}

const roleRows = (home: House) =>
  home.deps.store.db.select().from(roles).where(eq(roles.role, 'collaborator'));

describe('an officer names a collaborator', () => {
  test('who is asked once, says OK and is one from then on', async () => {
    const { home, officer, someone } = await withOfficer();
    expect(await officer.says('CTV 0987654321 bản Nà Phát')).toEqual([
      'Da ghi so duoi 321 la cong tac vien Ban Na Phat, xa Muong Than. Vong Tay moi mot lan; khi nguoi do tra loi OK thi bat dau bao cao duoc.',
    ]);
    expect(await someone.hears()).toEqual([INVITATION]);
    expect(segmentsOf(INVITATION)).toBeLessThanOrEqual(2);
    expect(await roleRows(home)).toMatchObject([{ status: 'invited', scope: 'village:v-na-phat' }]);

    await home.advance(3_600_000);
    expect(await someone.says('ok a')).toEqual([ACCEPTED]);
    expect(await roleRows(home)).toMatchObject([{ status: 'active' }]);
    const { db } = home.deps.store;
    const [person] = await db
      .select()
      .from(contacts)
      .where(eq(contacts.consent, 'in'))
      .orderBy(contacts.id)
      .limit(1)
      .offset(1);
    expect(person).toMatchObject({ communeCode: '03618' });
    expect(await db.select().from(consents)).toMatchObject([{ act: 'in', textVersion: 'invited-2026-11' }]);
    expect((await db.select().from(audit)).map((row) => row.action)).toEqual([
      'role-invited',
      'role-accepted',
      'opted-in',
    ]);
  });

  test.each(['2', 'khong', 'TC'])('%s declines, and nothing more comes', async (word) => {
    const { home, officer, someone } = await withOfficer();
    await officer.says('CTV 0987654321 na phat');
    await someone.hears();
    const [answer, ...more] = await someone.says(word);
    expect(answer).toMatch(/^(?:Vong Tay da ghi anh chi khong nhan loi|Da ghi nhan luc)/);
    expect(more).toEqual([]);
    expect(await roleRows(home)).toMatchObject([{ status: 'ended' }]);
    expect(await officer.says('CTV 0987654321 na phat')).toEqual([
      'Da ghi so duoi 321 la cong tac vien Ban Na Phat. Nguoi nay tung tu choi hoac da duoc moi, nen Vong Tay khong moi lai. Nho anh chi nhan nguoi do gui OK cho Vong Tay.',
    ]);
    await home.run(3);
    expect(await someone.hears()).toEqual([]);
    expect(await someone.says('OK')).toEqual([ACCEPTED]);
  });

  test('a number that left is not written to', async () => {
    const { home, officer, someone } = await withOfficer();
    await someone.says('TC');
    expect(await officer.says('CTV 0987654321 na phat')).toEqual([
      expect.stringMatching(/Vong Tay khong moi lai/),
    ]);
    await home.run(2);
    expect(await someone.hears()).toEqual([]);
    expect(await someone.says('TIEP')).toEqual([
      'Anh chi duoc moi lam cong tac vien Ban Na Phat, gui so lieu tre em moi thang. Soan 1 hoac OK: dong y. Soan 2: khong.',
    ]);
    expect(await someone.says('1')).toEqual([ACCEPTED]);
  });

  test('silence is no: nothing is sent a second time, and no count is taken', async () => {
    const { home, officer, someone } = await withOfficer();
    await officer.says('CTV 0987654321 na phat');
    expect(await officer.says('CTV 0987654321 ban na phat')).toEqual([
      'So duoi 321 da duoc moi lam cong tac vien Ban Na Phat va chua tra loi.',
    ]);
    expect(await officer.says('CTV +84 987 654 321 Bản Nà Phát')).toEqual([
      expect.stringMatching(/chua tra loi/),
    ]);
    expect(await someone.hears()).toEqual([INVITATION]);
    await home.run(20);
    expect(await someone.hears()).toEqual([]);
    expect(await roleRows(home)).toMatchObject([{ status: 'invited' }]);
  });

  test('an invitation made in the evening waits for the morning, and 1 still answers it', async () => {
    const { home, officer, someone } = await withOfficer();
    home.at('2026-11-02T22:30:00+07:00');
    await officer.says('CTV 0987654321 na phat');
    expect(await someone.hears()).toEqual([]);
    await home.advance(9 * 3_600_000);
    expect(await someone.hears()).toEqual([INVITATION]);
    expect(await someone.says('1')).toEqual([ACCEPTED]);
  });

  test('a mother in the middle of joining keeps her own question, and may still say yes later', async () => {
    const { home, officer, someone } = await withOfficer();
    await someone.says('DK 15/3/2026');
    await home.advance(60_000);
    await someone.hears();
    await officer.says('CTV 0987654321 na phat');
    await someone.hears();
    expect((await home.deps.store.db.select().from(questions))[0]).toMatchObject({ kind: 'place' });
    expect(await someone.says('xa muong than')).toEqual([expect.stringMatching(/^Noi o: xa Muong Than/)]);
    expect(await someone.says('OK')).toEqual([ACCEPTED]);
  });

  test('someone invited by a list, without a question, says OK', async () => {
    const home = await house();
    await withPlaces(home);
    await withRole(home, NEW, 'collaborator', { villageId: 'v-na-phat' }, 'invited');
    expect(await home.phone(NEW).says('đồng ý ạ')).toEqual([ACCEPTED]);
  });

  test('a second village for one who works already is told, not asked', async () => {
    const { home, officer, someone } = await withOfficer();
    await officer.says('CTV 0987654321 na phat');
    await someone.says('OK');
    expect(await officer.says('CTV 0987654321 thôn 2')).toEqual([
      'Da ghi them Thon 2 cho cong tac vien so duoi 321.',
    ]);
    expect(await someone.hears()).toEqual([
      'Vong Tay: anh chi duoc ghi them la cong tac vien Thon 2. Khi bao cao, ghi kem ten thon. Neu khong dung, bao can bo xa giup nhe.',
    ]);
    expect((await roleRows(home)).map((role) => role.status)).toEqual(['active', 'active']);
  });

  test('of their own number needs no question', async () => {
    const { home, officer } = await withOfficer();
    expect(await officer.says('CTV 0912000009 thon 2')).toEqual(['Da ghi anh chi la cong tac vien Thon 2.']);
    expect(await roleRows(home)).toMatchObject([{ status: 'active' }]);
  });
});

describe('what is not certain is asked', () => {
  test.each([
    [
      'CTV 0987654321 thon 22',
      'xa Muong Than chua co thon, ban ten nay. Ten gan giong: Thon 12, Thon 2. Soan lai voi dung ten.',
    ],
    [
      'CTV 0987654321 thon 2, Than Uyen',
      'xa Muong Than chua co thon, ban ten nay. Ten gan giong: Thon 2. Soan lai voi dung ten.',
    ],
    [
      'CTV 0987654321 thon 2, thon 12',
      'xa Muong Than chua co thon, ban ten nay. Ten gan giong: Thon 2. Soan lai voi dung ten.',
    ],
    [
      'CTV 0987654321 ban na phta',
      'xa Muong Than chua co thon, ban ten nay. Ten gan giong: Ban Na Phat. Soan lai voi dung ten.',
    ],
    ['CTV 0987654321 ban xa lac', 'xa Muong Than chua co thon, ban ten nay. Anh chi xem lai ten giup nhe.'],
    [
      'CTV 0987654321',
      'Ghi ten cong tac vien: soan CTV, so dien thoai, ten thon. Vi du: CTV 0912345678 thon 2.',
    ],
    [
      'CTV 09876543 thon 2',
      'So dien thoai chua dung. So di dong co 10 chu so, vi du: CTV 0912345678 thon 2.',
    ],
    [
      'CTV 01687654321 thon 2',
      'So dien thoai chua dung. So di dong co 10 chu so, vi du: CTV 0912345678 thon 2.',
    ],
    ['CTV 0987654321 thon 2 xa Than Uyen', 'xa Than Uyen, Lai Chau khong thuoc dia ban cua anh chi.'],
    [
      'CTV 0987654321 thon 2 xa Qwrtp',
      'Vong Tay chua tim thay xa nay. Soan lai kem ten xa, vi du: CTV 0912345678 thon 2 xa Muong Than.',
    ],
  ])('%s', async (text, answer) => {
    const { home, officer, someone } = await withOfficer();
    expect(await officer.says(text)).toEqual([answer]);
    expect(await roleRows(home)).toEqual([]);
    expect(await someone.hears()).toEqual([]);
  });

  test('the village may be named before the number, glued to the word, with the commune', async () => {
    for (const text of [
      'CTV thôn 2, 0987 654 321',
      'ctv0987654321 thon 2',
      'CTV 84987654321 Thôn 2 - xã Mường Than',
    ]) {
      const { home, officer } = await withOfficer();
      await officer.says(text);
      expect(await roleRows(home)).toMatchObject([{ scope: 'village:v-2' }]);
    }
  });

  test('an officer of the province names the commune', async () => {
    const home = await house();
    await withPlaces(home);
    await withRole(home, OFFICER, 'province-officer', { provinceCode: '12' });
    const officer = home.phone(OFFICER);
    expect(await officer.says('CTV 0987654321 thon 2')).toEqual([
      'Ghi ten cong tac vien: soan CTV, so dien thoai, ten thon, ten xa. Vi du: CTV 0912345678 thon 2 xa Muong Than.',
    ]);
    expect(await officer.says('CTV 0987654321 thon 2 xa Than Uyen')).toEqual([
      'Da ghi so duoi 321 la cong tac vien Thon 2, xa Than Uyen, Lai Chau. Vong Tay moi mot lan; khi nguoi do tra loi OK thi bat dau bao cao duoc.',
    ]);
    expect(await roleRows(home)).toMatchObject([{ scope: 'village:v-other-2' }]);
    expect(await officer.says('CTV 0987654321 thon 2 xa Binh An, An Giang')).toEqual([
      'xa Binh An, An Giang khong thuoc dia ban cua anh chi.',
    ]);
  });
});

describe('nobody becomes anything by asking for it', () => {
  test('CTV from a parent or a collaborator is ordinary text', async () => {
    const home = await house();
    await withPlaces(home);
    await withRole(home, '+84912000001', 'collaborator', { villageId: 'v-2' });
    await withRole(home, '+84912000002', 'commune-officer', { commune: THAN_UYEN }, 'invited');
    for (const number of [NEW, '+84912000001', '+84912000002']) {
      const [answer] = await home.phone(number).says('CTV 0911222333 thon 2 xa Muong Than');
      expect(answer).toMatch(/^Vong Tay da nhan tin va chua hieu/);
    }
    expect(await home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'invitation'))).toEqual([]);
    expect(await roleRows(home)).toHaveLength(1);
  });

  test('a made-up code opens nothing', async () => {
    const home = await house();
    await withPlaces(home);
    expect(await home.chat(5).says(`/start cb-${'a'.repeat(22)}`)).toEqual([
      'Mã này bị sai, đã hết hạn hoặc đã có người sử dụng. Anh chị xin mã mới của người quản trị nhé.',
    ]);
    expect(await home.deps.store.db.select().from(roles)).toEqual([]);
  });
});

describe('an operator appoints officers', () => {
  async function operated() {
    const home = await house();
    await withPlaces(home);
    const run = (...args: string[]) =>
      admin(
        {
          store: home.deps.store,
          secrets: home.deps.secrets,
          newId: () => crypto.randomUUID(),
          now: home.now(),
        },
        args,
      );
    return { home, run };
  }

  test('by phone, and their work is theirs from then on', async () => {
    const { home, run } = await operated();
    expect(await run('add-officer', '--phone', '0912000009', '--commune', '03618')).toEqual([
      'The phone ending in 009 is now commune-officer of Mường Than, Lai Châu.',
      'They get answers only. For the monthly summaries they send TIEP, or add --agreed where they agreed before.',
    ]);
    expect(await home.phone(OFFICER).says('CTV 0987654321 na phat')).toEqual([
      expect.stringMatching(/^Da ghi so duoi 321/),
    ]);
    await run('add-officer', '--phone', '+84912000010', '--province', '12');
    const lines = await run('list-officers');
    expect(lines.join('\n')).toMatch(/commune-officer\tcommune:03618@2025-07-01\tactive\tphone \.\.\.009/);
    expect(lines.join('\n')).toMatch(/province-officer\tprovince:12\tactive\tphone \.\.\.010/);
    expect(lines.join('\n')).not.toMatch(/912000/);

    const id = lines.find((line) => line.includes('commune-officer'))?.split('\t')[0] ?? '';
    expect(await run('end-role', id)).toEqual(['Ended: commune-officer of commune:03618@2025-07-01.']);
    expect(await home.phone(OFFICER).says('CTV 0911222333 na phat')).toEqual([
      expect.stringMatching(/chua hieu/),
    ]);
  });

  test('by a one-time code in a chat, which one person can use once within a week', async () => {
    const { home, run } = await operated();
    const text = (await run('invite-officer', '--commune', '03618')).join('\n');
    const code = /\/start (cb-[\w-]+)/.exec(text)?.[1] ?? '';
    expect(JSON.stringify(await home.deps.store.db.select().from(invitations))).not.toContain(code.slice(3));
    expect(await home.chat(5).says(`/start ${code}`)).toEqual([
      'Anh chị đã là cán bộ xã Mường Than trên Vòng Tay và sẽ nhận tổng hợp báo cáo hằng tháng. Ngừng nhận: TC. Gửi tin: GUI. Ghi tên cộng tác viên: CTV. Trợ giúp: TG.',
    ]);
    expect(await home.deps.store.db.select().from(roles)).toMatchObject([
      { role: 'commune-officer', status: 'active' },
    ]);
    expect(await home.chat(6).says(`/start ${code}`)).toEqual([expect.stringMatching(/đã có người sử dụng/)]);
    expect(await home.deps.store.db.select().from(roles)).toHaveLength(1);

    const late =
      /\/start (cb-[\w-]+)/.exec((await run('invite-officer', '--province', '12')).join('\n'))?.[1] ?? '';
    await home.run(8);
    expect(await home.chat(7).says(`/start ${late}`)).toEqual([expect.stringMatching(/hết hạn/)]);
  });

  test('a code that two chats use at the same moment makes one officer', async () => {
    const { home, run } = await operated();
    const code =
      /\/start (cb-[\w-]+)/.exec((await run('invite-officer', '--commune', '03618')).join('\n'))?.[1] ?? '';
    await Promise.all([11, 12, 13].map((id) => home.chat(id).says(`/start ${code}`)));
    expect(await home.deps.store.db.select().from(roles)).toHaveLength(1);
  });

  test.each([
    [[], /How to use it/],
    [['make-king'], /There is no command "make-king"/],
    [['add-officer', '--phone', '0912000009'], /either --commune .* or --province/],
    [['add-officer', '--commune', '03618'], /Say which phone/],
    [['add-officer', '--phone', '123', '--commune', '03618'], /not a phone number/],
    [
      ['add-officer', '--phone', '0912000009', '--commune', '99999'],
      /No commune of today has the code 99999.*db:import-units/,
    ],
    [['invite-officer', '--province', '77'], /No province of today has the code 77/],
    [['end-role', 'nobody'], /There is no role nobody/],
    [['add-officer', '--king', 'x'], /Unknown option '--king'/],
  ])('admin %j says what is wrong', async (args, fault) => {
    const { run } = await operated();
    await expect(run(...args)).rejects.toThrow(fault);
  });
});
