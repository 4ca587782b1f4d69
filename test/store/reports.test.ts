import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { units, villages } from '../../db/schema.ts';
import { openStore } from '../../src/node/open-database.ts';
import { putReport, reportsOf, reportsOfMany } from '../../src/store/reports.ts';
import { insert } from '../../src/store/statement.ts';

test("one village's recent reports are the rows that the query builder maps", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-'));
  const store = await openStore(`file:${join(folder, 'test.db')}`, 'real');
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const commune = { communeCode: '03595', communeFrom: '2025-07-01' };
  const report = (villageId: string, period: string, values: Record<string, number>) =>
    putReport({ form: 'BC', place: villageId, period, values, version: 1, updatedAt: 1_790_000_000_000 });
  await store.commit([
    insert(units, {
      code: commune.communeCode,
      validFrom: commune.communeFrom,
      level: 'commune',
      kind: 'xa',
      name: 'Mường Than',
      nameFolded: 'muong than',
      provinceCode: '12',
      provinceName: 'Lai Châu',
    }),
    ...['ban', 'na'].map((id) => insert(villages, { id, ...commune, name: id, nameFolded: id })),
    report('ban', '2026-05', { KT: 1 }),
    report('ban', '2026-06', { KT: 5, KD: 0 }),
    report('ban', '2026-10', {}),
    report('na', '2026-10', { KT: 7 }),
  ]);
  const rows = await reportsOf(store, 'BC', 'ban', '2026-06');
  expect(rows.map((row) => row.period)).toEqual(['2026-06', '2026-10']);
  const whole = await reportsOfMany(store, 'BC', ['ban'], '2026-06');
  expect(whole).toEqual(rows.map((row) => ({ ...row, form: 'BC', place: 'ban', villageId: 'ban' })));
  expect(await reportsOf(store, 'BC', 'ban', '2026-11')).toEqual([]);
});
