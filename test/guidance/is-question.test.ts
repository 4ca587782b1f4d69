import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeQuestion } from '../../src/guidance/ask/is-question.ts';

const of = (text: string, answering = false) => looksLikeQuestion(text, { answering });

describe('a question or a worry', () => {
  test.each([
    'tram may gio mo cua',
    'Trạm mấy giờ mở cửa?',
    'sao?',
    'em bi dau',
    'troi mua to qua',
    'con e ko chiu an ko chiu choi',
    'Chào bác sĩ, bé nhà em bỏ ăn 3 ngày nay',
    'alo chi oi be nha em hay khoc',
    'cam on can bo, the con em thi sao a',
    'xin chao, tram mo cua chua?',
    'what time does the station open',
  ])('%s', (text) => expect(of(text)).toBe(true));
});

describe('none', () => {
  test.each([
    'xin chào cả nhà',
    'chào buổi sáng bác sĩ ạ',
    'alo em oi',
    'chúc mừng năm mới cả nhà',
    'cảm ơn cán bộ đã trả lời ạ',
    'em cảm ơn bác sĩ nhiều nhé',
    'vang a em nho roi',
    'cam on em, be khong sot nua roi',
    'dạ em hiểu rồi ạ',
    'ok em biet roi nhe',
    'T10 KT5 KD4 CP2',
    '12 13 14 15',
    '???',
    'asdk',
    '',
    '👍👍👍',
  ])('%s', (text) => expect(of(text)).toBe(false));
});

test('while a question of ours is open, words that ask nothing are its answer', () => {
  expect(of('toi muon xoa het di', true)).toBe(false);
  expect(of('em khong nho ngay sinh dau', true)).toBe(false);
  expect(of('bé chưa sinh đâu ạ', true)).toBe(false);
  expect(of('tram mo cua chua em', true)).toBe(true);
  expect(of('xoa roi co lay lai duoc khong', true)).toBe(true);
  expect(of('mai tram mo cua?', true)).toBe(true);
});

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.boolean(), (text, answering) => {
      of(text, answering);
    }),
  );
});
