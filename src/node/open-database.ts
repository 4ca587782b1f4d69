import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@libsql/client/http';
import { eq } from 'drizzle-orm';
import { migrate } from 'drizzle-orm/libsql/migrator';
import Connection from 'libsql';
import { meta } from '../../db/schema.ts';
import { createStore } from '../store/create-store.ts';
import type { Database, Store } from '../store/database.ts';
import { openEmbedded } from '../store/embedded.ts';
import { openRemote, remoteConfig } from '../store/remote.ts';
import { insert } from '../store/statement.ts';
import { databaseFault, fileFault, isNewer, urlFault } from './database-faults.ts';
import { openThreaded } from './threaded.ts';

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));

/** A fault of the database that an operator can mend; the message says how. */
export class DatabaseRefused extends Error {
  override name = 'DatabaseRefused';
}

export function openDatabase(url: string, token?: string): Database {
  if (!url.startsWith('file:')) return openAfar(url, token);
  const path = pathOf(url);
  try {
    return openEmbedded(new Connection(path), { defer: (flush) => setImmediate(flush) });
  } catch (error) {
    throw refused(path, error);
  }
}

function openAfar(url: string, token: string | undefined): Database {
  mustBeUrl(url);
  try {
    return openRemote(createClient(remoteConfig(url, token, fetch)));
  } catch (error) {
    throw new DatabaseRefused(databaseFault(url, error), { cause: error });
  }
}

/** A database file in a thread of its own, for the service; a command for a moment has no use of one. */
export async function openInThread(url: string, died: (error: Error) => void): Promise<Database> {
  const path = pathOf(url);
  try {
    return await openThreaded(path, { died });
  } catch (error) {
    throw refused(path, error);
  }
}

export async function migrateDatabase(store: Store): Promise<void> {
  await migrate(store.db, { migrationsFolder: MIGRATIONS });
}

/** A database is marked demo or real when it is made; the other mode refuses it. */
export async function markMode(store: Store, mode: 'demo' | 'real'): Promise<void> {
  await store.commit([insert(meta, { key: 'mode', value: mode }, { onConflict: 'ignore' })]);
  const row = await store.db.select().from(meta).where(eq(meta.key, 'mode')).get();
  if (row?.value !== mode) {
    throw new DatabaseRefused(
      mode === 'real'
        ? 'This database holds the demo with invented people, so the real service refuses it: point DATABASE_URL to another file.'
        : 'This database holds real people, so the demo refuses it: configure a channel to run the real service, or move the file away.',
    );
  }
}

/** Open, migrated and marked. `threadDied` puts a database file into a thread of its own. */
export async function openStore(
  url: string,
  mode: 'demo' | 'real',
  token?: string,
  threadDied?: (error: Error) => void,
): Promise<Store> {
  const inThread = threadDied !== undefined && url.startsWith('file:');
  const store = createStore(inThread ? await openInThread(url, threadDied) : openDatabase(url, token));
  try {
    await refuseNewer(store);
    await migrateDatabase(store);
    await markMode(store, mode);
  } catch (error) {
    const told = error instanceof DatabaseRefused ? undefined : databaseFault(url, error);
    throw told === undefined ? error : new DatabaseRefused(told, { cause: error });
  }
  return store;
}

async function refuseNewer(store: Store): Promise<void> {
  if (!(await isNewer(store, MIGRATIONS))) return;
  throw new DatabaseRefused(
    'A newer version of the service has changed this database: start that version again, or put back the backup from before it.',
  );
}

function mustBeUrl(url: string): void {
  const fault = urlFault(url);
  if (fault !== undefined) throw new DatabaseRefused(fault);
}

/** The folder is made where it is missing. */
function pathOf(url: string): string {
  mustBeUrl(url);
  const path = url.slice('file:'.length);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    closeToOthers(path);
  } catch (error) {
    throw refused(path, error);
  }
  return path;
}

/** One that an older version made is readable by every user of the machine; what a group was allowed stays. */
function closeToOthers(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & OTHERS) === 0) continue;
    try {
      chmodSync(file, mode & 0o770);
    } catch {
      // Another user's file: whether it can be opened is told below.
    }
  }
}

const OTHERS = 0o007;

function refused(path: string, error: unknown): DatabaseRefused {
  return new DatabaseRefused(fileFault(path, error as Error), { cause: error });
}
