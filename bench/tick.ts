/** `npm run bench:tick`: what a tick costs with 10,000, 100,000 and 1,000,000 enrolled children, few of them due. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERIES } from '../content/series/index.ts';
import { readConfig } from '../src/config.ts';
import { nodeDeps } from '../src/node/deps.ts';
import { tick } from '../src/tick.ts';
import { BENCH_ENV } from './collaborators.ts';
import { morningClock } from './crowd.ts';
import { measured, shown } from './measure.ts';

const DUE = 1_000;
const DAY_MS = 86_400_000;
const clock = morningClock();
const [first] = Object.values(SERIES);
const item = first?.items[0];
if (first === undefined || item === undefined) throw new Error('there is no series to enrol in');

const folder = mkdtempSync(join(tmpdir(), 'vong-tay-tick-'));
try {
  let smallest: { readonly nothing: number; readonly due: number } | undefined;
  for (const children of [10_000, 100_000, 1_000_000]) {
    const config = readConfig({ ...BENCH_ENV, DATABASE_URL: `file:${join(folder, `${children}.db`)}` });
    const deps = await nodeDeps(config, { clock, wake: () => {} });
    const now = clock();
    // One after the other by number, all due next week but the first thousand.
    const numbers = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${children - 1})`;
    const id = (kind: string) => `printf('${kind}-%08d', i)`;
    await deps.store.commit([
      {
        sql: `${numbers} INSERT INTO contacts (id, kind, address_mac, address_sealed, consent, created_at)
          SELECT ${id('c')}, 'phone', ${id('m')}, 'x', 'in', 0 FROM n`,
        args: [],
      },
      {
        sql: `${numbers} INSERT INTO children (id, contact_id, born, status, created_at)
          SELECT ${id('k')}, ${id('c')}, '2026-10-20', 'active', 0 FROM n`,
        args: [],
      },
      {
        sql: `${numbers} INSERT INTO enrolments (child_id, series, anchor, status, next_item, next_at)
          SELECT ${id('k')}, ?, '2026-10-20', 'active', ?, ? FROM n`,
        args: [first.id, item.id, now + 7 * DAY_MS],
      },
    ]);
    await tick(deps, now);
    const nothing = await timed(() => tick(deps, now));
    await deps.store.commit([
      { sql: `UPDATE enrolments SET next_at = ? WHERE child_id < printf('k-%08d', ${DUE})`, args: [now] },
    ]);
    const due = await timed(() => tick(deps, now));
    smallest ??= { nothing, due };
    const name = `tick-${children}`;
    console.log(
      shown(measured(`${name}-none`, nothing, 'ms', smallest.nothing, 'none due; limit: of 10,000')),
    );
    console.log(shown(measured(`${name}-due`, due, 'ms', smallest.due, `${DUE} due; limit: of 10,000`)));
    deps.store.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function timed(run: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}
