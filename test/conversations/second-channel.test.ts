/** One person with a phone and a chat: written to in one place, and by SMS where Telegram fails for good. */
import { and, eq, isNotNull } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, consents, contacts, outbox, roles } from '../../db/schema.ts';
import { HOUR_MS } from '../../src/civil-time.ts';
import { addChild } from '../../src/store/children.ts';
import { changeContact } from '../../src/store/contacts.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { changeRole } from '../../src/store/roles.ts';
import { segmentsOf, smsForm } from '../../src/texts.ts';
import type { Chat } from './chat.ts';
import { codeAsked } from './confirming.ts';
import { type House, house } from './house.ts';
import { MUONG_THAN, THAN_UYEN, withPlaces, withRole } from './places.ts';
import { askQuick } from './quick-house.ts';

const MAY = '+84912000001';
const OFFICER = '+84912000009';
const CHAT = 7001;
const BLOCKED = { status: 403, description: 'Forbidden: bot was blocked by the user' } as const;

/** The day before October is first asked for. */
async function october(): Promise<House> {
  const home = await house({ at: '2026-10-24T09:00:00+07:00' });
  await withPlaces(home);
  return home;
}

const shares = (chat: Chat, number = MAY, owner = chat.id) =>
  chat.sends({ contact: { phone_number: number.slice(1), first_name: 'A', user_id: owner } });

/** May reports for Bản Nà Phát by phone, and has shown her number in a chat. */
async function linked(): Promise<{ home: House; may: Chat; mayId: string }> {
  const home = await october();
  const mayId = await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
  const may = home.chat(CHAT);
  await shares(may);
  return { home, may, mayId };
}

async function chatContact(home: House, chat = CHAT) {
  const mac = home.deps.secrets.mac(`telegram:${chat}`);
  const row = await home.deps.store.db.select().from(contacts).where(eq(contacts.addressMac, mac)).get();
  if (row === undefined) throw new Error('nobody is known by this chat');
  return row;
}

const links = (home: House) => home.deps.store.db.select().from(contacts).where(isNotNull(contacts.chatId));

const unasked = (home: House) =>
  home.deps.store.db
    .select({ key: outbox.key, state: outbox.state, reason: outbox.reason, kind: outbox.kind })
    .from(outbox)
    .where(eq(outbox.lane, 2));

/** The chat first: what waits there for its pace is waited for. */
async function toldBoth(home: House, may: Chat): Promise<{ sms: string[]; chat: string[] }> {
  const chat = await may.hears();
  return { sms: await home.phone(MAY).hears(), chat };
}

/** What the officer reads before it is confirmed. */
async function broadcastTo(home: House, audience: 'PH' | 'CTV' | 'TAT CA'): Promise<string> {
  const officer = home.phone(OFFICER);
  const shown = await officer.says(`GUI KHAN ${audience}: Mưa lớn, đưa trẻ tránh xa suối.`);
  const code = /GUI (\d{4}) /.exec(shown.join('\n'))?.[1];
  await officer.says(`GUI ${code}`);
  return shown.join('\n');
}

describe('a number is shown to be theirs', () => {
  test('by a card of their own account: the chat has the roles of the phone and is opted in', async () => {
    const home = await october();
    const phone = await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const may = home.chat(CHAT);
    await may.says('/start');
    await may.presses('Tôi đã có số đăng ký');
    expect(home.telegram.calls.at(-1)?.payload.reply_markup).toEqual({
      keyboard: [[{ text: 'Chia sẻ số của tôi', request_contact: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    });
    expect(await shares(may)).toEqual([
      'Đã nhận ra số đuôi 001. Từ nay anh chị dùng được cả Telegram này và số điện thoại.\nCộng tác viên: Bản Nà Phát.\nTin nhắc việc và tin khẩn đến qua Telegram; chỉ gửi SMS khi Telegram không gửi được.\nTin cho phụ huynh vẫn đến nơi đã đăng ký cho bé.',
    ]);
    const chat = await chatContact(home);
    expect(chat.consent).toBe('in');
    expect((await links(home)).map(({ id, chatId }) => [id, chatId])).toEqual([[phone, chat.id]]);
    const { db } = home.deps.store;
    expect(await db.select().from(consents).where(eq(consents.contactId, chat.id))).toMatchObject([
      { act: 'in', channel: 'telegram', textVersion: 'second-address-2026-11' },
    ]);
    const acts = (await db.select().from(audit)).map(({ action }) => action);
    expect(acts).toEqual(expect.arrayContaining(['addresses-linked', 'role-also-by-chat']));
    expect(await may.says('XEM')).toEqual([
      expect.stringContaining('Dùng chung với số điện thoại đã chia sẻ.'),
    ]);
    expect((await shares(may)).join()).toMatch(/^Số đuôi 001 đã dùng chung với Telegram này rồi\./);
    expect(await db.select().from(roles)).toHaveLength(2);
  });

  test('by a chat that was erased a moment ago, which stays then', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const may = home.chat(CHAT);
    for (const text of ['/start', 'XOA', '1']) await may.says(text);
    await shares(may);
    await home.run(1);
    expect(await links(home)).toMatchObject([{ chatId: (await chatContact(home)).id }]);
    expect(await home.deps.store.db.select().from(roles)).toHaveLength(2);
  });

  test('not by a card of someone else, nor by a number without an account', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const other = home.chat(CHAT);
    const refused = [expect.stringMatching(/^Vòng Tay chỉ nhận số của chính anh chị/)];
    expect(await shares(other, MAY, 999)).toEqual(refused);
    expect(await other.sends({ contact: { phone_number: MAY, first_name: 'A' } })).toEqual(refused);
    await other.says(MAY);
    expect(await links(home)).toEqual([]);
    expect(await home.deps.store.db.select().from(roles)).toHaveLength(1);
  });

  test('of a phone that nobody registered nothing is kept', async () => {
    const home = await october();
    const may = home.chat(CHAT);
    expect(await shares(may)).toEqual([expect.stringMatching(/^Số này chưa đăng ký với Vòng Tay/)]);
    expect(await home.deps.store.db.select().from(contacts)).toHaveLength(1);
    expect((await chatContact(home)).consent).toBe('none');
    // Someone who has only written to us is not registered either.
    await home.phone(MAY).says('xin chao');
    expect(await shares(may)).toEqual([expect.stringMatching(/^Số này chưa đăng ký/)]);
    expect(await links(home)).toEqual([]);
  });

  test('SDT by SMS tells the way, and in English too', async () => {
    const home = await october();
    const may = home.phone(MAY);
    expect(await may.says('SDT')).toEqual([
      'Muon nhan tin qua Telegram, anh chi mo Vong Tay tren Telegram, gui SDT va bam nut chia se so cua minh.',
    ]);
    await may.says('NN EN');
    expect(await may.says('sdt')).toEqual([expect.stringMatching(/^To get messages by Telegram/)]);
  });

  test('a chat that has said stop stays stopped', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
    const may = home.chat(CHAT);
    await may.says('TC');
    expect((await shares(may)).join()).toContain('Telegram này chưa nhận tin nhắc. Muốn nhận, soạn TIEP.');
    await home.run(1);
    expect(await toldBoth(home, may)).toEqual({
      sms: [expect.stringMatching(/^Vong Tay: Ban Na/)],
      chat: [],
    });
  });

  test('an invitation that waits at the phone can be taken in the chat', async () => {
    const home = await october();
    await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' }, 'invited');
    const may = home.chat(CHAT);
    expect((await shares(may)).at(-1)).toMatch(/^Anh chị được mời làm cộng tác viên Bản Nà Phát/);
    expect((await may.says('OK'))[0]).toMatch(/^Cảm ơn anh chị đã nhận làm cộng tác viên/);
    const status = (await home.deps.store.db.select().from(roles)).map((role) => role.status);
    expect(status).toEqual(['active', 'active']);
  });
});

describe('their work', () => {
  test('can be done in the chat at once, and still by SMS', async () => {
    const { home, may } = await linked();
    const [form = ''] = await may.says('BC');
    expect(form).toContain('Bản Nà Phát');
    expect(may.shown().at(-1)?.keyboard).not.toEqual([]);
    expect((await home.phone(MAY).says('BC T10 KT7')).join()).toMatch(/KT7/);
  });

  test('of a village they are given later, and one they lose, counts for both', async () => {
    const { home, may } = await linked();
    await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    await home.phone(OFFICER).says('CTV 0912000001 thôn 12');
    await may.hears();
    const held = (contactId: string) =>
      home.deps.store.db
        .select()
        .from(roles)
        .where(and(eq(roles.contactId, contactId), eq(roles.status, 'active')));
    const { id } = await chatContact(home);
    const own = await held(id);
    expect(own.map(({ villageId }) => villageId).sort()).toEqual(['v-12', 'v-na-phat']);
    const [phone] = await links(home);
    const [first] = await held(phone?.id ?? '');
    await home.deps.store.commit([changeRole(first?.id ?? '', 'ended')]);
    expect((await held(id)).map(({ villageId }) => villageId)).toEqual(['v-12']);
  });
});

describe('a reminder', () => {
  test('comes by Telegram only', async () => {
    const { home, may } = await linked();
    await home.run(1);
    expect(await toldBoth(home, may)).toEqual({
      sms: [],
      chat: [expect.stringMatching(/^Vòng Tay: Bản Nà Phát chưa có báo cáo T10\/2026/)],
    });
    expect(await unasked(home)).toHaveLength(1);
  });

  test('comes by SMS, once, where the chat turns out to be blocked, and the next by SMS alone', async () => {
    const { home, may } = await linked();
    home.telegram.fails('sendMessage', BLOCKED);
    await home.run(1);
    const told = await toldBoth(home, may);
    expect(told).toEqual({
      sms: [expect.stringMatching(/^Vong Tay: Ban Na Phat chua co bao cao T10/)],
      chat: [],
    });
    expect((await unasked(home)).map(({ state, reason }) => [state, reason])).toEqual([
      ['failed', 'blocked-by-person'],
      ['accepted', null],
    ]);
    await home.run(7);
    expect(await toldBoth(home, may)).toEqual(told);
    expect(await unasked(home)).toHaveLength(3);
    // Blocking a chat is no word about the phone; and who opens it again is told there.
    await may.says('TG');
    await home.run(4);
    const again = await toldBoth(home, may);
    expect([again.sms.length, again.chat.length]).toEqual([0, 1]);
  });

  test('comes by SMS where the chat was blocked between the writing down and the sending', async () => {
    const { home, may } = await linked();
    const { id } = await chatContact(home);
    const text = 'Nhắc anh chị gửi báo cáo.';
    const row = { kind: 'reminder', dueAt: home.now(), createdAt: home.now() } as const;
    const bodySealed = home.deps.secrets.seal(JSON.stringify({ text }));
    await home.deps.store.commit([
      queueMessage({ ...row, key: `remind:${id}`, contactId: id, bodySealed }),
      changeContact(id, { reach: 'blocked' }),
    ]);
    expect(await toldBoth(home, may)).toEqual({ sms: [smsForm(text, false)], chat: [] });
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [] });
  });

  test('of which nobody knows whether it arrived is not sent a second way', async () => {
    const { home, may } = await linked();
    home.telegram.fails('sendMessage', { status: 502, description: 'Bad Gateway' });
    await home.run(1);
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [] });
    expect(await unasked(home)).toMatchObject([{ state: 'unknown' }]);
  });

  test('written down for both is sent to the chat, and the phone says why not', async () => {
    const { home, may, mayId } = await linked();
    const { id } = await chatContact(home);
    const text = 'Nhắc anh chị gửi báo cáo.';
    const row = { kind: 'reminder', dueAt: home.now(), createdAt: home.now() } as const;
    const bodySealed = home.deps.secrets.seal(JSON.stringify({ text }));
    await home.deps.store.commit(
      [mayId, id].map((contactId) =>
        queueMessage({ ...row, key: `told:${contactId}:x`, contactId, bodySealed }),
      ),
    );
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [text] });
    expect(await unasked(home)).toContainEqual(
      expect.objectContaining({ state: 'skipped', reason: 'by-telegram' }),
    );
    // Nothing for the phone alone is lost by the link.
    await home.deps.store.commit([
      queueMessage({ ...row, key: `alone:${mayId}`, contactId: mayId, bodySealed }),
    ]);
    expect(await toldBoth(home, may)).toEqual({ sms: [smsForm(text, false)], chat: [] });
  });
});

describe('an urgent broadcast', () => {
  async function withOfficer() {
    const all = await linked();
    await withRole(all.home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
    return all;
  }
  const WORDS = /Mưa lớn|Mua lon/;

  test('counts the person once and comes by Telegram only', async () => {
    const { home, may } = await withOfficer();
    const shown = await broadcastTo(home, 'CTV');
    expect(shown).toMatch(/1 nguoi/);
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [expect.stringMatching(WORDS)] });
  });

  test('comes by SMS, once, where Telegram fails for good', async () => {
    const { home, may } = await withOfficer();
    home.telegram.fails('sendMessage', BLOCKED);
    await broadcastTo(home, 'CTV');
    expect(await toldBoth(home, may)).toEqual({ sms: [expect.stringMatching(WORDS)], chat: [] });
    await home.advance(HOUR_MS);
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [] });
  });

  test('comes by SMS to a chat that is blocked already', async () => {
    const { home, may } = await withOfficer();
    await home.deps.store.commit([changeContact((await chatContact(home)).id, { reach: 'blocked' })]);
    await broadcastTo(home, 'TAT CA');
    expect(await toldBoth(home, may)).toEqual({ sms: [expect.stringMatching(WORDS)], chat: [] });
  });

  test('to parents comes to where the child is', async () => {
    const { home, may, mayId } = await withOfficer();
    const { code, validFrom } = MUONG_THAN;
    await home.deps.store.commit([
      addChild({ id: 'child', contactId: mayId, born: '2026-03-15', status: 'active', createdAt: 0 }),
      changeContact(mayId, { communeCode: code, communeFrom: validFrom }),
    ]);
    await broadcastTo(home, 'PH');
    expect(await toldBoth(home, may)).toEqual({ sms: [expect.stringMatching(WORDS)], chat: [] });
  });

  test('to parents and collaborators comes once to who is a parent by phone and works by chat', async () => {
    const { home, may, mayId } = await withOfficer();
    const { code, validFrom } = MUONG_THAN;
    await home.deps.store.commit([
      addChild({ id: 'child', contactId: mayId, born: '2026-03-15', status: 'active', createdAt: 0 }),
      changeContact(mayId, { communeCode: code, communeFrom: validFrom }),
    ]);
    const shown = await broadcastTo(home, 'TAT CA');
    expect(shown).toMatch(/1 nguoi/);
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [expect.stringMatching(WORDS)] });
  });
});

test('a broadcast to a province comes once to a parent of one commune who works in another', async () => {
  const { home, may, mayId } = await linked();
  await withRole(home, OFFICER, 'province-officer', { provinceCode: '12' });
  const { code, validFrom } = THAN_UYEN;
  await home.deps.store.commit([
    addChild({ id: 'child', contactId: mayId, born: '2026-03-15', status: 'active', createdAt: 0 }),
    changeContact(mayId, { communeCode: code, communeFrom: validFrom }),
  ]);
  const officer = home.phone(OFFICER);
  const shown = await officer.says('GUI KHAN TAT CA Than Uyên, Mường Than: Mưa lớn, đưa trẻ tránh xa suối.');
  expect(shown.join('\n')).toMatch(/1 nguoi/);
  await officer.says(`GUI ${/GUI (\d{4}) /.exec(shown.join('\n'))?.[1]}`);
  expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [expect.stringMatching(/Mưa lớn/)] });
});

describe('leaving', () => {
  test('in one place stops what comes unasked in both, and coming back is for the place it is said in', async () => {
    const { home, may } = await linked();
    expect(await may.says('TC')).toEqual([
      expect.stringMatching(/cả qua Telegram lẫn SMS\. .*soạn TIEP ở đó/),
    ]);
    await home.run(1);
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [] });
    expect((await home.deps.store.db.select().from(contacts)).map(({ consent }) => consent)).toEqual([
      'out',
      'out',
    ]);
    await home.phone(MAY).says('TIEP');
    await home.run(7);
    const told = await toldBoth(home, may);
    expect([told.sms.length, told.chat.length]).toEqual([1, 0]);
    expect((await home.phone(MAY).says('TC')).join()).toMatch(/ca qua Telegram lan SMS/);
  });

  test('the erasure asked for in one place erases the person in both', async () => {
    const { home, may } = await linked();
    const asked = await home.phone(MAY).says('XOA');
    expect(asked).toEqual([expect.stringMatching(/^Ca o Telegram va so dien thoai: Xoa het/)]);
    await home.phone(MAY).says(`XOA ${codeAsked(asked)}`);
    expect(await links(home)).toEqual([]);
    expect(await home.deps.store.db.select().from(roles)).toEqual([]);
    await home.run(8);
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [] });
    expect(await home.deps.store.db.select().from(contacts)).toEqual([]);
  });
});

describe('another chat', () => {
  test('takes the place of the first, which loses the roles it had by the phone', async () => {
    const { home, may } = await linked();
    const first = await chatContact(home);
    const second = home.chat(7002);
    await shares(second);
    const now = await chatContact(home, 7002);
    expect((await links(home)).map(({ chatId }) => chatId)).toEqual([now.id]);
    const left = await home.deps.store.db.select().from(roles).where(eq(roles.contactId, first.id));
    expect(left.map(({ status }) => status)).toEqual(['ended']);
    await home.run(1);
    expect(await toldBoth(home, may)).toEqual({ sms: [], chat: [] });
    expect(await second.hears()).toHaveLength(1);
  });

  test('and a new phone takes the place of the old one', async () => {
    const { home, may } = await linked();
    await withRole(home, '+84912000003', 'collaborator', { villageId: 'v-12' });
    await shares(may, '+84912000003');
    const { id } = await chatContact(home);
    const held = await home.deps.store.db.select().from(roles).where(eq(roles.contactId, id));
    expect(held.map(({ villageId, status }) => [villageId, status]).sort()).toEqual([
      ['v-12', 'active'],
      ['v-na-phat', 'ended'],
    ]);
    expect(await links(home)).toHaveLength(1);
  });
});

test('an officer with both hears of the reports once, by chat', async () => {
  const home = await october();
  await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  const officer = home.chat(7009);
  expect((await shares(officer, OFFICER)).join()).toContain('Mường Than');
  await home.run(1);
  expect(await home.phone(OFFICER).hears()).toEqual([]);
  expect(await officer.hears()).toHaveLength(1);
  // A word to the officers of a place is written down for both addresses.
  await home.phone(MAY).says('BC T6 KT7');
  expect(await officer.hears()).toEqual([expect.stringMatching(/Bản Nà Phát.*06\/2026|T6\/2026/)]);
  expect(await home.phone(OFFICER).hears()).toEqual([]);
  expect((await unasked(home)).at(-1)).toMatchObject({ reason: null });
  expect(await unasked(home)).toContainEqual(expect.objectContaining({ reason: 'by-telegram' }));
});

test('a quick count is asked by chat alone and answered there', async () => {
  const { home, may } = await linked();
  await withRole(home, OFFICER, 'commune-officer', { commune: MUONG_THAN });
  await askQuick(home.phone(OFFICER), { urgent: true });
  const told = await toldBoth(home, may);
  expect(told).toEqual({ sms: [], chat: [expect.stringMatching(/số hộ cần cứu trợ/)] });
  expect((await may.says('DEM 7')).join()).toMatch(/7/);
  await home.run(2);
  expect(await home.phone(OFFICER).hears()).toContainEqual(expect.stringMatching(/7/));
});

test('what is said of it fits two parts of an SMS', async () => {
  const home = await october();
  const { say } = home.deps.texts;
  const values = { time: '23:59', date: '30/11/2026' };
  for (const language of ['vi', 'en'] as const) {
    const texts = [
      say(language, 'consent.second.bySms'),
      say(language, 'consent.left.both', values),
      ...[say(language, 'consent.erase.byCode', { code: '4821' }), say(language, 'consent.erase.choose')].map(
        (how) => `${say(language, 'consent.erase.both')} ${say(language, 'consent.erase.askWorking')} ${how}`,
      ),
    ];
    for (const text of texts) expect(segmentsOf(smsForm(text, false))).toBeLessThanOrEqual(2);
  }
});
