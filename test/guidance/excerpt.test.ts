import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits, fitted, shortened, tooLongFor } from '../../src/guidance/ask/excerpt.ts';
import { forOfficer, sayIn } from '../../src/guidance/ask/wording.ts';
import { createTexts } from '../../src/texts.ts';

const texts = createTexts();

test('whatever a parent writes, what an officer gets is at most two SMS and has its number', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.string({
      unit: fc.constantFrom('bé ', 'ốm', '😭', '"', '\n', 'đ', '€', ' ', '[', 'x'),
      maxLength: 1_000,
    }),
  );
  fc.assert(
    fc.property(words, fc.boolean(), fc.constantFrom('vi', 'en'), (question, again, language) => {
      const text = forOfficer(sayIn(texts, language), {
        number: 123_456,
        place: 'thị trấn Nông trường Than Uyên Mường Khoa',
        question,
        again,
        others: 99,
        byTelegram: true,
      });
      expect(fits(text)).toBe(true);
      expect(text).toContain('TL 123456');
    }),
    { numRuns: 200 },
  );
});

describe('words cut short', () => {
  test.each([
    ['trạm mấy giờ mở cửa', 40, 'trạm mấy giờ mở cửa', true],
    ['trạm mấy giờ mở cửa', 12, 'trạm mấy…', false],
    ['  nhiều\n dòng  ', 40, 'nhiều dòng', true],
    ['nói "thế" 👶🏽 nhé', 40, "nói 'thế' nhé", true],
    ['khôngcódấucách', 6, 'không…', false],
    ['a', 0, '…', false],
  ] as const)('%s', (text, most, cut, whole) => {
    expect(shortened(text, most)).toEqual({ words: cut, whole });
  });
  test('as many stay as there is room for', () => {
    const text = fitted('một '.repeat(200), ({ words }) => `(${words})`);
    expect(fits(text)).toBe(true);
    expect(text.length).toBeGreaterThan(300);
  });
});

describe('an answer too long for three SMS', () => {
  const of = (letters: number, accented: boolean) => {
    const text = 'ã'.repeat(letters);
    return tooLongFor(`Cán bộ: ${text}`, text, accented);
  };
  test.each([
    [451, false, undefined],
    [452, false, 451],
    [193, true, undefined],
    [194, true, 193],
  ] as const)('%d letters, with accents: %s', (letters, accented, most) => {
    expect(of(letters, accented)).toBe(most);
  });
});
