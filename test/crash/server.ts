/** The real server in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio/lib/webhooks/webhooks.js';
import { onTestFinished } from 'vitest';

export const ROOT = join(import.meta.dirname, '../..');
const TOKEN = 'a token that only the test knows';
const PUBLIC_URL = 'https://vongtay.test';

export type ServerOptions = {
  readonly databaseUrl: string;
  readonly port: number;
  /** Where Twilio is; by default nobody listens there, and replies stay in the outbox. */
  readonly twilio?: string;
  /** Over the settings of every server here. */
  readonly env?: Readonly<Record<string, string>>;
};

/** The real service's settings. */
export function environment({ databaseUrl, port, twilio, env }: ServerOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    PORT: String(port),
    APP_SECRET: 'correct-horse-battery-staple-0123456789',
    PUBLIC_URL,
    DATABASE_URL: databaseUrl,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_FROM: '+15005550006',
    TWILIO_API_BASE: twilio ?? 'http://127.0.0.1:9',
    ...env,
  };
}

/** The path of a database file of this test alone. */
export function databaseIn(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `vong-tay-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, `${name}.db`);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export async function startServer(options: ServerOptions): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'src/node.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(options),
  });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => {
    said += data.toString();
    process.stderr.write(data);
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      if (data.toString().includes('listening')) resolve();
    });
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it listened: ${said}`)),
    );
  });
  child.removeAllListeners('exit');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

export function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

const PATIENCE_MS = 20_000;

/** Waits until it is so, or for long enough that the test can tell that it never will be. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}

export async function statusOf(port: number, path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  await response.arrayBuffer();
  return response.status;
}

/** The n-th message, of one of 200 people; the status of the answer. */
export async function postMessage(port: number, n: number): Promise<number> {
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
