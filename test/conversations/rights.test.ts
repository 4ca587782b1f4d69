import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  audit,
  children,
  consents,
  contacts,
  feedback,
  inbox,
  outbox,
  reportVersions,
  roles,
} from '../../db/schema.ts';
import { MINUTE_MS } from '../../src/civil-time.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { insert } from '../../src/store/statement.ts';
import { segmentsOf } from '../../src/texts.ts';
import { codeAsked, erases } from './confirming.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, withPlaces, withRole } from './places.ts';

const MOTHER = '+84912345678';
const ASKED =
  /^Xoa het thong tin va tin nhan cua anh chi\? Khong lay lai duoc va Vong Tay se khong gui tin nua\. Soan XOA \d{4}: xoa het\. Soan 2: giu lai\.$/;
const DONE =
  'Da xoa het thong tin cua anh chi. Day la tin cuoi cung. Neu muon dang ky lai, soan DK. Chuc gia dinh manh khoe!';

async function homeWithPlaces(): Promise<House> {
  const home = await house();
  await withPlaces(home);
  return home;
}

describe('XEM', () => {
  test('tells a mother all that is held about her', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    await mother.says('THAI 20/5/2027');
    expect(await mother.says('xem a')).toEqual([
      [
        'Vong Tay dang luu: so lien lac nay (ma hoa), tieng Viet, tin khong dau.',
        'Noi o: xa Muong Than, Lai Chau.',
        'Tre: be sinh ngay 15/03/2026; thai ky du sinh ngay 20/05/2027.',
        'Dong y nhan tin: 02/11/2026.',
        'Tin anh chi da gui: 2.',
        'Xoa tat ca: soan XOA.',
      ].join('\n'),
    ]);
  });

  test('tells of what was chosen by HT, and names it no further', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    await mother.says('HT 2');
    const [held] = await mother.says('XEM');
    expect(held).toMatch(/\nTre: be sinh ngay 15\/03\/2026\.\nDang nhan them tin theo chu de \(HT\)\.\n/);
    await mother.says('HT THOI');
    expect((await mother.says('XEM'))[0]).not.toMatch(/HT/);
  });

  test('is told in parts of two SMS each where there is much', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    for (const year of [2025, 2024, 2023, 2022, 2021, 2020]) {
      await mother.says(`DK 5/1/${year}`);
      const [last] = await mother.says('XEM');
      expect(last).toMatch(/^Vong Tay dang luu/);
      const answer = await mother.says(`DK 5/1/${year}`);
      const other = /\n(\d+)\. Them mot be khac/.exec(answer.join('\n'))?.[1] ?? '';
      await mother.says(other);
    }
    const parts = await mother.says('XEM');
    expect(parts.join('\n')).toMatch(/05\/01\/2020/);
    for (const part of parts) expect(segmentsOf(part)).toBeLessThanOrEqual(2);
  });

  test('tells a collaborator and an officer their roles, and nobody else anything', async () => {
    const home = await homeWithPlaces();
    await withRole(home, '+84912000001', 'collaborator', { villageId: 'v-na-phat' });
    await withRole(home, '+84912000002', 'commune-officer', { commune: MUONG_THAN });
    expect((await home.phone('+84912000001').says('XEM')).join('\n')).toMatch(
      /\nCong tac vien: Ban Na Phat\.\n/,
    );
    expect((await home.phone('+84912000002').says('XEM')).join('\n')).toMatch(/\nCan bo: xa Muong Than\.\n/);
    expect(await home.phone(MOTHER).says('XEM')).toEqual([
      'Vong Tay chua luu thong tin nao ve anh chi, ngoai tin nay.',
    ]);
  });
});

describe('XOA', () => {
  test('erases after the code: nothing of the person is left, and the last answer still comes', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    await mother.says('be an it phai lam sao');
    const asked = await mother.says('XOA');
    expect(asked).toEqual([expect.stringMatching(ASKED)]);
    expect(await mother.says(codeAsked(asked))).toEqual([DONE]);

    const { db } = home.deps.store;
    expect(await db.select().from(children)).toEqual([]);
    expect(await db.select().from(consents)).toEqual([]);
    expect((await db.select().from(inbox)).map((row) => row.textSealed)).toEqual(['', '', '', '']);
    expect((await db.select().from(contacts))[0]).toMatchObject({
      consent: 'out',
      communeCode: null,
      erasedAt: home.now(),
    });

    await home.run(1);
    for (const table of [contacts, inbox, outbox]) expect(await db.select().from(table)).toEqual([]);
    expect((await db.select().from(audit)).filter((row) => row.action === 'person-erased')).toEqual([
      expect.objectContaining({ actor: 'person', subject: 'person', detail: null }),
    ]);
    expect(await mother.hears()).toEqual([]);
  });

  test('the counts of a collaborator stay, without whose they were', async () => {
    const home = await homeWithPlaces();
    const contactId = await withRole(home, MOTHER, 'collaborator', { villageId: 'v-2' });
    const { db, commit } = home.deps.store;
    await commit([
      insert(reportVersions, {
        form: 'BC',
        place: 'v-2',
        period: '2026-10',
        version: 1,
        values: { KT: 5 },
        sentAt: home.now(),
        receivedAt: home.now(),
        contactId,
        channel: 'twilio',
        providerId: 'SMx',
      }),
    ]);
    const phone = home.phone(MOTHER);
    const asked = await phone.says('xoa');
    const code = codeAsked(asked);
    expect(asked).toEqual([
      `Xoa het thong tin, tin nhan va vai tro cua anh chi? Khong lay lai duoc. So lieu da bao cao van giu nhung khong con ten nguoi gui. Soan XOA ${code}: xoa het. Soan 2: giu lai.`,
    ]);
    expect(await phone.says(`xoa ${code} a`)).toEqual([DONE]);
    await home.run(1);
    expect(await db.select().from(roles)).toEqual([]);
    expect(await db.select().from(reportVersions)).toMatchObject([{ values: { KT: 5 }, contactId: null }]);
  });

  test.each(['2', 'khong', 'k'])('%s keeps everything', async (word) => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    await mother.says('XOA');
    expect(await mother.says(word)).toEqual([
      'Vong Tay giu lai thong tin cua anh chi. Xem thong tin: soan XEM.',
    ]);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
  });

  test('DUNG is never a yes to it: it stops the messages, and the question is gone', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    const code = codeAsked(await mother.says('XOA'));
    expect(await mother.says('DUNG')).toEqual([expect.stringMatching(/^Da ghi nhan luc/)]);
    await mother.says(code);
    expect(await home.deps.store.db.select().from(children)).toHaveLength(1);
  });

  test('a bare number after something else was sent is asked again; the code can mean nothing else', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    const code = codeAsked(await mother.says('XOA'));
    await home.advance(1000);
    await mother.says('TG');
    expect(await mother.says('2')).toEqual([expect.stringMatching(/hoi lai:\nXoa het/)]);
    await home.advance(1000);
    await mother.says('TG');
    expect(await mother.says(code)).toEqual([DONE]);
  });

  test('what was queued is not sent any more', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    const [contact] = await home.deps.store.db.select().from(contacts);
    await home.deps.store.commit([
      queueMessage({
        key: 'remind:x',
        contactId: contact?.id ?? '',
        kind: 'reminder',
        bodySealed: home.deps.secrets.seal('{"text":"Nhac"}'),
        dueAt: home.now() + 60_000,
        createdAt: home.now(),
      }),
    ]);
    await erases(mother);
    expect(await home.deps.store.db.select().from(outbox).where(eq(outbox.key, 'remind:x'))).toEqual([]);
    await home.run(1);
    expect(await mother.hears()).toEqual([]);
  });

  test('who writes again is a new person', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    const [before] = await home.deps.store.db.select().from(contacts);
    await erases(mother);
    await home.run(1);
    expect(await mother.says('DK 5/1/2025 xa Than Uyen')).toEqual([
      expect.stringMatching(/^Da dang ky: be sinh ngay 05\/01\/2025/),
    ]);
    const [after, ...others] = await home.deps.store.db.select().from(contacts);
    expect(others).toEqual([]);
    expect(after?.id).not.toBe(before?.id);
    expect(await home.deps.store.db.select().from(children)).toMatchObject([{ born: '2025-01-05' }]);
  });

  test('writing again before the shell is gone starts anew as well', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    await erases(mother);
    await mother.says('DK 5/1/2025 xa Than Uyen');
    await home.run(1);
    expect((await home.deps.store.db.select().from(contacts))[0]).toMatchObject({
      consent: 'in',
      erasedAt: null,
    });
    expect(await mother.says('XEM')).toEqual([expect.stringMatching(/Tre: be sinh ngay 05\/01\/2025\./)]);
  });

  test('a thank-you after it keeps nothing: the clock begins anew, and all goes', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    const { db, commit } = home.deps.store;
    const [contact] = await db.select().from(contacts);
    await commit([
      insert(feedback, { contactId: contact?.id ?? '', item: 'fy-m02', askedAt: 1, useful: true }),
    ]);
    await mother.says(codeAsked(await mother.says('XOA')));
    expect(await db.select().from(feedback)).toEqual([]);
    await home.advance(9 * MINUTE_MS);
    expect(await mother.says('cam on')).toEqual([]);
    expect(await mother.says('XEM')).toEqual([
      [
        'Vong Tay dang luu: so lien lac nay (ma hoa), tieng Viet, tin khong dau.',
        'Noi o: chua co.',
        'Tre: chua co.',
        'Tin anh chi da gui: 1.',
        'Xoa tat ca: soan XOA.',
      ].join('\n'),
    ]);
    await home.advance(9 * MINUTE_MS);
    expect(await db.select().from(contacts)).toHaveLength(1);
    await home.advance(2 * MINUTE_MS);
    for (const table of [contacts, inbox, outbox]) expect(await db.select().from(table)).toEqual([]);
    expect(await mother.says('XEM')).toEqual(['Vong Tay chua luu thong tin nao ve anh chi, ngoai tin nay.']);
  });

  test('who takes an hour over coming back is not forgotten in the middle of it', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026');
    await mother.says(codeAsked(await mother.says('XOA')));
    await mother.says('DK');
    await mother.says('cam on');
    await home.advance(60 * MINUTE_MS);
    expect(await mother.says('5/1/2025')).toEqual([
      expect.stringMatching(/^Da dang ky: be sinh ngay 05\/01\/2025/),
    ]);
    await home.run(2);
    expect(await home.deps.store.db.select().from(contacts)).toMatchObject([
      { consent: 'in', erasedAt: null },
    ]);
  });

  test('who began to come back and did not is forgotten after that day', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026');
    await mother.says(codeAsked(await mother.says('XOA')));
    await mother.says('DK');
    await home.run(1.1);
    expect(await home.deps.store.db.select().from(contacts)).toEqual([]);
  });

  test('neither the number nor a text is ever in the database file, before or after', async () => {
    const home = await homeWithPlaces();
    const mother = home.phone(MOTHER);
    await mother.says('DK 15/3/2026 xa Muong Than');
    await mother.says('chong em la Nguyen Van Thu, so 0987654321');
    const bytes = async () => {
      await home.deps.store.db.run(sql`PRAGMA wal_checkpoint(PASSIVE)`);
      const folder = dirname(home.deps.config.databaseUrl.slice('file:'.length));
      return readdirSync(folder)
        .map((name) => readFileSync(join(folder, name)).toString('latin1'))
        .join('');
    };
    const words = ['912345678', 'Nguyen Van Thu', '987654321', 'chong em'];
    for (const word of words) expect((await bytes()).includes(word)).toBe(false);
    await erases(mother);
    await home.run(1);
    for (const word of words) expect((await bytes()).includes(word)).toBe(false);
  });
});
