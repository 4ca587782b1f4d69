/** All that is sealed with a former secret, sealed with the new one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, getTableColumns, is, sql } from 'drizzle-orm';
import { type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as schema from '../../db/schema.ts';
import { asked, broadcasts, children, contacts, inbox, outbox, questions, tries } from '../../db/schema.ts';
import { admin } from '../../src/node/admin.ts';
import { rightSecret } from '../../src/node/right-secret.ts';
import { checkSecret } from '../../src/secret-check.ts';
import type { Store } from '../../src/store/database.ts';
import { countOld, ONLY_HASHED, SEALED } from '../../src/store/reseal.ts';
import { laiChau, MUONG_THAN, person } from '../broadcasts/lai-chau.ts';
import { type House, house, postSms } from '../conversations/house.ts';
import { kept } from '../deliver/people.ts';

const A = 'aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpP0123';
const B = 'qQrRsStTuUvVwWxXyYzZ0123456789abcdEF';
const MOTHER = '+84912345678';
const AUNT = '+84912345679';
const OFFICER = '+84912345601';

let url: string;
let starts: number;
let messages: number;
beforeEach(() => {
  starts = 0;
  messages = 0;
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  url = `file:${join(folder, 'reseal.db')}`;
});

/** The service on the same database as before, an hour later; as services were before they asked for their secret. */
async function unasked(secret: string, previous?: string): Promise<House> {
  starts += 1;
  const home = await house({
    at: `2026-11-02T0${starts}:00:00+00:00`,
    env: {
      APP_SECRET: secret,
      DATABASE_URL: url,
      ...(previous === undefined ? {} : { APP_SECRET_PREVIOUS: previous }),
    },
  });
  // Its ids begin anew.
  for (let n = 0; n < starts * 100; n += 1) home.deps.newId();
  return home;
}

async function started(secret: string, previous?: string): Promise<House> {
  const home = await unasked(secret, previous);
  expect(await checkSecret(home.deps, home.now(), 'service')).not.toMatch(/part|other/);
  return home;
}

/** As `says` of a phone, with an id that no message of an earlier start had. */
async function says(home: House, number: string, text: string): Promise<readonly string[]> {
  messages += 1;
  const answer = await postSms(home.app, { From: number, Body: text, MessageSid: `SMof${1e9 + messages}` });
  expect(answer.status).toBe(200);
  return home.phone(number).hears();
}

async function reseal(home: House, store: Store = home.deps.store): Promise<readonly string[]> {
  const { secrets, newId } = home.deps;
  return admin({ store, secrets, newId, now: home.now() + 4 * 86_400_000 }, ['reseal']);
}

async function left(home: House): Promise<number> {
  let n = 0;
  for (const column of SEALED)
    n += await countOld(home.deps.store, column, home.deps.secrets.keyIds[0] ?? '');
  return n;
}

const count = async ({ deps }: House, table: SQLiteTable) =>
  (await deps.store.db.select({ n: sql<number>`count(*)` }).from(table))[0]?.n;

const OUT = 'APP_SECRET_PREVIOUS can be taken out now: restart the service without it.';

test('every column of the schema that holds something sealed or hashed is known to it', () => {
  const tables = Object.values(schema).flatMap((one) => (is(one, SQLiteTable) ? [one as SQLiteTable] : []));
  const named = (column: SQLiteColumn) => /_(?:sealed|mac)$/.test(column.name);
  const inSchema = tables.flatMap((table) => Object.values(getTableColumns(table))).filter(named);
  const known = SEALED.flatMap(({ sealed, look }) => (look === undefined ? [sealed] : [sealed, look.mac]));
  expect(inSchema.length).toBeGreaterThan(6);
  expect(new Set(inSchema)).toEqual(new Set([...known, ...ONLY_HASHED]));
});

test('afterwards everything opens and everybody is found with the new secret alone', async () => {
  const before = await started(A);
  await kept(
    before.deps,
    laiChau(),
    person(before.deps, { number: OFFICER, officerOf: [{ commune: MUONG_THAN }] }),
  );
  await kept(before.deps, person(before.deps, { number: MOTHER, lives: MUONG_THAN, children: ['active'] }));
  await says(before, MOTHER, 'tram may gio mo cua');
  await says(before, AUNT, 'DK');
  await says(before, OFFICER, 'GUI PH muong than: mai tiem chung');
  const base = { audience: 'parents', communes: [], status: 'done', recipients: 0, confirmedAt: 0 } as const;
  await before.deps.store.db
    .insert(broadcasts)
    .values({ ...base, id: 'b', textSealed: before.deps.secrets.seal('Mai tiem chung') });
  for (const table of [contacts, questions, asked, inbox, outbox]) {
    expect(await count(before, table)).toBeGreaterThan(0);
  }
  const people = await count(before, contacts);

  const between = await started(B, A);
  expect(await left(between)).toBeGreaterThan(8);
  const lines = await reseal(between);
  expect(lines).toEqual([expect.stringMatching(/^Sealed anew: \d+ values\.$/), OUT]);
  expect(await left(between)).toBe(0);
  expect(await reseal(between)).toEqual(['Nothing was left to seal anew.', OUT]);

  const after = await started(B);
  expect(await checkSecret(after.deps, 0, 'service')).toBe('fits');
  const { secrets, store } = after.deps;
  for (const row of await store.db.select().from(contacts)) {
    expect(row.addressMac).toBe(secrets.mac(`${row.kind}:${secrets.open(row.addressSealed)}`));
  }
  for (const { sealed, table } of SEALED) {
    const rows = await store.db.select({ value: sealed }).from(table);
    for (const { value } of rows) if (value) expect(secrets.tryOpen(String(value))).toBeDefined();
  }
  // The officer answers a question of before, and the mother hears it.
  expect(await says(after, OFFICER, 'TL 1 7 gio sang')).toHaveLength(1);
  expect(await after.phone(MOTHER).hears()).toEqual([
    'Can bo xa Muong Than tra loi cau hoi cua minh: 7 gio sang',
  ]);
  expect(await count(after, contacts)).toBe(people);
});

test('whoever said no to an invitation is not invited anew under the new secret', async () => {
  const before = await started(A);
  await says(before, MOTHER, 'DK 2/9/2026');
  await says(before, MOTHER, 'CHIA SE 0912345679');
  await before.deliver();
  await says(before, AUNT, '2');
  await reseal(await started(B, A));
  const after = await started(B);
  await says(after, MOTHER, 'XOA');
  const rows = await after.deps.store.db.select().from(tries);
  const { secrets } = after.deps;
  expect(rows).toMatchObject([
    { askerMac: secrets.mac(`phone:${MOTHER}`), targetMac: secrets.mac(`phone:${AUNT}`), outcome: 'no' },
  ]);
});

test('ended in the middle it is run again, and until its end both secrets are needed', async () => {
  const before = await started(A);
  await says(before, MOTHER, 'TG');
  const [who] = await before.deps.store.db.select().from(contacts);
  for (let n = 0; n < 700; n += 1) {
    const textSealed = before.deps.secrets.seal(`TG ${n}`);
    const row = {
      channel: 'twilio',
      contactId: who?.id ?? '',
      sentAt: 0,
      receivedAt: 0,
      intent: 'help',
    } as const;
    await before.deps.store.db.insert(inbox).values({ ...row, providerId: `m${n}`, textSealed });
  }
  const between = await started(B, A);
  const all = await left(between);
  const { store } = between.deps;
  let commits = 0;
  const dying: Store = {
    ...store,
    commit: async (writes) => {
      commits += 1;
      if (commits === 4) throw new Error('killed');
      return store.commit(writes);
    },
  };
  await expect(reseal(between, dying)).rejects.toThrow('killed');
  const rest = await left(between);
  expect(rest).toBeGreaterThan(0);
  expect(rest).toBeLessThan(all);
  expect(await checkSecret(between.deps, 0, 'service')).toBe('replacing');
  expect((await reseal(between))[0]).toBe(`Sealed anew: ${rest} values.`);
  expect(await checkSecret((await started(B)).deps, 0, 'service')).toBe('fits');
});

test('people who write meanwhile are found, answered, and stand here once', async () => {
  const before = await started(A);
  const numbers = Array.from({ length: 20 }, (_, n) => `+849123450${String(n).padStart(2, '0')}`);
  for (const number of numbers) await says(before, number, 'TG');
  const between = await started(B, A);
  const talking = numbers.map((number) => says(between, number, 'DK'));
  const [lines] = await Promise.all([reseal(between), ...talking]);
  await between.deliver();
  expect(lines.at(-1)).toBe(OUT);
  expect(await count(between, contacts)).toBe(numbers.length);
  expect(await left(between)).toBe(0);
  expect(new Set(between.twilio.sent.map(({ to }) => to))).toEqual(new Set(numbers));
});

describe('who wrote while the former secret was missing', () => {
  test('stands here twice, and is one again: family, agreement and place go to where their words arrive', async () => {
    const before = await started(A);
    await kept(before.deps, laiChau());
    await kept(before.deps, person(before.deps, { number: MOTHER, lives: MUONG_THAN, children: ['active'] }));
    await says(before, MOTHER, 'TG');
    // As a service before this one did.
    const mistaken = await unasked(B);
    await says(mistaken, MOTHER, 'TG');
    expect(await count(mistaken, contacts)).toBe(2);

    const between = await started(B, A);
    const lines = await reseal(between);
    expect(lines).toContainEqual(expect.stringMatching(/^1 people stood here twice/));
    await between.run(5);
    const { db } = between.deps.store;
    const [only, ...others] = await db.select().from(contacts);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ consent: 'in', communeCode: MUONG_THAN.code });
    expect(only?.addressMac).toBe(between.deps.secrets.mac(`phone:${MOTHER}`));
    expect(await db.select().from(children)).toMatchObject([{ contactId: only?.id }]);
    expect((await db.select().from(inbox)).map(({ contactId }) => contactId)).toEqual([only?.id, only?.id]);
  });

  test('and said stop there is not written to any more', async () => {
    const before = await started(A);
    await kept(before.deps, laiChau());
    await kept(before.deps, person(before.deps, { number: MOTHER, lives: MUONG_THAN, children: ['active'] }));
    const mistaken = await unasked(B);
    await says(mistaken, MOTHER, 'TU CHOI');
    const between = await started(B, A);
    await reseal(between);
    await between.run(5);
    expect(await between.deps.store.db.select().from(contacts)).toMatchObject([{ consent: 'out' }]);
  });
});

test('what no configured secret opens is counted and left as it is', async () => {
  const before = await started(A);
  await says(before, MOTHER, 'TG');
  const between = await started(B, A);
  const strange = `00000000.${'x'.repeat(40)}`;
  await between.deps.store.db.update(inbox).set({ textSealed: strange });
  const lines = await reseal(between);
  expect(lines).toContainEqual(expect.stringMatching(/^1 values were sealed with a secret that is neither/));
  expect(lines.at(-1)).toBe(OUT);
  expect((await between.deps.store.db.select().from(inbox))[0]?.textSealed).toBe(strange);
});

test('where the former secret is lost, the operator says so, and the service starts again without it', async () => {
  const before = await started(A);
  await says(before, MOTHER, 'TG');
  const between = await started(B, A);
  await says(between, AUNT, 'TG');
  const { deps } = await unasked(B);
  const options = { now: 0, by: 'command', isDemo: false } as const;
  const open = { ...deps, store: { ...deps.store, close: async () => undefined } };
  await expect(rightSecret(open, options)).rejects.toThrow(/reseal --lost/);
  await rightSecret(open, { ...options, isLost: true });
  const lines = await admin({ ...deps, now: 0 }, ['reseal', '--lost']);
  expect(lines[1]).toMatch(/^\d values were sealed with a secret that is neither/);
  const after = await started(B);
  expect(await says(after, AUNT, 'TG')).toHaveLength(1);
  expect(await says(after, '+84912000001', 'TG')).toHaveLength(1);
});

test('one-time codes of before end with their secret, and the operator is told', async () => {
  const before = await started(A);
  await kept(before.deps, laiChau());
  await says(before, MOTHER, 'TG');
  const needs = { ...before.deps, now: before.now() };
  await admin(needs, ['invite-officer', '--commune', MUONG_THAN.code]);
  const between = await started(B, A);
  const lines = await admin({ ...between.deps, now: between.now() + 1 }, ['reseal']);
  expect(lines.slice(1)).toEqual([
    '1 one-time codes of "invite-officer" were given out under the former secret and end with it: make new ones.',
    expect.stringMatching(/^What operators tell of messages that left before the change is taken only while/),
    OUT,
  ]);
  const { db } = between.deps.store;
  expect(await db.select().from(outbox).where(eq(outbox.state, 'failed'))).toEqual([]);
});
