/** `npm run bench:soak`: memory of the server under a steady load for five minutes. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { makeCollaborators, signedText, webhookRequest } from './collaborators.ts';
import { measured, shown } from './measure.ts';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 5);
const SAMPLE_MS = 10_000;
const A_SECOND = 500;

const folder = mkdtempSync(join(tmpdir(), 'vong-tay-soak-'));
const file = join(folder, 'soak.db');
await makeCollaborators(file);
const child = fork(join(import.meta.dirname, 'servers.ts'), ['turns', file], {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});
const samples: number[] = [];
const port = await new Promise<number>((resolve) => {
  child.on('message', (message) => {
    if (typeof message === 'object' && message !== null && 'port' in message) resolve(Number(message.port));
    if (typeof message === 'object' && message !== null && 'rss' in message)
      samples.push(Number(message.rss));
  });
});
const sampling = setInterval(() => child.send('memory'), SAMPLE_MS);
let sent = 0;
const result = await autocannon({
  url: `http://127.0.0.1:${port}`,
  connections: 8,
  duration: MINUTES * 60,
  overallRate: A_SECOND,
  requests: [
    webhookRequest(() => {
      sent += 1;
      return signedText(sent - 1);
    }),
  ],
});
clearInterval(sampling);
child.kill();
rmSync(folder, { recursive: true, force: true });

const megabytes = samples.map((rss) => rss / 1024 / 1024);
const fifth = Math.max(1, Math.floor(megabytes.length / 5));
const mean = (list: readonly number[]) => list.reduce((sum, n) => sum + n, 0) / list.length;
const after = mean(megabytes.slice(-fifth));
const warm = mean(megabytes.slice(fifth, 2 * fifth));
const json = process.argv.includes('--json');
for (const m of [
  measured(
    'soak-turns',
    result.requests.total,
    'turns',
    null,
    `${MINUTES} min at ${A_SECOND}/s, ${result.non2xx} not answered 200`,
  ),
  measured('soak-memory', after, 'MiB', warm, 'last fifth; limit: second fifth'),
  measured('soak-memory-peak', Math.max(...megabytes), 'MiB', null),
]) {
  console.log(json ? JSON.stringify(m) : shown(m));
}
