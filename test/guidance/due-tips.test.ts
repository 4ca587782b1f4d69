import { eq } from 'drizzle-orm';
import Connection from 'libsql';
import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { children, contacts, enrolments, outbox } from '../../db/schema.ts';
import { queueDueTips, step, tipsJob } from '../../src/guidance/due-tips.ts';
import { planFor } from '../../src/guidance/plan.ts';
import { minuteFor } from '../../src/guidance/schedule.ts';
import { changeChild } from '../../src/store/children.ts';
import {
  dueEnrolments,
  dueEnrolmentsSql,
  endEnrolment,
  pauseEnrolments,
} from '../../src/store/enrolments.ts';
import { insert } from '../../src/store/statement.ts';
import { family, onlyByAge } from '../conversations/family.ts';
import { type House, house } from '../conversations/house.ts';

const AFTERNOON = '2026-11-05T15:00:00+07:00';
const NUMBER = '+84912345678';

function queued(home: House) {
  return home.deps.store.db.select().from(outbox).orderBy(outbox.id);
}

describe('the tick', () => {
  test('reads only what is due, by its index, and nothing of the others', async () => {
    const home = await house({ at: AFTERNOON });
    const { sql: text } = dueEnrolmentsSql(home.deps.store.db).toSQL();
    const connection = new Connection(home.deps.config.databaseUrl.slice('file:'.length));
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${text}`).all([1, 1]) as { detail: string }[];
    connection.close();
    const details = plan.map(({ detail }) => detail);
    expect(details[0]).toMatch(/SEARCH enrolments USING INDEX enrolments_due \(next_at[<>]/);
    expect(details.join('\n')).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  test('queues a tip without a text, under a key of child, item and contact, that expires with the age', async () => {
    const home = await house({ at: AFTERNOON });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await queueDueTips(home.deps, home.now());
    const next = Date.parse('2026-11-06T00:00:00+07:00') + minuteFor(mother.contactId) * 60_000;
    const [row] = await queued(home);
    expect(row).toMatchObject({
      key: `tip:${mother.childIds[0]}:fy-m02:${mother.contactId}`,
      kind: 'tip',
      lane: 3,
      state: 'queued',
      bodySealed: null,
      series: 'first-years',
      item: 'fy-m02',
      dueAt: home.now() + SERIES['first-years'].rank,
      expiresAt: next,
    });
    const [enrolment] = await home.deps.store.db.select().from(enrolments);
    expect(enrolment).toMatchObject({ status: 'active', nextItem: 'fy-d065', nextAt: next });
    expect(await tipsJob.nextAt(home.deps, home.now())).toBe(next);
  });

  test('handles more than a batch in one run', async () => {
    const home = await house({ at: AFTERNOON });
    const mother = await family(home, NUMBER, []);
    const writes = Array.from({ length: 450 }, (_, i) => {
      const child = { id: `child-${i}`, contactId: mother.contactId, born: '2026-09-02' };
      return [insert(children, { ...child, createdAt: home.now() }), ...planFor(child, home.now())];
    });
    await home.deps.store.commit([...writes.flat(), onlyByAge(mother.contactId)]);
    await queueDueTips(home.deps, home.now());
    await queueDueTips(home.deps, home.now());
    expect(await queued(home)).toHaveLength(450);
    expect(await dueEnrolments(home.deps.store, home.now(), 10)).toEqual([]);
  });

  test.each([
    [
      'SINH',
      (id: string) => [changeChild(id, { born: '2026-11-04' }), endEnrolment(id, 'pregnancy')],
      'done',
    ],
    ['MAT', (id: string) => [changeChild(id, { status: 'lost' }), pauseEnrolments(id)], 'paused'],
  ] as const)('that read before a %s and writes after it does nothing', async (_name, faster, status) => {
    const home = await house({ at: AFTERNOON });
    const mother = await family(home, NUMBER, [{ due: '2026-12-01' }]);
    const due = await dueEnrolments(home.deps.store, home.now(), 10);
    expect(due).toHaveLength(1);
    await home.deps.store.commit(faster(mother.childIds[0] ?? ''));
    await home.deps.store.commit(due.flatMap((one) => step(one, home.now())));
    expect(await queued(home)).toEqual([]);
    const [enrolment] = await home.deps.store.db.select().from(enrolments);
    expect(enrolment?.status).toBe(status);
  });

  test('ends a series that is no longer in the content, and goes on where only the item is gone', async () => {
    const home = await house({ at: AFTERNOON });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }, { born: '2026-09-02' }]);
    const [gone, moved] = mother.childIds;
    const { store } = home.deps;
    await store.db
      .update(enrolments)
      .set({ series: 'songs' })
      .where(eq(enrolments.childId, gone ?? ''));
    await store.db
      .update(enrolments)
      .set({ nextItem: 'fy-old' })
      .where(eq(enrolments.childId, moved ?? ''));
    await queueDueTips(home.deps, home.now());
    const rows = await store.db.select().from(enrolments).orderBy(enrolments.childId);
    expect(rows.map(({ status, nextItem }) => [status, nextItem])).toEqual([
      ['done', null],
      ['active', 'fy-d065'],
    ]);
    expect((await queued(home)).map(({ item }) => item)).toEqual(['fy-m02']);
  });

  test('stops asking after a child that was removed', async () => {
    const home = await house({ at: AFTERNOON });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await home.deps.store.commit([changeChild(mother.childIds[0] ?? '', { status: 'removed' })]);
    await queueDueTips(home.deps, home.now());
    expect(await queued(home)).toEqual([]);
    expect(await tipsJob.nextAt(home.deps, home.now())).toBeUndefined();
  });

  test('moves someone on who has left, without a row for every tip they are not sent', async () => {
    const home = await house({ at: AFTERNOON });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }], { consent: 'out' });
    await home.run(30);
    expect(await queued(home)).toEqual([]);
    await home.deps.store.db.update(contacts).set({ consent: 'in' }).where(eq(contacts.id, mother.contactId));
    await home.run(14);
    expect((await queued(home)).map(({ item }) => item)).toEqual(['fy-d098', 'fy-d105']);
  });
});

describe('a tip at the moment of sending', () => {
  test.each([
    ['child-paused', { status: 'lost' as const }],
    ['child-paused', { status: 'removed' as const }],
  ])('is skipped as %s when the child has become %o since', async (reason, set) => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await queueDueTips(home.deps, home.now());
    await home.deps.store.commit([changeChild(mother.childIds[0] ?? '', set)]);
    await home.run(1);
    expect(await mother.hears()).toEqual([]);
    expect((await queued(home)).map((row) => [row.state, row.reason])).toEqual([['skipped', reason]]);
  });

  test('is skipped when its item has left the content since', async () => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    const mother = await family(home, NUMBER, [{ born: '2026-09-02' }]);
    await queueDueTips(home.deps, home.now());
    await home.deps.store.db.update(outbox).set({ item: 'fy-old' });
    await home.run(1);
    const [gone] = await queued(home);
    expect([gone?.state, gone?.reason]).toEqual(['skipped', 'item-gone']);
    // The next tip has come in its place.
    expect(await mother.hears()).toHaveLength(1);
  });
});
