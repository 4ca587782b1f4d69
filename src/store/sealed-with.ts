/** Which secrets anything in this database may be sealed with: a keyed check value of each, never the secret. */
import { eq, like, sql } from 'drizzle-orm';
import { meta } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';
import { build, insert, type Write, write } from './statement.ts';

const PREFIX = 'sealed-with:';

export type Kept = {
  readonly check: string;
  /** When the service took it into use. */
  readonly since: number;
};

export async function checksKept(store: Store): Promise<readonly Kept[]> {
  const rows = await store.db
    .select()
    .from(meta)
    .where(like(meta.key, `${PREFIX}%`));
  return rows.map(({ key, value }) => ({ check: key.slice(PREFIX.length), since: Number(value) }));
}

/** Two that start at once keep the same. */
export function keepCheck(check: string, since: number): Write {
  return insert(meta, { key: PREFIX + check, value: String(since) }, { onConflict: 'ignore' });
}

export function forgetCheck(check: string): Write {
  return write(build.delete(meta).where(eq(meta.key, PREFIX + check)));
}

/** One address under each key where there is one, and the oldest text: what was sealed first may be left longest. */
export async function sealedSamples(store: Store, keyIds: readonly string[]): Promise<readonly string[]> {
  const rows = await rowsOf<[string | null]>(
    store,
    sql`SELECT (SELECT address_sealed FROM contacts WHERE substr(address_sealed, 1, length(k.value)) = k.value LIMIT 1)
        FROM json_each(${JSON.stringify(keyIds)}) AS k
      UNION ALL SELECT (SELECT text_sealed FROM inbox ORDER BY id LIMIT 1)`,
  );
  return rows.flatMap(([sealed]) => sealed ?? []);
}

export async function hasPeople(store: Store): Promise<boolean> {
  return (await rowsOf(store, sql`SELECT 1 FROM contacts LIMIT 1`)).length > 0;
}
