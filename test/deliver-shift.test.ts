import { expect, test } from 'vitest';
import { deliverShift } from '../src/deliver-shift.ts';
import type { Deps } from '../src/deps.ts';
import type { SendPort, SendResult } from '../src/message.ts';
import { createPacer } from '../src/pace.ts';
import { addContact } from '../src/store/contacts.ts';
import { DatabaseBusy } from '../src/store/database.ts';
import { queueMessage } from '../src/store/outbox.ts';
import { house } from './conversations/house.ts';

type Office = { readonly deps: Deps; readonly clock: () => number; readonly mostAtOnce: () => number };

/** So many people with one reply each, due now, and a channel that takes its time. */
async function office(people: number, answer: () => SendResult): Promise<Office> {
  const home = await house();
  const now = home.now();
  const writes = Array.from({ length: people }, (_, n) => [
    addContact({
      id: `c${n}`,
      kind: 'phone',
      addressMac: `mac ${n}`,
      addressSealed: home.deps.secrets.seal(`+8491234${String(n).padStart(4, '0')}`),
      language: 'vi',
      createdAt: now,
    }),
    queueMessage({
      key: `reply:test:${n}:0`,
      contactId: `c${n}`,
      kind: 'reply',
      bodySealed: home.deps.secrets.seal(JSON.stringify({ text: 'Chào anh chị' })),
      dueAt: now,
      createdAt: now,
    }),
  ]);
  expect(await home.deps.store.commit(writes.flat())).toEqual({ ok: true });
  let open = 0;
  let most = 0;
  const slow: SendPort = {
    channel: 'twilio',
    form: 'plain',
    pace: { perSecond: 1_000, burst: 1_000, perAddressMs: 0 },
    async send() {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 2));
      open -= 1;
      return answer();
    },
  };
  return {
    deps: { ...home.deps, senders: new Map([['twilio', slow]]) },
    clock: home.now,
    mostAtOnce: () => most,
  };
}

test('a shift delivers all that is due, with a few connections at once, and needs not come back', async () => {
  let sids = 0;
  const { deps, clock, mostAtOnce } = await office(60, () => {
    sids += 1;
    return { kind: 'accepted', providerId: `SM${sids}` };
  });
  expect(await deliverShift(deps, createPacer(), clock)).toEqual({ ok: true, nextAt: undefined });
  expect(sids).toBe(60);
  expect(mostAtOnce()).toBe(4);
});

test('a shift ends after about a hundred messages and asks to be called again at once', async () => {
  let sids = 0;
  const { deps, clock } = await office(200, () => {
    sids += 1;
    return { kind: 'accepted', providerId: `SM${sids}` };
  });
  const shift = await deliverShift(deps, createPacer(), clock);
  expect(shift).toEqual({ ok: true, nextAt: clock() });
  expect(sids).toBeGreaterThanOrEqual(100);
  expect(sids).toBeLessThan(130);
});

test('what is to be tried again later is not waited for: the shift says when', async () => {
  const { deps, clock } = await office(1, () => ({
    kind: 'retry',
    reason: 'provider-busy',
    pauseMs: 30_000,
  }));
  const shift = await deliverShift(deps, createPacer(), clock);
  expect(shift.ok && (shift.nextAt ?? 0) - clock()).toBeGreaterThan(29_000);
});

test('a database that is busy ends the shift, and the log says why', async () => {
  const { deps, clock } = await office(1, () => ({ kind: 'accepted', providerId: 'SM1' }));
  const logs: unknown[] = [];
  const store = {
    ...deps.store,
    get db(): never {
      throw new DatabaseBusy('as on a full disk');
    },
  };
  const log: Deps['log'] = (level, event, fields) => logs.push({ level, event, ...fields });
  expect(await deliverShift({ ...deps, store, log }, createPacer(), clock)).toEqual({ ok: false });
  expect(logs).toEqual([
    { level: 'warn', event: 'delivery-pass-failed', error: 'DatabaseBusy', reason: 'as on a full disk' },
  ]);
});
