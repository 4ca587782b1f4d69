/** Looks into the database file of the service from outside. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Connection from 'libsql';

export type Row = Readonly<Record<string, string | number | null>>;
export type Look = { all(sql: string, ...args: readonly (string | number)[]): Row[] };

/** While the service runs, or after it closed the file itself. */
export function look<T>(file: string, read: (database: Look) => T): T {
  const connection = new Connection(file);
  try {
    connection.exec('PRAGMA busy_timeout = 5000');
    return read({ all: (sql, ...args) => connection.prepare(sql).all(...args) as Row[] });
  } finally {
    connection.close();
  }
}

/**
 * After a kill: a copy is looked at, as whoever opens the file itself mends what the kill left behind, and that is for
 * the service to do.
 */
export function lookAtRemains<T>(file: string, read: (database: Look) => T): T {
  const copy = `${file}.copy`;
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    return look(copy, read);
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  }
}
