import { expect, test } from 'vitest';
import { databaseIn, ended, freePort, postMessage, startServer, until } from './server.ts';
import { slowTwilio } from './slow-twilio.ts';

const MESSAGES = 120;

test('a stop in the middle of sending and a new start send every reply, each once', async () => {
  const databaseUrl = `file:${databaseIn('restart')}`;
  const twilio = await slowTwilio();
  const port = await freePort();
  const first = await startServer({ databaseUrl, port, twilio: twilio.url });
  const statuses = await Promise.all(Array.from({ length: MESSAGES }, (_, n) => postMessage(port, n)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  first.kill('SIGTERM');
  expect(await ended(first)).toBe(0);
  const before = twilio.sent.length;

  const second = await startServer({ databaseUrl, port, twilio: twilio.url });
  await until(() => twilio.sent.length >= MESSAGES);
  await new Promise((r) => setTimeout(r, 500));
  second.kill('SIGTERM');
  expect(await ended(second)).toBe(0);
  expect(before).toBeLessThanOrEqual(MESSAGES);
  expect(twilio.sent).toHaveLength(MESSAGES);
  expect(new Set(twilio.sent).size).toBe(MESSAGES);
}, 120_000);
