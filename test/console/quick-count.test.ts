import { expect, onTestFinished, test } from 'vitest';
import { demoFolder, demoHouse } from './demo-house.ts';

test('a quick count is played from its suggestion to its table', async () => {
  const folder = demoFolder();
  const demo = await demoHouse(folder);
  onTestFinished(() => {
    demo.stop();
    folder.remove();
  });
  const suggested = async (phone: string, pattern: RegExp) => {
    const values = [
      ...(await demo.page(`/simulator/phone/${phone}`)).matchAll(/name="text" value="([^"]*)"/g),
    ];
    const found = values.map((m) => m[1] ?? '').find((value) => pattern.test(value));
    if (found === undefined) throw new Error(`no suggestion like ${pattern}`);
    return found;
  };
  const officer = 'p30';
  await demo.says(officer, await suggested(officer, /^GUI DEM: /));
  await demo.says(officer, await suggested(officer, /^0$/));
  await demo.says(officer, await suggested(officer, /^17h mai$/));
  await demo.says(officer, await suggested(officer, /^GUI \d{4}$/));
  expect((await demo.screen('p11')).at(-1)).toMatch(/^Xa Muong Than hoi: Bao so 5: so ho can cuu tro\? /);
  const answered = await demo.says('p11', await suggested('p11', /^DEM 12$/));
  expect(answered.at(-1)).toMatch(/^Da nhan so cua /);
  await demo.says(officer, 'XEM DEM');
  expect((await demo.screen(officer)).at(-1)).toMatch(/\n1\/4 thon da tra loi\.\nTong: 12\.\n/);
  expect((await demo.says(officer, await suggested(officer, /^1$/))).at(-1)).toMatch(/Da dong\./);
});
