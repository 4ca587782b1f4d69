import { createRequire } from 'node:module';
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
