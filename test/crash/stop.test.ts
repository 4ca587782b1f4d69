/** A stop of the real server while a provider does not answer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { outbox } from '../../db/schema.ts';
import { openStore } from '../../src/node/open-database.ts';
import { ended, freePort, postMessage, startServer } from './server.ts';

const MESSAGES = 30;
const GRACE_MS = 10_000;

/** Twilio that answers some calls after a moment, some after seconds, and some never. */
async function moodyTwilio() {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const n = calls.push(request.url ?? '');
      if (n % 3 === 0) return;
      setTimeout(
        () => {
          response.writeHead(201, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ sid: `SM${String(n).padStart(32, '0')}` }));
        },
        n % 3 === 1 ? 20 : 3_000,
      );
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}`, calls };
}

test('SIGTERM waits for calls that are answered, says of the others that they may have left, and keeps no lease', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-stop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const databaseUrl = `file:${join(folder, 'stop.db')}`;
  const twilio = await moodyTwilio();
  const port = await freePort();
  const server = await startServer({ databaseUrl, port, twilio: twilio.url });
  await Promise.all(Array.from({ length: MESSAGES }, (_, n) => postMessage(port, n)));
  while (twilio.calls.length < MESSAGES) await new Promise((r) => setTimeout(r, 20));
  const begun = performance.now();
  server.kill('SIGTERM');
  expect(await ended(server)).toBe(0);
  expect(performance.now() - begun).toBeLessThan(GRACE_MS);

  const store = await openStore(databaseUrl, 'real');
  const rows = await store.db.select().from(outbox);
  store.close();
  expect(rows.filter((row) => row.leaseUntil !== null)).toEqual([]);
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  expect([count('accepted'), count('unknown'), rows.length]).toEqual([20, 10, MESSAGES]);
  expect(new Set(rows.filter((row) => row.state === 'unknown').map((row) => row.reason))).toEqual(
    new Set(['interrupted']),
  );
}, 60_000);
