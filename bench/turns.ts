/** Durable turns a second beside a bare echo: the same process model, the same load, the same run. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { makeCollaborators, type SignedText, signedText } from './collaborators.ts';
import { type Measurement, measured } from './measure.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const WARM_UP_SECONDS = 3;
const CONNECTIONS = [8, 64] as const;
const TEXTS = 400_000;

type Load = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly errors: number;
};

export async function benchTurns(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-bench-'));
  try {
    const file = join(folder, 'bench.db');
    await makeCollaborators(file);
    const texts = Array.from({ length: TEXTS }, (_, n) => signedText(n));
    const results: Measurement[] = [];
    let sent = 0;
    const next = () => {
      const text = texts[sent % TEXTS] as SignedText;
      sent += 1;
      return text;
    };
    for (const connections of CONNECTIONS) {
      const echo = await underLoad('echo', file, connections, next);
      const turns = await underLoad('turns', file, connections, next);
      const name = connections === 64 ? 'turns' : `turns-${connections}`;
      results.push(
        measured(
          name,
          turns.perSecond,
          '1/s',
          echo.perSecond,
          `${connections} connections, durable; limit: bare echo`,
        ),
        measured(`${name}-p50`, turns.p50, 'ms', echo.p50),
        measured(`${name}-p99`, turns.p99, 'ms', echo.p99),
      );
      if (turns.errors > 0) throw new Error(`${turns.errors} turns were not answered 200`);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function underLoad(
  mode: 'echo' | 'turns',
  file: string,
  connections: number,
  next: () => SignedText,
): Promise<Load> {
  const child = fork(join(import.meta.dirname, 'servers.ts'), [mode, file], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (m) => resolve((m as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`the ${mode} server ended with ${code}`)));
  });
  try {
    await hit(port, connections, WARM_UP_SECONDS, next);
    return await hit(port, connections, SECONDS, next);
  } finally {
    child.removeAllListeners('exit');
    child.kill();
  }
}

async function hit(
  port: number,
  connections: number,
  seconds: number,
  next: () => SignedText,
): Promise<Load> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/webhooks/twilio',
        setupRequest: (request) => {
          const text = next();
          return {
            ...request,
            body: text.body,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              'x-twilio-signature': text.signature,
            },
          };
        },
      },
    ],
  });
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.non2xx + result.errors,
  };
}
