import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '../../db/schema.ts';
import { textHash } from '../../src/guidance/review.ts';
import { READABLE } from '../../src/guidance/week-readings.ts';
import { aloudPage } from '../../src/node/content-aloud.ts';
import { addChild } from '../../src/store/children.ts';
import { addContact, changeContact } from '../../src/store/contacts.ts';
import { addReview, publish } from '../../src/store/reviews.ts';
import { type DemoFolder, type DemoHouse, demoFolder, demoHouse } from './demo-house.ts';

const THAN = '03618';
let folder: DemoFolder;
let demo: DemoHouse;

beforeAll(async () => {
  folder = demoFolder();
  demo = await demoHouse(folder);
}, 60_000);

afterAll(() => {
  demo.stop();
  folder.remove();
});

const readings = (page: string) =>
  [...page.matchAll(/<p class="words">([^<]*)<\/p>/g)].map((match) => match[1]);

describe('the loudspeaker page', () => {
  test('names commune and week, and reads in words', async () => {
    const page = await demo.page(`/simulator/loudspeaker?commune=${THAN}&week=2026-W48`);
    expect(page).toContain('<p class="place">xã Mường Than</p>');
    expect(page).toContain('Tuần 48 năm 2026, từ 23/11/2026 đến 29/11/2026');
    expect(page).toContain('Đọc 2 lần');
    expect(readings(page).length).toBeGreaterThanOrEqual(5);
    expect(readings(page).join()).not.toMatch(/115|\d-\d/);
    expect(page).toContain('@page { size: A4');
  });

  test('tells of nobody: no name, no number, no date of a child', async () => {
    const page = await demo.page(`/simulator/loudspeaker?commune=${THAN}&week=2026-W48`);
    const main = /<main>([\s\S]*)<\/main>/.exec(page)?.[1] ?? '';
    expect(main).not.toMatch(/Lò Thị|\+84|0500|p01/);
    expect([...main.matchAll(/\d{2}\/\d{2}\/\d{4}/g)].map(String)).toEqual(['23/11/2026', '29/11/2026']);
  });

  test('is of this week and a commune of the province where none is named, and follows the language', async () => {
    const page = await demo.page('/simulator/loudspeaker');
    expect(page).toContain('Tuần 47 năm 2026');
    const english = await demo.get('/simulator/loudspeaker', { cookie: 'simulator-language=en' });
    expect(await english.text()).toContain('<h1>Texts for the loudspeaker</h1>');
  });

  test.each(['commune=99999', 'commune=../x', `commune=${THAN}&week=2025-W53`, 'week=now', 'commune='])(
    'is not found for ?%s',
    async (query) => {
      expect((await demo.get(`/simulator/loudspeaker?${query}`)).status).toBe(404);
    },
  );

  test('is linked from every page, has no script and only the style that its policy knows', async () => {
    expect(await demo.page('/simulator')).toContain('href="/simulator/loudspeaker"');
    const response = await demo.get('/simulator/loudspeaker');
    const nonce = /style-src 'nonce-([^']+)'/.exec(
      response.headers.get('content-security-policy') ?? '',
    )?.[1];
    const page = await response.text();
    expect(page).toContain(`<style nonce="${nonce}">`);
    expect(page).not.toMatch(/<script|\son\w+=| style="/i);
  });
});

describe('the command', () => {
  const now = Date.parse('2026-11-24T09:00:00+07:00');
  const page = (args: readonly string[]) => aloudPage(demo.deps, args, now);

  test('gives the same page without the bar', async () => {
    const html = await page(['--commune', THAN, '--week', '2026-W48']);
    expect(html).toContain('xã Mường Than, Lai Châu');
    expect(html).not.toContain('class="bar"');
    const shown = await demo.page(`/simulator/loudspeaker?commune=${THAN}&week=2026-W48`);
    expect(readings(html)).toEqual(readings(shown));
    expect(await page(['--commune', THAN, '--language', 'en'])).toContain('Week 48 of 2026');
  });

  test.each([
    [[], /code of 5 digits/],
    [['--commune', '99999'], /No commune of today has the code 99999/],
    [['--commune', THAN, '--week', '2026-W54'], /no week "2026-W54"/],
    [['--commune', THAN, '--language', 'fr'], /vi or en/],
    [['--town', 'x'], /--town/],
  ] as const)('%j is refused with what to do', async (args, reason) => {
    await expect(page(args)).rejects.toThrow(reason);
  });

  test('reads in production what is published, and says so where nothing is', async () => {
    const { store } = demo.deps;
    const production = { store, config: { ...demo.deps.config, allowUnreviewed: false } };
    const args = ['--commune', THAN];
    await expect(aloudPage(production, args, now)).rejects.toThrow(
      /published yet: see "npm run -s content:review"/,
    );
    const item = READABLE.find(({ id }) => id === 'fy-m06');
    if (item === undefined) throw new Error('the content has changed');
    const at = { item: item.id, hash: await textHash(item) };
    await store.commit([addReview({ ...at, reviewedBy: 'Hoa', reviewedAt: now }), publish(at, 'Hoa', now)]);
    expect(readings(await aloudPage(production, args, now))).toHaveLength(3);
  });

  test('follows the families of the commune: five of them, those who left not counted', async () => {
    const { store, secrets } = demo.deps;
    const commune = { code: '03388', validFrom: '2025-07-01' };
    const of = async () => readings(await page(['--commune', commune.code, '--week', '2026-W48']));
    const general = await of();
    const join = (n: number) =>
      store.commit([
        addContact({
          id: `loud-${n}`,
          kind: 'phone',
          addressMac: secrets.mac(`phone:loud-${n}`),
          addressSealed: secrets.seal('+84500090123'),
          consent: 'in',
          communeCode: commune.code,
          communeFrom: commune.validFrom,
          createdAt: now,
        }),
        addChild({ id: `loud-child-${n}`, contactId: `loud-${n}`, born: '2026-09-20', createdAt: now }),
      ]);
    for (const n of [1, 2, 3, 4]) await join(n);
    expect(await of()).toEqual(general);
    await join(5);
    const fitted = await of();
    expect(fitted).not.toEqual(general);
    await store.commit([changeContact('loud-5', { consent: 'out' })]);
    expect(await of()).toEqual(general);
    expect((await store.db.select().from(contacts)).length).toBeGreaterThan(5);
  });
});
