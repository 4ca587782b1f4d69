/** Demo mode in a test: its own database file, a world clock that the test sets, and the real pages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { createApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { createDeliverer } from '../../src/deliver-loop.ts';
import type { Deps } from '../../src/deps.ts';
import { startDemo } from '../../src/node/demo.ts';
import { demoClock } from '../../src/node/demo-clock.ts';
import { nodeDeps } from '../../src/node/deps.ts';

export const ORIGIN = 'http://demo.test';

export type DemoHouse = {
  readonly app: Hono;
  readonly deps: Deps;
  now(): number;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  page(path: string): Promise<string>;
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Writes on a phone as its form does; what then stands on its screen. */
  says(phone: string, text: string): Promise<string[]>;
  /** Every text on a phone's screen, in order. */
  screen(phone: string): Promise<string[]>;
  stop(): void;
};

export type DemoFolder = { readonly path: string; remove(): void };

export function demoFolder(): DemoFolder {
  const path = mkdtempSync(join(tmpdir(), 'vong-tay-demo-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starting it again in the same folder is a restart. */
export async function demoHouse(folder: DemoFolder, at = '2026-11-22T10:00:00+07:00'): Promise<DemoHouse> {
  const config: Config = {
    ...readConfig({ NODE_ENV: 'test' }),
    databaseUrl: `file:${join(folder.path, 'demo.db')}`,
  };
  const clock = demoClock(() => Date.parse(at));
  const deps = await nodeDeps(config, { clock: clock.now, wake: () => {} });
  const { drain } = createDeliverer(deps, clock.now);
  const simulator = await startDemo(deps, { clock, drain });
  const app = createApp(deps, { now: clock.now, simulator });

  const get: DemoHouse['get'] = async (path, headers = {}) => app.request(ORIGIN + path, { headers });
  const page = async (path: string) => (await get(path)).text();
  const post: DemoHouse['post'] = async (path, fields, headers = { origin: ORIGIN }) =>
    app.request(ORIGIN + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  const screen = async (phone: string) => textsIn(await page(`/simulator/phone/${phone}`));
  return {
    app,
    deps,
    now: clock.now,
    get,
    page,
    post,
    screen,
    says: async (phone, text) => {
      const nonce = nonceIn(await page(`/simulator/phone/${phone}`));
      await post(`/simulator/phone/${phone}`, { nonce, text });
      return screen(phone);
    },
    stop: () => deps.store.close(),
  };
}

export function nonceIn(html: string): string {
  return /name="nonce" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
};

export function textsIn(html: string): string[] {
  return [...html.matchAll(/<p dir="auto">([\s\S]*?)<\/p>/g)].map((m) =>
    (m[1] ?? '').replace(/&(?:quot|amp|lt|gt|#39);/g, (entity) => ENTITIES[entity] ?? entity),
  );
}
