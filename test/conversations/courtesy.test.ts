import { expect, test } from 'vitest';
import { house } from './house.ts';

test.each(['cam on', 'Cảm ơn em nhé', 'da', 'vang a', 'ok', 'OK anh', 'thanks'])(
  'with nothing asked, "%s" is kept and needs no answer',
  async (text) => {
    const home = await house();
    expect(await home.phone('+84912345678').says(text)).toEqual([]);
  },
);

test('a number with nothing asked is not taken for manners', async () => {
  const home = await house();
  expect((await home.phone('+84912345678').says('1'))[0]).toMatch(/chua hieu y/);
});
