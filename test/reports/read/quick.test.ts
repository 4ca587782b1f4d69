import { describe, expect, test } from 'vitest';
import { readNumbers } from '../../../src/reports/read/quick.ts';

describe('one number is asked for', () => {
  test.each([
    ['DEM 12', 12],
    ['dem 12', 12],
    ['DEM12', 12],
    ['Đếm 12 cháu', 12],
    ['DEM: 12', 12],
    ['DEM=12', 12],
    ['DEM-12', 12],
    ['12', 12],
    ['DEM A12', 12],
    ['DEM a 12', 12],
    ['DEM 12A', 12],
    ['DEM A=12', 12],
    ['DEM 12 a', 12],
    ['DEM 12 ạ', 12],
    ['DEM 12 nhe chi', 12],
    ['DEM 0', 0],
    ['DEM 012', 12],
    ['DEM 9999', 9999],
    ['DEM 1.200', 1200],
    ['DEM 5.0', 5],
    ['DEM 1O', 10],
    ['DEM năm', 5],
    ['DEM mười lăm', 15],
    ['DEM hai', 2],
    ['DEM muoi hai', 12],
    ['DEM không', 0],
    ['DEM khong co', 0],
    ['DEM không có cháu nào', 0],
    ['DEM 12 (mười hai)', 12],
    ['DEM 12 Lan 0912345678', 12],
    ['DEM 12 thôn 2', 12],
    ['ＤＥＭ　１２', 12],
  ])('%s is %i', (text, value) => {
    expect(readNumbers(text, ['A'])).toEqual({ values: { A: value } });
  });

  test.each([
    ['DEM', 'A', 'no-value'],
    ['DEM ?', 'A', 'unclear-value'],
    ['DEM -5', 'A', 'not-one-number'],
    ['DEM 5-6', 'A', 'not-one-number'],
    ['DEM 5/10', 'A', 'not-one-number'],
    ['DEM ~5', 'A', 'approximate'],
    ['DEM >5', 'A', 'approximate'],
    ['DEM khoảng 5', 'A', 'approximate'],
    ['DEM 5?', 'A', 'unclear-value'],
    ['DEM 1,200', 'A', 'thousands'],
    ['DEM 1 200', 'A', 'stray-number'],
    ['DEM 5 6', 'A', 'stray-number'],
    ['DEM 2,5', 'A', 'not-whole'],
    ['DEM 5%', 'A', 'not-whole'],
    ['DEM 10000', 'A', 'too-large'],
    ['DEM nam', 'A', 'ambiguous'],
    ['DEM muoi lam', 'A', 'ambiguous'],
    ['DEM o', 'A', 'letter-for-digit'],
    ['DEM 1l', 'A', 'letter-for-digit'],
    ['DEM x', 'A', 'not-one-number'],
    ['DEM chưa có', 'A', 'not-zero'],
    ['DEM không rõ', 'A', 'not-zero'],
    ['DEM không có gì', 'A', 'not-zero'],
    ['DEM 3 nam 4 nữ', 'A', 'not-one-number'],
    ['DEM 5 tuổi', 'A', 'not-one-number'],
    ['DEM B5', 'B', 'unknown-code'],
    ['DEM T10', 'layout', 'unclear-value'],
  ])('%s is asked', (text, field, reason) => {
    const reading = readNumbers(text, ['A']);
    expect('questions' in reading && reading.questions[0]).toMatchObject({ field, reason });
    expect(reading).toHaveProperty('suggestion', 'DEM ?');
  });

  test('what stands after a comma is asked, the number before it offered again', () => {
    expect(readNumbers('DEM 5, 6', ['A'])).toMatchObject({
      questions: [{ field: '6', reason: 'stray-number' }],
      suggestion: 'DEM 5',
    });
  });
});

describe('several numbers are asked for', () => {
  test.each([
    ['DEM A12 B3', { A: 12, B: 3 }],
    ['dem a12 b3', { A: 12, B: 3 }],
    ['DEM A12B3C0', { A: 12, B: 3, C: 0 }],
    ['DEM A:12, B:3; C: không', { A: 12, B: 3, C: 0 }],
    ['dem a 12, b 3, c khong co', { A: 12, B: 3, C: 0 }],
    ['DEM 12A 3B', { A: 12, B: 3 }],
    ['DEM\nA 12\nB 3\nC 0', { A: 12, B: 3, C: 0 }],
    ['DEM B3', { B: 3 }],
    ['DEM số A: 12, số B: 3', { A: 12, B: 3 }],
    ['DEM A năm B ba', { A: 5, B: 3 }],
    ['DEM A12 B3 a', { A: 12, B: 3 }],
    ['DEM A12 A12 B3', { A: 12, B: 3 }],
    ['DEM A=12;B=3;C=0 em cam on', { A: 12, B: 3, C: 0 }],
  ])('%s', (text, values) => {
    expect(readNumbers(text, ['A', 'B', 'C'])).toEqual({ values });
  });

  test.each([
    ['DEM 12', ['12'], 'DEM A? B? C?'],
    ['DEM 12 3 0', ['0', '12', '3'], 'DEM A? B? C?'],
    ['DEM A12 B', ['B'], 'DEM A12 B? C?'],
    ['DEM A12 B~3', ['B'], 'DEM A12 B? C?'],
    ['DEM A12 D3', ['D'], 'DEM A12 B? C?'],
    ['DEM A12 A13', ['A'], 'DEM A? B? C?'],
    ['DEM A12 B3 7', ['B'], 'DEM A12 B? C?'],
    ['DEM A12 B 2,5 C1', ['B'], 'DEM A12 B? C1'],
    ['DEM A5c B3', ['C'], 'DEM A5 B3 C?'],
    ['DEM A12 3B', ['A', 'B'], 'DEM A? B? C?'],
    ['DEM A 5 c, B 3', ['C'], 'DEM A5 B3 C?'],
    ['DEM A12 còn lại không', ['layout'], 'DEM A12 B? C?'],
  ])('%s is asked', (text, fields, suggestion) => {
    const reading = readNumbers(text, ['A', 'B', 'C']);
    expect('questions' in reading && reading.questions.map(({ field }) => field).sort()).toEqual(fields);
    expect(reading).toHaveProperty('suggestion', suggestion);
  });
});

test('a text far longer than an answer is asked', () => {
  expect(readNumbers(`DEM ${'1'.repeat(400)}`, ['A'])).toMatchObject({ questions: [{ reason: 'too-long' }] });
});
