/** Two services on one database file: somebody's mistake, as at a deployment that overlaps. */
import { expect, test } from 'vitest';
import { look } from '../../bench/crash/look.ts';
import { databaseIn, ended, freePort, postMessage, startServer, until } from './server.ts';
import { slowTwilio } from './slow-twilio.ts';

const MESSAGES = 150;
const POSTS_AT_ONCE = 12;

test('two services on one database file, each handed every message, answer each once, and the file stays whole', async () => {
  const file = databaseIn('two');
  const twilio = await slowTwilio();
  const ports = [await freePort(), await freePort()];
  const servers = [];
  for (const port of ports) {
    servers.push(await startServer({ databaseUrl: `file:${file}`, port, twilio: twilio.url }));
  }
  await Promise.all(ports.map(postAll));
  await until(() => new Set(twilio.sent).size >= MESSAGES);
  // Long enough for a second copy to show.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  for (const server of servers) server.kill('SIGTERM');
  expect(await Promise.all(servers.map(ended))).toEqual([0, 0]);

  expect(new Set(twilio.sent).size).toBe(MESSAGES);
  expect(twilio.sent).toHaveLength(MESSAGES);
  look(file, (database) => {
    expect(database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(database.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(database.all('SELECT count(*) AS n FROM inbox')).toEqual([{ n: MESSAGES }]);
    expect(database.all('SELECT state, count(*) AS n FROM outbox GROUP BY state')).toEqual([
      { state: 'accepted', n: MESSAGES },
    ]);
  });
}, 120_000);

/** Each message until it is answered 200: the other service may hold the file just then. */
async function postAll(port: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < MESSAGES) {
      const n = next;
      next += 1;
      while ((await postMessage(port, n)) === 503) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await Promise.all(Array.from({ length: POSTS_AT_ONCE }, worker));
}
