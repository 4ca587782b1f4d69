/** Messages that wait for later keep nobody of their broadcast waiting, and at night no list moves into the queue. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { expandNext, queueNext } from '../../src/broadcasts/expand.ts';
import { startBroadcast } from '../../src/store/broadcasts.ts';
import { goingOn } from '../../src/store/recipients.ts';
import { laiChau, MUONG_THAN, person, THAN_UYEN } from '../broadcasts/lai-chau.ts';
import { type House, house } from '../conversations/house.ts';
import { kept, someone } from './people.ts';

const OFFICER = '+84912345602';
const HOUR = 3_600_000;

async function people(home: House, count: number, commune: typeof MUONG_THAN): Promise<void> {
  const ids = Array.from({ length: count }, (_, n) => String(n).padStart(4, '0'));
  await kept(
    home.deps,
    ...ids.map((n) =>
      someone(home.deps, {
        id: `p${commune.code}-${n}`,
        number: `+849${commune.code.slice(-4)}${n}`,
        commune,
        hasChild: true,
      }),
    ),
  );
}

async function confirmed(home: House, urgent: boolean): Promise<void> {
  await kept(home.deps, [
    startBroadcast(
      {
        id: 'large',
        authorId: `person:${OFFICER}`,
        audience: 'parents',
        communes: [MUONG_THAN],
        textSealed: home.deps.secrets.seal('Mai tiem'),
        recipients: 0,
        urgent,
        expiresAt: home.now() + 72 * HOUR,
      },
      home.now(),
    ),
  ]);
}

async function province(at?: string): Promise<House> {
  const home = await house({
    ...(at === undefined ? {} : { at }),
    env: { TWILIO_SEGMENTS_PER_SECOND: '100' },
  });
  await kept(home.deps, [
    ...laiChau(),
    ...person(home.deps, { number: OFFICER, consent: 'none', officerOf: [{ provinceCode: '12' }] }),
  ]);
  return home;
}

const count = async (home: House, table: 'recipients' | 'outbox') =>
  Number((await home.deps.store.first(`SELECT count(*) FROM ${table}`, []))?.[0]);

const whole = async (home: House) => {
  while ((await expandNext(home.deps, home.now())) > 0);
  while ((await queueNext(home.deps, home.now())) > 0);
};

test('where hundreds wait for the evening the others of the list go on', async () => {
  const home = await province();
  await people(home, 1_000, MUONG_THAN);
  await confirmed(home, false);
  await whole(home);
  expect(await count(home, 'recipients')).toBe(400);
  const later = home.now() + 4 * HOUR;
  await home.deps.store.commit([{ sql: 'UPDATE outbox SET due_at = ?', args: [later] }]);
  await whole(home);
  expect(await count(home, 'recipients')).toBe(0);
});

test('at night no list moves: what is held until the morning is as much as leaves first then', async () => {
  const home = await province('2026-11-02T22:00:00+07:00');
  await people(home, 1_000, MUONG_THAN);
  await confirmed(home, false);
  await home.advance(HOUR);
  expect(await count(home, 'recipients')).toBe(400);
  await home.advance(8 * HOUR + 10 * 60_000);
  expect(await count(home, 'recipients')).toBe(0);
  expect(home.twilio.sent).toHaveLength(1_000);
});

test('an urgent one goes on at night too', async () => {
  const home = await province('2026-11-02T22:00:00+07:00');
  await people(home, 1_000, MUONG_THAN);
  await confirmed(home, true);
  await whole(home);
  await home.deps.store.commit([{ sql: 'UPDATE outbox SET due_at = due_at + ?', args: [HOUR] }]);
  await whole(home);
  expect(await count(home, 'recipients')).toBe(0);
});

test('a commune whose people had their three messages today keeps no other commune waiting', async () => {
  const home = await province();
  await people(home, 600, MUONG_THAN);
  await people(home, 600, THAN_UYEN);
  await home.deps.store.commit([
    {
      sql: `INSERT INTO outbox (key, contact_id, address_kind, kind, lane, state, body_sealed, due_at, created_at, sent_at)
        SELECT 'before:' || n.value || ':' || c.id, c.id, 'phone', 'reminder', 2, 'accepted', 'x', ?1, ?1, ?1
        FROM contacts c, json_each('[1,2,3]') n WHERE c.commune_code = ?2`,
      args: [home.now() - HOUR, MUONG_THAN.code],
    },
  ]);
  const officer = home.phone(OFFICER);
  const code = /GUI (\d{4}) /.exec((await officer.says('GUI PH CA TINH: Bão sắp vào')).join(' '))?.[1];
  await officer.says(`GUI ${code}`);
  await home.advance(HOUR);
  expect(await officer.says('XEM GUI')).toEqual([
    'Tin cho phu huynh luc 09:00 ngay 02/11/2026: 1200 nguoi, da gui 600, dang cho 600, loi 0, bo qua 0. Tam ngung: GUI TAM NGUNG. Ngung han: GUI NGUNG.',
  ]);
});

test('it is a step of an index each: neither the queue nor the list is looked through', async () => {
  const home = await province();
  const dueBy = { messages: 500, urgentDueBy: 1, othersDueBy: 1 };
  const plan = await home.deps.store.db.values<[number, number, number, string]>(
    sql`EXPLAIN QUERY PLAN ${goingOn(dueBy)}`,
  );
  const steps = plan.map(([, , , detail]) => detail);
  expect(steps).toContainEqual(
    expect.stringMatching(
      /^SEARCH o USING COVERING INDEX outbox_flows \(address_kind=\? AND lane=\? AND flow=\? AND due_at<\?\)$/,
    ),
  );
  expect(steps.filter((detail) => /SCAN (?:o|p|b|outbox|broadcasts)\b/.test(detail))).toEqual([]);
});
