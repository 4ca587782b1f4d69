/** A province with reporting days of its own: a report without a month is of the month that is open by them. */
import { expect, test } from 'vitest';
import { reports } from '../../db/schema.ts';
import { admin } from '../../src/node/admin.ts';
import { house } from './house.ts';
import { withPlaces, withRole } from './places.ts';
import { talk } from './talk.ts';

const MAY = '+84912000001';

async function start(at: string, ...days: readonly string[]) {
  const home = await house({ at });
  await withPlaces(home);
  await withRole(home, MAY, 'collaborator', { villageId: 'v-na-phat' });
  const { store, secrets, newId } = home.deps;
  await admin({ store, secrets, newId, now: home.now() }, ['set-reporting', '--province', '12', ...days]);
  const storedIn = async () => {
    const rows = await store.db.select().from(reports);
    return Object.fromEntries(rows.map((row) => [row.period, row.values]));
  };
  return { home, may: home.phone(MAY), storedIn };
}

test('a reminder on the 5th for the month itself is answered for that month', async () => {
  const { home, may, storedIn } = await start(
    '2026-11-04T09:00:00+07:00',
    ...['--opens', '4', '--due', '3', '--remind', '5'],
  );
  await may.says('BC T10 TS120 TE61 KT7');
  await home.run(2);
  expect((await may.hears())[0]).toMatch(/chua co bao cao T11\/2026/);
  await may.says('BC TS118 TE60 KT7');
  expect(await storedIn()).toEqual({
    '2026-10': { TS: 120, TE: 61, KT: 7 },
    '2026-11': { TS: 118, TE: 60, KT: 7 },
  });
});

test('a reminder on the 20th for the month before is answered for that one', async () => {
  const { home, may, storedIn } = await start(
    '2026-11-10T09:00:00+07:00',
    ...['--opens', '28', '--due', '25', '--remind', '20'],
  );
  await home.run(11);
  expect((await may.hears())[0]).toMatch(/chua co bao cao T10\/2026/);
  await may.says('BC TS118 TE60 KT7');
  expect(await storedIn()).toEqual({ '2026-10': { TS: 118, TE: 60, KT: 7 } });
});

test('between its days the month is asked', async () => {
  const { may, storedIn } = await start('2026-11-07T09:00:00+07:00', '--due', '5');
  expect(await talk(may, 'BC KT7', 'T10')).toMatchInlineSnapshot(`
    "> BC KT7
    < Chua luu so nao: thang (xin ghi thang).
      Thang nao? Soan T10/2026 hoac T11/2026, hoac: BC T? KT7
    > T10
    < Da nhan BC T10/2026 Ban Na Phat (muon): KT7.
      Con thieu: TS TE TD CM CK KD CP CH DB DG."
  `);
  expect(await storedIn()).toEqual({ '2026-10': { KT: 7 } });
});
