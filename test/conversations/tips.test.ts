import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { contacts, outbox } from '../../db/schema.ts';
import type { SentItem } from '../../src/guidance/child-series.ts';
import { queueDueTips } from '../../src/guidance/due-tips.ts';
import { replan } from '../../src/guidance/plan.ts';
import { tableSeries } from '../../src/guidance/tables/shipped.ts';
import { changeChild } from '../../src/store/children.ts';
import { changeContact } from '../../src/store/contacts.ts';
import { tick } from '../../src/tick.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { between } from './ages.ts';
import { byAge, family, withoutQuestion } from './family.ts';
import { type House, house } from './house.ts';

const THURSDAY = '2026-11-05T15:00:00+07:00';
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const ITEMS = [...Object.values(SERIES), ...tableSeries()].flatMap(
  (series): readonly SentItem[] => series.items,
);

function item(id: string): (typeof ITEMS)[number] {
  const found = ITEMS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no tip ${id}`);
  return found;
}

/** The ids of the tips for the age among the texts heard, in order. */
function tips(texts: readonly string[]): string[] {
  const ids = withoutQuestion(texts).map(
    (text) =>
      ITEMS.find((item) => unaccented(item.vi) === text || item.en === text)?.id ?? `not a tip: ${text}`,
  );
  return byAge(ids);
}

async function states(home: House): Promise<string[]> {
  const rows = await home.deps.store.db
    .select()
    .from(outbox)
    .where(eq(outbox.kind, 'tip'))
    .orderBy(outbox.id);
  return rows.map((row) => `${row.item} ${row.state}${row.reason === null ? '' : ` ${row.reason}`}`);
}

function sentHours(home: House): Promise<{ id: string; at: string }[]> {
  return home.deps.store.db
    .select()
    .from(outbox)
    .where(eq(outbox.kind, 'tip'))
    .orderBy(outbox.sentAt)
    .then((rows) =>
      rows
        .filter((row) => row.sentAt !== null)
        .map((row) => ({
          id: row.item ?? '',
          at: new Date((row.sentAt ?? 0) + 7 * HOUR_MS).toISOString().slice(5, 16).replace('T', ' '),
        })),
    );
}

describe('joining', () => {
  test('by DK brings the tip of the age, and a corrected date the tips of the other age', async () => {
    const home = await house({ at: THURSDAY });
    const mother = home.phone('+84912345678');
    expect((await mother.says('DK 2/9/2026'))[0]).toMatch(/02\/09\/2026/);
    // The vaccination at two months is told first.
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['fy-m02']);
    expect((await mother.says('DK 2/8/2026'))[0]).toMatch(/02\/08\/2026/);
    await home.run(2);
    expect(tips(await mother.hears())).toEqual(['fy-m03']);
  });

  test('then leaving by TC and coming back by TIEP: nothing in between, and the tips of the age go on', async () => {
    const home = await house({ at: THURSDAY });
    const mother = home.phone('+84912345678');
    await mother.says('DK 2/9/2026');
    await mother.says('TC');
    await home.run(20);
    expect(await mother.hears()).toEqual([]);
    await mother.says('TIEP');
    await home.run(10);
    expect(tips(await mother.hears())).toEqual([
      'fy-d080',
      ...between('2026-09-02', '2026-11-25', '2026-12-05'),
    ]);
  });

  test('with a child of two months brings the tip of that age within the minute, and none of the earlier ones', async () => {
    const home = await house({ at: THURSDAY });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    expect(await mother.hears()).toEqual([unaccented(item('fy-m02').vi)]);
    await home.run(30);
    const later = between('2026-09-02', '2026-11-05', '2026-12-05');
    expect(later).toContain('fy-m03');
    expect(tips(await mother.hears())).toEqual(later);
  });

  test('at night brings it at seven in the morning', async () => {
    const home = await house({ at: '2026-11-05T22:30:00+07:00' });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    expect(await mother.hears()).toEqual([]);
    await home.advance(8 * HOUR_MS);
    expect(await mother.hears()).toEqual([]);
    await home.advance(30 * MINUTE_MS);
    expect(tips(await mother.hears())).toEqual(['fy-m02']);
    expect(await sentHours(home)).toEqual([{ id: 'fy-m02', at: '11-06 07:00' }]);
  });

  test('late in a pregnancy begins at that week, and asks once after week 42 whether the baby is here', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    const mother = await family(home, '+84912345678', [{ due: '2026-12-01' }]);
    await home.run(120);
    expect(tips(await mother.hears())).toEqual([35, 36, 37, 38, 39, 40, 41, 42].map((week) => `pr-w${week}`));
  });

  test('with a due date long past asks for the birth at once; after week 44 it says nothing at all', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    const overdue = await family(home, '+84912345678', [{ due: '2026-10-15' }]);
    const long = await family(home, '+84987654321', [{ due: '2026-08-15' }]);
    await home.run(60);
    expect(tips(await overdue.hears())).toEqual(['pr-w42']);
    expect(await long.hears()).toEqual([]);
  });

  test('with a child older than the series brings nothing', async () => {
    const home = await house();
    const mother = await family(home, '+84912345678', [{ born: '2018-05-01' }]);
    await home.run(60);
    expect(await mother.hears()).toEqual([]);
  });
});

test('for the first 27 months every tip comes once, in order, between half past seven and half past ten', async () => {
  const home = await house({ at: '2026-11-02T06:00:00+07:00' });
  const mother = await family(home, '+84912345678', [{ born: '2026-11-02' }]);
  await home.run(830);
  expect(tips(await mother.hears())).toEqual(between('2026-11-02', '2026-11-02', '2029-02-08'));
  for (const { at } of await sentHours(home)) {
    expect(at.slice(6) >= '07:30' && at.slice(6) <= '10:30', at).toBe(true);
  }
  expect(home.logs.filter(({ level }) => level === 'error')).toEqual([]);
}, 60_000);

test('a child of February is told of 28 days on the day, and of its month on the morning after', async () => {
  const home = await house({ at: '2026-03-04T12:00:00+07:00' });
  const mother = await family(home, '+84912345678', [{ born: '2026-02-05' }]);
  await home.run(4);
  expect(tips(await mother.hears())).toEqual(['fy-d024', 'fy-d028', 'fy-m01']);
  expect((await sentHours(home)).map(({ at }) => at.slice(0, 5))).toEqual(['03-04', '03-05', '03-06']);
});

describe('one tip a day', () => {
  test('holds for two children: the second child’s tip comes the next morning', async () => {
    const home = await house({ at: THURSDAY });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }, { born: '2025-10-20' }]);
    await home.advance(MINUTE_MS);
    expect(await mother.hears()).toHaveLength(1);
    await home.run(1);
    expect(await mother.hears()).toHaveLength(1);
    expect((await sentHours(home)).map(({ at }) => at)).toEqual(['11-05 15:00', '11-06 07:00']);
  });

  test('holds for three children and every series: the age first, and what comes too late is dropped and on record', async () => {
    const home = await house({ at: '2026-11-02T06:00:00+07:00' });
    const mother = await family(
      home,
      '+84912345678',
      [{ born: '2026-10-20' }, { born: '2025-06-11' }, { due: '2027-03-15' }],
      { all: true },
    );
    // Joining brings everything of today at once.
    await home.run(5);
    const joining = new Set(await states(home));
    await home.run(55);
    const days = (await sentHours(home)).map(({ at }) => at.slice(0, 5));
    expect(new Set(days).size).toBe(days.length);
    expect(days.length).toBeGreaterThan(30);
    const all = await states(home);
    const dropped = all.filter((line) => line.includes(' skipped ') && !joining.has(line));
    expect(dropped.length).toBeGreaterThan(0);
    // Nothing meant for a week of pregnancy or an age of the youngest gives way to a word about the season.
    expect(dropped.filter((line) => /^(?:pr|vx)-/.test(line))).toEqual([]);
    for (const line of dropped) expect(line).toMatch(/ skipped (?:stale|told-already)/);
    expect((await mother.hears()).length).toBe(days.length);
  });

  test('and twins are told a thing once', async () => {
    const home = await house({ at: THURSDAY });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }, { born: '2026-09-02' }]);
    await home.run(5);
    expect(tips(await mother.hears())).toEqual(['fy-m02', 'fy-d065']);
    expect((await states(home)).sort()).toEqual(
      ['fy-m02', 'fy-d065'].flatMap((id) => [`${id} accepted`, `${id} skipped told-already`]).sort(),
    );
  });
});

describe('nothing leaves twice', () => {
  test('however often and however late the tick runs', async () => {
    const home = await house({ at: THURSDAY });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    for (let i = 0; i < 3; i += 1) await tick(home.deps, home.now());
    await Promise.all([queueDueTips(home.deps, home.now()), queueDueTips(home.deps, home.now())]);
    await home.advance(HOUR_MS);
    expect(await mother.hears()).toHaveLength(1);
  });

  test('when the clock is put back and comes round again', async () => {
    const home = await house({ at: THURSDAY });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.run(10);
    expect(tips(await mother.hears())).toEqual([
      'fy-m02',
      ...between('2026-09-02', '2026-11-05', '2026-11-15'),
    ]);
    home.at(THURSDAY);
    await home.run(10);
    expect(await mother.hears()).toEqual([]);
  });

  test('when a date is corrected: what was sent stays sent, the rest follows the new age', async () => {
    const home = await house({ at: THURSDAY });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    expect(tips(await mother.hears())).toEqual(['fy-m02']);
    const child = { id: mother.childIds[0] ?? '', contactId: mother.contactId };
    await home.deps.store.commit(replan({ ...child, born: '2026-09-09' }, home.now()));
    await home.run(8);
    // The tip of two months was sent already.
    expect(tips(await mother.hears())).toEqual(['fy-d055', 'fy-d065']);
    await home.run(20);
    expect(tips(await mother.hears())).toEqual(between('2026-09-09', '2026-11-13', '2026-12-03'));
  });

  test('and a tip that waits for the morning is planned anew, not doubled, when the date is corrected overnight', async () => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    const child = { id: mother.childIds[0] ?? '', contactId: mother.contactId };
    await home.deps.store.commit(replan({ ...child, born: '2026-09-03' }, home.now()));
    await home.run(3);
    expect(tips(await mother.hears())).toEqual(['fy-m02', 'fy-d065']);
    await home.deps.store.commit([
      changeChild(child.id, { born: null, due: '2027-01-10' }),
      ...replan({ ...child, due: '2027-01-10' }, home.now()),
    ]);
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['pr-w31']);
  });
});

describe('after an outage', () => {
  test('what became wrong for the age is skipped and on record, what is still right comes', async () => {
    const home = await house({ at: '2026-11-03T06:00:00+07:00' });
    const mother = await family(home, '+84912345678', [{ born: '2026-11-02' }]);
    home.at('2026-11-10T15:00:00+07:00');
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['fy-d007', 'fy-d009']);
    expect(await states(home)).toEqual([
      'fy-d001 skipped stale',
      'fy-d002 skipped stale',
      'fy-d003 skipped stale',
      'fy-d005 skipped stale',
      'fy-d007 accepted',
      'fy-d009 accepted',
    ]);
  });

  test('at night nothing is fired before seven', async () => {
    const home = await house({ at: '2026-11-03T06:00:00+07:00' });
    const mother = await family(home, '+84912345678', [{ born: '2026-11-02' }]);
    home.at('2026-11-10T23:30:00+07:00');
    await home.advance(7 * HOUR_MS);
    expect(await mother.hears()).toEqual([]);
    await home.advance(HOUR_MS);
    expect(tips(await mother.hears())).toEqual(['fy-d007']);
  });
});

describe('who gets none', () => {
  test.each(['out', 'none'] as const)('someone whose consent is %s', async (consent) => {
    const home = await house();
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }], { consent });
    await home.run(30);
    expect(await mother.hears()).toEqual([]);
    expect(await states(home)).toEqual([]);
  });

  test('someone who leaves while a tip waits for the morning', async () => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    await home.deps.store.commit([changeContact(mother.contactId, { consent: 'out' })]);
    await home.run(2);
    expect(await mother.hears()).toEqual([]);
    expect(await states(home)).toEqual(['fy-m02 skipped opted-out']);
  });

  test('anyone, of a tip that no health officer has reviewed, in production', async () => {
    const home = await house({ at: THURSDAY, env: { NODE_ENV: 'production' } });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.run(1);
    expect(await mother.hears()).toEqual([]);
    expect(await states(home)).toEqual(['fy-m02 skipped not-reviewed', 'fy-d065 skipped not-reviewed']);
  });

  test('but in production the province may allow it for a trial', async () => {
    const home = await house({ at: THURSDAY, env: { NODE_ENV: 'production', ALLOW_UNREVIEWED: 'true' } });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.run(1);
    expect(tips(await mother.hears())).toEqual(['fy-m02', 'fy-d065']);
  });
});

describe('the language', () => {
  test('is English for a contact who chose it', async () => {
    const home = await house({ at: THURSDAY });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }], { language: 'en' });
    await home.advance(MINUTE_MS);
    expect(await mother.hears()).toEqual([item('fy-m02').en]);
  });

  test('is the one at the moment of sending, not of planning', async () => {
    const home = await house({ at: '2026-11-05T22:00:00+07:00' });
    const mother = await family(home, '+84912345678', [{ born: '2026-09-02' }]);
    await home.advance(MINUTE_MS);
    await home.deps.store.db
      .update(contacts)
      .set({ language: 'en' })
      .where(eq(contacts.id, mother.contactId));
    await home.run(1);
    expect(await mother.hears()).toEqual([item('fy-m02').en]);
  });
});
