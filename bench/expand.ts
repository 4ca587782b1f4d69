/**
 * `npm run bench:expand [people]`: a broadcast to 100,000 people written into the outbox while others write to us: how
 * long it takes, and what the slowest hundredth of their messages waits, beside an idle service in the same run.
 */
import crypto from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { openStore } from '../src/node/open-database.ts';
import { createSecrets } from '../src/secrets.ts';
import { BENCH_ENV, signedText } from './collaborators.ts';
import { asked, makeCrowd, startChild } from './crowd.ts';
import { measured, shown } from './measure.ts';

const PEOPLE = Number(process.argv[2] ?? 100_000);
const LIMIT_MS = 2_000;
const TIMES_IDLE = 3;
const EVERY_MS = 5;
const IDLE_MS = 4_000;

const folder = mkdtempSync(join(tmpdir(), 'vong-tay-expand-'));
const file = join(folder, 'bench.db');
const config = readConfig({ ...BENCH_ENV, DATABASE_URL: `file:${file}` });
const store = await openStore(config.databaseUrl, config.mode);
await makeCrowd({ store, secrets: createSecrets(crypto, config.secret) }, PEOPLE, 'phone');
store.close();
const provider = await startChild('fake-provider.ts');
const service = await startChild('delivering.ts', [file, `http://127.0.0.1:${provider.port}`]);

let sent = 0;
/** A message every few ms, whatever became of the others, until told to stop; how long each took. */
async function knock(until: Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = [];
  const calls: Promise<void>[] = [];
  let isOver = false;
  void until.then(() => {
    isOver = true;
  });
  while (!isOver) {
    sent += 1;
    const { body, signature } = signedText(sent, undefined, 'TG');
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
    const begun = performance.now();
    calls.push(
      fetch(`http://127.0.0.1:${service.port}/webhooks/twilio`, { method: 'POST', headers, body }).then(
        async (response) => {
          await response.arrayBuffer();
          took.push(performance.now() - begun);
        },
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  await Promise.all(calls);
  return took.sort((a, b) => a - b);
}

const slowest = (took: readonly number[]) => took[Math.floor(took.length * 0.99)] ?? 0;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

try {
  await knock(pause(IDLE_MS));
  const idle = slowest(await knock(pause(IDLE_MS)));
  const expanded = asked<{ readonly ms: number }>(service.child, String(PEOPLE));
  const busy = slowest(await knock(expanded));
  const { ms } = await expanded;
  console.log(shown(measured('expand', ms, 'ms', LIMIT_MS, `${PEOPLE} people, while messages come in`)));
  console.log(
    shown(measured('expand-p99', busy, 'ms', idle * TIMES_IDLE, 'webhooks meanwhile; limit: thrice idle')),
  );
} finally {
  provider.child.kill();
  service.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
