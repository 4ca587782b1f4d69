import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, unaccented } from '../src/vietnamese.ts';

test.each([
  ['Trẻ khuyết tật cần được yêu thương', 'Tre khuyet tat can duoc yeu thuong'],
  ['Trẻ khuyết tật'.normalize('NFD'), 'Tre khuyet tat'],
  ['“Đủ” – 37 °C… ×2', '"Du" - 37  doC... x2'],
  ['日本 và Huế', '日本 va Hue'],
])('%s loses its accents', (text, plain) => {
  expect(unaccented(text)).toBe(plain);
});

test('letters lose their accents one by one as they do in a whole text', () => {
  const latin = fc.oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0xa0, max: 0x24f }),
    fc.integer({ min: 0x300, max: 0x36f }),
    fc.integer({ min: 0x1e00, max: 0x1eff }),
    fc.integer({ min: 0x2010, max: 0x2026 }),
  );
  const texts = fc.array(latin, { maxLength: 12 }).map((codes) => String.fromCodePoint(...codes));
  fc.assert(
    fc.property(texts, (text) => {
      // A letter of another script makes it look at the whole.
      expect(`${unaccented(text)} あ`).toBe(unaccented(`${text} あ`));
    }),
  );
});

test('a text of ASCII alone is compared as it stands, in lower case', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\t\n\r -~]*$/), (text) => {
      expect(fold(text)).toBe(text.toLowerCase());
    }),
  );
});
