/** Durable turns a second beside a bare echo: the same process model, the same load, the same run. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import {
  fullText,
  makeCollaborators,
  refusedText,
  type SignedText,
  signedText,
  webhookRequest,
} from './collaborators.ts';
import { type Measurement, measured } from './measure.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const WARM_UP_SECONDS = 5;
/** More than any machine answers of one kind, so that no text comes twice. */
const TEXTS = 200_000;

type Load = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the server's process, all its threads, for one request. */
  readonly cpuMicroseconds: number;
  readonly errors: number;
};

const BARE = 'a BC text read and refused with its reason, reply row on disk; limit: bare echo';
const FULL = 'a BC of 11 codes stored as a version and echoed; limit: the turns row';

export async function benchTurns(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-bench-'));
  try {
    const file = join(folder, 'bench.db');
    await makeCollaborators(file);
    const refused = endless(0, refusedText);
    const results: Measurement[] = [];
    let bare = 0;
    for (const connections of [8, 64]) {
      const echo = await underLoad('echo', file, connections, endless(0, refusedText));
      const turns = await underLoad('turns', file, connections, refused);
      bare = turns.perSecond;
      const name = connections === 64 ? 'turns' : `turns-${connections}`;
      results.push(
        measured(name, turns.perSecond, '1/s', echo.perSecond, `${connections} connections; ${BARE}`),
        measured(`${name}-p50`, turns.p50, 'ms', echo.p50),
        measured(`${name}-p99`, turns.p99, 'ms', echo.p99),
        measured(
          `${name}-cpu`,
          turns.cpuMicroseconds,
          'us',
          echo.cpuMicroseconds,
          'of the server, a request',
        ),
      );
      refuseErrors(turns);
    }
    const full = await underLoad('turns', file, 64, endless(TEXTS, fullText));
    results.push(measured('turns-report', full.perSecond, '1/s', bare, `64 connections; ${FULL}`));
    refuseErrors(full);
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Signed beforehand, so that signing is no part of the load. */
function endless(from: number, textOf: (n: number) => string): () => SignedText {
  const texts = Array.from({ length: TEXTS }, (_, n) => signedText(from + n, undefined, textOf(n)));
  let sent = 0;
  return () => {
    const text = texts[sent % TEXTS] as SignedText;
    sent += 1;
    return text;
  };
}

function refuseErrors(load: Load): void {
  if (load.errors > 0) throw new Error(`${load.errors} turns were not answered 200`);
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
    const before = await cpuOf(child);
    const { answered, ...load } = await hit(port, connections, SECONDS, next);
    return { ...load, cpuMicroseconds: ((await cpuOf(child)) - before) / answered };
  } finally {
    child.removeAllListeners('exit');
    child.kill();
  }
}

/** User and system time so far, in microseconds. */
function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu');
  return new Promise((resolve) => child.once('message', (m) => resolve((m as { cpu: number }).cpu)));
}

async function hit(
  port: number,
  connections: number,
  seconds: number,
  next: () => SignedText,
): Promise<Omit<Load, 'cpuMicroseconds'> & { readonly answered: number }> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [webhookRequest(next)],
  });
  return {
    perSecond: result.requests.average,
    answered: result.requests.total,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.non2xx + result.errors,
  };
}
