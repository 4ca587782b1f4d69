/** A provider that is down, or an account that is not set up, costs a few messages their certainty and none its way. */
import { describe, expect, test } from 'vitest';
import { outbox } from '../../db/schema.ts';
import { createPacer } from '../../src/pace.ts';
import { type House, house } from '../conversations/house.ts';
import type { Fault } from '../doubles/twilio-api.ts';
import { kept, someone, waiting } from './people.ts';

const MINUTE = 60_000;
const PEOPLE = 300;

async function backlog(): Promise<House> {
  const home = await house();
  const at = home.now();
  for (let n = 0; n < PEOPLE; n += 1) {
    const id = `p${n}`;
    await kept(home.deps, someone(home.deps, { id, number: `+8491234${String(n).padStart(4, '0')}` }), [
      waiting(home.deps, { key: `t${n}`, contactId: id, kind: 'tip', at, expiresAt: at + 3 * 86_400_000 }),
    ]);
  }
  return home;
}

/** Every call fails so until the list is emptied. */
function fails(home: House, fault: Fault): void {
  for (let n = 0; n < 2_000; n += 1) home.twilio.faults.push(fault);
}

async function states(home: House): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { state, attempts } of await home.deps.store.db.select().from(outbox)) {
    const key = `${state} ${attempts}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

describe.each([
  ['answers 503', { status: 503 }],
  ['does not answer', { throws: 'timeout' }],
] as const)('a provider that %s for an hour', (_name, fault) => {
  test('is asked less and less, and everything leaves once it works', async () => {
    const home = await backlog();
    fails(home, fault);
    await home.advance(60 * MINUTE);
    // As many as may be under way at once, and then a probe a minute.
    expect(2_000 - home.twilio.faults.length).toBeLessThan(128 + 70);
    const rows = await home.deps.store.db.select({ state: outbox.state }).from(outbox);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['queued', 'unknown']));
    expect(home.logs).toContainEqual(expect.objectContaining({ event: 'channel-rests', channel: 'twilio' }));
    home.twilio.faults.length = 0;
    // What Twilio twice says it never had leaves too.
    await home.advance(30 * MINUTE);
    expect(new Set(home.twilio.sent.map(({ to }) => to)).size).toBe(PEOPLE);
    expect(home.twilio.sent).toHaveLength(PEOPLE);
  });
});

test('an answer that is lost now and then lets nothing rest', () => {
  const pacer = createPacer();
  for (let n = 0; n < 10; n += 1) {
    expect([pacer.doubt('twilio', n), pacer.doubt('twilio', n)]).toEqual([0, 0]);
    pacer.works('twilio');
  }
  expect([1, 2, 3].map(() => pacer.doubt('twilio', 10))).toEqual([0, 0, 1_000]);
  // The probe after the rest found no answer either.
  expect(pacer.doubt('twilio', 2_000)).toBe(2_000);
});

test.each([21212, 21606, 21659, 21660])(
  'a sender that the account has not (%i) loses nothing: all of it leaves once that is mended',
  async (code) => {
    const home = await backlog();
    fails(home, { status: 400, code });
    await home.advance(30 * MINUTE);
    expect(await states(home)).toEqual({ 'queued 0': PEOPLE });
    expect(home.logs).toContainEqual(
      expect.objectContaining({
        event: 'channel-rests',
        reason: 'provider-setup',
        todo: "check the channel's sender and address in the environment, e.g. TWILIO_FROM",
      }),
    );
    home.twilio.faults.length = 0;
    await home.advance(2 * MINUTE);
    expect(await states(home)).toEqual({ 'accepted 0': PEOPLE });
  },
);
