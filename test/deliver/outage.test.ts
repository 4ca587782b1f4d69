/** After hours or days in which nothing could leave. */
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { outbox } from '../../db/schema.ts';
import { deliverDue } from '../../src/deliver.ts';
import { createDesk } from '../../src/desk.ts';
import type { SendPort } from '../../src/message.ts';
import { house } from '../conversations/house.ts';
import { kept, someone, waiting } from './people.ts';

const HOUR = 3_600_000;

test('stale tips are skipped and recorded, the rest waits for the morning and leaves in order and at its pace', async () => {
  const home = await house({ at: '2026-11-02T09:00:00+07:00' });
  const order: [number, string][] = [];
  const port: SendPort = {
    channel: 'twilio',
    form: 'plain',
    pace: { perSecond: 1, burst: 5, perAddressMs: 0 },
    async send({ deliveryId, text }) {
      order.push([home.now(), text]);
      return { kind: 'accepted', providerId: `SM${deliveryId}` };
    },
  };
  (home.deps.senders as Map<string, SendPort>).set('twilio', port);
  // Queued on Monday morning; the service was down until Wednesday night.
  const at = home.now();
  const backlog = ['broadcast', 'tip', 'reminder', 'reply'] as const;
  for (const [lane, kind] of backlog.entries()) {
    for (let n = 0; n < 10; n += 1) {
      const id = `${kind}${n}`;
      const isStale = kind === 'tip' && n % 2 === 0;
      await kept(
        home.deps,
        someone(home.deps, { id, number: `+84912${lane}${String(n).padStart(5, '0')}` }),
        [
          waiting(home.deps, {
            key: id,
            contactId: id,
            kind,
            at,
            expiresAt: at + (isStale ? 24 : 72) * HOUR,
          }),
        ],
      );
    }
  }
  home.at('2026-11-04T23:30:00+07:00');
  for (let n = 0; n < 15; n += 1) await home.advance(1_000);
  // Whoever wrote is answered at once; of what nobody asked for nothing leaves at night.
  expect(order.map(([, text]) => text.replace(/\d/, ''))).toEqual(Array.from({ length: 10 }, () => 'reply'));
  const stale = await home.deps.store.db.select().from(outbox).where(eq(outbox.state, 'skipped'));
  expect(stale.map((row) => row.reason)).toEqual(Array.from({ length: 5 }, () => 'stale'));

  order.length = 0;
  home.at('2026-11-05T06:59:58+07:00');
  for (let n = 0; n < 30; n += 1) await home.advance(1_000);
  expect(order.map(([, text]) => text.replace(/\d/, ''))).toEqual([
    ...Array.from({ length: 10 }, () => 'reminder'),
    ...Array.from({ length: 5 }, () => 'tip'),
    ...Array.from({ length: 10 }, () => 'broadcast'),
  ]);
  const morning = Date.parse('2026-11-05T07:00:00+07:00');
  for (const [when] of order) {
    expect(when).toBeGreaterThanOrEqual(morning);
    // Five at once, and then one a second.
    expect(order.filter(([other]) => other <= when).length).toBeLessThanOrEqual(
      5 + 1 + (when - morning) / 1_000,
    );
  }
});

test('a new process does not hand over what the last one has handed over already', async () => {
  const home = await house();
  const people = 30;
  for (let n = 0; n < people; n += 1) {
    await kept(
      home.deps,
      someone(home.deps, { id: `p${n}`, number: `+8491234${String(n).padStart(4, '0')}` }),
      [waiting(home.deps, { key: `r${n}`, contactId: `p${n}`, kind: 'reply', at: home.now() })],
    );
  }
  const port = (): SendPort => ({
    channel: 'twilio',
    form: 'plain',
    // Ten at most stand in the provider's queue.
    pace: { perSecond: 1, burst: 10, perAddressMs: 0 },
    send: async ({ deliveryId }) => ({ kind: 'accepted', providerId: `SM${deliveryId}` }),
  });
  const restarted = async (): Promise<number> => {
    const deps = { ...home.deps, senders: new Map([['twilio', port()] as const]) };
    const desk = createDesk(home.now);
    let handled = 0;
    do {
      ({ handled } = await deliverDue(deps, desk, home.now()));
      await desk.quiet();
    } while (handled > 0);
    const rows = await home.deps.store.db.select().from(outbox).where(eq(outbox.state, 'accepted'));
    return rows.length;
  };
  expect(await restarted()).toBe(10);
  expect(await restarted()).toBe(10);
  home.at(new Date(home.now() + 9_000).toISOString());
  expect(await restarted()).toBe(10);
  // What was handed over has left there, as far as its pace tells.
  home.at(new Date(home.now() + 1_001).toISOString());
  expect(await restarted()).toBe(20);
});
