/** What is sealed with a secret that nobody configured fails alone, and all else goes on. */
import crypto from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { asked, contacts, inbox, outbox, questions } from '../../db/schema.ts';
import { createSecrets } from '../../src/secrets.ts';
import { startBroadcast } from '../../src/store/broadcasts.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { tick } from '../../src/tick.ts';
import { laiChau, MUONG_THAN, person, THAN_UYEN } from '../broadcasts/lai-chau.ts';
import { type House, house, postSms } from '../conversations/house.ts';
import { kept, someone, waiting } from './people.ts';

const DAY = 86_400_000;
const OFFICER = '+84912345601';
const MOTHER = '+84912345602';
const stranger = createSecrets(crypto, 'a secret that is not to be had any more, 42');

let home: House;
beforeEach(async () => {
  home = await house();
  for (const [n, id] of ['ann', 'bob', 'cam', 'dao'].entries()) {
    await kept(home.deps, someone(home.deps, { id, number: `+8491234567${n}` }));
  }
});

const sentTo = () => home.twilio.sent.map(({ to }) => to).sort();
const message = async (key: string) =>
  (await home.deps.store.db.select().from(outbox).where(eq(outbox.key, key)))[0];

test('a text and an address that cannot be opened fail with a reason, and the others leave', async () => {
  const at = home.now();
  await kept(
    home.deps,
    ['ann', 'bob', 'cam', 'dao'].map((id) =>
      waiting(home.deps, { key: id, contactId: id, kind: 'reminder', at }),
    ),
  );
  const { db } = home.deps.store;
  await db
    .update(outbox)
    .set({ bodySealed: stranger.seal('{"text":"of before"}') })
    .where(eq(outbox.key, 'ann'));
  await db
    .update(contacts)
    .set({ addressSealed: stranger.seal('+84912345671') })
    .where(eq(contacts.id, 'bob'));
  await home.deliver();

  expect(sentTo()).toEqual(['+84912345672', '+84912345673']);
  const failed = { state: 'failed', reason: 'unreadable', settledAt: at, sentAt: null };
  expect([await message('ann'), await message('bob')]).toMatchObject([failed, failed]);
  const metrics = await (await home.app.request('/metrics')).text();
  expect(metrics).toContain('vong_tay_outbox_failed{reason="unreadable"} 2');
  expect(home.logs.filter(({ level }) => level === 'error')).toEqual([
    {
      level: 'error',
      event: 'messages-unreadable',
      messages: 2,
      reason: 'Sealed with a secret that is not configured: set APP_SECRET_PREVIOUS to it.',
    },
  ]);
  // A new person is answered.
  expect(await home.phone('+84912000001').says('TG')).toHaveLength(1);
});

test('a changed text fails as one of another secret does', async () => {
  await kept(home.deps, [
    queueMessage({
      key: 'cut',
      contactId: 'ann',
      kind: 'reminder',
      bodySealed: 'ab.cd',
      dueAt: 0,
      createdAt: 0,
    }),
  ]);
  await home.deliver();
  expect(await message('cut')).toMatchObject({ state: 'failed', reason: 'unreadable' });
});

test('a broadcast whose text cannot be opened fails, and another leaves', async () => {
  await kept(home.deps, laiChau());
  for (const [n, commune] of [MUONG_THAN, THAN_UYEN].entries()) {
    const family = { id: `family${n}`, number: `+8491999999${n}`, commune, hasChild: true };
    await kept(home.deps, someone(home.deps, family));
    const textSealed = (n === 0 ? stranger : home.deps.secrets).seal('Sang mai tiem chung');
    const broadcast = {
      id: `b${n}`,
      authorId: 'dao',
      audience: 'parents',
      communes: [commune],
      textSealed,
      recipients: 0,
      urgent: false,
      expiresAt: home.now() + DAY,
    } as const;
    await kept(home.deps, [startBroadcast(broadcast, home.now())]);
  }
  await home.advance(5_000);
  expect(home.twilio.sent.map(({ to, body }) => [to, body])).toEqual([
    ['+84919999991', 'Sang mai tiem chung'],
  ]);
  expect(await message('broadcast:b0:family0')).toMatchObject({ state: 'failed', reason: 'unreadable' });
});

test('a question that cannot be opened is not passed on, and its officer can still list and answer it', async () => {
  await kept(
    home.deps,
    laiChau(),
    person(home.deps, { number: OFFICER, officerOf: [{ commune: MUONG_THAN }] }),
  );
  await kept(home.deps, person(home.deps, { number: MOTHER, lives: MUONG_THAN, children: ['active'] }));
  await postSms(home.app, { From: MOTHER, Body: 'tram may gio mo cua', MessageSid: 'SMquestion00001' });
  await home.deps.store.db.update(asked).set({ textSealed: stranger.seal('tram may gio mo cua') });
  expect(await home.phone(OFFICER).hears()).toEqual([]);
  const { db } = home.deps.store;
  expect(await db.select().from(outbox).where(eq(outbox.reason, 'unreadable'))).toMatchObject([
    { state: 'failed', series: 'asked' },
  ]);
  await home.phone(MOTHER).hears();
  const list = await home.phone(OFFICER).says('XEM TL');
  expect(list[0]).toMatch(/^Cau hoi dang cho: 1\.\n1 \(1 phut\): \.\.\./);
  expect(await home.phone(OFFICER).says('TL 1 7 gio sang')).toEqual([
    'Da gui cau tra loi cho cau hoi so 1. Cam on anh chi.',
  ]);
  expect(await home.phone(MOTHER).hears()).toEqual([
    'Can bo xa Muong Than tra loi cau hoi cua minh: 7 gio sang',
  ]);
});

test('who wrote often in the last hour is answered, though what they wrote cannot be opened', async () => {
  const phone = home.phone('+84912345670');
  for (let n = 0; n < 5; n += 1) expect(await phone.says('TG')).toHaveLength(1);
  const { db } = home.deps.store;
  await db.update(inbox).set({ textSealed: stranger.seal('TG') });
  await db.update(outbox).set({ bodySealed: stranger.seal('{"text":"x"}') });
  expect(await phone.says('TG')).toHaveLength(1);
});

test('a question of ours that cannot be opened is forgotten, and the person is answered', async () => {
  const phone = home.phone('+84912345670');
  await phone.says('DK');
  const { db } = home.deps.store;
  expect(await db.select().from(questions)).toHaveLength(1);
  await db.update(questions).set({ dataSealed: stranger.seal('{}') });
  expect(await phone.says('TG')).toHaveLength(1);
});

test('a message that may have left and cannot be opened stands as unknown, and the others are asked for', async () => {
  const at = home.now();
  await kept(
    home.deps,
    ['ann', 'bob'].map((id) => waiting(home.deps, { key: id, contactId: id, kind: 'reminder', at })),
  );
  const { db } = home.deps.store;
  const set = {
    state: 'unknown',
    reason: 'no-answer',
    channel: 'twilio',
    sentAt: at,
    settledAt: at,
  } as const;
  await db.update(outbox).set(set);
  await db
    .update(outbox)
    .set({ bodySealed: stranger.seal('{"text":"x"}') })
    .where(eq(outbox.key, 'ann'));
  await tick(home.deps, at + 120_000);
  expect(await message('ann')).toMatchObject({ state: 'unknown', reason: 'no-answer' });
  expect(await message('bob')).toMatchObject({ state: 'unknown', reason: 'not-found-yet' });
  expect(home.logs.filter(({ event }) => event === 'job-failed')).toEqual([]);
});

test('a parent whose question cannot be opened is told that nobody answered, and the next one too', async () => {
  await kept(home.deps, laiChau());
  const { db } = home.deps.store;
  const base = {
    communeCode: MUONG_THAN.code,
    communeFrom: MUONG_THAN.validFrom,
    askedAt: home.now() - 4 * DAY,
  };
  await db.insert(asked).values([
    { ...base, contactId: 'ann', textSealed: stranger.seal('con ho') },
    { ...base, contactId: 'bob', textSealed: home.deps.secrets.seal('con sot') },
  ]);
  await tick(home.deps, home.now());
  await home.deliver();
  expect(sentTo()).toEqual(['+84912345670', '+84912345671']);
  const texts = home.twilio.sent.map(({ body }) => body);
  expect(texts.filter((text) => text.includes('"..."'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('"con sot"'))).toHaveLength(1);
});
