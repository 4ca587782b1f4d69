/** What provinces decided for themselves. Read at every message, so remembered for a while. */
import { eq } from 'drizzle-orm';
import { settings } from '../../db/schema.ts';
import type { Committed, Store } from './database.ts';
import { build, type Write, write } from './statement.ts';

/** How long another process's change may go unseen. */
const REMEMBERED_MS = 60_000;

export type Setting = typeof settings.$inferInsert;

type Remembered = { readonly at: number; readonly values: Promise<ReadonlyMap<string, unknown>> };

const remembered = new WeakMap<Store, Map<string, Remembered>>();

/** What is set under a key, by scope; the same map for as long as it is remembered. */
export function settingsFor(store: Store, key: string, now: number): Promise<ReadonlyMap<string, unknown>> {
  const keys = remembered.get(store) ?? new Map<string, Remembered>();
  remembered.set(store, keys);
  const known = keys.get(key);
  if (known !== undefined && Math.abs(now - known.at) < REMEMBERED_MS) return known.values;
  const values = read(store, key);
  keys.set(key, { at: now, values });
  // A read that failed is not remembered.
  values.catch(() => keys.delete(key));
  return values;
}

async function read(store: Store, key: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await store.db
    .select({ scope: settings.scope, value: settings.value })
    .from(settings)
    .where(eq(settings.key, key));
  return new Map(rows.map((row) => [row.scope, row.value]));
}

/** Sets it and forgets what was remembered; `alongside` is written with it or not at all. */
export async function putSetting(
  store: Store,
  row: Setting,
  alongside: readonly Write[] = [],
): Promise<Committed> {
  const { scope: _scope, key: _key, ...set } = row;
  const upsert = build
    .insert(settings)
    .values(row)
    .onConflictDoUpdate({ target: [settings.scope, settings.key], set });
  const committed = await store.commit([write(upsert), ...alongside]);
  remembered.delete(store);
  return committed;
}
