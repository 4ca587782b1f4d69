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

/** Of each server at each number of connections, in rounds by turns: a shared machine is not the same for long. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const ROUNDS = 4;
/** The engine goes on optimising what a turn runs through for many seconds. */
const WARM_UP_SECONDS = 20;
/** More than any machine answers of one kind, so that no text comes twice. */
const TEXTS = 200_000;

type Load = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the server's process, all its threads, for one request. */
  readonly cpuMicroseconds: number;
};

type Server = { readonly child: ChildProcess; readonly port: number; readonly next: () => SignedText };

const BARE = 'a BC text read and refused with its reason, reply row on disk; limit: bare echo';
const FULL = 'a BC of 11 codes stored as a version and echoed; limit: the turns row';
const CPU = 'of the server, a request';

export async function benchTurns(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-bench-'));
  const servers: Server[] = [];
  try {
    const file = join(folder, 'bench.db');
    await makeCollaborators(file);
    const echo = await serverOf('echo', file, endless(0, refusedText));
    servers.push(echo);
    const turns = await serverOf('turns', file, endless(0, refusedText));
    servers.push(turns);
    for (const server of servers) await hit(server, 64, WARM_UP_SECONDS);
    const results: Measurement[] = [];
    for (const connections of [8, 64]) {
      const [limit, bare] = await byTurns(echo, turns, connections);
      const name = connections === 64 ? 'turns' : `turns-${connections}`;
      results.push(
        measured(name, bare.perSecond, '1/s', limit.perSecond, `${connections} connections; ${BARE}`),
        measured(`${name}-p50`, bare.p50, 'ms', limit.p50),
        measured(`${name}-p99`, bare.p99, 'ms', limit.p99),
        measured(`${name}-cpu`, bare.cpuMicroseconds, 'us', limit.cpuMicroseconds, CPU),
      );
    }
    const full: Server = { ...turns, next: endless(TEXTS, fullText) };
    await hit(full, 64, WARM_UP_SECONDS);
    for (const connections of [8, 64]) {
      const [bare, report] = await byTurns(turns, full, connections);
      const name = connections === 64 ? 'turns-report' : `turns-report-${connections}`;
      const note = `${connections} connections; ${FULL}`;
      results.push(measured(name, report.perSecond, '1/s', bare.perSecond, note));
    }
    return results;
  } finally {
    for (const { child } of servers) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two servers by turns, round after round: means of the rounds, the worst of their p99. */
async function byTurns(one: Server, other: Server, connections: number): Promise<readonly [Load, Load]> {
  const rounds: (readonly [Load, Load])[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const seconds = SECONDS / ROUNDS;
    rounds.push([await hit(one, connections, seconds), await hit(other, connections, seconds)]);
  }
  return [overall(rounds.map(([load]) => load)), overall(rounds.map(([, load]) => load))];
}

function overall(loads: readonly Load[]): Load {
  const mean = (of: (load: Load) => number) => loads.reduce((sum, load) => sum + of(load), 0) / loads.length;
  return {
    perSecond: mean((load) => load.perSecond),
    p50: mean((load) => load.p50),
    p99: Math.max(...loads.map((load) => load.p99)),
    cpuMicroseconds: mean((load) => load.cpuMicroseconds),
  };
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

async function serverOf(mode: 'echo' | 'turns', file: string, next: () => SignedText): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'servers.ts'), [mode, file], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (m) => resolve((m as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`the ${mode} server ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  return { child, port, next };
}

/** User and system time so far, in microseconds. */
function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu');
  return new Promise((resolve) => child.once('message', (m) => resolve((m as { cpu: number }).cpu)));
}

async function hit({ child, port, next }: Server, connections: number, seconds: number): Promise<Load> {
  const before = await cpuOf(child);
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    requests: [webhookRequest(next)],
  });
  const errors = result.non2xx + result.errors;
  if (errors > 0) throw new Error(`${errors} turns were not answered 200`);
  return {
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMicroseconds: ((await cpuOf(child)) - before) / result.requests.total,
  };
}
