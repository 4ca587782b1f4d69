import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectNamed,
  expectReadable,
  expectToFit,
  launch,
  picture,
  SCREENS,
  type Screen,
  visitor,
} from './browser.ts';
import { type DemoService, startDemoService } from './demo-service.ts';

const BOTH: readonly Screen[] = ['phone', 'desktop'];

let browser: Browser;
let demo: DemoService;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launch(), startDemoService()]);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const PAGES = {
  people: '/simulator',
  parent: '/simulator/phone/p03',
  newcomer: '/simulator/phone/p10',
  collaborator: '/simulator/phone/p29',
  officer: '/simulator/phone/p34',
  outbox: '/simulator/outbox',
  totals: '/simulator/totals',
  loudspeaker: '/simulator/loudspeaker?commune=03618&week=2026-W48',
  missing: '/simulator/phone/nobody',
} as const;

test('a fresh clone gets ready for visitors', () => {
  // A guard against hanging: how fast it is depends on the machine, and is for the bench to say.
  expect(demo.readyMs).toBeLessThan(30_000);
});

describe.each(BOTH)('on a %s screen', (screen) => {
  test.each(['vi', 'en'] as const)(
    'every page fits, is labelled and can be read, in %s',
    async (language) => {
      const { page, faults } = await visitor(browser, screen);
      await page.goto(`${demo.url}/simulator?lang=${language}`);
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(demo.url + path);
        expect(await page.getAttribute('html', 'lang')).toBe(language);
        await expectToFit(page);
        await expectNamed(page);
        await expectReadable(page);
        await picture(page, `${name}-${screen}-${language}`);
      }
      expect(faults.filter((fault) => !/404/.test(fault))).toEqual([]);
      await page.context().close();
    },
  );

  test('dark colours can be read too', async () => {
    const { page } = await visitor(browser, screen, { colorScheme: 'dark' });
    for (const name of ['people', 'parent', 'outbox', 'totals'] as const) {
      await page.goto(demo.url + PAGES[name]);
      await expectReadable(page);
      await picture(page, `${name}-${screen}-dark`);
    }
    await page.context().close();
  });

  test('a phone opens on its last message, with the cursor where one writes', async () => {
    const { page } = await visitor(browser, screen);
    await page.goto(demo.url + PAGES.parent);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('text');
    const box = await page.locator('.sms').last().boundingBox();
    const field = await page.locator('#text').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(field?.y ?? 0);
    expect(field?.y).toBeLessThan(SCREENS[screen].height);
    await picture(page, `opened-${screen}`, false);
    await page.context().close();
  });
});

test('what the loudspeaker reads is printed on A4, without what chooses the week', async () => {
  const { page, faults } = await visitor(browser, 'desktop');
  await page.goto(demo.url + PAGES.loudspeaker);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.bar').isVisible()).toBe(false);
  expect(await page.locator('.words').first().isVisible()).toBe(true);
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  // 210 × 297 mm in points.
  expect(paper).toMatch(/\/MediaBox \[0 0 59\d(?:\.\d+)? 84\d(?:\.\d+)?\]/);
  expect(paper.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(3);
  expect(faults).toEqual([]);
  await page.context().close();
});

describe('the story', () => {
  test('a mother joins, and her tip arrives when the clock moves on', async () => {
    const { page, faults } = await visitor(browser, 'phone');
    await page.goto(`${demo.url}/simulator/phone/p09`);
    const join = await chip(page, /^DK .* Sin Ho$/);
    await write(page, join);
    expect(await lastMessage(page)).toMatch(/^Da dang ky: be sinh ngay/);
    const before = await page.locator('.sms.in').count();
    await picture(page, 'story-1-joined', false);
    await page.getByRole('button', { name: '+7 ngày' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').textContent()).toMatch(/Đã tua đến .*: [1-9]\d*\.$/);
    expect(await page.locator('.sms.in').count()).toBeGreaterThan(before);
    await picture(page, 'story-2-tip', false);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a collaborator reports, and the totals change', async () => {
    const { page, faults } = await visitor(browser, 'phone');
    const row = async () => {
      await page.goto(demo.url + PAGES.totals);
      return `${await page.locator('h1').textContent()} ${await page
        .locator('tr', { hasText: 'xã Mường Than' })
        .textContent()}`;
    };
    const before = await row();
    await page.goto(`${demo.url}/simulator/phone/p11`);
    const usual = await chip(page, /^BC .* TS\d+ /);
    await write(
      page,
      usual.replace(/TS(\d+)/, (_, n) => `TS${Number(n) + 2}`),
    );
    expect(await lastMessage(page)).toMatch(/^Da nhan BC T\d+\/\d{4} Ban Na Phat: TS\d+/);
    await picture(page, 'story-3-report', false);
    expect(await row()).not.toBe(before);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('an officer writes to a commune, and its parents read it', async () => {
    const { page, faults } = await visitor(browser, 'desktop');
    await page.goto(`${demo.url}/simulator/phone/p31`);
    await write(page, 'GUI PH: Thu bay nay tram y te kham cho tre duoi 2 tuoi.');
    expect(await lastMessage(page)).toMatch(/Soan GUI \d{4}/);
    const confirm = await chip(page, /^GUI \d{4}$/);
    await page.getByRole('button', { name: confirm, exact: true }).click();
    expect(await lastMessage(page)).toMatch(/gui cho \d+ nguoi/);
    await picture(page, 'story-4-broadcast');
    // At night it waits for the morning, like every broadcast.
    await page.getByRole('button', { name: '+1 ngày' }).click();
    for (const parent of ['p02', 'p07']) {
      await page.goto(`${demo.url}/simulator/phone/${parent}`);
      const texts = await page.locator('.sms.in p').allTextContents();
      expect(texts).toContain('Xa Sin Ho: Thu bay nay tram y te kham cho tre duoi 2 tuoi.');
    }
    await page.goto(`${demo.url}/simulator/outbox?state=delivered`);
    await expectToFit(page);
    await picture(page, 'story-5-outbox');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('works without a mouse, from the first link to the answer', async () => {
    const { page } = await visitor(browser, 'desktop');
    await page.goto(`${demo.url}/simulator`);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Đến nội dung chính');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/Lò Thị Mai/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/phone\/p01$/);
    // One sees where one writes before one writes.
    await page.locator('#text:focus').waitFor();
    await page.keyboard.type('TG');
    await page.keyboard.press('Enter');
    await expectLast(page, /^Vong Tay gui huong dan/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('XEM');
    expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe(
      'solid',
    );
    await page.keyboard.press('Enter');
    await expectLast(page, /^Vong Tay dang luu/);
    await tabTo(page, '+1 ngày');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    await page.context().close();
  });

  test('a phone of one’s own can be added and used', async () => {
    const { page } = await visitor(browser, 'phone');
    await page.goto(`${demo.url}/simulator`);
    await page.getByLabel('Vai trò').selectOption('collaborator');
    await page.getByRole('button', { name: 'Mở máy này' }).click();
    expect(await page.locator('#commune-fault').textContent()).toContain('cần chọn xã');
    await picture(page, 'invent-fault-phone', false);
    await page.getByLabel('Xã, phường').selectOption({ label: 'xã Mường Than' });
    await page.getByRole('textbox', { name: 'Thôn, bản' }).fill('Bản Trình Duyệt');
    await page.getByRole('button', { name: 'Mở máy này' }).click();
    await page.waitForURL(/\/simulator\/phone\//);
    expect(await page.locator('.who').textContent()).toContain('cộng tác viên Bản Trình Duyệt, Mường Than');
    await write(page, 'TG');
    expect(await lastMessage(page)).toMatch(/BC T/);
    await page.context().close();
  });
});

async function chip(page: Page, pattern: RegExp): Promise<string> {
  const texts = await page.locator('.chips button').allTextContents();
  const found = texts.find((text) => pattern.test(text));
  if (found === undefined) throw new Error(`no suggestion like ${pattern}: ${texts.join(' | ')}`);
  return found;
}

/** As on the telephone: type, and the key that sends. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function lastMessage(page: Page): Promise<string> {
  await page.waitForLoadState();
  return (await page.locator('.sms.in p').last().textContent()) ?? '';
}

async function expectLast(page: Page, pattern: RegExp): Promise<void> {
  await page.locator('.sms.in p').filter({ hasText: pattern }).last().waitFor();
}

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement?.textContent ?? '').replace(/\s+/g, ' ').trim());
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}
