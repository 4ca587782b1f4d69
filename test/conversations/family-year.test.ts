/** One family from week 20 of a pregnancy over the first year of the child, by an old phone; and another, that loses one. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { SERIES } from '../../content/series/index.ts';
import { outbox } from '../../db/schema.ts';
import type { SentItem } from '../../src/guidance/child-series.ts';
import { tableSeries } from '../../src/guidance/tables/shipped.ts';
import { segmentsOf } from '../../src/texts.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { withoutQuestion } from './family.ts';
import { type House, house, type Phone } from './house.ts';
import { withPlaces } from './places.ts';

const ITEMS = [...Object.values(SERIES), ...tableSeries()].flatMap(
  (series): readonly SentItem[] => series.items,
);
const BY_TEXT = new Map(ITEMS.map(({ id, vi }) => [unaccented(vi), id]));

/** What a family heard in a stretch of time: the ids of guidance, or the text itself. */
async function heardIn(home: House, phone: Phone, days: number): Promise<readonly string[]> {
  await home.run(days);
  return withoutQuestion(await phone.hears()).map((text) => BY_TEXT.get(text) ?? text);
}

function of(ids: readonly string[], prefix: string): readonly string[] {
  return ids.filter((id) => id.startsWith(`${prefix}-`));
}

/** The days on which something unasked left, with how many. */
async function perDay(home: House): Promise<ReadonlyMap<string, number>> {
  const rows = await home.deps.store.db.select().from(outbox).where(eq(outbox.kind, 'tip'));
  const days = new Map<string, number>();
  for (const { sentAt } of rows) {
    if (sentAt === null) continue;
    const day = new Date(sentAt + 7 * 3_600_000).toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}

describe('a year of one family', () => {
  test('pregnancy, birth, vaccines, a date corrected late, a question, and a year without silence or noise', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    await withPlaces(home);
    const mother = home.phone('+84911000002');
    expect((await mother.says('THAI 22/3/2027 xa Muong Than huyen Than Uyen')).join(' ')).toMatch(/./);
    if ((await mother.says('1')).join(' ').includes('22/03/2027')) await home.advance(1_000);

    // Twenty weeks of pregnancy: every week its own, none twice.
    const pregnant = await heardIn(home, mother, 126);
    const weeks = of(pregnant, 'pr');
    expect(weeks.length).toBeGreaterThanOrEqual(18);
    expect(new Set(weeks).size).toBe(weeks.length);
    expect(of(pregnant, 'vx')).toEqual([]);

    // The baby comes two weeks early; the date she texts is wrong by ten days.
    expect((await mother.says('sinh 1/3'))[0]).toMatch(/^Chuc mung gia dinh/);
    const first = await heardIn(home, mother, 10);
    expect(of(first, 'pr')).toEqual([]);
    expect(of(first, 'fy').length).toBeGreaterThanOrEqual(3);

    // She sees it in the handbook and corrects it: what was sent stays sent, the rest follows the right age.
    expect((await mother.says('DK 8/3/2027')).join(' ')).toMatch(/08\/03\/2027/);
    const months = await heardIn(home, mother, 120);
    const all = [...first, ...months];
    expect(new Set(all).size).toBe(all.length);
    // The vaccinations at two, three and four months, each told before its day.
    expect(of(months, 'vx')).toEqual(expect.arrayContaining(['vx-2m', 'vx-3m', 'vx-4m']));
    const sent = await home.deps.store.db.select().from(outbox).where(eq(outbox.item, 'vx-2m'));
    const told = new Date((sent[0]?.sentAt ?? 0) + 7 * 3_600_000).toISOString().slice(0, 10);
    expect(told >= '2027-05-03' && told <= '2027-05-08', told).toBe(true);

    // At night with a fever she asks, and is answered at once; a sign of danger goes before everything.
    home.at('2027-07-20T23:40:00+07:00');
    expect((await mother.says('be sot 38 do phai lam sao'))[0]).toMatch(/sot/i);
    expect((await mother.says('be co giat tim tai'))[0]).toMatch(/115/);

    const rest = await heardIn(home, mother, 240);
    expect(of(rest, 'fy').length).toBeGreaterThanOrEqual(30);
    const whole = [...pregnant, ...all, ...rest];
    const guidance = whole.filter(
      (id) => ITEMS.some((item) => id.startsWith(item.id)) || /^va-|^mo-/.test(id),
    );
    expect(new Set(guidance).size).toBe(guidance.length);
    // Never two on one day, and no fortnight without a word.
    const days = await perDay(home);
    expect(Math.max(...days.values())).toBe(1);
    const marks = [...days.keys()].sort().map((day) => Date.parse(day) / 86_400_000);
    const gaps = marks.slice(1).map((day, i) => day - (marks[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(9);
    expect(home.logs.filter(({ level }) => level === 'error')).toEqual([]);
    // A year of it costs about one segment a message.
    const texts = ITEMS.filter(({ id }) => guidance.includes(id)).map(({ vi }) => segmentsOf(unaccented(vi)));
    expect(texts.reduce((sum, n) => sum + n, 0) / texts.length).toBeLessThan(1.35);
  }, 120_000);

  test('a loss in the seventh month: everything stops in the same turn, and silence is kept', async () => {
    const home = await house({ at: '2026-11-02T09:00:00+07:00' });
    const mother = home.phone('+84911000002');
    await mother.says('THAI 1/2/2027');
    await heardIn(home, mother, 14);
    expect((await mother.says('mat'))[0]).toMatch(/^Vong Tay da ngung moi tin ve be/);
    expect((await mother.says('1'))[0]).toMatch(/^Vong Tay xin chia buon/);
    expect(await heardIn(home, mother, 400)).toEqual([]);
    // Whoever begins anew is met as new.
    await mother.says('THAI 20/8/2028');
    expect(of(await heardIn(home, mother, 30), 'pr').length).toBeGreaterThan(0);
  }, 60_000);
});
