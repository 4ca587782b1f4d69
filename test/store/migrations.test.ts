import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { expect, onTestFinished, test } from 'vitest';
import { migrateDatabase, openDatabase } from '../../src/node/open-database.ts';
import { createStore } from '../../src/store/create-store.ts';
import { reportsOf, versionsOf } from '../../src/store/reports.ts';
import { triesBy, triesOf } from '../../src/store/tries.ts';

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations');

test('reports stored before places were told apart are kept, with the day of their first version', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const store = createStore(openDatabase(`file:${join(folder, 'test.db')}`));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const before = join(folder, 'first');
  cpSync(MIGRATIONS, before, { recursive: true });
  const journal = join(before, 'meta/_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, 1) }));
  await migrate(store.db, { migrationsFolder: before });
  const sqls = [
    `INSERT INTO units (code, valid_from, level, kind, name, name_folded, province_code, province_name)
     VALUES ('03595', '2025-07-01', 'commune', 'xa', 'Mường Than', 'muong than', '12', 'Lai Châu')`,
    `INSERT INTO villages VALUES ('v', '03595', '2025-07-01', 'Nà Ban', 'na ban')`,
    ...[1, 2].map(
      (
        n,
      ) => `INSERT INTO report_versions (form, village_id, period, version, "values", sent_at, received_at, channel, provider_id)
        VALUES ('BC', 'v', '2026-10', ${n}, '{"KT":${n}}', ${n * 1000}, 9000, 'twilio', 'SM${n}')`,
    ),
    `INSERT INTO reports VALUES ('BC', 'v', '2026-10', '{"KT":2}', 2, 2000)`,
  ];
  for (const sql of sqls) await store.commit([{ sql, args: [] }]);

  await migrateDatabase(store);
  expect(await reportsOf(store, 'BC', 'v', '2026-01')).toEqual([
    { period: '2026-10', values: { KT: 2 }, version: 2, updatedAt: 2000, flags: null, reportedAt: 1000 },
  ]);
  expect((await versionsOf(store, 'BC', 'v', '2026-10')).map((v) => [v.act, v.values, v.late])).toEqual([
    ['report', { KT: 1 }, false],
    ['report', { KT: 2 }, false],
  ]);
});

test('who was asked to hear of a child before tries were written down is asked once only all the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const store = createStore(openDatabase(`file:${join(folder, 'test.db')}`));
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const before = join(folder, 'before');
  cpSync(MIGRATIONS, before, { recursive: true });
  const journal = join(before, 'meta/_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, 10) }));
  await migrate(store.db, { migrationsFolder: before });
  const sqls = [
    ...['mother', 'silent', 'active', 'ended'].map(
      (id) => `INSERT INTO contacts (id, kind, address_mac, address_sealed, created_at)
        VALUES ('${id}', 'phone', 'mac of ${id}', '', 0)`,
    ),
    `INSERT INTO children (id, contact_id, born, created_at) VALUES ('child', 'mother', '2026-03-15', 0)`,
    `INSERT INTO carers VALUES ('child', 'silent', 'invited', 1), ('child', 'active', 'active', 2),
      ('child', 'ended', 'ended', 3)`,
  ];
  for (const sql of sqls) await store.commit([{ sql, args: [] }]);

  await migrateDatabase(store);
  const asked = await triesBy(store, 'share', ['mac of mother'], 0);
  expect(asked.map(({ outcome, at }) => [outcome, at])).toEqual([
    ['open', 1],
    ['yes', 2],
    ['no', 3],
  ]);
  expect(await triesOf(store, 'share', ['mac of ended'])).toMatchObject([{ askerMac: 'mac of mother' }]);
});
