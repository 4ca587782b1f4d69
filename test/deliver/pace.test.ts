/** The pace of real channels, as their providers count it. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { outbox } from '../../db/schema.ts';
import { deliverDue } from '../../src/deliver.ts';
import { createDesk } from '../../src/desk.ts';
import { type House, house, postSms } from '../conversations/house.ts';
import { kept, someone, waiting } from './people.ts';

describe('Telegram', () => {
  test('gets less than thirty in any second, at least nineteen of twenty of that, and one a second in a chat', async () => {
    const home = await house();
    const people = 120;
    for (let n = 0; n < people; n += 1) {
      const id = `p${n}`;
      const rows = n < 3 ? ['a', 'b', 'c'] : ['a'];
      await kept(
        home.deps,
        someone(home.deps, { id, chat: 1_000 + n }),
        rows.map((part) =>
          waiting(home.deps, { key: `${id}${part}`, contactId: id, kind: 'reply', at: home.now() }),
        ),
      );
    }
    const times = new Map<number, number[]>();
    const all: number[] = [];
    const desk = createDesk(home.now);
    while (all.length < people + 6) {
      const before = home.telegram.sent.length;
      const pass = await deliverDue(home.deps, desk, home.now());
      await desk.quiet();
      for (const { chatId } of home.telegram.sent.slice(before)) {
        all.push(home.now());
        times.set(chatId, [...(times.get(chatId) ?? []), home.now()]);
      }
      if (pass.handled === 0) home.at(new Date(Math.max(pass.nextAt ?? 0, home.now() + 1)).toISOString());
    }
    for (const at of all) {
      expect(all.filter((other) => other >= at && other <= at + 1_000).length).toBeLessThanOrEqual(29);
    }
    const [first = 0, last = 0] = [all[0], all[people - 1]];
    expect((people / (last - first)) * 1_000).toBeGreaterThan(28.5);
    for (const own of times.values()) {
      for (const [n, at] of own.entries()) expect(at - (own[n - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
    }
  });

  test('that asks for patience gets it, and no message loses a try', async () => {
    const home = await house();
    for (let n = 0; n < 5; n += 1) {
      await kept(home.deps, someone(home.deps, { id: `p${n}`, chat: 1_000 + n }), [
        waiting(home.deps, { key: `r${n}`, contactId: `p${n}`, kind: 'reply', at: home.now() }),
      ]);
    }
    home.telegram.fails('sendMessage', { status: 429, retryAfter: 7 });
    await home.deliver();
    const calls = home.telegram.calls.length;
    for (let n = 0; n < 6; n += 1) await home.advance(1_000);
    expect(home.telegram.calls).toHaveLength(calls);
    await home.advance(2_000);
    expect(home.telegram.sent).toHaveLength(5);
    const rows = await home.deps.store.db.select().from(outbox);
    expect(new Set(rows.map((row) => `${row.state} ${row.attempts}`))).toEqual(new Set(['accepted 0']));
  });
});

describe('Twilio', () => {
  const numbers = ['+15005550001', '+15005550002', '+15005550003'];
  const many = (): Promise<House> => house({ env: { TWILIO_FROM: numbers.join(', ') } });

  async function broadcast(home: House, people: number, text: string): Promise<void> {
    for (let n = 0; n < people; n += 1) {
      await kept(
        home.deps,
        someone(home.deps, { id: `p${n}`, number: `+8491${String(n).padStart(7, '0')}` }),
        [waiting(home.deps, { key: `b${n}`, contactId: `p${n}`, kind: 'reminder', text, at: home.now() })],
      );
    }
    await home.deliver();
  }

  test('is handed at most ten minutes of segments for each number, and then one a second', async () => {
    const home = await many();
    // Two segments each.
    await broadcast(home, 1_000, 'x'.repeat(200));
    const by = (from: string) => home.twilio.sent.filter((sms) => sms.from === from).length;
    for (const number of numbers) {
      expect(by(number)).toBeGreaterThan(250);
      expect(by(number)).toBeLessThanOrEqual(300);
    }
    const before = home.twilio.sent.length;
    for (let n = 0; n < 10; n += 1) await home.advance(1_000);
    expect(home.twilio.sent.length - before).toBeLessThanOrEqual(15);
    expect(home.twilio.sent.length - before).toBeGreaterThanOrEqual(5);
  });

  test('a person hears from one number: the one they wrote to, else always the same', async () => {
    const home = await many();
    await postSms(home.app, {
      From: '+84912345678',
      To: '+15005550003',
      Body: 'TG',
      MessageSid: 'SMwrote00001',
    });
    await home.deliver();
    await postSms(home.app, {
      From: '+84912345678',
      To: '+15005550002',
      Body: 'TG',
      MessageSid: 'SMwrote00002',
    });
    await home.deliver();
    expect(home.twilio.sent.map((sms) => sms.from)).toEqual(['+15005550003', '+15005550002']);

    await broadcast(home, 20, 'first');
    const first = new Map(home.twilio.sent.map((sms) => [sms.to, sms.from]));
    for (let n = 0; n < 20; n += 1) {
      await kept(home.deps, [
        waiting(home.deps, { key: `c${n}`, contactId: `p${n}`, kind: 'reminder', at: home.now() }),
      ]);
    }
    await home.deliver();
    const second = home.twilio.sent.filter((sms) => sms.body.startsWith('c'));
    expect(second).toHaveLength(20);
    for (const sms of second) expect(sms.from).toBe(first.get(sms.to));
    expect(new Set(second.map((sms) => sms.from)).size).toBe(3);
    const rows = await home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'reminder'));
    expect(rows.every((row) => row.sender !== null)).toBe(true);
  });
});
