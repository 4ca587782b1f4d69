/**
 * The embedded libSQL file: one synchronous connection, its statements prepared once, and group commit. The stock
 * client pools connections, which loses PRAGMAs and the statement cache, and with them two thirds of the speed.
 */
import type { Client, InArgs, InStatement, ResultSet, Row } from '@libsql/client';
import type Connection from 'libsql';
import { type Committed, collision, type Database, DatabaseBusy, isBusy, isUnwritable } from './database.ts';
import type { Value, Write } from './statement.ts';

type Column = { readonly name: string; readonly type: string | null };

type Prepared = {
  readonly reader: boolean;
  raw(on: boolean): Prepared;
  run(args: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  all(args: readonly unknown[]): unknown[][];
  get(args: readonly unknown[]): Value[] | undefined;
  columns(): Column[];
};

/** What the driver would tell again at every call, asked once. */
type Statement = {
  readonly prepared: Prepared;
  /** Gives rows. */
  readonly reader: boolean;
  readonly reads: boolean;
  readonly columns: string[];
  readonly columnTypes: string[];
};

type Waiting = {
  readonly writes: readonly Write[];
  readonly settle: (result: Committed) => void;
  readonly fail: (error: unknown) => void;
};

const BUSY_GIVE_UP_MS = 5_000;
const BUSY_RETRY_MS = 15;

/** A `WITH …` may be either: only its further words tell. */
const READS = /^\s*(?:SELECT|PRAGMA|EXPLAIN|WITH(?![\s\S]*\b(?:INSERT|UPDATE|DELETE)\b))\b/i;

export type EmbeddedOptions = {
  /** Runs the flush after every unit of this turn of the event loop has queued. */
  readonly defer: (flush: () => void) => void;
  /** How long units wait for another process's write lock. */
  readonly busyGiveUpMs?: number;
};

export function openEmbedded(connection: Connection.Database, options: EmbeddedOptions): Database {
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
  connection.exec('PRAGMA foreign_keys = ON');
  // A waiting synchronous connection would block the event loop: fail at once, retry with a timer.
  connection.exec('PRAGMA busy_timeout = 0');
  connection.exec('PRAGMA cache_size = -65536');
  // 16 MiB of log between checkpoints: a page that many groups change is copied into the file once, not each time.
  connection.exec('PRAGMA wal_autocheckpoint = 4000');

  const statements = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      if (statements.size > 500) statements.clear();
      const prepared = connection.prepare(sql) as unknown as Prepared;
      const { reader } = prepared;
      if (reader) prepared.raw(true);
      const columns = reader ? prepared.columns() : [];
      statement = {
        prepared,
        reader,
        reads: READS.test(sql),
        columns: columns.map((c) => c.name),
        columnTypes: columns.map((c) => c.type ?? ''),
      };
      statements.set(sql, statement);
    }
    return statement;
  };
  const run = (write: Write) => {
    const { prepared, reader } = prepare(write.sql);
    if (reader) prepared.all(write.args);
    else prepared.run(write.args);
  };

  // Not prepared: a statement that meets a lock stays open with the driver until it runs again, and then the next read
  // would hold on to its snapshot, from which no unit can be written any more. `exec` closes its statements.
  const begin = () => connection.exec('BEGIN IMMEDIATE');
  const commit = () => connection.exec('COMMIT');

  let waiting: Waiting[] = [];
  let scheduled = false;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    options.defer(() => flush(Date.now()));
  };

  /**
   * Nearly always every unit fits, so a group runs without savepoints, which would keep a copy of each page that a
   * unit touches and double the cost of its writes. Where a unit fails, the group is taken back and run again with
   * each unit `apart`.
   */
  function flush(since: number, apart = false): void {
    if (waiting.length === 0) return;
    try {
      begin();
    } catch (error) {
      if (isBusy(error) && Date.now() - since < (options.busyGiveUpMs ?? BUSY_GIVE_UP_MS)) {
        setTimeout(flush, 1 + Math.random() * BUSY_RETRY_MS, since, apart);
        return;
      }
      giveUp(takeWaiting(), error);
      return;
    }
    const group = takeWaiting();
    const results: (Committed | { readonly error: unknown })[] = [];
    try {
      for (const unit of group) results.push(apart ? runApart(unit.writes) : runAll(unit.writes));
      commit();
    } catch (error) {
      rollBack();
      if (apart || isBusy(error) || isUnwritable(error)) {
        giveUp(group, error);
        return;
      }
      waiting = group;
      scheduled = true;
      flush(since, true);
      return;
    }
    group.forEach((unit, i) => {
      const result = results[i] as Committed | { readonly error: unknown };
      if ('error' in result) unit.fail(result.error);
      else unit.settle(result);
    });
  }

  function takeWaiting(): Waiting[] {
    const group = waiting;
    waiting = [];
    scheduled = false;
    return group;
  }

  function runAll(writes: readonly Write[]): Committed {
    for (const write of writes) run(write);
    return { ok: true };
  }

  /** A unit that fails takes only itself back; what makes the whole group impossible is thrown. */
  function runApart(writes: readonly Write[]): Committed | { readonly error: unknown } {
    connection.exec('SAVEPOINT unit');
    try {
      const done = runAll(writes);
      connection.exec('RELEASE unit');
      return done;
    } catch (error) {
      if (isUnwritable(error)) throw error;
      connection.exec('ROLLBACK TO unit; RELEASE unit');
      const table = collision(error);
      return table === undefined ? { error } : { ok: false, collided: table };
    }
  }

  function rollBack(): void {
    try {
      if (connection.inTransaction) connection.exec('ROLLBACK');
    } catch {
      // The engine has already rolled back, as it does on a full disk.
    }
  }

  function giveUp(group: readonly Waiting[], error: unknown): void {
    const passing = isBusy(error) || isUnwritable(error);
    const cause = passing
      ? new DatabaseBusy('The database file cannot be written now.', { cause: error })
      : error;
    for (const unit of group) unit.fail(cause);
  }

  const runAlone = (sql: string, args: readonly unknown[]): ResultSet => {
    const { prepared, reader, columns, columnTypes } = prepare(sql);
    if (reader) return resultOf(columns, columnTypes, prepared.all(args), 0, undefined);
    const { changes, lastInsertRowid } = prepared.run(args);
    return resultOf(columns, columnTypes, [], changes, BigInt(lastInsertRowid));
  };
  /** A write takes the lock first, by `begin`, so that it is never the one that meets it. */
  const execute = (sql: string, args: readonly unknown[]): ResultSet => {
    if (connection.inTransaction || prepare(sql).reads) return runAlone(sql, args);
    begin();
    try {
      const result = runAlone(sql, args);
      commit();
      return result;
    } catch (error) {
      rollBack();
      throw error;
    }
  };

  return {
    client: clientOver(connection, execute),
    first: async (sql, args) => prepare(sql).prepared.get(args),
    commit: (writes) =>
      new Promise((settle, fail) => {
        waiting.push({ writes, settle, fail });
        schedule();
      }),
    async close() {
      // What waits for another process's lock has waited long enough.
      if (waiting.length > 0) flush(0);
      connection.close();
    },
  };
}

/** The part of the libSQL client that drizzle and its migrator use. Rows are arrays, as drizzle reads them. */
function clientOver(
  connection: Connection.Database,
  execute: (sql: string, args: readonly unknown[]) => ResultSet,
): Client {
  const runOne = (statement: InStatement | [string, InArgs?]) => {
    if (typeof statement === 'string') return execute(statement, []);
    if (Array.isArray(statement)) return execute(statement[0], (statement[1] ?? []) as unknown[]);
    return execute(statement.sql, (statement.args ?? []) as unknown[]);
  };
  const inTransaction = (statements: readonly (InStatement | [string, InArgs?])[]): ResultSet[] => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      const results = statements.map(runOne);
      connection.exec('COMMIT');
      return results;
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  };
  return {
    execute: async (statement: InStatement | string, args?: InArgs) =>
      typeof statement === 'string' ? runOne([statement, args ?? []]) : runOne(statement),
    batch: async (statements) => inTransaction(statements),
    migrate: async (statements) => {
      connection.exec('PRAGMA foreign_keys = OFF');
      try {
        return inTransaction(statements);
      } finally {
        connection.exec('PRAGMA foreign_keys = ON');
      }
    },
    executeMultiple: async (sql) => {
      connection.exec(sql);
    },
    transaction: async () => {
      throw new Error('Units are batches: interactive transactions are not offered on the embedded file.');
    },
    sync: async () => undefined,
    reconnect: async () => undefined,
    close: () => connection.close(),
    closed: false,
    protocol: 'file',
  } as Client;
}

function resultOf(
  columns: string[],
  columnTypes: string[],
  rows: unknown[][],
  rowsAffected: number,
  lastInsertRowid: bigint | undefined,
): ResultSet {
  return {
    columns,
    columnTypes,
    rows: rows as unknown as Row[],
    rowsAffected,
    lastInsertRowid,
    toJSON: () => ({ columns, rows }),
  };
}
