import { drizzle } from 'drizzle-orm/libsql/http';
import type { Database, Store } from './database.ts';

export function createStore(database: Database): Store {
  const { client, first, commit, close } = database;
  return { db: drizzle(client), first, commit, close };
}
