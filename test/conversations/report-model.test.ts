/** Any sequence of texts, answers and hours, against a model that knows only what was typed. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reports, reportVersions } from '../../db/schema.ts';
import { VILLAGE_FORM } from '../../src/reports/form.ts';
import { fails } from '../../src/reports/read/checks.ts';
import { segmentsOf } from '../../src/texts.ts';
import { house } from './house.ts';
import { withPlaces, withRole } from './places.ts';

const MAY = '+84912000001';
const SON = '+84912000002';
const HOUR = 3_600_000;
/** One code at a time in the model's mind: what it may hold is every number that stood beside it, or was asked for it. */
const CODES = ['KT', 'KD', 'TE', 'TS'];

type Step =
  | { readonly does: 'says'; readonly who: 0 | 1; readonly text: string }
  | { readonly does: 'waits'; readonly hours: number };

const code = fc.constantFrom(...CODES);
const number = fc.integer({ min: 0, max: 40 });
const value = fc.oneof(
  { weight: 4, arbitrary: number.map(String) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('~', '>', ' khoang '), number).map(([sign, n]) => `${sign}${n}`),
  },
);
const counts = fc
  .uniqueArray(fc.tuple(code, value), { selector: ([name]) => name, minLength: 1, maxLength: 3 })
  .map((pairs) => pairs.map(([name, said]) => `${name}${said}`).join(' '));
const month = fc.constantFrom('T9', 'T10');
const text = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(month, counts).map(([when, said]) => `BC ${when} ${said}`) },
  { weight: 2, arbitrary: counts },
  { weight: 2, arbitrary: fc.tuple(month, counts).map(([when, said]) => `SUA ${when} ${said}`) },
  { weight: 1, arbitrary: fc.tuple(month, counts).map(([when, said]) => `${when} ${said}`) },
  { weight: 3, arbitrary: number.map(String) },
  { weight: 3, arbitrary: fc.constantFrom('OK', '1', '2', 'khong', 'T9', 'T10', 'dung') },
  { weight: 1, arbitrary: fc.constantFrom('HUY T10', 'XEM T10', 'BC', 'cam on') },
  { weight: 1, arbitrary: counts.map((said) => `BC ${said}`) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('says' as const),
      who: fc.constantFrom(0 as const, 1 as const),
      text,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('waits' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
);

test('every stored value was typed for its code, checks hold, and every text is answered in two SMS', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const home = await house({ at: '2026-11-02T09:00:00+07:00' });
      await withPlaces(home);
      for (const number of [MAY, SON])
        await withRole(home, number, 'collaborator', { villageId: 'v-na-phat' });
      const phones = [home.phone(MAY), home.phone(SON)] as const;
      const typed = new Map<string, Set<number>>(CODES.map((name) => [name, new Set()]));
      let left: Record<string, Record<string, number>> = {};
      const heard = new Map<string, number>();
      for (const one of steps) {
        if (one.does === 'waits') {
          await home.advance(one.hours * HOUR);
          continue;
        }
        home.at(new Date(home.now() + 60_000).toISOString());
        const { who, text: said } = one;
        const bare = /^\d+$/.exec(said.trim());
        const asked = lastAsked(home.twilio.sent.filter(({ to }) => to === [MAY, SON][who]).at(-1)?.body);
        for (const [, name = '', n] of said.matchAll(/([A-Z]{2})(\d+)/g)) typed.get(name)?.add(Number(n));
        if (bare !== null && asked !== undefined) typed.get(asked)?.add(Number(said));
        const replies = await phones[who].says(said);
        for (const reply of replies) {
          expect(reply.trim(), said).not.toBe('');
          expect(segmentsOf(reply), reply).toBeLessThanOrEqual(2);
        }
        const again = `${who}${said}`;
        const isRepeat = home.now() - (heard.get(again) ?? -HOUR) < HOUR;
        heard.set(again, home.now());
        const rows = await home.deps.store.db.select().from(reports);
        const stored = Object.fromEntries(rows.map((row) => [row.period, { ...row.values }]));
        const before = left;
        for (const [period, values] of Object.entries(stored)) {
          for (const [name, n] of Object.entries(values)) {
            expect(typed.get(name)?.has(n), `${said}: ${name}${n}`).toBe(true);
            // What changed in this turn was shown in this turn, with its month.
            if (before[period]?.[name] === n) continue;
            const month = `T${Number(period.slice(5))}/2026`;
            expect(replies.join('\n'), said).toMatch(new RegExp(`${month}.*\\b${name}${n}\\b`));
          }
          for (const check of VILLAGE_FORM.form.checks) {
            expect(
              fails(check, (name) => values[name]),
              `${said}: ${JSON.stringify(check)}`,
            ).toBe(false);
          }
        }
        left = stored;
        // Silence is for thanks, and for what says nothing new within minutes.
        const changed = JSON.stringify(before) !== JSON.stringify(stored);
        const isNews = changed || (/\d/.test(said) && !isRepeat && !standsAlready(said, before));
        if (isNews) expect(replies.length, `${said} was not answered`).toBeGreaterThan(0);
      }
      const versions = await home.deps.store.db.select().from(reportVersions);
      expect(new Set(versions.map((v) => `${v.period} ${v.version}`)).size).toBe(versions.length);
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 10) },
  );
}, 120_000);

function standsAlready(said: string, stored: Record<string, Record<string, number>>): boolean {
  const pairs = [...said.matchAll(/([A-Z]{2})(\d+)/g)].filter(([, name]) => CODES.includes(name ?? ''));
  const stands = (values: Record<string, number>) =>
    pairs.every(([, name = '', n]) => values[name] === Number(n));
  return pairs.length > 0 && Object.values(stored).some(stands);
}

/** The one code whose number a bare answer gives, as it was put to the person. */
function lastAsked(reply: string | undefined): string | undefined {
  return /Soan so cua ([A-Z]{2})/.exec(reply ?? '')?.[1] ?? /soan ([A-Z]{2}) kem so/.exec(reply ?? '')?.[1];
}
