/** A remote libSQL database: each unit is one batch, which the server runs as one transaction. */
import type { Client } from '@libsql/client';
import { collision, type Database, DatabaseBusy, isBusy, isUnwritable } from './database.ts';

export function openRemote(client: Client): Database {
  return {
    client,
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
        if (isBusy(error) || isUnwritable(error) || error instanceof TypeError) {
          throw new DatabaseBusy('The database did not answer in time.', { cause: error });
        }
        throw error;
      }
    },
    close: () => client.close(),
  };
}
