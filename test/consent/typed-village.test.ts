import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { mobileOf, phoneOf, readCollaborator } from '../../src/consent/typed-village.ts';

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

test('a mobile number of this country is none of the other kinds that the library knows', () => {
  const numbers = fc.stringMatching(/^0[1-9][0-9]{8}$/);
  fc.assert(
    fc.property(numbers, (typed) => {
      const theirs = parsePhoneNumberFromString(typed, 'VN');
      const kind = theirs?.getType();
      if (kind === 'MOBILE') expect(mobileOf(typed)).toBe(/^01/.test(typed) ? undefined : theirs?.number);
      // Those that are given to nobody yet are a mobile number's form: the demo has its own among them.
      else if (mobileOf(typed) !== undefined) expect(kind).toBeUndefined();
    }),
    { numRuns: 5_000 },
  );
  for (const abroad of ['+8562055123456', '+88216123456', '+19005551234', '0019005551234'])
    expect(mobileOf(abroad)).toBeUndefined();
});
