/** The thread that holds the database file; `threaded.ts` is its other side. */
import { parentPort, workerData } from 'node:worker_threads';
import type { InStatement, ResultSet } from '@libsql/client';
import Connection from 'libsql';
import type { Database } from '../store/database.ts';
import { openEmbedded } from '../store/embedded.ts';
import type { Value, Write } from '../store/statement.ts';
import {
  type Answer,
  batched,
  type Call,
  type ClientMethod,
  faultFrom,
  type Opened,
  type Sql,
  sqlTexts,
  type ThreadData,
} from './database-port.ts';

const textOf = sqlTexts();

function open({ path, busyGiveUpMs }: ThreadData): Database {
  return openEmbedded(new Connection(path), {
    defer: (flush) => setImmediate(flush),
    ...(busyGiveUpMs === undefined ? {} : { busyGiveUpMs }),
  });
}

function resultOf(database: Database, call: Call): Promise<unknown> {
  switch (call[1]) {
    case 'first':
      return database.first(textOf(call[2]), call[3]);
    case 'commit':
      return database.commit(writesOf(call[2]));
    case 'client':
      return clientResult(database, call[2], call[3]);
    case 'close':
      return database.close();
  }
}

function writesOf(list: readonly (Sql | readonly Value[])[]): Write[] {
  const writes: Write[] = [];
  for (let i = 0; i < list.length; i += 2) {
    writes.push({ sql: textOf(list[i] as Sql), args: list[i + 1] as readonly Value[] });
  }
  return writes;
}

async function clientResult(
  { client }: Database,
  method: ClientMethod,
  args: readonly unknown[],
): Promise<unknown> {
  switch (method) {
    case 'execute':
      return plain(await client.execute(...(args as [InStatement])));
    case 'batch':
      return (await client.batch(...(args as [InStatement[]]))).map(plain);
    case 'migrate':
      return (await client.migrate(...(args as [InStatement[]]))).map(plain);
    case 'executeMultiple':
      return client.executeMultiple(...(args as [string]));
  }
}

/** What a function is part of cannot go over. */
function plain({ toJSON: _, ...result }: ResultSet): Omit<ResultSet, 'toJSON'> {
  return result;
}

function serve(): void {
  const port = parentPort;
  if (port === null) throw new Error('This file is a thread of the service: run "npm start".');
  const opened = (told: Opened) => port.postMessage(told);
  let database: Database;
  try {
    database = open(workerData as ThreadData);
  } catch (error) {
    opened({ refused: (error as Error).message });
    return;
  }
  opened({ refused: undefined });
  const answer = batched<Answer>((answers) => port.postMessage(answers));
  const answerTo = async (call: Call) => {
    try {
      answer([call[0], await resultOf(database, call)]);
    } catch (error) {
      answer([call[0], undefined, faultFrom(error)]);
    }
  };
  port.on('message', (calls: readonly Call[]) => {
    for (const call of calls) void answerTo(call);
  });
}

serve();
