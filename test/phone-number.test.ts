import { createRequire } from 'node:module';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { describe, expect, test } from 'vitest';
import metadata from '../src/phone-metadata.json' with { type: 'json' };
import { e164 } from '../src/phone-number.ts';

describe('a telephone number', () => {
  test.each([
    ['0912345678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['+84 912 345 678', '+84912345678'],
    ['0084912345678', '+84912345678'],
    [' 0912.345.678 ', '+84912345678'],
    ['02133876501', '+842133876501'],
    ['+66812345678', '+66812345678'],
    ['+856 20 5551 2345', '+8562055512345'],
    ['0066812345678', '+66812345678'],
    ['912', undefined],
    ['8088', undefined],
    ['VIETTEL', undefined],
    ['091234567', undefined],
    ['+84091234', undefined],
    ['+0123456789', undefined],
    ['', undefined],
  ])('%s is %s', (typed, number) => {
    expect(e164(typed)).toBe(number);
  });

  test('of this country is one where the library says so, and the same one', () => {
    const digits = fc.stringMatching(/^[0-9]{6,11}$/);
    const started = fc.constantFrom('0', '+84', '0084', '02', '03', '09', '+849', '');
    const numbers = fc.tuple(started, digits).map(([start, rest]) => start + rest);
    fc.assert(
      fc.property(numbers, (typed) => {
        const theirs = parsePhoneNumberFromString(typed.replace(/^(?:00|(?=84\d{9}$))/, '+'), 'VN');
        const number = theirs?.isValid() && theirs.country === 'VN' ? theirs.number : undefined;
        // A number without its zero, or with both, is nobody's way to write one.
        if (!/^(?:0[1-9]|\+84[1-9]|0084[1-9]|84\d{9}$)/.test(typed)) return;
        if (typed.startsWith('0084') || !typed.startsWith('00')) expect(e164(typed)).toBe(number);
      }),
      { numRuns: 5_000 },
    );
  });

  test('is read by the rules of the library as it is installed', () => {
    const all = createRequire(import.meta.url)('libphonenumber-js/metadata.min.json') as typeof metadata & {
      countries: Record<string, unknown>;
    };
    expect(metadata).toEqual({
      version: all.version,
      country_calling_codes: { 84: ['VN'] },
      countries: { VN: all.countries.VN },
      nonGeographic: {},
    });
  });
});
