/** The real server in a process of its own, killed without warning while messages come in. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio/lib/webhooks/webhooks.js';
import { expect, onTestFinished, test } from 'vitest';
import { inbox, outbox } from '../../db/schema.ts';
import { openStore } from '../../src/node/open-database.ts';

const ROOT = join(import.meta.dirname, '../..');
const TOKEN = 'a token that only the test knows';
const PUBLIC_URL = 'https://vongtay.test';
const MESSAGES = 1_000;

async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function startServer(databaseUrl: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'src/node.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: String(port),
      APP_SECRET: 'correct-horse-battery-staple-0123456789',
      PUBLIC_URL,
      DATABASE_URL: databaseUrl,
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: '+15005550006',
      // Nobody listens there: replies stay in the outbox.
      TWILIO_API_BASE: 'http://127.0.0.1:9',
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      if (data.toString().includes('listening')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)));
  });
  child.removeAllListeners('exit');
  return child;
}

async function post(port: number, n: number): Promise<number> {
  const params = {
    From: `+84912${String(n % 200).padStart(6, '0')}`,
    To: '+15005550006',
    Body: `TG ${n}`,
    MessageSid: `SMkill${String(n).padStart(26, '0')}`,
    NumMedia: '0',
  };
  const signature = twilio.getExpectedTwilioSignature(TOKEN, `${PUBLIC_URL}/webhooks/twilio`, params);
  const response = await fetch(`http://127.0.0.1:${port}/webhooks/twilio`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: new URLSearchParams(params),
  });
  await response.arrayBuffer();
  return response.status;
}

test('every message that was answered 200 before kill -9 is in the database, once, with its reply', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const databaseUrl = `file:${join(folder, 'killed.db')}`;
  const answered = new Set<number>();
  const kills = 3;
  let next = 0;

  for (let round = 0; round < kills; round += 1) {
    const port = await freePort();
    const server = await startServer(databaseUrl, port);
    const until = Math.ceil((MESSAGES * (round + 1)) / kills);
    const killAt = next + Math.floor((until - next) * (0.3 + Math.random() * 0.6));
    const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    const worker = async () => {
      while (next < until) {
        const n = next;
        next += 1;
        if (n === killAt) server.kill('SIGKILL');
        try {
          if ((await post(port, n)) === 200) answered.add(n);
        } catch {
          // The connection broke: nothing was promised for this message.
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    server.kill('SIGKILL');
    await gone;
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
}, 60_000);
