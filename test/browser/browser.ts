/** Chromium as the system has it, and what every page is asked: does it fit, can it be read, is it labelled? */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

export const SCREENS = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 800 },
} as const;

export type Screen = keyof typeof SCREENS;

const SCREENSHOTS = join(import.meta.dirname, 'screenshots');

export function launch(): Promise<Browser> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type Visit = { readonly page: Page; readonly faults: string[] };

/** A fresh visitor; whatever the browser complains of (a refused style, a missing file) is a fault. */
export async function visitor(
  browser: Browser,
  screen: Screen,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: SCREENS[screen], ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return { page, faults };
}

export async function picture(page: Page, name: string, whole = true): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: whole });
}

export async function expectToFit(page: Page): Promise<void> {
  const wide = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth - window.innerWidth,
    // A box that scrolls on purpose may hold more than it shows; nothing else may.
    parts: [...document.querySelectorAll('main *')]
      .filter((part) => part.closest('.scroll, .unseen') === null && part.scrollWidth > part.clientWidth + 1)
      .filter((part) => getComputedStyle(part).display !== 'inline' && part.tagName !== 'INPUT')
      .map((part) => `${part.tagName}.${part.className}`),
  }));
  expect(wide.page).toBeLessThanOrEqual(0);
  expect(wide.parts).toEqual([]);
}

/** Every field has a label, every button and link a name, headings go down one step at a time. */
export async function expectNamed(page: Page): Promise<void> {
  const nameless = await page.evaluate(() => {
    const fields = [
      ...document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), select, textarea'),
    ];
    const pressed = [...document.querySelectorAll<HTMLElement>('a, button, summary')];
    const levels = [...document.querySelectorAll('h1, h2, h3')].map((h) => Number(h.tagName.slice(1)));
    return [
      ...fields.filter((field) => (field.labels?.length ?? 0) === 0).map((field) => `field ${field.id}`),
      ...pressed
        .filter((e) => (e.textContent ?? '').trim() === '')
        .map((e) => `no name: ${e.outerHTML.slice(0, 80)}`),
      ...levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1).map((level) => `heading h${level}`),
      ...(levels.filter((level) => level === 1).length === 1 ? [] : ['not one h1']),
    ];
  });
  expect(nameless).toEqual([]);
}

const READABLE = 4.5;

/** WCAG AA for every text that is shown, against the first background behind it. */
export async function expectReadable(page: Page): Promise<void> {
  const faint = await page.evaluate((readable) => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string) => {
      const [r = 0, g = 0, b = 0] = channels(colour).map((c) => {
        const s = c / 255;
        return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const backgroundOf = (start: Element): string => {
      for (let e: Element | null = start; e !== null; e = e.parentElement) {
        const colour = getComputedStyle(e).backgroundColor;
        if ((channels(colour)[3] ?? 1) === 1) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const worst: string[] = [];
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some(
        (n) => n.nodeType === Node.TEXT_NODE && (n.textContent ?? '').trim() !== '',
      );
      if (!own || element.closest('.unseen, .skip') !== null || element.getClientRects().length === 0)
        continue;
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < readable)
        worst.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${element.textContent}`);
    }
    return worst;
  }, READABLE);
  expect(faint).toEqual([]);
}
