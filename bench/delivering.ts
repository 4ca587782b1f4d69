/** The service with its sender in a process of its own: `node bench/delivering.ts FILE PROVIDER`; expands when told. */
import { serve } from '@hono/node-server';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { createDeliverer } from '../src/deliver-loop.ts';
import { nodeDeps } from '../src/node/deps.ts';
import { gathering } from '../src/node/gathering.ts';
import { startBroadcast } from '../src/store/broadcasts.ts';
import { MUONG_THAN, THAN_UYEN } from '../test/broadcasts/lai-chau.ts';
import { BENCH_ENV } from './collaborators.ts';
import { AUTHOR, morningClock } from './crowd.ts';

const [file = '', provider = ''] = process.argv.slice(2);
const now = morningClock();
let wake = () => {};
const config = readConfig({ ...BENCH_ENV, TWILIO_API_BASE: provider, DATABASE_URL: `file:${file}` });
const deps = await nodeDeps(config, { clock: now, wake: () => wake() });
const deliverer = createDeliverer(deps, now);
wake = deliverer.wake;
const app = createApp(deps, { now, gather: gathering() });
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => process.send?.({ port: info.port }));

process.on('message', async (people) => {
  const begun = performance.now();
  await deps.store.commit([
    startBroadcast(
      {
        id: deps.newId(),
        authorId: AUTHOR,
        audience: 'parents',
        communes: [MUONG_THAN, THAN_UYEN],
        textSealed: deps.secrets.seal('Xa Muong Than: Sang thu Hai tram y te tiem chung.'),
        recipients: Number(people),
        urgent: false,
        expiresAt: now() + 86_400_000,
      },
      now(),
    ),
  ]);
  deliverer.wake();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const row = await deps.store.first('SELECT count(*) FROM broadcasts WHERE expanding IS NOT NULL', []);
    if (row?.[0] === 0) break;
  }
  process.send?.({ ms: performance.now() - begun });
});
