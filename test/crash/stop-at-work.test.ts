/** A stop of the real server while messages keep coming in over connections that stay open, as from a proxy. */
import { expect, test } from 'vitest';
import { look } from '../../bench/crash/look.ts';
import { databaseIn, ended, freePort, postMessage, startServer, until } from './server.ts';
import { slowTwilio } from './slow-twilio.ts';

const SENDERS = 4;
const BETWEEN_MS = 20;
const GRACE_MS = 10_000;

test('SIGTERM under a steady load ends well and in time: what was answered 200 is kept, and no lease is left', async () => {
  const file = databaseIn('stop-at-work');
  const twilio = await slowTwilio();
  const port = await freePort();
  const server = await startServer({ databaseUrl: `file:${file}`, port, twilio: twilio.url });
  const answered = new Set<number>();
  let next = 0;
  let isOver = false;
  const sender = async () => {
    while (!isOver) {
      const n = next;
      next += 1;
      try {
        if ((await postMessage(port, n)) === 200) answered.add(n);
      } catch {
        // It listens no more, or closed the connection before it answered.
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
  };
  const senders = Array.from({ length: SENDERS }, sender);
  await until(() => answered.size > 20);
  const begun = performance.now();
  server.kill('SIGTERM');
  const code = await ended(server);
  isOver = true;
  await Promise.all(senders);
  expect(code).toBe(0);
  expect(performance.now() - begun).toBeLessThan(GRACE_MS);
  look(file, (database) => {
    const kept = new Set(database.all('SELECT provider_id FROM inbox').map((row) => String(row.provider_id)));
    expect([...answered].filter((n) => !kept.has(`SMkill${String(n).padStart(26, '0')}`))).toEqual([]);
    expect(database.all('SELECT id FROM outbox WHERE lease_until IS NOT NULL')).toEqual([]);
  });
  expect(new Set(twilio.sent).size).toBe(twilio.sent.length);
}, 120_000);
