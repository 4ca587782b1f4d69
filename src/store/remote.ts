/** A remote libSQL database: each unit is one batch, which the server runs as one transaction. */
import type { Client, Config } from '@libsql/client';
import { collision, type Database, DatabaseBusy, faultOf } from './database.ts';
import type { Value } from './statement.ts';

/** Well below the 15 s in which a provider wants its answer. */
const ANSWER_MS = 8_000;

type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/** How the client must be made, whichever of its editions the runtime needs. */
export function remoteConfig(url: string, token: string | undefined, fetch: Fetch): Config {
  return {
    url,
    ...(token === undefined ? {} : { authToken: token }),
    fetch: patient(fetch),
    // Negative switches the client's own queue off. It would start the query of one request inside another one,
    // and a Worker cuts that off as soon as the other one is answered.
    concurrency: -1,
  };
}

export function openRemote(client: Client): Database {
  return {
    client,
    async first(sql, args) {
      const row = (await client.execute({ sql, args: [...args] })).rows[0];
      return row && (Array.from(row) as Value[]);
    },
    async commit(writes) {
      try {
        await client.batch(
          writes.map((w) => ({ sql: w.sql, args: [...w.args] })),
          'write',
        );
        return { ok: true };
      } catch (error) {
        const table = collision(error);
        if (table !== undefined) return { ok: false, collided: table };
        throw faultOf(error);
      }
    },
    close: async () => client.close(),
  };
}

/** Whatever keeps the database from answering passes: unreachable, too slow, overloaded, its token not accepted. */
function patient(fetch: Fetch): Fetch {
  return async (request) => {
    let answer: Response;
    let body: ArrayBuffer;
    try {
      answer = await fetch(request, { signal: AbortSignal.timeout(ANSWER_MS) });
      body = await answer.arrayBuffer();
    } catch (error) {
      throw new DatabaseBusy('The database did not answer: check DATABASE_URL and that its server runs.', {
        cause: error,
      });
    }
    if (answer.status === 401 || answer.status === 403) {
      throw new DatabaseBusy('The database refused us: check DATABASE_AUTH_TOKEN.');
    }
    if (answer.status === 429 || answer.status >= 500) {
      throw new DatabaseBusy(
        `The database answered with HTTP status ${answer.status}: check DATABASE_URL and that its server runs.`,
      );
    }
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}
