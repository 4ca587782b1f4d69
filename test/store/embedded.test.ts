import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import Connection from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { createStore, DatabaseBusy, faultOf, type Store } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import type { Write } from '../../src/store/statement.ts';

type Opened = {
  readonly store: Store;
  readonly path: string;
  readonly flushes: () => number;
  names(): string[];
};

type Options = {
  readonly busyGiveUpMs?: number;
  readonly before?: (connection: Connection.Database) => void;
};

/** A file with one table of unique names, as small as the rules under test. */
function opened({ before = () => {}, ...options }: Options = {}): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const path = join(folder, 'test.db');
  const connection = new Connection(path);
  connection.exec('CREATE TABLE people (name text PRIMARY KEY)');
  connection.exec(
    'CREATE TABLE visits (id integer PRIMARY KEY, name text NOT NULL REFERENCES people (name))',
  );
  before(connection);
  let flushes = 0;
  const store = createStore(
    openEmbedded(connection, {
      ...options,
      defer: (flush) => {
        flushes += 1;
        setImmediate(flush);
      },
    }),
  );
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    store,
    path,
    flushes: () => flushes,
    names: () => {
      const reader = new Connection(path);
      const rows = reader.prepare('SELECT name FROM people ORDER BY name').all() as { name: string }[];
      reader.close();
      return rows.map((row) => row.name);
    },
  };
}

const person = (name: string): Write => ({ sql: 'INSERT INTO people VALUES (?)', args: [name] });
const visit = (name: string): Write => ({ sql: 'INSERT INTO visits (name) VALUES (?)', args: [name] });
const nonsense: Write = { sql: 'INSERT INTO nowhere VALUES (1)', args: [] };

test('units of one turn of the event loop go to disk together, and every one is told its own outcome', async () => {
  const { store, flushes, names } = opened();
  const units = Array.from({ length: 300 }, (_, n) => store.commit([person(`p${n}`), visit(`p${n}`)]));
  const results = await Promise.all(units);
  expect(results.every((result) => result.ok)).toBe(true);
  expect(flushes()).toBe(1);
  expect(names()).toHaveLength(300);
});

test('a unit that fails takes only itself back, whatever stands beside it', async () => {
  const { store, names } = opened();
  const results = await Promise.allSettled([
    store.commit([person('ann')]),
    store.commit([person('bob'), nonsense]),
    store.commit([person('cam'), person('ann')]),
    store.commit([person('dan'), visit('nobody')]),
    store.commit([person('eve')]),
  ]);
  expect(names()).toEqual(['ann', 'eve']);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'thrown'))).toEqual([
    { ok: true },
    'thrown',
    { ok: false, collided: 'people' },
    'thrown',
    { ok: true },
  ]);
});

test('any mixture of units leaves exactly the whole units behind', async () => {
  const unit = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '!'), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { maxLength: 8 }), async (units) => {
      const { store, names } = opened();
      const outcomes = await Promise.all(
        units.map((unit) =>
          store.commit(unit.map((name) => (name === '!' ? nonsense : person(name)))).then(
            (result) => result.ok,
            () => false,
          ),
        ),
      );
      const expected = new Set<string>();
      units.forEach((unit, i) => {
        const fits = new Set(unit).size === unit.length && !unit.some((n) => n === '!' || expected.has(n));
        expect(outcomes[i]).toBe(fits);
        if (fits) for (const name of unit) expected.add(name);
      });
      expect(names()).toEqual([...expected].sort());
    }),
    { numRuns: 40 },
  );
});

test('while another process holds the write lock, units wait without blocking the event loop, then succeed', async () => {
  const { store, path, names } = opened();
  const other = new Connection(path);
  other.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 5);
  const unit = store.commit([person('ann')]);
  await sleep(300);
  expect(turns).toBeGreaterThan(20);
  expect(names()).toEqual([]);
  const later = store.commit([person('bob')]);
  other.exec('COMMIT');
  other.close();
  clearInterval(counting);
  expect(await Promise.all([unit, later])).toEqual([{ ok: true }, { ok: true }]);
  expect(names()).toEqual(['ann', 'bob']);
});

test('where the lock is not given back in time, the units fail as busy', async () => {
  const { store, path } = opened({ busyGiveUpMs: 100 });
  const other = new Connection(path);
  other.exec('BEGIN IMMEDIATE');
  const started = performance.now();
  await expect(store.commit([person('ann')])).rejects.toBeInstanceOf(DatabaseBusy);
  expect(performance.now() - started).toBeGreaterThan(90);
  other.exec('ROLLBACK');
  other.close();
  expect(await store.commit([person('ann')])).toEqual({ ok: true });
});

test('a file that may only be read refuses every unit of the group as busy, and the service goes on', async () => {
  const { store, names } = opened({ before: (connection) => connection.exec('PRAGMA query_only = ON') });
  const results = await Promise.allSettled([store.commit([person('ann')]), store.commit([person('bob')])]);
  for (const result of results) {
    expect(result.status === 'rejected' && result.reason).toBeInstanceOf(DatabaseBusy);
  }
  expect(names()).toEqual([]);
  expect((await store.db.all('SELECT name FROM people')).length).toBe(0);
});

test('a full disk refuses the group as busy, and once there is room again the next unit works', async () => {
  let fill = (_pages: number) => {};
  const { store, names } = opened({
    before: (connection) => {
      fill = (pages) => connection.exec(`PRAGMA max_page_count = ${pages}`);
    },
  });
  fill(1);
  const long = 'x'.repeat(100_000);
  await expect(store.commit([person(long)])).rejects.toBeInstanceOf(DatabaseBusy);
  expect(names()).toEqual([]);
  fill(1_000_000);
  expect(await store.commit([person('ann')])).toEqual({ ok: true });
});

test('a write beside the units that meets a lock is told as busy too', async () => {
  const { store, path } = opened();
  const other = new Connection(path);
  other.exec('BEGIN IMMEDIATE');
  const fault = await store.db.run("INSERT INTO people VALUES ('ann')").then(() => undefined, faultOf);
  expect(fault).toBeInstanceOf(DatabaseBusy);
  other.exec('ROLLBACK');
  other.close();
});

// Nothing is read-only to root.
test.skipIf(process.getuid?.() === 0)('a folder taken away from us is busy, not a crash', async () => {
  const { store, path } = opened();
  await store.commit([person('ann')]);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) chmodSync(file, 0o444);
  const again = new Connection(path);
  const second = createStore(openEmbedded(again, { defer: (flush) => setImmediate(flush) }));
  await expect(second.commit([person('bob')])).rejects.toBeInstanceOf(DatabaseBusy);
  second.close();
});
