/** How much there is of everything, for operators. Counts whole tables: see `countsNowAndThen`. */
import { sql } from 'drizzle-orm';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';

export type Counts = {
  readonly messages: readonly { readonly kind: string; readonly state: string; readonly number: number }[];
  readonly received: readonly { readonly channel: string; readonly number: number }[];
  readonly people: readonly { readonly consent: string; readonly number: number }[];
};

/** Rows that are counted at a time: a few milliseconds, between which messages are served. */
const TOGETHER = 10_000;

export async function countsOf(store: Store): Promise<Counts> {
  const messages = await counted(store, 'outbox', ['kind', 'state']);
  const received = await counted(store, 'inbox', ['channel']);
  const people = await counted(store, 'contacts', ['consent']);
  return {
    messages: messages.map(([[kind = '', state = ''], number]) => ({ kind, state, number })),
    received: received.map(([[channel = ''], number]) => ({ channel, number })),
    people: people.map(([[consent = ''], number]) => ({ consent, number })),
  };
}

/** How many rows there are of each combination of values, sorted by them. */
async function counted(
  store: Store,
  table: 'outbox' | 'inbox' | 'contacts',
  by: readonly ('kind' | 'state' | 'channel' | 'consent')[],
): Promise<readonly (readonly [values: readonly string[], number: number])[]> {
  const columns = sql.raw(by.join(', '));
  const from = sql.raw(table);
  const [ends] = await rowsOf<[number | null, number]>(
    store,
    sql`SELECT (SELECT min(rowid) FROM ${from}), (SELECT max(rowid) FROM ${from})`,
  );
  const [first, last] = ends ?? [null, 0];
  const totals = new Map<string, readonly [readonly string[], number]>();
  if (first === null) return [];
  for (let start = Number(first); start <= Number(last); start += TOGETHER) {
    const rows = await rowsOf<[number, ...string[]]>(
      store,
      sql`SELECT count(*), ${columns} FROM ${from} WHERE rowid BETWEEN ${start} AND ${start + TOGETHER - 1}
        GROUP BY ${columns}`,
    );
    for (const [number, ...values] of rows) {
      const key = values.join();
      totals.set(key, [values, (totals.get(key)?.[1] ?? 0) + Number(number)]);
    }
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

const KEPT_MS = 10 * 60_000;

/** The counts, at most ten minutes old: whoever scrapes every few seconds has the tables counted now and then. */
export function countsNowAndThen(store: Store): (now: number) => Promise<Counts> {
  let kept: { readonly counts: Counts; readonly at: number } | undefined;
  return async (now) => {
    if (kept === undefined || now - kept.at >= KEPT_MS || now < kept.at) {
      kept = { counts: await countsOf(store), at: now };
    }
    return kept.counts;
  };
}
