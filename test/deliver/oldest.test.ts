/** How long the oldest message has waited, as an operator's alarm reads it: not at night, and not what is paused. */
import { expect, test } from 'vitest';
import { laiChau, MUONG_THAN, person } from '../broadcasts/lai-chau.ts';
import { type House, house } from '../conversations/house.ts';

const OFFICER = '+84912345601';
const HOUR = 3_600_000;

/** Its 700 messages need five hours and more, and it is confirmed at this moment. */
async function confirmed(at: string, command: string): Promise<House> {
  const home = await house({ at, env: { TWILIO_SEGMENTS_PER_SECOND: '0.03' } });
  const parents = Array.from({ length: 700 }, (_, n) =>
    person(home.deps, {
      number: `+84988386${String(n).padStart(3, '0')}`,
      lives: MUONG_THAN,
      children: ['active'],
    }),
  );
  const office = { number: OFFICER, consent: 'none', officerOf: [{ commune: MUONG_THAN }] } as const;
  await home.deps.store.commit([...laiChau(), ...person(home.deps, office), ...parents.flat()]);
  const officer = home.phone(OFFICER);
  const code = /GUI (\d{4}) /.exec((await officer.says(`${command} PH: Mai tiêm`)).join(' '))?.[1];
  await officer.says(`GUI ${code}`);
  return home;
}

async function broadcasts(home: House, lane = 'broadcast'): Promise<{ queued: number; seconds: number }> {
  const text = await (await home.app.request('/metrics')).text();
  const number = (name: string) =>
    Number(
      new RegExp(`^vong_tay_outbox_${name}\\{lane="${lane}",to="phone"\\} (\\d+)$`, 'm').exec(text)?.[1],
    );
  return { queued: number('queued'), seconds: number('oldest_seconds') };
}

test('what was confirmed in the evening is due from seven in the morning on', async () => {
  const home = await confirmed('2026-11-02T21:30:00+07:00', 'GUI');
  await home.advance(5 * HOUR);
  expect(await broadcasts(home)).toEqual({ queued: 700, seconds: 0 });
  await home.advance(6.5 * HOUR);
  expect((await broadcasts(home)).seconds).toBe((2 * HOUR) / 1_000);
});

test('what is left at nine in the evening is due in the morning', async () => {
  const home = await confirmed('2026-11-02T20:30:00+07:00', 'GUI');
  expect((await broadcasts(home)).seconds).toBe(0);
  await home.advance(0.25 * HOUR);
  expect((await broadcasts(home)).seconds).toBe(900);
  await home.advance(4 * HOUR);
  expect((await broadcasts(home)).seconds).toBe(0);
});

test('an urgent one is due from the moment it was confirmed', async () => {
  const home = await confirmed('2026-11-02T21:30:00+07:00', 'GUI KHAN');
  await home.advance(HOUR);
  expect((await broadcasts(home, 'urgent')).seconds).toBe(3_600);
});

test('one that is paused waits for its author, however long', async () => {
  const home = await confirmed('2026-11-02T09:00:00+07:00', 'GUI');
  await home.phone(OFFICER).says('GUI TAM NGUNG');
  await home.advance(HOUR);
  const { queued, seconds } = await broadcasts(home);
  expect(queued).toBeGreaterThan(500);
  expect(seconds).toBe(0);
});
