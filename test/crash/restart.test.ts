import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ended, freePort, postMessage, startServer } from './server.ts';

const MESSAGES = 120;
const PATIENCE_MS = 20_000;

/** Twilio over a real socket, which takes its time. */
async function slowTwilio() {
  const sent: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => {
      body += data.toString();
    });
    request.on('end', () => {
      sent.push(
        new URLSearchParams(new URLSearchParams(body).get('StatusCallback')?.split('?')[1]).get('d') ?? '',
      );
      setTimeout(() => {
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ sid: `SM${String(sent.length).padStart(32, '0')}` }));
      }, 20);
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}`, sent };
}

test('a stop in the middle of sending and a new start send every reply, each once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-restart-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const databaseUrl = `file:${join(folder, 'restart.db')}`;
  const twilio = await slowTwilio();
  const port = await freePort();
  const first = await startServer({ databaseUrl, port, twilio: twilio.url });
  const statuses = await Promise.all(Array.from({ length: MESSAGES }, (_, n) => postMessage(port, n)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  first.kill('SIGTERM');
  expect(await ended(first)).toBe(0);
  const before = twilio.sent.length;

  const second = await startServer({ databaseUrl, port, twilio: twilio.url });
  const until = Date.now() + PATIENCE_MS;
  while (twilio.sent.length < MESSAGES && Date.now() < until) await new Promise((r) => setTimeout(r, 50));
  await new Promise((r) => setTimeout(r, 500));
  second.kill('SIGTERM');
  expect(await ended(second)).toBe(0);
  expect(before).toBeLessThanOrEqual(MESSAGES);
  expect(twilio.sent).toHaveLength(MESSAGES);
  expect(new Set(twilio.sent).size).toBe(MESSAGES);
}, 60_000);
