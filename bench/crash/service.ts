/** The real service, `node src/node.ts`, in one process after another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { type Addresses, serviceEnv } from './world.ts';

const ROOT = join(import.meta.dirname, '../..');
const STARTS_WITHIN_MS = 60_000;
/** What the service grants itself for a stop, and a little. */
const STOPS_WITHIN_MS = 12_000;

/** After so many a run proves nothing more. */
const MOST_TROUBLES = 3;

export type Life = {
  /** Resolves when it listens. */
  readonly ready: Promise<void>;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
};

export type Service = {
  /** Lets the next process run, with its clock ahead of the machine's. */
  begin(aheadMs: number): Promise<Life>;
  /** How often each warning or error was logged. */
  readonly logged: ReadonlyMap<string, number>;
  /** What went wrong with the processes themselves. */
  readonly troubles: readonly string[];
  readonly startMs: readonly number[];
  close(): void;
};

export function createService(addresses: Addresses): Service {
  const cache = join(dirname(addresses.file), 'compiled');
  const logged = new Map<string, number>();
  const troubles: string[] = [];
  const startMs: number[] = [];
  const processes = new Set<ChildProcess>();
  let isClosed = false;

  function spawned(): ChildProcess {
    const child = spawn(
      process.execPath,
      ['--import', join(import.meta.dirname, 'standby.ts'), 'src/node.ts'],
      {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache, ...serviceEnv(addresses) },
      },
    );
    processes.add(child);
    child.once('exit', () => processes.delete(child));
    return child;
  }

  let next = inReserve(spawned());
  return {
    logged,
    troubles,
    startMs,
    async begin(aheadMs) {
      if (troubles.length >= MOST_TROUBLES) throw new Error(troubles.join('\n'));
      const child = await next;
      const start = performance.now();
      child.send(aheadMs);
      const life = lifeOf(child, logged, troubles);
      void life.ready.then(() => startMs.push(performance.now() - start));
      if (!isClosed) next = inReserve(spawned());
      return life;
    },
    close() {
      isClosed = true;
      for (const child of processes) child.kill('SIGKILL');
    },
  };
}

/** Resolves when its modules are in memory. */
function inReserve(child: ChildProcess): Promise<ChildProcess> {
  const reserved = new Promise<ChildProcess>((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the service ended with ${code} before it began`)));
    child.stderr?.once('data', (data: Buffer) => reject(new Error(data.toString())));
  });
  // Whoever begins it hears of it.
  reserved.catch(() => {});
  return reserved;
}

function lifeOf(child: ChildProcess, logged: Map<string, number>, troubles: string[]): Life {
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let isWanted = true;
  let told = '';
  child.stderr?.removeAllListeners('data').on('data', (data: Buffer) => {
    told = `${told}${data}`.slice(-4_000);
  });
  const ready = new Promise<void>((resolve) => {
    let line = '';
    child.stdout?.on('data', (data: Buffer) => {
      const lines = `${line}${data}`.split('\n');
      line = lines.pop() ?? '';
      for (const one of lines) if (counted(one, logged) === 'listening') resolve();
    });
    const timer = setTimeout(() => {
      if (isWanted) troubles.push('a start took more than a minute');
      child.kill('SIGKILL');
    }, STARTS_WITHIN_MS);
    void gone.then((code) => {
      clearTimeout(timer);
      if (isWanted) troubles.push(`the service ended by itself with ${code}: ${told}`);
      resolve();
    });
    child.stdout?.once('data', () => clearTimeout(timer));
  });
  return {
    ready,
    async kill() {
      isWanted = false;
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      isWanted = false;
      const asked = performance.now();
      child.kill('SIGTERM');
      const timer = setTimeout(() => {
        troubles.push('a stop took more than its ten seconds');
        child.kill('SIGKILL');
      }, STOPS_WITHIN_MS);
      const code = await gone;
      clearTimeout(timer);
      const took = Math.round(performance.now() - asked);
      if (code !== 0) troubles.push(`a stop ended with ${code} after ${took} ms: ${told}`);
      return code;
    },
  };
}

/** The event of a line of the log. */
function counted(line: string, logged: Map<string, number>): string | undefined {
  let entry: { level?: string; event?: string; reason?: string };
  try {
    entry = JSON.parse(line) as typeof entry;
  } catch {
    return undefined;
  }
  if (entry.level === 'warn' || entry.level === 'error') {
    const about = `${entry.level} ${entry.event}${entry.reason === undefined ? '' : `: ${entry.reason}`}`;
    logged.set(about, (logged.get(about) ?? 0) + 1);
  }
  return entry.event;
}
