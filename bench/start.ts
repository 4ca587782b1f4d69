/** From `node src/node.ts` to the first signed webhook answered, beside a bare Hono server to its first answer. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BENCH_ENV, signedText } from './collaborators.ts';
import { type Measurement, measured } from './measure.ts';

const RUNS = 3;

export async function benchStart(): Promise<Measurement[]> {
  const service = await median(() => once('turns'));
  const bare = await median(() => once('echo'));
  return [
    measured(
      'start',
      service,
      'ms',
      bare,
      'new database, migrated, to the first durable answer; limit: bare echo',
    ),
  ];
}

async function once(mode: 'turns' | 'echo'): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-start-'));
  const begin = performance.now();
  const child = fork(join(import.meta.dirname, 'servers.ts'), [mode, join(folder, 'start.db')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (m) => resolve((m as { port: number }).port));
      child.once('exit', (code) => reject(new Error(`the ${mode} server ended with ${code}`)));
    });
    const text = signedText(1);
    const response = await fetch(`http://127.0.0.1:${port}/webhooks/twilio`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': text.signature },
      body: text.body,
    });
    if (response.status !== 200)
      throw new Error(`the first answer was ${response.status} for ${BENCH_ENV.PUBLIC_URL}`);
    return performance.now() - begin;
  } finally {
    child.removeAllListeners('exit');
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function median(run: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let n = 0; n < RUNS; n += 1) all.push(await run());
  return all.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}
