/**
 * `npm run bench:drain [messages]`: how fast a backlog leaves. A broadcast to 100,000 people to a provider that
 * answers at once, beside a bare loop of fetch to the same provider in the same run; and Telegram at its limit.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { createDeliverer } from '../src/deliver-loop.ts';
import type { Deps } from '../src/deps.ts';
import { nodeDeps } from '../src/node/deps.ts';
import { startBroadcast, tallyOf } from '../src/store/broadcasts.ts';
import { MUONG_THAN, THAN_UYEN } from '../test/broadcasts/lai-chau.ts';
import { BENCH_ENV } from './collaborators.ts';
import { AUTHOR, asked, makeCrowd, morningClock, startChild } from './crowd.ts';
import { type Measurement, measured, shown } from './measure.ts';

const PEOPLE = Number(process.argv[2] ?? 100_000);
const AT_ONCE = 64;
const LEAST_PER_SECOND = 3_000;
const LIMIT_PER_SECOND = 30;
const LIMITED_PEOPLE = 600;
const MB = 1024 * 1024;

const now = morningClock();

type Counts = { readonly taken: number; readonly refused: number; readonly seconds: number };

const folder = mkdtempSync(join(tmpdir(), 'vong-tay-drain-'));
try {
  for (const measurement of [...(await limited()), ...(await drain())]) console.log(shown(measurement));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function service(name: string, env: Readonly<Record<string, string>>): Promise<Deps> {
  const config = readConfig({ ...BENCH_ENV, ...env, DATABASE_URL: `file:${join(folder, `${name}.db`)}` });
  const deps = await nodeDeps(config, { clock: now, wake: () => {} });
  return { ...deps, log: (level, event, fields) => level === 'info' || console.error(level, event, fields) };
}

async function drain(): Promise<readonly Measurement[]> {
  const { child, port } = await startChild('fake-provider.ts');
  const url = `http://127.0.0.1:${port}`;
  const deps = await service('drain', { TWILIO_API_BASE: url, TWILIO_SEGMENTS_PER_SECOND: '1000' });
  await makeCrowd(deps, PEOPLE, 'phone');
  await bareLoop(url, 5_000);
  const bare = await bareLoop(url, Math.min(PEOPLE, 40_000));

  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const seconds = await sendTo(deps, PEOPLE);
  clearInterval(watch);
  const perSecond = PEOPLE / seconds;
  const bareAgain = await bareLoop(url, Math.min(PEOPLE, 40_000));
  child.kill();
  deps.store.close();
  const loop = (bare + bareAgain) / 2;
  return [
    measured(
      'drain',
      perSecond,
      '1/s',
      LEAST_PER_SECOND,
      `${PEOPLE} messages of a broadcast; limit: the least`,
    ),
    measured('drain-of-fetch', perSecond, '1/s', loop, `limit: a bare fetch loop, ${AT_ONCE} at once`),
    measured('drain-peak', peak / MB, 'MB', before / MB, 'resident; limit: before the drain'),
  ];
}

/** From its confirmation to its last message. */
async function sendTo(deps: Deps, people: number): Promise<number> {
  const deliverer = createDeliverer(deps, now);
  const begun = performance.now();
  await deps.store.commit([
    startBroadcast(
      {
        id: deps.newId(),
        authorId: AUTHOR,
        audience: 'parents',
        communes: [MUONG_THAN, THAN_UYEN],
        textSealed: deps.secrets.seal(
          'Xa Muong Than: Sang thu Hai 9/11 tram y te tiem chung, moi gia dinh dua tre den.',
        ),
        recipients: people,
        urgent: false,
        expiresAt: now() + 86_400_000,
      },
      now(),
    ),
  ]);
  deliverer.wake();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const rows = await deps.store.first(
      "SELECT count(*) FROM broadcasts b WHERE b.expanding IS NULL AND NOT EXISTS (SELECT 1 FROM recipients p WHERE p.broadcast_id = b.id) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.broadcast_id = b.id AND o.state IN ('queued', 'sending'))",
      [],
    );
    if (rows?.[0] === 1) break;
  }
  const seconds = (performance.now() - begun) / 1_000;
  await deliverer.stop();
  const last = await deps.store.first('SELECT id FROM broadcasts', []);
  const tally = await tallyOf(deps.store, String(last?.[0]));
  const accepted = tally.find((row) => row.state === 'accepted')?.count ?? 0;
  if (accepted !== people) throw new Error(`of ${people} messages ${accepted} were accepted`);
  return seconds;
}

/** The same call as Twilio's sender makes, and nothing else. */
async function bareLoop(url: string, calls: number): Promise<number> {
  const path = `${url}/2010-04-01/Accounts/${BENCH_ENV.TWILIO_ACCOUNT_SID}/Messages.json`;
  const authorization = `Basic ${btoa('account:token')}`;
  let begun = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (begun < calls) {
        begun += 1;
        const response = await fetch(path, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({
            To: '+84200000001',
            From: '+15005550006',
            Body: 'Xa Muong Than: Sang thu Hai 9/11 tram y te tiem chung, moi gia dinh dua tre den.',
            StatusCallback: `https://bench.example/webhooks/twilio/status?d=${begun}`,
          }).toString(),
          signal: AbortSignal.timeout(15_000),
        });
        await response.json();
      }
    }),
  );
  return calls / ((performance.now() - start) / 1_000);
}

async function limited(): Promise<readonly Measurement[]> {
  const { child, port } = await startChild('fake-provider.ts', [String(LIMIT_PER_SECOND)]);
  const deps = await service('limited', {
    TELEGRAM_BOT_TOKEN: '123456:bench',
    TELEGRAM_WEBHOOK_SECRET: 'bench-only-secret-0001',
    TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
  });
  await makeCrowd(deps, LIMITED_PEOPLE, 'telegram');
  await sendTo(deps, LIMITED_PEOPLE);
  const { taken, refused, seconds } = await asked<Counts>(child, 'counts');
  child.kill();
  deps.store.close();
  return [
    measured(
      'drain-limited',
      (taken - 1) / seconds,
      '1/s',
      LIMIT_PER_SECOND,
      'Telegram; limit: what it allows',
    ),
    measured('drain-refused', refused, '429s', null),
  ];
}
