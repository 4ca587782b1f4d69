import { sql } from 'drizzle-orm';
import { meta } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { upsert } from './statement.ts';

/** Throws where the database does not answer or is not migrated. */
export async function answers({ db }: Store): Promise<void> {
  await db.select({ one: sql`1` }).from(meta).limit(1);
}

/** Throws DatabaseBusy where nothing can be written. */
export async function takesWrites(store: Store, now: number): Promise<void> {
  await store.commit([upsert(meta, { key: 'ready', value: String(now) }, ['key'])]);
}
