/**
 * What the store needs of a database, the same for the embedded file and for a remote one. Drizzle comes in as types
 * only: the thread of the database needs none of it.
 */
import type { Client } from '@libsql/client';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import type { LibSQLDatabase } from 'drizzle-orm/libsql';
import type { Value, Write } from './statement.ts';

/** `collided` names the table whose unique rule refused the unit: nothing of it was written. */
export type Committed = { readonly ok: true } | { readonly ok: false; readonly collided: string };

export type Database = {
  readonly client: Client;
  /** The first row of a read as the driver has it, or undefined where there is none. */
  first(sql: string, args: readonly Value[]): Promise<readonly Value[] | undefined>;
  /** All of the writes or none; on disk when the promise resolves. Throws DatabaseBusy when it can't be had. */
  commit(writes: readonly Write[]): Promise<Committed>;
  /** Finishes the units that were begun. */
  close(): Promise<void>;
};

/** The database could not be written for now: answer 503 so that the provider comes back. */
export class DatabaseBusy extends Error {
  override name = 'DatabaseBusy';
}

export type Store = {
  readonly db: LibSQLDatabase;
  /** For what every message reads: mapping the rows costs a query builder as much as the database's work. */
  first(sql: string, args: readonly Value[]): Promise<readonly Value[] | undefined>;
  commit(writes: readonly Write[]): Promise<Committed>;
  close(): Promise<void>;
};

/** Remembers a prepared read for each store, so that its SQL is built once. */
export function prepared<T>(make: (db: LibSQLDatabase) => T): (store: Store) => T {
  const made = new WeakMap<Store, T>();
  return (store) => {
    let query = made.get(store);
    if (query === undefined) {
      query = make(store.db);
      made.set(store, query);
    }
    return query;
  };
}

/** A turn that was taken by another is refused by its NOT NULL. */
const UNIQUE =
  /(?:(?:UNIQUE|PRIMARY KEY) constraint failed: (?:index ')?|NOT NULL constraint failed: (?=contacts\.turn))([a-z_]+)/i;

/** The table whose unique rule an error tells of, or undefined for any other error. */
export function collision(error: unknown): string | undefined {
  return error instanceof Error ? UNIQUE.exec(error.message)?.[1] : undefined;
}

export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    /SQLITE_BUSY|database is locked|SQLITE_LOCKED|TRANSACTION_(?:BUSY|TIMEOUT|CLOSED)/.test(
      `${codeOf(error)} ${error.message}`,
    )
  );
}

/** Disk full, read-only, I/O: nothing was written and the provider should come back. */
export function isUnwritable(error: unknown): boolean {
  return (
    error instanceof Error &&
    /SQLITE_(FULL|READONLY|IOERR|CANTOPEN)/.test(`${codeOf(error)} ${error.message}`)
  );
}

/**
 * What went wrong at bottom, as DatabaseBusy where it passes. Drizzle's own error quotes the values of the query, which
 * belong in no log.
 */
export function faultOf(error: unknown): Error {
  const root = error instanceof DrizzleQueryError ? (error.cause ?? error) : error;
  if (root instanceof DatabaseBusy) return root;
  if (isBusy(root) || isUnwritable(root)) {
    return new DatabaseBusy('The database cannot be written now.', { cause: root });
  }
  return root instanceof Error ? root : new Error(String(root));
}

function codeOf(error: Error): string {
  return String((error as { code?: unknown }).code ?? '');
}
