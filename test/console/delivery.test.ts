/** The page on how delivery stands. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, outbox } from '../../db/schema.ts';
import { changeMessage } from '../../src/store/outbox.ts';
import { type DemoFolder, type DemoHouse, demoFolder, demoHouse } from './demo-house.ts';

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

test('it shows the lanes, the rate and what is unknown, in both languages', async () => {
  await demo.says('p09', 'TG');
  const html = await demo.page('/simulator/delivery');
  for (const words of ['Tình hình gửi tin', '1. Trả lời', '5. Thông báo', 'tin đang chờ', 'Không có.']) {
    expect(html).toContain(words);
  }
  const english = await (await demo.get('/simulator/delivery', { cookie: 'simulator-language=en' })).text();
  for (const words of ['How delivery stands', '1. Replies', 'messages waiting', 'Send again']) {
    expect(english.includes(words)).toBe(words !== 'Send again');
  }
});

test('a message that may have left is listed with its reason, and both choices do what they say', async () => {
  const [one, two] = await demo.deps.store.db.select().from(outbox).limit(2);
  const unknown = { state: 'unknown', reason: 'no-answer', settledAt: demo.now() } as const;
  await demo.deps.store.commit([changeMessage(one?.id ?? 0, unknown), changeMessage(two?.id ?? 0, unknown)]);
  const html = await demo.page('/simulator/delivery');
  expect(html).toContain('Dịch vụ gửi tin không trả lời, chưa rõ tin đã gửi chưa');
  expect(html).toMatch(/<button name="choice" value="send-again">Gửi lại<\/button>/);

  const decide = (id: number | undefined, choice: string) =>
    demo.post('/simulator/delivery/unknown', { id: String(id), choice });
  expect((await decide(one?.id, 'send-again')).status).toBe(303);
  expect((await decide(two?.id, 'leave')).status).toBe(303);
  const rows = new Map((await demo.deps.store.db.select().from(outbox)).map((row) => [row.id, row]));
  expect(rows.get(one?.id ?? 0)?.state).toBe('delivered');
  expect(rows.get(two?.id ?? 0)).toMatchObject({ state: 'unknown', reason: 'left-as-is' });
  expect(await demo.page('/simulator/delivery')).not.toContain('value="send-again"');
  const acts = await demo.deps.store.db.select({ action: audit.action }).from(audit);
  expect(acts.map((row) => row.action)).toEqual(
    expect.arrayContaining(['message-send-again', 'message-leave']),
  );
});

test('what was withheld is counted by its reason', async () => {
  for (let n = 0; n < 12; n += 1) await demo.says('p10', `blah ${'x'.repeat(n)}`);
  const html = await demo.page('/simulator/delivery');
  expect(html).toMatch(/<b>2<\/b> Trong một giờ đã trả lời cùng một câu đủ số lần bằng SMS/);
});

test('a form that does not fit is told, and one from elsewhere is refused', async () => {
  const odd = await demo.post('/simulator/delivery/unknown', { id: 'x', choice: 'leave' });
  expect(odd.headers.get('location')).toContain('problem=form');
  const foreign = await demo.post(
    '/simulator/delivery/unknown',
    { id: '1', choice: 'leave' },
    { origin: 'https://elsewhere.test' },
  );
  expect(foreign.status).toBe(403);
});
