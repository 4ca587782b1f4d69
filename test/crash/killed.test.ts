/** The real server in a process of its own, killed without warning while messages come in. */
import { expect, test } from 'vitest';
import { inbox, outbox } from '../../db/schema.ts';
import { openStore } from '../../src/node/open-database.ts';
import { databaseIn, ended, freePort, postMessage, startServer } from './server.ts';

const MESSAGES = 1_000;

test('every message that was answered 200 before kill -9 is in the database, once, with its reply', async () => {
  const databaseUrl = `file:${databaseIn('killed')}`;
  const answered = new Set<number>();
  const kills = 3;
  let next = 0;

  for (let round = 0; round < kills; round += 1) {
    const port = await freePort();
    const server = await startServer({ databaseUrl, port });
    const until = Math.ceil((MESSAGES * (round + 1)) / kills);
    const killAt = next + Math.floor((until - next) * (0.3 + Math.random() * 0.6));
    const worker = async () => {
      while (next < until) {
        const n = next;
        next += 1;
        if (n === killAt) server.kill('SIGKILL');
        try {
          if ((await postMessage(port, n)) === 200) answered.add(n);
        } catch {
          // The connection broke: nothing was promised for this message.
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    server.kill('SIGKILL');
    await ended(server);
  }

  const store = await openStore(databaseUrl, 'real');
  const rows = await store.db.select({ providerId: inbox.providerId }).from(inbox);
  const replies = await store.db.select({ key: outbox.key }).from(outbox);
  store.close();
  const kept = rows.map((row) => Number(row.providerId.slice(6)));
  expect(new Set(kept).size).toBe(kept.length);
  expect([...answered].filter((n) => !kept.includes(n))).toEqual([]);
  expect(answered.size).toBeGreaterThan(100);
  const repliesTo = new Set(replies.map((row) => row.key.split(':')[2]));
  expect(rows.filter((row) => !repliesTo.has(row.providerId))).toEqual([]);
}, 120_000);
