/** Messages of which no answer came: found again, sent again only where they never left, or shown to staff. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, outbox } from '../../db/schema.ts';
import { decideUnknown } from '../../src/deliver-unknown.ts';
import { admin } from '../../src/node/admin.ts';
import { unknownMessages } from '../../src/store/unknown.ts';
import { type House, house, postSms } from '../conversations/house.ts';

const FROM = '+84912345678';
const MINUTE = 60_000;

const rows = (home: House) => home.deps.store.db.select().from(outbox).orderBy(outbox.id);

async function receipt(home: House, path: string, status: string, sid: string): Promise<void> {
  const response = await postSms(home.app, { MessageSid: sid, MessageStatus: status }, { path });
  expect(response.status).toBe(204);
}

describe('an SMS whose answer was lost', () => {
  test('is settled by its receipt, whose address holds our id, though we never learned theirs', async () => {
    const home = await house();
    home.twilio.faults.push({ lost: true });
    await home.phone(FROM).says('TG');
    const [sms] = home.twilio.sent;
    expect((await rows(home))[0]).toMatchObject({ state: 'unknown', reason: 'no-answer', providerId: null });
    const path = (sms?.statusCallback ?? '').replace('https://vongtay.test', '');
    await receipt(home, path, 'delivered', sms?.sid ?? '');
    expect((await rows(home))[0]).toMatchObject({ state: 'delivered', reason: null, providerId: sms?.sid });
    await home.advance(60 * MINUTE);
    expect(home.twilio.sent).toHaveLength(1);
  });

  test('is found by asking Twilio after a minute, and gets the state that it has there', async () => {
    const home = await house();
    home.twilio.faults.push({ lost: true });
    await home.phone(FROM).says('TG');
    if (home.twilio.sent[0] !== undefined) home.twilio.sent[0].status = 'delivered';
    await home.advance(0.5 * MINUTE);
    expect((await rows(home))[0]?.state).toBe('unknown');
    await home.advance(1 * MINUTE);
    expect((await rows(home))[0]).toMatchObject({ state: 'delivered', providerId: home.twilio.sent[0]?.sid });
    expect(home.twilio.sent).toHaveLength(1);
  });

  test('that Twilio twice says it never had is sent again, once, ten minutes apart', async () => {
    const home = await house();
    home.twilio.faults.push({ throws: 'timeout' });
    await home.phone(FROM).says('TG');
    await home.advance(2 * MINUTE);
    expect((await rows(home))[0]).toMatchObject({ state: 'unknown', reason: 'not-found-yet' });
    await home.advance(8 * MINUTE);
    expect(home.twilio.sent).toHaveLength(0);
    await home.advance(2 * MINUTE);
    expect(home.twilio.sent.map((sms) => sms.to)).toEqual([FROM]);
    await home.advance(60 * MINUTE);
    expect(home.twilio.sent).toHaveLength(1);
    expect((await rows(home))[0]?.state).toBe('accepted');
  });

  test('is told apart from another of the same words: one that is known, and one that is lost too', async () => {
    const home = await house();
    const phone = home.phone(FROM);
    await phone.says('TG');
    home.twilio.faults.push({ lost: true }, { lost: true });
    await phone.says('TG');
    await phone.says('TG');
    expect(new Set(home.twilio.sent.map((sms) => sms.body)).size).toBe(1);
    await home.advance(2 * MINUTE);
    const settled = await rows(home);
    expect(settled.map((row) => row.state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(new Set(settled.map((row) => row.providerId)).size).toBe(3);
    expect(home.twilio.sent).toHaveLength(3);
  });

  test('a copy that arrives late keeps the one that staff had sent again from leaving', async () => {
    const home = await house();
    home.twilio.faults.push({ lost: true });
    await home.phone(FROM).says('TG');
    const [sms] = home.twilio.sent;
    expect(await decideUnknown(home.deps, 1, 'send-again', 'test', home.now())).toBe(true);
    await receipt(
      home,
      (sms?.statusCallback ?? '').replace('https://vongtay.test', ''),
      'sent',
      sms?.sid ?? '',
    );
    await home.deliver();
    expect(home.twilio.sent).toHaveLength(1);
    expect((await rows(home))[0]?.state).toBe('accepted');
  });
});

describe('a Telegram message whose answer was lost', () => {
  async function lost(): Promise<House> {
    const home = await house();
    home.telegram.fails('sendMessage', { throws: 'timeout' });
    await home.chat(5_551_234_567).says('TG');
    return home;
  }

  test('can only be listed: it is never sent again by itself', async () => {
    const home = await lost();
    await home.advance(24 * 60 * MINUTE);
    expect(home.telegram.sent).toEqual([]);
    expect(await unknownMessages(home.deps.store, 10)).toMatchObject([{ id: 1, channel: 'telegram' }]);
  });

  test('is sent again where staff say so, however often they press', async () => {
    const home = await lost();
    expect(await decideUnknown(home.deps, 1, 'send-again', 'contact:1', home.now())).toBe(true);
    expect(await decideUnknown(home.deps, 1, 'send-again', 'contact:1', home.now())).toBe(false);
    await home.advance(5_000);
    expect(home.telegram.sent).toHaveLength(1);
    expect(
      await home.deps.store.db.select().from(audit).where(eq(audit.action, 'message-send-again')),
    ).toHaveLength(1);
  });

  test('left as it is leaves the list, and stays what it is', async () => {
    const home = await lost();
    expect(await decideUnknown(home.deps, 1, 'leave', 'contact:1', home.now())).toBe(true);
    expect(await unknownMessages(home.deps.store, 10)).toEqual([]);
    await home.advance(60 * MINUTE);
    expect(home.telegram.sent).toEqual([]);
    expect((await rows(home))[0]).toMatchObject({ state: 'unknown', reason: 'left-as-is' });
  });
});

describe('an operator without a console', () => {
  test('lists what may have left, and decides it by its id', async () => {
    const home = await house();
    const run = (...args: string[]) =>
      admin({ store: home.deps.store, secrets: home.deps.secrets, newId: () => 'x', now: home.now() }, args);
    expect(await run('list-unknown')).toEqual(['Of every message it is known whether it left.']);
    home.telegram.fails('sendMessage', { throws: 'timeout' });
    await home.chat(5_551_234_567).says('TG');
    home.twilio.faults.push({ throws: 'timeout' });
    await home.phone(FROM).says('TG');
    expect((await run('list-unknown')).toSorted()).toEqual([
      '1\t2026-11-02T02:00:00.000Z\treply\ttelegram\tno-answer\tTelegram',
      '2\t2026-11-02T02:00:00.000Z\treply\ttwilio\tno-answer\tphone ...678',
    ]);

    expect(await run('decide-unknown', '1', '9', 'sent')).toEqual([
      '1\tleft as it is',
      '9\tnot decided: no such message is unknown',
    ]);
    expect(await run('decide-unknown', '2', 'again')).toEqual([
      '2\tis sent once more, unless it has come too late',
    ]);
    await home.deliver();
    expect(home.twilio.sent.map((sms) => sms.to)).toEqual([FROM]);
    expect(home.telegram.sent).toEqual([]);
    const acts = await home.deps.store.db.select({ actor: audit.actor, action: audit.action }).from(audit);
    expect(acts).toEqual([
      { actor: 'operator:admin', action: 'message-leave' },
      { actor: 'operator:admin', action: 'message-send-again' },
    ]);
    expect(await run('list-unknown')).toEqual(['Of every message it is known whether it left.']);
  });

  test.each([[[]], [['1']], [['sent']], [['1', 'perhaps']], [['x', 'sent']]])(
    'is told how to say it: %j',
    async (args) => {
      const home = await house();
      const needs = { store: home.deps.store, secrets: home.deps.secrets, newId: () => 'x', now: home.now() };
      await expect(admin(needs, ['decide-unknown', ...args])).rejects.toThrow(/decide-unknown 12 13 sent/);
    },
  );
});
