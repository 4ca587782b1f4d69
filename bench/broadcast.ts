/** How long the confirmation of a broadcast takes: `node bench/broadcast.ts [recipients]`, 100,000 where not said. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expandNext } from '../src/broadcasts/expand.ts';
import { openStore } from '../src/node/open-database.ts';
import { countRecipients, type Selection } from '../src/store/audience.ts';
import { startBroadcast, stopBroadcast, tallyOf } from '../src/store/broadcasts.ts';
import { addContact } from '../src/store/contacts.ts';
import { laiChau, MUONG_THAN, THAN_UYEN } from '../test/broadcasts/lai-chau.ts';

const LIMIT_MS = 2_000;
const people = Number(process.argv[2] ?? 100_000);

const folder = mkdtempSync(join(tmpdir(), 'vong-tay-bench-'));
const store = await openStore(`file:${join(folder, 'bench.db')}`, 'real');
await store.commit(laiChau());
for (let from = 0; from < people; from += 5_000) {
  const some = Array.from({ length: Math.min(5_000, people - from) }, (_, n) => from + n);
  await store.commit(
    some.flatMap((n) => {
      const id = `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
      const unit = n % 2 === 0 ? MUONG_THAN : THAN_UYEN;
      return [
        addContact({
          id,
          kind: 'phone',
          addressMac: `mac-${n}`,
          addressSealed: 'sealed',
          consent: 'in',
          communeCode: unit.code,
          communeFrom: unit.validFrom,
          createdAt: 0,
        }),
        {
          sql: "INSERT INTO children (id, contact_id, born, status, created_at) VALUES (?, ?, '2026-03-15', 'active', 0)",
          args: [id, id],
        },
      ];
    }),
  );
}

async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  const took = performance.now() - start;
  console.log(
    `${what}: ${took.toFixed(0)} ms (limit ${LIMIT_MS} ms, ${took <= LIMIT_MS ? 'kept' : 'MISSED'})`,
  );
  return result;
}

const selection: Selection = { audience: 'everyone', communes: [MUONG_THAN, THAN_UYEN] };
const found = await timed(`count ${people} recipients`, () => countRecipients(store, selection));
await store.commit([
  startBroadcast(
    {
      ...selection,
      id: 'bench',
      authorId: '019a0000-0000-7000-8000-000000000000',
      textSealed: 'sealed',
      recipients: found.phones,
      urgent: false,
      expiresAt: 1_000,
    },
    0,
  ),
]);
await timed(`write down ${found.phones} recipients`, async () => {
  while ((await expandNext({ store }, 0)) > 0);
});
await timed('progress', () => tallyOf(store, 'bench'));
await timed('stop', () => store.commit([stopBroadcast('bench', 0)]));
store.close();
rmSync(folder, { recursive: true });
