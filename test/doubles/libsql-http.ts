/**
 * A stand-in for a remote libSQL server: the part of Hrana over HTTP, version 2 in JSON, that `@libsql/client` speaks.
 * Every stream has its own connection, so that locks and transactions behave as they would far away.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import Connection from 'libsql';

type WireValue =
  | { readonly type: 'null' }
  | { readonly type: 'integer' | 'text'; readonly value: string }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'blob'; readonly base64: string };
type WireSql = { readonly sql?: string; readonly sql_id?: number };
type WireStatement = WireSql & {
  readonly args?: readonly WireValue[];
  readonly named_args?: readonly { readonly name: string; readonly value: WireValue }[];
};
type Condition =
  | { readonly type: 'ok' | 'error'; readonly step: number }
  | { readonly type: 'not'; readonly cond: Condition }
  | { readonly type: 'and' | 'or'; readonly conds: readonly Condition[] };
type Step = { readonly stmt: WireStatement; readonly condition?: Condition | null };
type StreamRequest =
  | { readonly type: 'execute'; readonly stmt: WireStatement }
  | { readonly type: 'batch'; readonly batch: { readonly steps: readonly Step[] } }
  | ({ readonly type: 'sequence' | 'describe' } & WireSql)
  | { readonly type: 'store_sql'; readonly sql_id: number; readonly sql: string }
  | { readonly type: 'close_sql'; readonly sql_id: number }
  | { readonly type: 'close' };

type Statement = {
  readonly reader: boolean;
  safeIntegers(on: boolean): Statement;
  raw(on: boolean): Statement;
  columns(): { readonly name: string; readonly type: string | null }[];
  all(args: unknown): unknown[][];
  run(args: unknown): { readonly changes: number; readonly lastInsertRowid: number | bigint };
};
type Stream = {
  readonly connection: Connection.Database;
  readonly sqls: Map<number, string>;
  closed: boolean;
};
type WireError = { readonly message: string; readonly code: string };
type Outcome = { readonly result: unknown } | { readonly error: WireError } | undefined;

export type LibsqlDouble = {
  readonly url: string;
  /** How many pipelines were answered. */
  readonly pipelines: () => number;
  /** From now on every pipeline is answered with this status; undefined ends it. */
  fail(status: number | undefined): void;
  close(): Promise<void>;
};

export type LibsqlDoubleOptions = {
  readonly file: string;
  readonly token?: string;
  /** How long a statement waits for another stream's write lock. */
  readonly busyMs?: number;
};

const STREAM_IDLE_MS = 10_000;
const LOCK_RETRY_MS = 2;

export async function libsqlDouble({
  file,
  token,
  busyMs = 2_000,
}: LibsqlDoubleOptions): Promise<LibsqlDouble> {
  const streams = new Map<string, { readonly stream: Stream; readonly expiry: AbortController }>();
  let failing: number | undefined;
  let pipelines = 0;

  const openStream = (): Stream => {
    const connection = new Connection(file);
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = OFF',
      'foreign_keys = ON',
      'busy_timeout = 0',
    ]) {
      connection.exec(`PRAGMA ${pragma}`);
    }
    return { connection, sqls: new Map(), closed: false };
  };
  const closeStream = (stream: Stream) => {
    if (stream.connection.inTransaction) stream.connection.exec('ROLLBACK');
    stream.connection.close();
  };
  const keep = (stream: Stream): string => {
    const baton = randomUUID();
    const expiry = new AbortController();
    streams.set(baton, { stream, expiry });
    setTimeout(STREAM_IDLE_MS, undefined, { signal: expiry.signal, ref: false }).then(
      () => {
        streams.delete(baton);
        closeStream(stream);
      },
      () => undefined,
    );
    return baton;
  };

  async function pipeline(body: { baton?: string | null; requests: readonly StreamRequest[] }) {
    const kept = body.baton == null ? undefined : streams.get(body.baton);
    if (body.baton != null && kept === undefined) return undefined;
    kept?.expiry.abort();
    streams.delete(body.baton ?? '');
    const stream = kept?.stream ?? openStream();
    const results: unknown[] = [];
    for (const request of body.requests) {
      const outcome = await attempt(busyMs, () => answer(stream, request));
      results.push(
        'error' in outcome
          ? { type: 'error', error: outcome.error }
          : { type: 'ok', response: outcome.result },
      );
    }
    if (stream.closed) closeStream(stream);
    return { baton: stream.closed ? null : keep(stream), base_url: null, results };
  }

  const server = createServer(async (request, response) => {
    const send = (status: number, json: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(json));
    };
    const body = await bodyOf(request);
    if (failing !== undefined) return send(failing, { message: 'told to fail', code: 'TOLD' });
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      return send(401, { message: 'the token does not fit', code: 'UNAUTHORIZED' });
    }
    if (request.method !== 'POST' || request.url !== '/v2/pipeline')
      return send(404, { message: 'not found' });
    pipelines += 1;
    const answered = await pipeline(JSON.parse(body));
    if (answered === undefined) return send(400, { message: 'no such stream', code: 'STREAM_EXPIRED' });
    return send(200, answered);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pipelines: () => pipelines,
    fail: (status) => {
      failing = status;
    },
    close: async () => {
      await closed(server);
      for (const { stream, expiry } of streams.values()) {
        expiry.abort();
        closeStream(stream);
      }
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** Waits for another stream's lock without blocking that stream, which lives on this very event loop. */
async function attempt(
  busyMs: number,
  work: () => Promise<unknown> | unknown,
): Promise<{ readonly result: unknown } | { readonly error: WireError }> {
  const end = performance.now() + busyMs;
  for (;;) {
    try {
      return { result: await work() };
    } catch (error) {
      const wire = wireError(error);
      if (wire.code !== 'SQLITE_BUSY' || performance.now() > end) return { error: wire };
      await setTimeout(LOCK_RETRY_MS);
    }
  }
}

/** As the real server words it: the client puts the code in front once more. */
function wireError(error: unknown): WireError {
  const { message, code } = error as { readonly message: string; readonly code?: string };
  return {
    message: `SQLite error: ${message}`,
    code: code?.startsWith('SQLITE_CONSTRAINT') ? 'SQLITE_CONSTRAINT' : (code ?? 'SQLITE_UNKNOWN'),
  };
}

function answer(stream: Stream, request: StreamRequest): Promise<unknown> | unknown {
  const { type } = request;
  switch (type) {
    case 'execute':
      return { type, result: execute(stream, request.stmt) };
    case 'batch':
      return { type, result: batch(stream, request.batch.steps) };
    case 'sequence':
      stream.connection.exec(sqlOf(stream, request));
      return { type };
    case 'describe':
      return { type, result: describe(prepare(stream, request)) };
    case 'store_sql':
      stream.sqls.set(request.sql_id, request.sql);
      return { type };
    case 'close_sql':
      stream.sqls.delete(request.sql_id);
      return { type };
    case 'close':
      stream.closed = true;
      return { type };
  }
}

/** Each step sees how those before it ended; only a lock at the very start makes the whole batch wait. */
function batch(stream: Stream, steps: readonly Step[]) {
  const outcomes: Outcome[] = [];
  const holds = (condition: Condition): boolean => {
    switch (condition.type) {
      case 'ok':
        return 'result' in (outcomes[condition.step] ?? {});
      case 'error':
        return 'error' in (outcomes[condition.step] ?? {});
      case 'not':
        return !holds(condition.cond);
      case 'and':
        return condition.conds.every(holds);
      case 'or':
        return condition.conds.some(holds);
    }
  };
  for (const { stmt, condition } of steps) {
    if (condition != null && !holds(condition)) {
      outcomes.push(undefined);
      continue;
    }
    try {
      outcomes.push({ result: execute(stream, stmt) });
    } catch (error) {
      const nothingYet = outcomes.every((outcome) => outcome === undefined);
      if ((error as { code?: string }).code === 'SQLITE_BUSY' && nothingYet) throw error;
      outcomes.push({ error: wireError(error) });
    }
  }
  return {
    step_results: outcomes.map((outcome) => (outcome && 'result' in outcome ? outcome.result : null)),
    step_errors: outcomes.map((outcome) => (outcome && 'error' in outcome ? outcome.error : null)),
  };
}

function execute(stream: Stream, wire: WireStatement) {
  const statement = prepare(stream, wire);
  const args = wire.named_args?.length
    ? Object.fromEntries(
        wire.named_args.map(({ name, value }) => [name.replace(/^[:@$]/, ''), decoded(value)]),
      )
    : (wire.args ?? []).map(decoded);
  if (!statement.reader) {
    const { changes, lastInsertRowid } = statement.run(args);
    return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: String(lastInsertRowid) };
  }
  const rows = statement.raw(true).all(args);
  return {
    cols: statement.columns().map(({ name, type }) => ({ name, decltype: type })),
    rows: rows.map((row) => row.map(encoded)),
    affected_row_count: 0,
    last_insert_rowid: null,
  };
}

function describe(statement: Statement) {
  const cols = statement.reader
    ? statement.columns().map(({ name, type }) => ({ name, decltype: type }))
    : [];
  return { params: [], cols, is_explain: false, is_readonly: statement.reader };
}

function prepare(stream: Stream, wire: WireSql): Statement {
  return (stream.connection.prepare(sqlOf(stream, wire)) as unknown as Statement).safeIntegers(true);
}

function sqlOf(stream: Stream, wire: WireSql): string {
  const sql = wire.sql ?? stream.sqls.get(wire.sql_id ?? -1);
  if (sql === undefined) throw new Error('no such SQL text');
  return sql;
}

function decoded(value: WireValue): unknown {
  switch (value.type) {
    case 'null':
      return null;
    case 'integer':
      return BigInt(value.value);
    case 'float':
    case 'text':
      return value.value;
    case 'blob':
      return Buffer.from(value.base64, 'base64');
  }
}

function encoded(value: unknown): WireValue {
  if (value === null || value === undefined) return { type: 'null' };
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) };
  if (typeof value === 'number') return { type: 'float', value };
  if (typeof value === 'string') return { type: 'text', value };
  return { type: 'blob', base64: Buffer.from(value as Uint8Array).toString('base64') };
}
