/** A database file that can't be written for a while: refused with 503, and taken up again without a restart. */
import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { look } from '../../bench/crash/look.ts';
import { databaseIn, freePort, postMessage, startServer, statusOf, until } from './server.ts';
import { type SlowTwilio, slowTwilio } from './slow-twilio.ts';

const BEFORE = 5;
const DURING = 5;

type Scene = {
  readonly file: string;
  readonly port: number;
  readonly server: ChildProcess;
  readonly twilio: SlowTwilio;
};

async function running(file: string): Promise<Scene> {
  const [port, twilio] = [await freePort(), await slowTwilio()];
  const server = await startServer({ databaseUrl: `file:${file}`, port, twilio: twilio.url });
  for (let n = 0; n < BEFORE; n += 1) expect(await postMessage(port, n)).toBe(200);
  await until(() => twilio.sent.length === BEFORE);
  return { file, port, server, twilio };
}

async function refuses({ port, twilio }: Scene): Promise<void> {
  for (let n = BEFORE; n < BEFORE + DURING; n += 1) expect(await postMessage(port, n)).toBe(503);
  expect(await statusOf(port, '/readyz')).toBe(503);
  expect(await statusOf(port, '/healthz')).toBe(200);
  expect(twilio.sent).toHaveLength(BEFORE);
}

/** The same messages come again, as providers bring them. */
async function recovers({ file, port, server, twilio }: Scene): Promise<void> {
  for (let n = BEFORE; n < BEFORE + DURING; n += 1) expect(await postMessage(port, n)).toBe(200);
  expect(await statusOf(port, '/readyz')).toBe(200);
  await until(() => twilio.sent.length >= BEFORE + DURING);
  expect(new Set(twilio.sent).size).toBe(BEFORE + DURING);
  expect(twilio.sent).toHaveLength(BEFORE + DURING);
  expect(server.exitCode).toBe(null);
  look(file, (database) => {
    expect(database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(database.all('SELECT count(*) AS n FROM inbox')).toEqual([{ n: BEFORE + DURING }]);
  });
}

/** No file may be written beyond its first bytes: for SQLite an I/O error. Node has the signal for it ignored. */
function limitFiles({ server }: Scene, limit: '1' | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${limit}:`]);
}

function works(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

test.runIf(works('prlimit', '--version'))(
  'files that may not grow any more: 503 until they may again',
  async () => {
    const scene = await running(databaseIn('limited'));
    limitFiles(scene, '1');
    await refuses(scene);
    limitFiles(scene, 'unlimited');
    await recovers(scene);
  },
  120_000,
);

/** A file system of a few megabytes of its own, where this machine lets us have one. */
function smallDisk(folder: string): boolean {
  return works('mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder);
}

function fill(ballast: string): void {
  const page = Buffer.alloc(4_096);
  try {
    for (;;) appendFileSync(ballast, page);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  }
}

function canMount(): boolean {
  const probe = '/mnt';
  return existsSync(probe) && smallDisk(probe) && works('umount', probe);
}

test.runIf(canMount())(
  'a full disk: 503 until there is room again',
  async () => {
    const file = databaseIn('full');
    const folder = dirname(file);
    expect(smallDisk(folder)).toBe(true);
    onTestFinished(() => {
      works('umount', '--lazy', folder);
    });
    const scene = await running(file);
    const ballast = join(folder, 'ballast');
    fill(ballast);
    await refuses(scene);
    rmSync(ballast);
    await recovers(scene);
  },
  120_000,
);

/** Even for root, and for files that are open already. */
function setFrozen(file: string, isFrozen: boolean): boolean {
  const files = [file, `${file}-wal`].filter((one) => existsSync(one));
  return works('chattr', isFrozen ? '+i' : '-i', ...files);
}

function canFreeze(): boolean {
  const probe = join(process.cwd(), 'node_modules', '.frozen-probe');
  writeFileSync(probe, '');
  const isFrozen = setFrozen(probe, true);
  setFrozen(probe, false);
  rmSync(probe);
  return isFrozen;
}

test.runIf(canFreeze())(
  'a database that has become read-only: 503 until it may be written again',
  async () => {
    const scene = await running(databaseIn('frozen'));
    onTestFinished(() => {
      setFrozen(scene.file, false);
    });
    expect(setFrozen(scene.file, true)).toBe(true);
    await refuses(scene);
    expect(setFrozen(scene.file, false)).toBe(true);
    await recovers(scene);
  },
  120_000,
);
