import { describe, expect, test } from 'vitest';
import { namesIn, quickRequestIn } from '../../../src/reports/quick/request.ts';

describe('what an officer types', () => {
  test.each([
    ['GUI DEM', false, ''],
    ['gửi đếm ạ', false, 'ạ'],
    ['GUI KHAN DEM', true, ''],
    ['GUI DEM KHẨN CẤP', true, ''],
    ['GUI DEM: Bão số 5: số hộ?', false, ': Bão số 5: số hộ?'],
    ['GUI DEM khan Muong Than: so ho?', true, 'Muong Than: so ho?'],
  ])('%s', (text, urgent, tail) => expect(quickRequestIn(text)).toEqual({ kind: 'ask', urgent, tail }));

  test.each(['XEM DEM', 'xem đếm nhé', 'Xem dem a'])('%s is the table', (text) =>
    expect(quickRequestIn(text)).toEqual({ kind: 'table' }),
  );

  test.each([
    'GUI',
    'GUI PH: đêm nay mưa',
    'gửi đêm nay mưa to',
    'gửi đem cho trạm y tế',
    'xem đêm',
    'XEM T10',
    'xem dem qua be ngu',
    'DEM 12',
    'GUI 4821',
  ])('%s is something else', (text) => expect(quickRequestIn(text)).toBeUndefined());
});

describe('names of the numbers', () => {
  test.each([
    ['số hộ cần cứu trợ; số trẻ', ['số hộ cần cứu trợ', 'số trẻ']],
    ['số hộ\nsố trẻ\n', ['số hộ', 'số trẻ']],
    ['số hộ, số trẻ', ['số hộ', 'số trẻ']],
    ['sữa, bột; chăn, màn', ['sữa, bột', 'chăn, màn']],
    ['A: số hộ; B: số trẻ', ['số hộ', 'số trẻ']],
    ['1. số hộ\n2) số trẻ.', ['số hộ', 'số trẻ']],
    ['- trẻ dưới 6 tuổi\n- trẻ từ 6 tuổi', ['trẻ dưới 6 tuổi', 'trẻ từ 6 tuổi']],
    ['số hộ cần cứu trợ', ['số hộ cần cứu trợ']],
    ['0', []],
    ['không ạ', []],
    ['Một số', []],
  ])('%s', (text, names) => expect(namesIn(text)).toEqual({ ok: true, names }));

  test.each([
    [';;', 'none'],
    ['a1; a2; a3; a4; a5; a6', 'tooMany'],
    [`số hộ; ${'số trẻ '.repeat(7)}`, 'tooLong'],
    ['Số hộ; so ho', 'twice'],
  ])('%s is refused', (text, reason) => expect(namesIn(text)).toEqual({ ok: false, reason }));
});
