/** What a failure tells of a number, and what follows. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { contacts, outbox } from '../../db/schema.ts';
import { type House, house, postSms } from '../conversations/house.ts';
import { kept, someone, waiting } from './people.ts';

const FROM = '+84912345678';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function home(): Promise<House> {
  const made = await house();
  await kept(made.deps, someone(made.deps, { id: 'ann', number: FROM }));
  return made;
}

async function queued(made: House, key: string, expiresAt?: number): Promise<void> {
  const row = { key, contactId: 'ann', kind: 'reminder', at: made.now() } as const;
  await kept(made.deps, [waiting(made.deps, expiresAt === undefined ? row : { ...row, expiresAt })]);
  await made.deliver();
}

/** The operator tells of the message sent last, twice as Twilio may. */
async function told(made: House, status: string, code?: number): Promise<void> {
  const sms = made.twilio.sent.at(-1);
  const path = (sms?.statusCallback ?? '').replace('https://vongtay.test', '');
  for (let times = 0; times < 2; times += 1) {
    const error: Record<string, string> = code === undefined ? {} : { ErrorCode: String(code) };
    await postSms(made.app, { MessageSid: sms?.sid ?? '', MessageStatus: status, ...error }, { path });
  }
}

const contact = async (made: House) => (await made.deps.store.db.select().from(contacts))[0];
const message = async (made: House, key: string) =>
  (await made.deps.store.db.select().from(outbox).where(eq(outbox.key, key)))[0];

describe('a phone that is off', () => {
  test('gets its message once more four hours later, and then no more', async () => {
    const made = await home();
    await queued(made, 'a');
    await told(made, 'undelivered', 30003);
    expect(await message(made, 'a')).toMatchObject({ state: 'queued', reason: 'phone-off-retry' });
    await made.advance(3.9 * HOUR);
    expect(made.twilio.sent).toHaveLength(1);
    await made.advance(0.2 * HOUR);
    expect(made.twilio.sent).toHaveLength(2);
    await told(made, 'undelivered', 30003);
    expect(await message(made, 'a')).toMatchObject({ state: 'failed', reason: 'phone-off' });
    await made.advance(DAY);
    expect(made.twilio.sent).toHaveLength(2);
  });

  test('a late receipt of the first copy does not fail the second', async () => {
    const made = await home();
    await queued(made, 'a');
    const first = made.twilio.sent[0];
    await told(made, 'undelivered', 30003);
    await made.advance(4.1 * HOUR);
    const path = (first?.statusCallback ?? '').replace('https://vongtay.test', '');
    const fields = { MessageSid: first?.sid ?? '', MessageStatus: 'undelivered', ErrorCode: '30003' };
    await postSms(made.app, fields, { path });
    expect((await message(made, 'a'))?.state).toBe('accepted');
  });

  test('counts once for a message, also where its late retry finds it off again', async () => {
    const made = await home();
    await queued(made, 'a');
    await told(made, 'undelivered', 30003);
    await made.advance(4.1 * HOUR);
    expect(made.twilio.sent).toHaveLength(2);
    await told(made, 'undelivered', 30003);
    expect(await contact(made)).toMatchObject({ reach: 'ok', unreachable: 1 });
  });

  test('is not tried late where the message would be stale, nor with an answer', async () => {
    const made = await home();
    await queued(made, 'soon', made.now() + 2 * HOUR);
    await told(made, 'undelivered', 30003);
    expect(await message(made, 'soon')).toMatchObject({ state: 'failed', reason: 'phone-off' });
    await made.phone(FROM).says('TG');
    await told(made, 'undelivered', 30003);
    expect((await message(made, 'reply:twilio:SMtest1345678:0'))?.state).toBe('failed');
  });

  test('three times in a row is taken for dead, each message counted once; a delivery in between begins anew', async () => {
    const made = await home();
    const soon = () => made.now() + HOUR;
    await queued(made, 'a', soon());
    await told(made, 'undelivered', 30003);
    await queued(made, 'b', soon());
    await told(made, 'undelivered', 30005);
    expect(await contact(made)).toMatchObject({ reach: 'ok', unreachable: 2 });
    await queued(made, 'c', soon());
    await told(made, 'delivered');
    expect(await contact(made)).toMatchObject({ reach: 'ok', unreachable: 0 });
    await made.advance(DAY);
    for (const key of ['d', 'e', 'f']) {
      await queued(made, key, soon());
      await told(made, 'undelivered', 30003);
    }
    expect(await contact(made)).toMatchObject({ reach: 'invalid', unreachable: 3 });
    await queued(made, 'g');
    expect(await message(made, 'g')).toMatchObject({ state: 'skipped', reason: 'reach-invalid' });
    // They write again: the number lives.
    expect(await made.phone(FROM).says('TG')).toHaveLength(1);
    expect(await contact(made)).toMatchObject({ reach: 'ok', unreachable: 0 });
  });
});

describe('what is told of an address for good', () => {
  const table = [
    [21610, 'blocked', 'opted-out-at-provider'],
    [21211, 'invalid', 'number-invalid'],
    [21614, 'invalid', 'number-invalid'],
    [21635, 'invalid', 'number-invalid'],
    [30006, 'invalid', 'number-invalid'],
    [30007, 'ok', 'filtered'],
  ] as const;
  test.each(table)('%i makes it %s, and the message says %s', async (code, reach, reason) => {
    const made = await home();
    await queued(made, 'a');
    await told(made, 'undelivered', code);
    expect(await message(made, 'a')).toMatchObject({ state: 'failed', reason });
    expect((await contact(made))?.reach).toBe(reach);
  });

  /** The receipt of one message, whichever has been sent since. */
  async function toldOf(made: House, sms: House['twilio']['sent'][number] | undefined, code: number) {
    const path = (sms?.statusCallback ?? '').replace('https://vongtay.test', '');
    const fields = { MessageSid: sms?.sid ?? '', MessageStatus: 'failed', ErrorCode: String(code) };
    await postSms(made.app, fields, { path });
  }

  test('the same told again, after they came back, cuts nobody off again', async () => {
    const made = await home();
    await queued(made, 'a');
    const [sms] = made.twilio.sent;
    await toldOf(made, sms, 21610);
    expect((await contact(made))?.reach).toBe('blocked');
    await made.advance(60_000);
    await made.phone(FROM).says('BAT DAU');
    await toldOf(made, sms, 21610);
    expect((await contact(made))?.reach).toBe('ok');
  });

  test.each([21610, 30006])(
    '%i of a message that left before they wrote to us tells nothing',
    async (code) => {
      const made = await home();
      await queued(made, 'a');
      const [sms] = made.twilio.sent;
      await made.advance(60_000);
      await made.phone(FROM).says('TG');
      await toldOf(made, sms, code);
      expect((await message(made, 'a'))?.state).toBe('failed');
      expect((await contact(made))?.reach).toBe('ok');
      // The next one tells it anew.
      await queued(made, 'b');
      await toldOf(made, made.twilio.sent.at(-1), code);
      expect((await contact(made))?.reach).not.toBe('ok');
    },
  );

  test('three phones off that are told late do not add up for who has written since', async () => {
    const made = await home();
    for (const key of ['a', 'b', 'c']) await queued(made, key, made.now() + HOUR);
    const sent = [...made.twilio.sent];
    await made.advance(60_000);
    await made.phone(FROM).says('TG');
    for (const sms of sent) await toldOf(made, sms, 30003);
    expect(await contact(made)).toMatchObject({ reach: 'ok', unreachable: 0 });
  });

  test('a failure told of what has arrived tells nothing', async () => {
    const made = await home();
    await queued(made, 'a');
    await told(made, 'delivered');
    await told(made, 'undelivered', 30006);
    expect((await message(made, 'a'))?.state).toBe('delivered');
    expect((await contact(made))?.reach).toBe('ok');
  });

  test('who blocked the bot gets nothing unasked by Telegram until they come back', async () => {
    const made = await house();
    const at = made.now();
    await kept(
      made.deps,
      someone(made.deps, { id: 'bob', chat: 77 }),
      ['a', 'b'].map((key) => waiting(made.deps, { key, contactId: 'bob', kind: 'reminder', at })),
    );
    made.telegram.fails('sendMessage', { status: 403, description: 'bot was blocked by the user' });
    await made.advance(5_000);
    expect(await message(made, 'a')).toMatchObject({ state: 'failed', reason: 'blocked-by-person' });
    expect(await message(made, 'b')).toMatchObject({ state: 'skipped', reason: 'reach-blocked' });
  });
});

describe('a channel in trouble', () => {
  test('rests, costs no message a try, is probed by few, and drains when it works again', async () => {
    const made = await house();
    for (let n = 0; n < 40; n += 1) {
      await kept(
        made.deps,
        someone(made.deps, { id: `p${n}`, number: `+8491234${String(n).padStart(4, '0')}` }),
        [waiting(made.deps, { key: `r${n}`, contactId: `p${n}`, kind: 'reminder', at: made.now() })],
      );
    }
    // Three hours without a connection.
    let calls = 0;
    const real = made.twilio.fetch;
    let isDown = true;
    const fetch: typeof real = async (...args) => {
      calls += 1;
      if (!isDown) return real(...args);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    };
    const { twilioSender } = await import('../../src/channels/twilio.ts');
    const config = made.deps.config.twilio;
    if (config === undefined) throw new Error('Twilio is set up in every house');
    (made.deps.senders as Map<string, unknown>).set(
      'twilio',
      twilioSender({ config, publicUrl: 'https://vongtay.test', fetch }),
    );
    await made.advance(3 * HOUR);
    expect(calls).toBeLessThan(40 + 3 * 60 + 10);
    const states = await made.deps.store.db.select().from(outbox);
    expect(new Set(states.map((row) => `${row.state} ${row.attempts}`))).toEqual(new Set(['queued 0']));
    expect(made.logs.filter((line) => line.event === 'channel-rests').length).toBeGreaterThan(5);
    isDown = false;
    await made.advance(5 * 60_000);
    expect(made.twilio.sent).toHaveLength(40);
  });
});
