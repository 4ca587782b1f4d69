import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@libsql/client/http';
import { eq } from 'drizzle-orm';
import { migrate } from 'drizzle-orm/libsql/migrator';
import Connection from 'libsql';
import { meta } from '../../db/schema.ts';
import { createStore, type Database, type Store } from '../store/database.ts';
import { openEmbedded } from '../store/embedded.ts';
import { openRemote, remoteConfig } from '../store/remote.ts';
import { insert } from '../store/statement.ts';

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));

/** A fault of the database that an operator can mend; the message says how. */
export class DatabaseRefused extends Error {
  override name = 'DatabaseRefused';
}

export function openDatabase(url: string, token?: string): Database {
  if (!url.startsWith('file:')) {
    return openRemote(createClient(remoteConfig(url, token, fetch)));
  }
  const path = url.slice('file:'.length);
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openEmbedded(new Connection(path), { defer: (flush) => setImmediate(flush) });
  } catch (error) {
    throw new DatabaseRefused(
      `The database file ${path} can't be opened (${(error as Error).message}): check that the folder exists, that this user may write there, and that the disk is not full.`,
      { cause: error },
    );
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

/** Open, migrated and marked. */
export async function openStore(url: string, mode: 'demo' | 'real', token?: string): Promise<Store> {
  const store = createStore(openDatabase(url, token));
  await migrateDatabase(store);
  await markMode(store, mode);
  return store;
}
