import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import Connection from 'libsql';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openThreaded } from '../../src/node/threaded.ts';
import { createStore } from '../../src/store/create-store.ts';
import { type Database, DatabaseBusy, faultOf, type Store } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import type { Write } from '../../src/store/statement.ts';

type Kind = 'in the thread of the service' | 'in a thread of its own';

type Opened = {
  readonly store: Store;
  readonly path: string;
  /** Counted where it can be seen. */
  readonly flushes: () => number | undefined;
  names(): string[];
};

type Options = { readonly busyGiveUpMs?: number };

/** A file with one table of unique names, as small as the rules under test. */
async function opened(kind: Kind, options: Options = {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const path = join(folder, 'test.db');
  const connection = new Connection(path);
  connection.exec('CREATE TABLE people (name text PRIMARY KEY)');
  connection.exec(
    'CREATE TABLE visits (id integer PRIMARY KEY, name text NOT NULL REFERENCES people (name))',
  );
  let flushes: number | undefined;
  const open = (): Database => {
    flushes = 0;
    return openEmbedded(connection, {
      ...options,
      defer: (flush) => {
        flushes = (flushes ?? 0) + 1;
        setImmediate(flush);
      },
    });
  };
  const store = createStore(
    kind === 'in the thread of the service' ? open() : await openThreaded(path, { ...options, died: failed }),
  );
  onTestFinished(async () => {
    await store.close();
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

function failed(error: Error): void {
  console.error(error);
}

const person = (name: string): Write => ({ sql: 'INSERT INTO people VALUES (?)', args: [name] });
const visit = (name: string): Write => ({ sql: 'INSERT INTO visits (name) VALUES (?)', args: [name] });
const nonsense: Write = { sql: 'INSERT INTO nowhere VALUES (1)', args: [] };

describe.each<Kind>(['in the thread of the service', 'in a thread of its own'])('a database %s', (kind) => {
  test('units of one turn of the event loop go to disk together, and every one is told its own outcome', async () => {
    const { store, flushes, names } = await opened(kind);
    const units = Array.from({ length: 300 }, (_, n) => store.commit([person(`p${n}`), visit(`p${n}`)]));
    const results = await Promise.all(units);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(flushes() ?? 1).toBe(1);
    expect(names()).toHaveLength(300);
  });

  test('a unit that fails takes only itself back, whatever stands beside it', async () => {
    const { store, names } = await opened(kind);
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
    const { store, names } = await opened(kind);
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { maxLength: 8 }), async (units) => {
        await store.db.run('DELETE FROM people');
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
    const { store, path, names } = await opened(kind);
    const other = new Connection(path);
    other.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 5);
    const unit = store.commit([person('ann')]);
    // A loop that is blocked turns once at most, however slow the machine is.
    await vi.waitFor(() => expect(turns).toBeGreaterThan(20), { timeout: 4_000, interval: 20 });
    expect(names()).toEqual([]);
    const later = store.commit([person('bob')]);
    other.exec('COMMIT');
    other.close();
    clearInterval(counting);
    expect(await Promise.all([unit, later])).toEqual([{ ok: true }, { ok: true }]);
    expect(names()).toEqual(['ann', 'bob']);
  });

  test('where the lock is not given back in time, the units fail as busy', async () => {
    const { store, path } = await opened(kind, { busyGiveUpMs: 100 });
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
    const { store, names } = await opened(kind);
    await store.db.run('PRAGMA query_only = ON');
    const results = await Promise.allSettled([store.commit([person('ann')]), store.commit([person('bob')])]);
    for (const result of results) {
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(DatabaseBusy);
    }
    expect(names()).toEqual([]);
    expect((await store.db.all('SELECT name FROM people')).length).toBe(0);
  });

  test('a full disk refuses the group as busy, and once there is room again the next unit works', async () => {
    const { store, names } = await opened(kind);
    const fill = (pages: number) => store.db.run(`PRAGMA max_page_count = ${pages}`);
    await fill(1);
    const long = 'x'.repeat(100_000);
    await expect(store.commit([person(long)])).rejects.toBeInstanceOf(DatabaseBusy);
    expect(names()).toEqual([]);
    await fill(1_000_000);
    expect(await store.commit([person('ann')])).toEqual({ ok: true });
  });

  test('a write beside the units that meets a lock is told as busy too', async () => {
    const { store, path } = await opened(kind);
    const other = new Connection(path);
    other.exec('BEGIN IMMEDIATE');
    const fault = await store.db.run("INSERT INTO people VALUES ('ann')").then(() => undefined, faultOf);
    expect(fault).toBeInstanceOf(DatabaseBusy);
    other.exec('ROLLBACK');
    other.close();
  });

  test('a lock that was met once is forgotten: reads see what others write, and units go on', async () => {
    const { store, path, names } = await opened(kind);
    const other = new Connection(path);
    const seen = async () => (await store.first('SELECT count(*) FROM people', []))?.[0];
    other.exec('BEGIN IMMEDIATE');
    other.exec("INSERT INTO people VALUES ('ann')");
    const unit = store.commit([person('bob')]);
    const alone = await store.db.all("INSERT INTO people VALUES ('cam') RETURNING name").catch(faultOf);
    expect(alone).toBeInstanceOf(DatabaseBusy);
    await sleep(50);
    expect(await seen()).toBe(0);
    other.exec('COMMIT');
    other.exec("INSERT INTO people VALUES ('dan')");
    expect(await unit).toEqual({ ok: true });
    other.exec("INSERT INTO people VALUES ('eve')");
    other.close();
    expect(await seen()).toBe(4);
    expect(await store.commit([person('fay')])).toEqual({ ok: true });
    expect(names()).toEqual(['ann', 'bob', 'dan', 'eve', 'fay']);
  });

  test('closing puts on disk what was begun', async () => {
    const { store, names } = await opened(kind);
    const units = [store.commit([person('ann')]), store.commit([person('bob')])];
    await store.close();
    expect(await Promise.all(units)).toEqual([{ ok: true }, { ok: true }]);
    expect(names()).toEqual(['ann', 'bob']);
  });

  test('closing while another process holds the write lock tells the units that they were not written', async () => {
    const { store, path, names } = await opened(kind);
    const other = new Connection(path);
    other.exec('BEGIN IMMEDIATE');
    const unit = store.commit([person('ann')]).catch((error: unknown) => error);
    await sleep(30);
    await store.close();
    expect(await unit).toBeInstanceOf(DatabaseBusy);
    other.exec('COMMIT');
    other.close();
    expect(names()).toEqual([]);
  });

  test('reads, batches and faults come back as they went', async () => {
    const { store } = await opened(kind);
    const many = Array.from({ length: 1_200 }, (_, n) => store.first(`SELECT ${n}, ?, NULL`, [`số ${n}`]));
    expect(await Promise.all(many)).toEqual(many.map((_, n) => [n, `số ${n}`, null]));
    expect(await store.first('SELECT name FROM people', [])).toBeUndefined();
    const result = await store.db.run("INSERT INTO people VALUES ('ann'), ('bob')");
    expect([result.rowsAffected, result.lastInsertRowid]).toEqual([2, 2n]);
    const fault = await store.first('SELECT 1 FROM nowhere', []).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'SqliteError', code: 'SQLITE_ERROR' });
    expect((fault as Error).message).toMatch(/no such table: nowhere/);
  });

  // Nothing is read-only to root.
  test.skipIf(process.getuid?.() === 0)('a folder taken away from us is busy, not a crash', async () => {
    const { store, path } = await opened(kind);
    await store.commit([person('ann')]);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) chmodSync(file, 0o444);
    const again = new Connection(path);
    const second = createStore(openEmbedded(again, { defer: (flush) => setImmediate(flush) }));
    await expect(second.commit([person('bob')])).rejects.toBeInstanceOf(DatabaseBusy);
    second.close();
  });
});

test('a file that cannot be opened is refused', async () => {
  const opening = openThreaded(join(tmpdir(), 'no such folder', 'test.db'), { died: failed });
  await expect(opening).rejects.toThrow(/unable to open|cannot open|no such/i);
});

test('where the thread dies, its death is told once and nothing waits for ever', async () => {
  const deaths: string[] = [];
  const database = await openThreaded('unused', {
    died: (error) => deaths.push(error.message),
    thread: new URL('./dying-thread.ts', import.meta.url),
  });
  const units = await Promise.allSettled([database.commit([person('ann')]), database.first('SELECT 1', [])]);
  expect(units.map((unit) => unit.status)).toEqual(['rejected', 'rejected']);
  expect(deaths).toEqual(['The thread of the database ended: it was told to.']);
  await expect(database.commit([person('bob')])).rejects.toThrow(/thread of the database/);
});
