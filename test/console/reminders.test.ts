import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoFolder, type DemoHouse, demoFolder, demoHouse } from './demo-house.ts';

const COLLABORATOR = 'p11';
const OFFICER = 'p30';

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

async function moveTo(day: string): Promise<void> {
  const response = await demo.post('/simulator/clock', { to: day });
  expect(response.headers.get('location')).toMatch(/moved=/);
}

test('moving the clock past a reminding day brings the reminder to who has not reported, and the digest to the officer', async () => {
  await moveTo('2026-11-25');
  expect((await demo.screen(COLLABORATOR)).at(-1)).toBe(
    'Vong Tay: Ban Na Phat chua co bao cao T11/2026, han 10/12/2026. Soan: BC T11 TS? TE? TD? CM? CK? KT? KD? CP? CH? DB? DG? (thay dau ? bang so).',
  );
  expect((await demo.screen(OFFICER)).at(-1)).toBe(
    'Xa Muong Than T11/2026: 0/4 thon da bao cao du. Chua bao cao: Ban Cam Tren, Ban Na Phat, Ban Pa Lai, Thon En Noi.',
  );

  await demo.says(COLLABORATOR, 'BC T11 TS131 TE69 TD48 CM49 CK30 KT3 KD2');
  await moveTo('2026-12-01');
  expect((await demo.screen(COLLABORATOR)).at(-1)).toBe(
    'Vong Tay: bao cao T11/2026 cua Ban Na Phat con thieu CP CH DB DG, han 10/12/2026. Soan: BC T11 CP? CH? DB? DG? (thay dau ? bang so).',
  );

  await demo.says(COLLABORATOR, 'BC T11 CP3 CH2 DB9 DG7');
  const before = (await demo.screen(COLLABORATOR)).length;
  await moveTo('2026-12-05');
  expect(await demo.screen(COLLABORATOR)).toHaveLength(before);
  expect((await demo.screen(OFFICER)).at(-1)).toMatch(/^Xa Muong Than T11\/2026: 1\/4 thon/);
  expect((await demo.screen('p34')).at(-1)).toMatch(
    /^Lai Chau T11\/2026: 0\/7 xa da bao cao du \(1\/20 thon\)/,
  );
});

test('the totals show how many villages are complete and in time beside those that reported', async () => {
  const row = /xã Mường Than<\/th>([\s\S]*?)<\/tr>/.exec(await demo.page('/simulator/totals?period=2026-11'));
  expect((row?.[1] ?? '').replace(/<[^>]*>/g, ' ').trim()).toMatch(/^1\/4 +1\/4 +1\/4 +131 /);
  await moveTo('2026-12-11');
  await demo.says('p12', 'BC T11 TS93 TE50');
  const late = /xã Mường Than<\/th>([\s\S]*?)<\/tr>/.exec(
    await demo.page('/simulator/totals?period=2026-11'),
  );
  expect((late?.[1] ?? '').replace(/<[^>]*>/g, ' ').trim()).toMatch(/^2\/4 +1\/4 +1\/4 /);
});
