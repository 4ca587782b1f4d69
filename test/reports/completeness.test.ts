import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completenessOf, missingCodes } from '../../src/reports/completeness.ts';

const REQUIRED = ['TS', 'TE'];
const WHOLE = { TS: 5, TE: 3 };
const DUE = 1_000;

describe('of the villages expected', () => {
  test.each([
    ['a whole report in time counts three times', WHOLE, DUE - 1, [1, 1, 1]],
    ['one at the first late instant is not in time', WHOLE, DUE, [1, 1, 0]],
    ['one that came after the month was opened again is not in time', WHOLE, DUE * 50, [1, 1, 0]],
    ['a part in time is not complete', { TS: 5, KT: 1 }, 1, [1, 0, 1]],
    ['a zero is a number', { TS: 0, TE: 0 }, 1, [1, 1, 1]],
    ['a withdrawn one does not count', {}, null, [0, 0, 0]],
    ['none does not count', {}, null, [0, 0, 0]],
  ])('%s', (_, values, reportedAt, [reported, complete, onTime]) => {
    const { all } = completenessOf([{ communeId: 'x', values, reportedAt }], REQUIRED, DUE);
    expect(all).toEqual({ expected: 1, reported, complete, onTime });
  });

  test('each commune is counted for itself', () => {
    const { communes, all } = completenessOf(
      [
        { communeId: 'x', values: WHOLE, reportedAt: 1 },
        { communeId: 'x', values: {}, reportedAt: null },
        { communeId: 'y', values: WHOLE, reportedAt: DUE },
      ],
      REQUIRED,
      DUE,
    );
    expect(communes.get('x')).toEqual({ expected: 2, reported: 1, complete: 1, onTime: 1 });
    expect(communes.get('y')).toEqual({ expected: 1, reported: 1, complete: 1, onTime: 0 });
    expect(all).toEqual({ expected: 3, reported: 2, complete: 2, onTime: 1 });
  });
});

test('what is missing is told in the order of the form', () => {
  expect(missingCodes(['TS', 'TE', 'KT'], { TE: 1 })).toEqual(['TS', 'KT']);
});

const village = fc.record({
  communeId: fc.constantFrom('x', 'y', 'z'),
  values: fc.dictionary(fc.constantFrom('TS', 'TE', 'KT'), fc.nat(9)),
  reportedAt: fc.option(fc.nat(2 * DUE)),
});

test('the communes add up to the whole, and no number is larger than that of all expected', () => {
  fc.assert(
    fc.property(fc.array(village), (villages) => {
      const { communes, all } = completenessOf(villages, REQUIRED, DUE);
      for (const key of ['expected', 'reported', 'complete', 'onTime'] as const) {
        expect([...communes.values()].reduce((sum, area) => sum + area[key], 0)).toBe(all[key]);
      }
      expect(all.complete).toBeLessThanOrEqual(all.reported);
      expect(all.onTime).toBeLessThanOrEqual(all.reported);
      expect(all.reported).toBeLessThanOrEqual(all.expected);
    }),
  );
});
