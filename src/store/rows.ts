/** Reads for which a query builder has no words: rows as tuples, the same from either driver. */
import type { SQL } from 'drizzle-orm';
import type { Store } from './database.ts';
import type { Value } from './statement.ts';

export async function rowsOf<T extends readonly Value[]>(store: Store, query: SQL): Promise<readonly T[]> {
  const rows = await store.db.values(query);
  return rows.map((row) => Array.from(row as ArrayLike<Value>) as unknown as T);
}
