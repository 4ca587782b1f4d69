/**
 * The worker against another stand-in for a remote libSQL server than our own, where PEERS names the folder that holds
 * one: `PEERS=… npx vitest run test/conformance`.
 */
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openStore } from '../../src/node/open-database.ts';
import { wholeWay } from '../worker/whole-way.ts';
import { type Bundle, bundleWorker, forget, type RunningWorker, startWorker } from '../worker/workerd.ts';

const { PEERS } = process.env;

type Peer = { readonly url: string; close(): void };

describe.skipIf(PEERS === undefined)('in workerd, with a stricter remote database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const file = join(folder, 'remote.db');
  let bundle: Bundle;
  let database: Peer;
  let worker: RunningWorker;

  beforeAll(async () => {
    // It looks for the database driver beside itself.
    symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
    copyFileSync(join(PEERS ?? '', 'libsql-http.mjs'), join(folder, 'libsql-http.mjs'));
    const { startHrana } = (await import(
      /* @vite-ignore */ pathToFileURL(join(folder, 'libsql-http.mjs')).href
    )) as { startHrana(options: { file: string }): Promise<Peer> };
    [bundle, database] = await Promise.all([bundleWorker(), startHrana({ file })]);
    (await openStore(database.url, 'real')).close();
    worker = await startWorker({ bundle, databaseUrl: database.url });
  }, 60_000);

  afterAll(async () => {
    await worker?.stop();
    database?.close();
    if (bundle !== undefined) forget(bundle);
    rmSync(folder, { recursive: true, force: true });
  });

  test('an SMS goes the whole way: refused when forged, stored once, answered by the queue', async () => {
    await wholeWay(worker, file, '+84912345001');
  });
});
