import { describe, expect, test } from 'vitest';
import { readCorrection } from '../../../src/reports/read/read.ts';
import { BC, read, SENT_AT, valuesOf } from './form.ts';

function correct(text: string) {
  return readCorrection(text, new Date(SENT_AT), BC, { villages: [] });
}

describe('whose village', () => {
  const lan = { villages: ['Thôn 2', 'Bản Nà Khoang'] };

  test.each([
    ['their own by number', 'BC thôn 2 T10 KT5', null],
    ['their own by name, without accents', 'bc ban na khoang t10 kt5', null],
    ['another as the subject', 'BC thôn 5 T10 KT5', 'thôn 5'],
    ['another at the end', 'BC T10 KT5 bản Mới', 'bản Mới'],
    ['another in a signature', 'BC T10 KT5 - Lan thôn 5', null],
    ['none', 'BC T10 KT5', null],
  ])('%s', (_, text, village) => {
    expect(read(text, SENT_AT, lan).reports).toEqual([{ period: '2026-10', village, values: { KT: 5 } }]);
  });

  const own = { villages: ['Thôn 2', 'Bản Nà Khoang', 'Bản Huổi Ke 1', 'Bản Mơ', 'Khu phố 3'] };

  test.each([
    'BC thon2 T10 KT5',
    'BC thon 02 T10 KT5',
    'BC THON SO 2 T10 KT5',
    'BC thôn số 02, T10 KT5',
    'BC T10 thôn2: KT5',
    'BC T10 KT5 thon2',
    'BC na khoang T10 KT5',
    'BC T10 Nà Khoang KT5',
    'BC nakhoang t10 kt5',
    'BC bannakhoang t10 kt5',
    'BC thôn Nà Khoang T10 KT5',
    'BC T10 Huổi Ke 1 KT5',
    'BC T10 huoi ke 01 KT5',
    'BC huoike1 KT5',
    'BC T10 KT5 huoi ke 1',
    'BC T10 bản Mơ KT5',
    'BC T10 KP3 KT5',
    'BC T10 khu phố 03 KT5',
  ])('%s is of a village of the sender, and its number is no count', (text) => {
    expect(read(text, SENT_AT, own)).toEqual({
      outcome: 'accepted',
      reports: [{ period: '2026-10', village: null, values: { KT: 5 } }],
      questions: [],
    });
  });

  test.each([
    ['BC T10 thôn 5 KT5', 'thôn 5'],
    ['BC T10 thon 12 KT5', 'thon 12'],
    ['BC T10 bản Huổi Ke 2 KT5', 'bản Huổi Ke 2'],
    ['BC T10 bản Na Khoang 3 KT5', 'bản Na Khoang 3'],
  ])('%s is of another', (text, village) => {
    expect(read(text, SENT_AT, own).reports).toEqual([{ period: '2026-10', village, values: { KT: 5 } }]);
  });

  test.each(['BC T10 thôn 2 KT5 na khoang KD3', 'BC T10 thôn 2,3 KT5', 'BC T10 Na Khoang, Huoi Ke 1: KT5'])(
    '%s names two, and is asked',
    (text) => {
      expect(read(text, SENT_AT, own)).toMatchObject({ reports: [], questions: [{ field: 'village' }] });
    },
  );

  test('a village that is only a number needs its word: a bare 2 is a month or a count', () => {
    expect(read('BC 2 KT5', SENT_AT, own).reports).toEqual([]);
    expect(valuesOf(read('BC T10 MO2 KT5', SENT_AT, own))).toEqual({ '2026-10': { MO: 2, KT: 5 } });
  });

  test('their own and another are asked', () => {
    const reading = read('BC thôn 2 KT5 thôn 3 KT7', SENT_AT, lan);
    expect(reading).toMatchObject({ outcome: 'asked', reports: [], questions: [{ field: 'village' }] });
  });
});

describe('what is stored already', () => {
  const stored = (period: string) => (period === '2026-10' ? { TS: 10, KD: 3 } : {});

  test('a count is checked against the stored one, and neither is taken', () => {
    const reading = read('BC T10 KT15 CP4', SENT_AT, { villages: [], stored });
    expect(valuesOf(reading)).toEqual({ '2026-10': { CP: 4 } });
    expect(reading.questions.map(({ field }) => field).sort()).toEqual(['KT', 'TS']);
  });

  test('a count of this message is used before the stored one', () => {
    expect(read('BC T10 TS20 KT15', SENT_AT, { villages: [], stored }).outcome).toBe('accepted');
  });

  test('another month is not looked at', () => {
    expect(read('BC T9 KT15', SENT_AT, { villages: [], stored }).outcome).toBe('accepted');
  });
});

describe('the line to send back', () => {
  test.each([
    ['BC T10 KT5-6 KD3', 'BC T10 KD3 KT?'],
    ['T10 KT5 KD3', 'BC T10 KT5 KD3'],
    ['BC T13 KT5 KD3', 'BC T? KT5 KD3'],
    ['BC 12/2025 KT5? KD3', 'BC T12/2025 KD3 KT?'],
    ['BC T10 KT5 KD3 XX9', 'BC T10 KT5 KD3'],
  ])('%s → %s', (text, line) => {
    expect(read(text).suggestion).toBe(line);
  });
});

describe('corrections', () => {
  test.each([
    ['SUA T10 KT6', { KT: 6 }],
    ['sua t10 kt 6', { KT: 6 }],
    ['Sửa tháng 10 KT 6 ạ', { KT: 6 }],
    ['SUA 10 KT6 KD4', { KT: 6, KD: 4 }],
    ['SUA T10 KT năm', { KT: 5 }],
    ['sua thang 10: kt khong co', { KT: 0 }],
    ['SUA BC T10 KT6', { KT: 6 }],
  ])('%s', (text, values) => {
    expect(correct(text)).toMatchObject({ outcome: 'accepted', reports: [{ period: '2026-10', values }] });
  });

  test('an unclear value is asked with the same line', () => {
    expect(correct('SUA T10 KT -6')).toMatchObject({ outcome: 'asked', suggestion: 'SUA T10 KT?' });
  });

  test('the month must be named', () => {
    expect(correct('SUA KT6')).toMatchObject({
      outcome: 'asked',
      questions: [{ field: 'period' }],
      suggestion: 'SUA T? KT6',
    });
  });

  test.each(['sua me cho be', 'SUA T10', 'sữa công thức 5', 'BC T10 KT5', 'SUA T10 XX5'])(
    '%s is no correction',
    (text) => {
      expect(correct(text).outcome).toBe('other');
    },
  );
});
