/**
 * The embedded database in a thread of its own, so that a message is worked on while others wait for the disk. It
 * means the same as `openEmbedded`: an answer comes when the unit is on disk.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Client, ResultSet } from '@libsql/client';
import type { Committed, Database } from '../store/database.ts';
import type { Value, Write } from '../store/statement.ts';
import {
  type Answer,
  batched,
  type Call,
  type ClientMethod,
  errorFrom,
  type Opened,
  type Sql,
  sqlNumbers,
  type ThreadData,
} from './database-port.ts';

const THREAD = new URL('./database-thread.ts', import.meta.url);

export type ThreadedOptions = {
  /** The thread ended by itself: nothing can be read or written any more. */
  readonly died: (error: Error) => void;
  readonly busyGiveUpMs?: number;
  readonly thread?: URL;
};

type Waiting = { settle(result: unknown): void; fail(error: Error): void };

export async function openThreaded(path: string, options: ThreadedOptions): Promise<Database> {
  const workerData: ThreadData = { path, busyGiveUpMs: options.busyGiveUpMs };
  const worker = new Worker(options.thread ?? THREAD, { name: 'database', workerData });
  const waiting = new Map<number, Waiting>();
  let over: Error | undefined;

  const ended = (reason: string) => {
    const error = new Error(`The thread of the database ended: ${reason}`);
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
    if (over !== undefined) return;
    over = error;
    options.died(error);
  };

  const [{ refused }] = (await once(worker, 'message')) as [Opened];
  if (refused !== undefined) throw new Error(refused);
  worker.on('error', (error: Error) => ended(error.message));
  worker.on('exit', (code) => ended(`its code was ${code}.`));
  worker.on('message', (answers: readonly Answer[]) => {
    for (const [id, result, fault] of answers) {
      const call = waiting.get(id);
      waiting.delete(id);
      if (fault === undefined) call?.settle(result);
      else call?.fail(errorFrom(fault));
    }
  });

  const say = batched<Call>((calls) => worker.postMessage(calls));
  const numbered = sqlNumbers();
  let lastId = 0;
  const ask = <T>(callWith: (id: number) => Call): Promise<T> =>
    new Promise((settle, fail) => {
      if (over !== undefined) {
        fail(over);
        return;
      }
      lastId += 1;
      waiting.set(lastId, { settle: settle as (result: unknown) => void, fail });
      say(callWith(lastId));
    });

  return {
    client: clientOver((method, args) => ask((id) => [id, 'client', method, args])),
    first: (sql, args) => ask<readonly Value[] | undefined>((id) => [id, 'first', numbered(sql), args]),
    commit: (writes) => ask<Committed>((id) => [id, 'commit', packed(writes, numbered)]),
    async close() {
      if (over !== undefined) return;
      const closed = ask((id) => [id, 'close']);
      over = new Error('The database is closed.');
      await closed;
      await worker.terminate();
    },
  };
}

function packed(writes: readonly Write[], numbered: (sql: string) => Sql): (Sql | readonly Value[])[] {
  const list: (Sql | readonly Value[])[] = [];
  for (const { sql, args } of writes) list.push(numbered(sql), args);
  return list;
}

function clientOver(ask: (method: ClientMethod, args: readonly unknown[]) => Promise<unknown>): Client {
  const whole = (result: unknown) => {
    const { columns, rows } = result as ResultSet;
    return Object.assign(result as ResultSet, { toJSON: () => ({ columns, rows }) });
  };
  return {
    execute: async (...args: unknown[]) => whole(await ask('execute', args)),
    batch: async (...args) => ((await ask('batch', args)) as unknown[]).map(whole),
    migrate: async (...args) => ((await ask('migrate', args)) as unknown[]).map(whole),
    executeMultiple: async (sql) => {
      await ask('executeMultiple', [sql]);
    },
    transaction: async () => {
      throw new Error('Units are batches: interactive transactions are not offered on the embedded file.');
    },
    sync: async () => undefined,
    reconnect: async () => undefined,
    close: () => undefined,
    closed: false,
    protocol: 'file',
  } as Client;
}
