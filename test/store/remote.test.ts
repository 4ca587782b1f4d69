import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, eq, sql } from 'drizzle-orm';
import Connection from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { audit, contacts, inbox, meta } from '../../db/schema.ts';
import { openDatabase, openStore } from '../../src/node/open-database.ts';
import { addContact, takeTurn } from '../../src/store/contacts.ts';
import { createStore } from '../../src/store/create-store.ts';
import { DatabaseBusy, faultOf, type Store } from '../../src/store/database.ts';
import { addInbound, isSeen } from '../../src/store/inbox.ts';
import { queueMessage, startSending } from '../../src/store/outbox.ts';
import { createTurns, dueMessages } from '../../src/store/queue.ts';
import { insert } from '../../src/store/statement.ts';
import { type LibsqlDouble, libsqlDouble } from '../doubles/libsql-http.ts';

const NOW = Date.parse('2026-11-02T09:00:00+07:00');
const TOKEN = 'a token that only the test knows';

type Remote = { readonly server: LibsqlDouble; readonly store: Store; readonly file: string };

async function remote(options: { readonly busyMs?: number } = {}): Promise<Remote> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const file = join(folder, 'remote.db');
  const server = await libsqlDouble({ file, token: TOKEN, ...options });
  const store = await openStore(server.url, 'real', TOKEN);
  onTestFinished(async () => {
    store.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { server, store, file };
}

function person(id: string) {
  return addContact({
    id,
    kind: 'phone',
    addressMac: `mac of ${id}`,
    addressSealed: 'sealed',
    language: 'vi',
    createdAt: NOW,
  });
}

function sms(providerId: string, contactId: string) {
  return addInbound({
    channel: 'twilio',
    providerId,
    contactId,
    sentAt: NOW,
    receivedAt: NOW,
    textSealed: 'sealed',
    intent: 'help',
  });
}

async function people(store: Store): Promise<number> {
  const [row] = await store.db.select({ n: count() }).from(contacts);
  return row?.n ?? 0;
}

test('a remote database is migrated over HTTP, marked real, and migrating it again changes nothing', async () => {
  const { server, store } = await remote();
  expect(await store.db.select().from(meta)).toEqual([{ key: 'mode', value: 'real' }]);
  const again = await openStore(server.url, 'real', TOKEN);
  expect(await again.db.select().from(meta)).toEqual([{ key: 'mode', value: 'real' }]);
  again.close();
});

test('a unit is one request, and all of it is there afterwards', async () => {
  const { server, store } = await remote();
  const before = server.pipelines();
  expect(await store.commit([person('ann'), takeTurn('ann', 1), sms('SM00000001', 'ann')])).toEqual({
    ok: true,
  });
  expect(server.pipelines() - before).toBe(1);
  expect(await isSeen(store, 'twilio', 'SM00000001')).toBe(true);
  expect(await store.db.select({ turn: contacts.turn }).from(contacts)).toEqual([{ turn: 1 }]);
});

test('a unique rule takes the whole unit back and names its table', async () => {
  const { store } = await remote();
  await store.commit([person('ann'), takeTurn('ann', 1), sms('SM00000001', 'ann')]);
  expect(await store.commit([person('bob'), sms('SM00000001', 'ann')])).toEqual({
    ok: false,
    collided: 'inbox',
  });
  expect(await store.commit([person('bob'), takeTurn('ann', 1)])).toEqual({
    ok: false,
    collided: 'contacts',
  });
  expect(await store.commit([person('ann')])).toEqual({ ok: false, collided: 'contacts' });
  expect(await people(store)).toBe(1);
});

test('any other fault takes the whole unit back too, and is thrown as what it is', async () => {
  const { store } = await remote();
  const broken = { sql: 'INSERT INTO nowhere VALUES (1)', args: [] };
  await expect(store.commit([person('ann'), broken, person('bob')])).rejects.toThrow(
    /no such table: nowhere/,
  );
  await expect(store.commit([sms('SM00000001', 'nobody')])).rejects.toThrow(/FOREIGN KEY/);
  expect(await people(store)).toBe(0);
});

test('units at the same time all come through, and two for one turn number do not', async () => {
  const { store } = await remote();
  await store.commit([person('ann')]);
  const different = Array.from({ length: 30 }, (_, n) => store.commit([person(`p${n}`)]));
  expect((await Promise.all(different)).every((result) => result.ok)).toBe(true);
  const same = await Promise.all(Array.from({ length: 5 }, () => store.commit([takeTurn('ann', 1)])));
  expect(same.filter((result) => result.ok)).toHaveLength(1);
  expect(same.filter((result) => !result.ok && result.collided === 'contacts')).toHaveLength(4);
});

test('two senders never begin the same message', async () => {
  const { store } = await remote();
  await store.commit([
    person('ann'),
    queueMessage({
      key: 'reply:twilio:SM1:0',
      contactId: 'ann',
      kind: 'reply',
      bodySealed: 'sealed',
      dueAt: NOW,
      createdAt: NOW,
    }),
  ]);
  const due = await dueMessages(store, 'phone', NOW, 10, createTurns());
  const leaving = due.map(({ id }) => ({
    id,
    channel: 'twilio',
    sender: undefined,
    segments: 1,
    bodySealed: 'sealed',
  }));
  expect(leaving).toHaveLength(1);
  const begun = await Promise.all([1, 2, 3].map(() => startSending(store, leaving, NOW, NOW + 1)));
  expect(begun.map((ours) => ours.size).sort()).toEqual([0, 0, 1]);
});

test('a database that stays locked is busy, not broken, and the unit works once the lock is gone', async () => {
  const { store, file } = await remote({ busyMs: 50 });
  const other = new Connection(file);
  other.exec('BEGIN IMMEDIATE');
  await expect(store.commit([person('ann')])).rejects.toBeInstanceOf(DatabaseBusy);
  other.exec('COMMIT');
  other.close();
  expect(await store.commit([person('ann')])).toEqual({ ok: true });
});

test.each([500, 502, 503, 429, 401])('an answer of %i means: come back later', async (status) => {
  const { server, store } = await remote();
  server.fail(status);
  await expect(store.commit([person('ann')])).rejects.toBeInstanceOf(DatabaseBusy);
  const read = await isSeen(store, 'twilio', 'SM00000001').catch(faultOf);
  expect(read).toBeInstanceOf(DatabaseBusy);
  server.fail(undefined);
  expect(await store.commit([person('ann')])).toEqual({ ok: true });
});

test('a server that is not there means: come back later, for writes and for reads', async () => {
  const store = createStore(openDatabase('http://127.0.0.1:9'));
  await expect(store.commit([person('ann')])).rejects.toBeInstanceOf(DatabaseBusy);
  const read = await people(store).catch(faultOf);
  expect(read).toBeInstanceOf(DatabaseBusy);
});

test('what is told of a failed query holds none of its values', async () => {
  const { store } = await remote();
  const failed = store.db.run(sql`SELECT ${'+84 900 000 001'} FROM nowhere`);
  const fault = await failed.then(() => undefined, faultOf);
  expect(fault?.message).toMatch(/no such table: nowhere/);
  expect(fault?.message).not.toContain('84 900');
});

test('numbers, texts, JSON and nulls come back as they went', async () => {
  const { store } = await remote();
  const row = {
    at: NOW,
    actor: 'system:tick',
    action: 'Đã gửi “trẻ”',
    subject: 'contact:x',
    detail: { n: 3, list: ['ă'] },
  };
  await store.commit([insert(audit, row), insert(audit, { ...row, subject: 'contact:y', detail: null })]);
  const rows = await store.db.select().from(audit).where(eq(audit.actor, 'system:tick')).orderBy(audit.id);
  expect(rows).toEqual([
    { id: 1, ...row },
    { id: 2, ...row, subject: 'contact:y', detail: null },
  ]);
  expect(await store.db.select().from(inbox)).toEqual([]);
});
