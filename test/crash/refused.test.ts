/** A start that can't be: one sentence that says what to do, without a trace or a secret, and exit code 1. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { databaseIn, freePort } from './server.ts';

const ROOT = join(import.meta.dirname, '../..');
const SECRET = 'correct-horse-battery-staple-0123456789';
const TOKEN = 'a-token-that-nobody-may-read';
const REAL = { NODE_ENV: 'production', APP_SECRET: SECRET, DATABASE_AUTH_TOKEN: TOKEN };

type Ended = { readonly code: number | null; readonly said: string };

/** In a folder of its own: a demo keeps its database there. */
async function start(env: Readonly<Record<string, string>>, cwd: string): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, 'src/node.ts')], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, PORT: String(await freePort()), ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => said.push(data.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, said: said.join('') }));
  });
}

async function takenPort(): Promise<string> {
  const server = createServer((_request, response) => response.end('<html>'));
  onTestFinished(() => {
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const address = server.address();
  return String(typeof address === 'object' && address !== null ? address.port : 0);
}

test('a port that is taken, for the real service and for the demo', async () => {
  const file = databaseIn('taken');
  const PORT = await takenPort();
  for (const env of [{ ...REAL, DATABASE_URL: `file:${file}` }, {}]) {
    const { code, said } = await start({ ...env, PORT }, dirname(file));
    expect(said).toMatch(new RegExp(`^Port ${PORT} is taken by another program, .*PORT=\\d+\\.\\n$`));
    expect(code).toBe(1);
  }
}, 120_000);

test('a database that does not answer, by an address that holds its token', async () => {
  const DATABASE_URL = `http://127.0.0.1:1?authToken=${TOKEN}`;
  expect(await start({ ...REAL, DATABASE_URL }, dirname(databaseIn('away')))).toEqual({
    code: 1,
    said: 'The database did not answer: check DATABASE_URL and that its server runs.\n',
  });
}, 120_000);
