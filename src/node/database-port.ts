/**
 * What the service and the thread of its database say to each other. Everything of one turn of the event loop goes in
 * one message, because waking the other side costs more than what is said.
 */
import { DatabaseBusy } from '../store/database.ts';
import type { Value } from '../store/statement.ts';

export type ThreadData = { readonly path: string; readonly busyGiveUpMs: number | undefined };

/** A text of SQL goes over once, then only its number. */
export type Sql = string | number;

/** The parts of the client that drizzle and its migrator use. */
export type ClientMethod = 'execute' | 'batch' | 'migrate' | 'executeMultiple';

export type Call =
  | readonly [id: number, verb: 'first', sql: Sql, args: readonly Value[]]
  /** Each write is two entries: its SQL, its arguments. */
  | readonly [id: number, verb: 'commit', writes: readonly (Sql | readonly Value[])[]]
  | readonly [id: number, verb: 'client', method: ClientMethod, args: readonly unknown[]]
  | readonly [id: number, verb: 'close'];

export type Answer =
  | readonly [id: number, result: unknown]
  | readonly [id: number, result: undefined, fault: Fault];

/** Said before anything else: the file is open, or why it is not. */
export type Opened = { readonly refused: string | undefined };

/** An error goes over as data: a copy of it would lose the driver's code. */
export type Fault = { readonly name: string; readonly message: string; readonly code: string | undefined };

/** Collects what is said while promises are being settled, and sends it when they all are. */
export function batched<T>(send: (items: readonly T[]) => void): (item: T) => void {
  let items: T[] = [];
  const flush = () => {
    const all = items;
    items = [];
    send(all);
  };
  return (item) => {
    if (items.push(item) === 1) process.nextTick(flush);
  };
}

const SQL_TEXTS = 500;

/** `sqlNumbers` on the one side and `sqlTexts` on the other count alike, also where they start again. */
export function sqlNumbers(): (sql: string) => Sql {
  const numbers = new Map<string, number>();
  return (sql) => {
    const number = numbers.get(sql);
    if (number !== undefined) return number;
    if (numbers.size === SQL_TEXTS) numbers.clear();
    numbers.set(sql, numbers.size);
    return sql;
  };
}

export function sqlTexts(): (sql: Sql) => string {
  let texts: string[] = [];
  return (sql) => {
    if (typeof sql === 'number') return texts[sql] ?? '';
    if (texts.length === SQL_TEXTS) texts = [];
    texts.push(sql);
    return sql;
  };
}

export function faultFrom(error: unknown): Fault {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const { code } = error as { readonly code?: unknown };
  return { name, message, code: code === undefined ? undefined : String(code) };
}

export function errorFrom({ name, message, code }: Fault): Error {
  if (name === 'DatabaseBusy') return new DatabaseBusy(message);
  return Object.assign(new Error(message), { name }, code === undefined ? {} : { code });
}
