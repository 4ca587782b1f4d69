import { describe, expect, test } from 'vitest';
import { ANSWERS } from '../../content/answers.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { family } from './family.ts';
import { house } from './house.ts';

const textOf = (id: string, language: 'vi' | 'en' = 'vi') =>
  ANSWERS.find((answer) => answer.id === id)?.[language] ?? '';
const MOTHER = '+84912345678';

describe('by SMS', () => {
  test.each([
    ['may thang thi cho con an dam dc a', 'an-feeding-start'],
    ['Rốn bé chưa rụng, có mùi hôi thì làm sao', 'an-newborn-navel'],
    ['pha orezol voi bao nhieu nuoc', 'an-diarrhoea-oresol'],
    ['gooij ko quay laij, suot ngay choi 1 minh', 'an-autism-signs'],
  ] as const)('%s', async (text, id) => {
    const home = await house();
    expect(await home.phone(MOTHER).says(text)).toEqual([unaccented(textOf(id))]);
  });
  test('in the language of the person', async () => {
    const home = await house();
    const mother = await family(home, MOTHER, [], { language: 'en' });
    expect(await mother.says('may thang cho an dam')).toEqual([textOf('an-feeding-start', 'en')]);
  });
  test('danger comes first, whatever else is asked', async () => {
    const home = await house();
    const [answer, ...more] = await home.phone(MOTHER).says('pha oresol the nao, chau li bi goi khong day');
    expect(answer).toMatch(/115/);
    expect(more).toEqual([]);
  });
  test.each(['tram may gio mo cua', 'asdkjh ???', 'troi mua to qua'])(
    '"%s" goes on to a person',
    async (text) => {
      const home = await house();
      const [answer] = await home.phone(MOTHER).says(text);
      expect(answer).toMatch(/^Vong Tay chua tra loi duoc cau nay/);
    },
  );
  test('an open question stays open', async () => {
    const home = await house();
    const mother = await family(home, MOTHER, [{ born: '2026-03-15' }]);
    const [asked] = await mother.says('XOA');
    expect(asked).toMatch(/XOA \d{4}:/);
    expect(await mother.says('be bi tao bon thi an gi')).toEqual([
      unaccented(textOf('an-feeding-constipation')),
    ]);
    const [again] = await mother.says('2');
    expect(again).not.toMatch(/chua hieu y/);
  });
  test('where only what was reviewed is sent, a person answers', async () => {
    const home = await house({ env: { NODE_ENV: 'production' } });
    const [answer] = await home.phone(MOTHER).says('may thang thi cho con an dam');
    expect(answer).toMatch(/^Vong Tay chua tra loi duoc cau nay/);
  });
});

describe('by Telegram', () => {
  test('with accents', async () => {
    const home = await house();
    const chat = home.chat(77);
    expect(await chat.says('Bé bị táo bón thì ăn gì ạ')).toEqual([textOf('an-feeding-constipation')]);
    expect((await chat.says('bé bị co giật, pha oresol thế nào'))[0]).toMatch(/115/);
    expect((await chat.says('chúc mừng năm mới cả nhà'))[0]).toMatch(/chưa hiểu ý/);
  });
});
