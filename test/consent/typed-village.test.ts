import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findVillage, phoneOf, readCollaborator } from '../../src/consent/typed-village.ts';
import { foldName } from '../../src/vietnamese.ts';

describe('a number, a village and a commune are told apart', () => {
  test.each([
    ['CTV 0912345678 thôn 2', '+84912345678', 'thôn 2', undefined],
    ['ctv 0912 345 678, bản Nà Phát', '+84912345678', 'bản Nà Phát', undefined],
    ['CTV: 0912.345.678 - ban Na Phat - xa Muong Than', '+84912345678', 'ban Na Phat', 'xa Muong Than'],
    ['CTV thon 2 xa Muong Than 84912345678', '+84912345678', 'thon 2', 'xa Muong Than'],
    ['CTV +84912345678 thon 2', '+84912345678', 'thon 2', undefined],
    ['CTV 0912345678 bản Xá Phìn', '+84912345678', 'bản Xá Phìn', undefined],
    ['CTV 0212345678 thon 2', undefined, 'thon 2', undefined],
    ['CTV 12345678 thon 2', undefined, 'thon 2', undefined],
  ])('%s', (text, phone, village, commune) => {
    expect(readCollaborator(text)).toMatchObject({ phone, village, commune });
  });

  test.each(['CTV la ai', 'CTV nha em thon 2', 'ctv'])('"%s" holds no number', (text) => {
    expect(readCollaborator(text)).toBeUndefined();
  });
});

test.each([
  ['0912345678', '+84912345678'],
  ['84912345678', '+84912345678'],
  ['+84 91 234 56 78', '+84912345678'],
  ['0084912345678', '+84912345678'],
  ['0123456789', undefined],
  ['01687654321', undefined],
  ['02133875123', undefined],
  ['115', undefined],
  ['+8562055123456', '+8562055123456'],
])('the number %s is %s', (typed, number) => {
  expect(phoneOf(typed)).toBe(number);
});

describe('a village is found by its name', () => {
  const villages = ['Bản Nà Phát', 'Nà Phát', 'Thôn 2', 'Thôn 12', 'Bản Mường', 'Thôn Mường', 'Xóm Chợ'].map(
    (name) => ({
      name,
      nameFolded: foldName(name),
    }),
  );
  test.each([
    ['ban na phat', 'Bản Nà Phát'],
    ['na phat', 'Nà Phát'],
    ['thon 2', 'Thôn 2'],
    ['2', 'Thôn 2'],
    ['cho', 'Xóm Chợ'],
    ['khu cho', 'Xóm Chợ'],
  ])('%s', (typed, name) => {
    expect(findVillage(villages, typed)).toMatchObject({ kind: 'one', village: { name } });
  });

  test('of two alike neither is guessed, and a slip is only offered', () => {
    expect(findVillage(villages, 'muong')).toMatchObject({ kind: 'several' });
    expect(findVillage(villages, 'xom choo')).toMatchObject({ kind: 'none', near: [{ name: 'Xóm Chợ' }] });
    expect(findVillage(villages, 'tan lap')).toEqual({ kind: 'none', near: [] });
  });

  test('what is found is always named as typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...villages), fc.string(), (village, noise) => {
        const found = findVillage(villages, `${village.name} ${noise}`);
        if (found.kind === 'one')
          expect(foldName(`${village.name} ${noise}`)).toContain(
            foldName(found.village.name).split(' ').at(-1),
          );
      }),
    );
  });
});
