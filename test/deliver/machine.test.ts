/** From queued to delivered, once: whatever dies on the way, however receipts come. */
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outbox, receipts } from '../../db/schema.ts';
import { deliverDue } from '../../src/deliver.ts';
import { createDesk } from '../../src/desk.ts';
import type { Receipt, SendPort } from '../../src/message.ts';
import { takeReceipt } from '../../src/receipts.ts';
import { startSending } from '../../src/store/outbox.ts';
import { createTurns, dueMessages } from '../../src/store/queue.ts';
import { type House, house } from '../conversations/house.ts';
import { kept, someone, waiting } from './people.ts';

const rows = (home: House) => home.deps.store.db.select().from(outbox).orderBy(outbox.id);

async function withReplies(people: number): Promise<House> {
  const home = await house();
  for (let n = 0; n < people; n += 1) {
    const id = `p${n}`;
    await kept(home.deps, someone(home.deps, { id, number: `+8491234${String(n).padStart(4, '0')}` }), [
      waiting(home.deps, { key: `reply:test:${n}:0`, contactId: id, kind: 'reply', at: home.now() }),
    ]);
  }
  return home;
}

describe('a message leaves once', () => {
  test('however many senders read the same queue at the same time', async () => {
    const home = await withReplies(60);
    const desks = Array.from({ length: 4 }, () => createDesk(home.now));
    await Promise.all(desks.map((desk) => deliverDue(home.deps, desk, home.now())));
    await Promise.all(desks.map((desk) => desk.quiet()));
    expect(home.twilio.sent).toHaveLength(60);
    expect(new Set(home.twilio.sent.map((sms) => sms.to)).size).toBe(60);
  });

  test('`sending` is on disk when the provider is called', async () => {
    const home = await withReplies(1);
    const seen: string[] = [];
    const port: SendPort = {
      channel: 'twilio',
      form: 'plain',
      pace: { perSecond: 1, burst: 10, perAddressMs: 0 },
      async send() {
        seen.push(...(await rows(home)).map((row) => row.state));
        return { kind: 'accepted', providerId: 'SM1' };
      },
    };
    const deps = { ...home.deps, senders: new Map([['twilio', port] as const]) };
    const desk = createDesk(home.now);
    await deliverDue(deps, desk, home.now());
    await desk.quiet();
    expect(seen).toEqual(['sending']);
  });

  test('what was being sent when the process died is unknown once its lease ends, and is not sent again', async () => {
    const home = await withReplies(1);
    const [row] = await dueMessages(home.deps.store, 'phone', home.now(), 1, createTurns());
    const leaving = {
      id: row?.id ?? 0,
      channel: 'telegram',
      sender: undefined,
      segments: 1,
      bodySealed: 'x',
    };
    expect((await startSending(home.deps.store, [leaving], home.now(), home.now() + 60_000)).size).toBe(1);
    await home.advance(59_000);
    expect((await rows(home))[0]?.state).toBe('sending');
    await home.advance(2_000);
    expect((await rows(home))[0]).toMatchObject({
      state: 'unknown',
      reason: 'interrupted',
      leaseUntil: null,
    });
    await home.advance(3_600_000);
    expect(home.twilio.sent).toEqual([]);
  });

  test('who opts out or is stopped between being read and being sent gets nothing', async () => {
    const home = await withReplies(1);
    const due = await dueMessages(home.deps.store, 'phone', home.now(), 1, createTurns());
    await home.deps.store.commit([{ sql: "UPDATE outbox SET state = 'skipped'", args: [] }]);
    const leaving = due.map(({ id }) => ({
      id,
      channel: 'twilio',
      sender: undefined,
      segments: 1,
      bodySealed: 'x',
    }));
    expect((await startSending(home.deps.store, leaving, home.now(), home.now() + 1)).size).toBe(0);
  });

  test('a person has one message on the way at a time, and their answers keep their order', async () => {
    const home = await house();
    const at = home.now();
    await kept(
      home.deps,
      someone(home.deps, { id: 'ann', number: '+84912345678' }),
      ['0', '1', '2'].map((n) =>
        waiting(home.deps, { key: `reply:test:1:${n}`, contactId: 'ann', kind: 'reply', at }),
      ),
    );
    home.twilio.faults.push({ throws: 'refused' });
    const due = await dueMessages(home.deps.store, 'phone', at, 10, createTurns());
    expect(due.map((row) => row.key)).toEqual(['reply:test:1:0']);
    await home.advance(60_000);
    expect(home.twilio.sent.map((sms) => sms.body)).toEqual([
      'reply:test:1:0',
      'reply:test:1:1',
      'reply:test:1:2',
    ]);
  });

  test('an outcome that cannot be written now is written when it can, and the message is not sent again', async () => {
    const home = await withReplies(1);
    let busy = 2;
    const store: House['deps']['store'] = {
      ...home.deps.store,
      commit: async (writes) => {
        if (writes.some((write) => write.sql.includes("'accepted'")) && busy > 0) {
          busy -= 1;
          throw Object.assign(new Error('SQLITE_FULL: database or disk is full'), { code: 'SQLITE_FULL' });
        }
        return home.deps.store.commit(writes);
      },
    };
    const desk = createDesk(home.now);
    await deliverDue({ ...home.deps, store }, desk, home.now());
    await desk.quiet();
    expect((await rows(home))[0]?.state).toBe('accepted');
    expect(home.twilio.sent).toHaveLength(1);
  });
});

const RANK = { accepted: 1, failed: 2, delivered: 3 } as const;

describe('receipts', () => {
  const receipt = fc.constantFrom<Receipt['state']>('accepted', 'delivered', 'failed');

  test('in any order and number, with our id or without, the highest of them holds', async () => {
    const home = await withReplies(1);
    await home.deliver();
    const [first] = await rows(home);
    const providerId = first?.providerId ?? '';
    const begin = ['sending', 'unknown', 'accepted'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(receipt, fc.boolean()), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...begin),
        async (told, state) => {
          // Without our id a receipt can only be matched where theirs is known.
          const isKnown = state === 'accepted';
          await home.deps.store.db
            .update(outbox)
            .set({ state, providerId: isKnown ? providerId : null, reason: null })
            .where(eq(outbox.id, 1));
          await home.deps.store.db.delete(receipts);
          for (const [one, withOurId] of told) {
            await takeReceipt(
              home.deps,
              {
                channel: 'twilio',
                providerId,
                state: one,
                ...(withOurId || !isKnown ? { deliveryId: 1 } : {}),
                ...(one === 'failed' ? { reason: 'filtered' } : {}),
              },
              home.now(),
            );
          }
          const highest = told.map(([one]) => one).reduce((a, b) => (RANK[a] >= RANK[b] ? a : b));
          const [row] = await rows(home);
          expect([row?.state, row?.providerId]).toEqual([highest, providerId]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ['delivered', 'delivered'],
    ['failed', 'failed'],
    ['accepted', 'accepted'],
  ] as const)(
    '%s, told before we learned what the provider calls the message, is not lost',
    async (state, expected) => {
      const home = await withReplies(1);
      const port: SendPort = {
        channel: 'twilio',
        form: 'plain',
        pace: { perSecond: 1, burst: 10, perAddressMs: 0 },
        async send() {
          await takeReceipt(home.deps, { channel: 'twilio', providerId: 'SM77', state }, home.now());
          return { kind: 'accepted', providerId: 'SM77' };
        },
      };
      const desk = createDesk(home.now);
      await deliverDue({ ...home.deps, senders: new Map([['twilio', port] as const]) }, desk, home.now());
      await desk.quiet();
      expect((await rows(home))[0]?.state).toBe(expected);
    },
  );

  test('two at the same moment, one by our id and one by theirs, both find the message', async () => {
    const home = await withReplies(1);
    await home.deliver();
    const providerId = (await rows(home))[0]?.providerId ?? '';
    await Promise.all([
      takeReceipt(home.deps, { channel: 'twilio', providerId, state: 'accepted', deliveryId: 1 }, home.now()),
      takeReceipt(home.deps, { channel: 'twilio', providerId, state: 'delivered' }, home.now()),
    ]);
    expect((await rows(home))[0]?.state).toBe('delivered');
    expect(await home.deps.store.db.select().from(receipts)).toEqual([]);
  });
});
