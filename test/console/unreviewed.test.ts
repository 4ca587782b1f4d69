import { afterAll, beforeAll, expect, test } from 'vitest';
import { aloudPage } from '../../src/node/content-aloud.ts';
import { type DemoHouse, demoFolder, demoHouse } from './demo-house.ts';

const TOLD = 'Đang gửi cả nội dung chưa được cán bộ y tế duyệt.';
const PAGES = [
  '/simulator',
  '/simulator/outbox',
  '/simulator/delivery',
  '/simulator/totals',
  '/simulator/loudspeaker',
  '/simulator/no-such-page',
];

const folder = demoFolder();
let demo: DemoHouse;

beforeAll(async () => {
  demo = await demoHouse(folder);
});
afterAll(() => {
  demo.stop();
  folder.remove();
});

test('every page says that unreviewed content is sent, in its language, while it is', async () => {
  for (const path of PAGES) {
    expect(await demo.page(path), path).toContain(`<p class="unreviewed" role="note">${TOLD}</p>`);
    const english = await (await demo.get(path, { cookie: 'simulator-language=en' })).text();
    expect(english, path).toContain('Content that no health officer has reviewed is being sent too.');
  }
  Object.assign(demo.deps.config, { allowUnreviewed: false });
  for (const path of PAGES) expect(await demo.page(path), path).not.toContain('class="unreviewed"');
});

test('the printed page of the loudspeaker says so too', async () => {
  const { store, config } = demo.deps;
  const args = ['--commune', '03595', '--week', '2026-W48'];
  const print = (allowUnreviewed: boolean) =>
    aloudPage({ store, config: { ...config, allowUnreviewed } }, args, demo.now());
  expect(await print(true)).toContain(TOLD);
  await expect(print(false)).rejects.toThrow(/published yet/);
});
