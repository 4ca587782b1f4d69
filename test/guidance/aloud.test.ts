import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAloud } from '../../src/guidance/aloud.ts';
import { catalogue } from '../../src/node/catalogue.ts';

describe('what is read out', () => {
  test.each([
    ['Gọi 115 ngay nhé.', 'Gọi một một năm ngay nhé.'],
    ['gọi 115, 111.', 'gọi một một năm, một một một.'],
    ['Bé nặng 115 g hay 112 cm', 'Bé nặng 115 gam hay 112 xăng ti mét'],
    ['Có 115 trẻ trong xã', 'Có 115 trẻ trong xã'],
    ['Chơi 5-10 phút', 'Chơi 5 đến 10 phút'],
    ['Trẻ 1 – 2 tuổi', 'Trẻ 1 đến 2 tuổi'],
    ['sốt từ 37,5 độ', 'sốt từ 37 phẩy 5 độ'],
    ['38,5°C', '38 phẩy 5 độ xê'],
    ['39 °', '39 độ'],
    ['Bé nặng 3,2kg, dài 50 cm', 'Bé nặng 3 phẩy 2 ki lô gam, dài 50 xăng ti mét'],
    ['2 km đường', '2 ki lô mét đường'],
    ['5 m và 5 mẹ', '5 mét và 5 mẹ'],
    ['tiêm đủ 95%', 'tiêm đủ 95 phần trăm'],
    ['ngày 15/3/2026', 'ngày 15 tháng 3 năm 2026'],
    ['ví dụ 5/3', 'ví dụ mùng 5 tháng 3'],
    ['hôm 20/11', 'hôm 20 tháng 11'],
    ['ngày 1/2 trạm tiêm', 'ngày 1 tháng 2 trạm tiêm'],
    ['cho 1/2 bát cháo', 'cho một nửa bát cháo'],
    ['ăn hết 2/3 bát', 'ăn hết 2 phần 3 bát'],
    ['lúc 7h30 sáng', 'lúc 7 giờ 30 sáng'],
    ['lúc 7h, 08:00', 'lúc 7 giờ, 8 giờ'],
    ['Gọi 0912 345 678', 'Gọi không chín một hai ba bốn năm sáu bảy tám'],
    ['Gọi 1900 9095', 'Gọi một chín không không chín không chín năm'],
    ['Gọi +84912345678.', 'Gọi không chín một hai ba bốn năm sáu bảy tám.'],
    ['cần 1.000 bước', 'cần 1000 bước'],
    ['thẻ BHYT, UBND xã', 'thẻ bảo hiểm y tế, Ủy ban nhân dân xã'],
    ['2-3 thìa (muỗng) bột', '2 đến 3 thìa, muỗng, bột'],
    ['nằm màn (mùng).', 'nằm màn, mùng.'],
    ['Phòng Văn hóa - Xã hội', 'Phòng Văn hóa, Xã hội'],
    ['cá, trứng, v.v.', 'cá, trứng, vân vân'],
    ['muối i-ốt, mẹ/bé, nhé!', 'muối i-ốt, mẹ/bé, nhé!'],
    ['Bé cười 😀 rồi', 'Bé cười rồi'],
    ['Me\u0323 va\u0300 be\u0301', 'Mẹ và bé'],
    ['', ''],
  ])('%s → %s', (text, spoken) => {
    expect(readAloud(text)).toBe(spoken);
  });

  test.each(catalogue().map(({ id, vi }) => [id, vi] as const))(
    '%s is all words and plain numbers',
    (_id, vi) => {
      const spoken = readAloud(vi);
      expect(spoken).not.toMatch(/11[1-5]|[%°+=&<>()]|\d[-–/,.:]\d|\s{2}|\s[.,;:!?]|,\s*[.,]/u);
      expect(readAloud(spoken)).toBe(spoken);
      // Every word is there still but those that were signs.
      expect(spoken.length).toBeGreaterThanOrEqual(vi.length - 4);
    },
  );

  test('never fails, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(typeof readAloud(text)).toBe('string');
      }),
    );
  });

  test.each(['1-', '(', '0 ', ' ', '1.000'])(
    '%j, five thousand times over, is read to its end',
    (hostile) => {
      expect(typeof readAloud(hostile.repeat(5_000))).toBe('string');
    },
  );
});
