/** Who on the same machine may read the database. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/node/open-database.ts';

const ROOT = join(import.meta.dirname, '../..');

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-modes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data', 'vong-tay.db');
}

const environment = (file: string) => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  PORT: '0',
  APP_SECRET: 'correct-horse-battery-staple-0123456789',
  DATABASE_URL: `file:${file}`,
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** Of the folder, then of every file in it. */
function modes(file: string): string[] {
  const folder = dirname(file);
  return [modeOf(folder), ...new Set(readdirSync(folder).map((name) => modeOf(join(folder, name))))];
}

test.each(['src/node/migrate.ts', 'src/node/admin.ts'])(
  '%s makes a database that no other user of the machine can read',
  (command) => {
    const file = databaseFile();
    const args = ['-c', 'umask 022; exec "$0" "$@"', process.execPath, join(ROOT, command), 'list-officers'];
    const done = spawnSync('/bin/sh', args, { env: environment(file), encoding: 'utf8' });
    expect(done.stderr).toBe('');
    expect(modes(file)).toEqual(['700', '600']);
  },
);

test('so does the service', { timeout: 60_000 }, async () => {
  const file = databaseFile();
  const args = ['-c', 'umask 022; exec "$0" "$@"', process.execPath, join(ROOT, 'src/node.ts')];
  const child = spawn('/bin/sh', args, { env: environment(file), stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => data.toString().includes('listening') && resolve());
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
  expect(readdirSync(dirname(file)).length).toBeGreaterThan(1);
  expect(modes(file)).toEqual(['700', '600']);
  child.removeAllListeners('exit');
});

test('one that an older version left readable is closed to others, and stays open to the group it was given to', async () => {
  const file = databaseFile();
  (await openStore(`file:${file}`, 'real')).close();
  chmodSync(file, 0o644);
  (await openStore(`file:${file}`, 'real')).close();
  expect(modeOf(file)).toBe('640');
});
