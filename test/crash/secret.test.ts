/** A start with another secret, and how one is replaced: by the real server and the real command. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { look } from '../../bench/crash/look.ts';
import {
  databaseIn,
  ended,
  environment,
  freePort,
  postMessage,
  ROOT,
  type ServerOptions,
  startServer,
  until,
} from './server.ts';
import { slowTwilio } from './slow-twilio.ts';

const [A, B, C] = [
  'aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpP0123',
  'qQrRsStTuUvVwWxXyYzZ0123456789abcdEF',
  'zxcvbnmASDFGHJKL1029384756QWERTYuiop',
] as const;
const PEOPLE = 3;

test('a wrong secret is refused with a sentence; the right one is replaced while the service runs', async () => {
  const file = databaseIn('secret');
  const twilio = await slowTwilio();
  const base = { databaseUrl: `file:${file}`, port: await freePort(), twilio: twilio.url };
  const withSecrets = (secret: string, previous = ''): ServerOptions => ({
    ...base,
    env: { APP_SECRET: secret, APP_SECRET_PREVIOUS: previous, TWILIO_SEGMENTS_PER_SECOND: '100' },
  });
  const reseal = (options: ServerOptions) =>
    promisify(execFile)(process.execPath, [join(ROOT, 'src/node/admin.ts'), 'reseal'], {
      env: environment(options),
    });
  const contacts = () => look(file, (database) => database.all('SELECT count(*) AS n FROM contacts'));

  const first = await startServer(withSecrets(A));
  for (let n = 0; n < PEOPLE; n += 1) expect(await postMessage(base.port, n)).toBe(200);
  await until(() => twilio.sent.length === PEOPLE);
  first.kill('SIGTERM');
  expect(await ended(first)).toBe(0);

  await expect(startServer(withSecrets(C))).rejects.toThrow(
    /ended with 1 before it listened: This database was written with another APP_SECRET: .*Put that one back/,
  );

  const second = await startServer(withSecrets(B, A));
  const { stdout } = await reseal(withSecrets(B, A));
  expect(stdout).toContain('contacts: 3 of 3\n');
  expect(stdout).toMatch(/APP_SECRET_PREVIOUS can be taken out now: restart the service without it\.\n$/);
  second.kill('SIGTERM');
  expect(await ended(second)).toBe(0);

  const third = await startServer(withSecrets(B));
  // The same people as before, with other messages.
  for (let n = 0; n < PEOPLE; n += 1) expect(await postMessage(base.port, 200 + n)).toBe(200);
  await until(() => twilio.sent.length === 2 * PEOPLE);
  expect(twilio.sent).toHaveLength(2 * PEOPLE);
  expect(contacts()).toEqual([{ n: PEOPLE }]);
  expect(third.exitCode).toBe(null);
}, 120_000);
