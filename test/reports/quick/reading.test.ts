import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../src/reports/quick/reading.ts';
import { villageByKind } from '../../../src/reports/quick/villages.ts';

const read = (text: string, letters = 'A') => readAnswer(text, [...letters]);

describe('an answer', () => {
  test.each([
    ['DEM 12', 'A', { A: 12 }],
    ['DEM12', 'A', { A: 12 }],
    ['đếm 0 ạ', 'A', { A: 0 }],
    ['DEM A12', 'A', { A: 12 }],
    ['DEM A12 B3', 'AB', { A: 12, B: 3 }],
    ['dem a 12 b 3', 'AB', { A: 12, B: 3 }],
    ['DEM B3', 'AB', { B: 3 }],
  ])('%s is certain', (text, letters, values) =>
    expect(read(text, letters)).toEqual({ outcome: 'accepted', values }),
  );

  test.each([
    ['DEM 12', 'AB'],
    ['DEM A12 C3', 'AB'],
    ['DEM khoang 12', 'A'],
    ['DEM 12,5', 'A'],
    ['DEM 5-6', 'A'],
    // A word that nobody expects beside one number may change what it means.
    ['DEM 12 Na Phat', 'A'],
    ['DEM 12 mat tich', 'A'],
  ])('%s is asked, with a line to send instead', (text, letters) => {
    const reading = read(text, letters);
    expect(reading.outcome).toBe('asked');
    expect(reading).toHaveProperty('line', expect.stringMatching(/^DEM /));
  });

  test.each(['dem be hay khoc', 'dem qua be sot 38 do phai lam sao', 'dem nao cung thuc 2 3 lan bu me'])(
    '%s is a sentence',
    (text) => expect(read(text)).toEqual({ outcome: 'other' }),
  );
});

test.each([
  ['DEM 12 thon 9', 'thon 9'],
  ['DEM 12 bản Nà Phát', 'bản Nà Phát'],
  ['DEM 12', undefined],
  ['DEM 12 thon', undefined],
])('%s names a village by its kind: %s', (text, village) => expect(villageByKind(text)).toBe(village));
