import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { allUnits, type UnitRow } from '../../src/store/units.ts';
import { type Found, findPlace } from '../../src/units/find-place.ts';
import { labelOf } from '../../src/units/kinds.ts';
import type { PlaceIndex } from '../../src/units/place-index.ts';
import { placesOf } from '../../src/units/places.ts';
import { unaccented } from '../../src/vietnamese.ts';
import { wholeCountry } from './country.ts';

const country = wholeCountry();
let index: PlaceIndex;
let today: readonly UnitRow[] = [];
beforeAll(async () => {
  index = await placesOf(country().store);
  today = (await allUnits(country().store)).filter((row) => row.level === 'commune' && row.validTo === null);
});

/** One place as its label, a question as the list of labels; a former name stands behind ←. */
function shown(found: Found): string | readonly string[] {
  const label = (p: { label: string; via?: string }) =>
    p.via === undefined ? p.label : `${p.label} ← ${p.via}`;
  if (found.kind === 'one') return label(found.place);
  if (found.kind === 'several') return found.candidates.map(label);
  return found.kind === 'too-many' ? `too many: which ${found.ask}?` : 'none';
}

const MUONG_THAN = ['xã Mường Than, Lai Châu', 'xã Than Uyên, Lai Châu ← xã Mường Than'];
const THAN_UYEN_DISTRICT = [
  'xã Khoen On, Lai Châu',
  'xã Mường Kim, Lai Châu',
  'xã Mường Than, Lai Châu',
  'xã Than Uyên, Lai Châu',
];
const LC = '12';

type Case = readonly [typed: string, scope: string | undefined, expected: string | readonly string[]];

const NAMES_OF_TODAY: readonly Case[] = [
  ['Đoàn Kết', LC, 'phường Đoàn Kết, Lai Châu'],
  ['P. Đoàn Kết', LC, 'phường Đoàn Kết, Lai Châu'],
  ['p.doan ket', LC, 'phường Đoàn Kết, Lai Châu'],
  ['P DOAN KET', LC, 'phường Đoàn Kết, Lai Châu'],
  ['xa doan ket', LC, 'phường Đoàn Kết, Lai Châu'],
  ['phuong doan ket, lai chau', undefined, 'phường Đoàn Kết, Lai Châu'],
  ['phường Đoàn Kết tp Lai Châu', undefined, 'phường Đoàn Kết, Lai Châu'],
  ['tan phong', LC, 'phường Tân Phong, Lai Châu'],
  ['Sìn Hồ', undefined, 'xã Sìn Hồ, Lai Châu'],
  ['sin ho', LC, 'xã Sìn Hồ, Lai Châu'],
  ['xã bum tở', undefined, 'xã Bum Tở, Lai Châu'],
  ['bum to', LC, 'xã Bum Tở, Lai Châu'],
  ['x. Nậm Sỏ', LC, 'xã Nậm Sỏ, Lai Châu'],
  ['Nam So, Tan Uyen, Lai Chau', undefined, 'xã Nậm Sỏ, Lai Châu'],
  ['nam ma', LC, 'xã Nậm Mạ, Lai Châu'],
  ['Nậm Mạ', undefined, 'xã Nậm Mạ, Lai Châu'],
  ['Pa U', LC, 'xã Pa Ủ, Lai Châu'],
  ['tan uyen', LC, 'xã Tân Uyên, Lai Châu'],
  ['xã Tân Uyên', undefined, 'xã Tân Uyên, Lai Châu'],
  ['le loi', LC, 'xã Lê Lợi, Lai Châu'],
  ['khoenon', LC, 'xã Khoen On, Lai Châu'],
  ['toi o xa Muong Kim nhe', LC, 'xã Mường Kim, Lai Châu'],
  ['bản Nà Ban, xã Mường Kim', LC, 'xã Mường Kim, Lai Châu'],
  ['ban bo', LC, 'xã Bản Bo, Lai Châu'],
  ['bản Bo 2 xã Mường Kim', LC, 'xã Mường Kim, Lai Châu'],
  ['phuong Tan Phong huyen Phong Tho', LC, ['phường Tân Phong, Lai Châu']],
  ['ấp/Rạch Giá', undefined, 'phường Rạch Giá, An Giang'],
  ['rach gia kien giang', undefined, 'phường Rạch Giá, An Giang'],
  ['Phú Quốc', undefined, 'đặc khu Phú Quốc, An Giang'],
  ['xã Vũ Quý, tỉnh Thái Bình', undefined, 'xã Vũ Quý, Hưng Yên'],
  ['Thái Thụy, Hưng Yên', undefined, 'xã Thái Thụy, Hưng Yên'],
  ['xa Thai Thuỵ tinh Thai Binh', undefined, 'xã Thái Thụy, Hưng Yên'],
  ['pho hien', '33', 'phường Phố Hiến, Hưng Yên'],
  ['Văn Lăng, Thái Nguyên', undefined, 'xã Văn Lăng, Thái Nguyên'],
  ['Phường Đúc', undefined, 'phường Thuận Hóa, Huế ← phường Phường Đúc'],
  ['Sa Pa', LC, 'phường Sa Pa, Lào Cai'],
  ['phường Long Thành, Đồng Nai', undefined, 'phường Long Thành, Đồng Nai'],
];

const FORMER_NAMES: readonly Case[] = [
  ['xã Mường Cang cũ', LC, 'xã Than Uyên, Lai Châu ← xã Mường Cang'],
  ['muong cang', undefined, 'xã Than Uyên, Lai Châu ← xã Mường Cang'],
  ['Hua Nà', LC, 'xã Than Uyên, Lai Châu ← xã Hua Nà'],
  ['tt than uyen', LC, 'xã Than Uyên, Lai Châu ← thị trấn Than Uyên'],
  ['Thị trấn Than Uyên, huyện Than Uyên', undefined, 'xã Than Uyên, Lai Châu ← thị trấn Than Uyên'],
  ['than uyen', LC, 'xã Than Uyên, Lai Châu'],
  ['phuc than', LC, 'xã Mường Than, Lai Châu ← xã Phúc Than'],
  ['Sùng Phài', LC, 'phường Đoàn Kết, Lai Châu ← xã Sùng Phài'],
  ['muong than cu', LC, 'xã Than Uyên, Lai Châu ← xã Mường Than'],
  ['xa muong than (moi)', LC, 'xã Mường Than, Lai Châu'],
  ['Mong Thọ, Kiên Giang', undefined, 'xã Thạnh Lộc, An Giang ← xã Mong Thọ'],
  ['xa thanh loc giong rieng kien giang', undefined, 'xã Thạnh Hưng, An Giang ← xã Thạnh Lộc'],
  ['thanh loc, h. chau thanh, kien giang', undefined, 'xã Thạnh Lộc, An Giang'],
  ['P1 Q3', undefined, 'phường Bàn Cờ, Hồ Chí Minh ← phường 1'],
  ['phường 01, quận 3, TP HCM', undefined, 'phường Bàn Cờ, Hồ Chí Minh ← phường 1'],
  ['xã Long Thành, Đồng Nai', undefined, 'phường Long Thành, Đồng Nai ← xã Long Thành'],
  ['huyen dao Ly Son', undefined, 'đặc khu Lý Sơn, Quảng Ngãi ← huyện đảo Lý Sơn'],
];

const QUESTIONS: readonly Case[] = [
  ['xa Muong Than', LC, MUONG_THAN],
  ['x. Mường Than', undefined, MUONG_THAN],
  ['muong than than uyen', undefined, MUONG_THAN],
  ['Mường Than, Lai Châu', undefined, MUONG_THAN],
  ['muongthan', LC, MUONG_THAN],
  ['muong thn', LC, MUONG_THAN],
  ['muogn than', LC, MUONG_THAN],
  ['mường tahn, than uyên', LC, MUONG_THAN],
  ['sin hoo', LC, ['xã Sìn Hồ, Lai Châu']],
  ['Mường Kim, Sơn La', undefined, ['xã Mường Kim, Lai Châu']],
  ['muong kim khong biet', LC, ['xã Mường Kim, Lai Châu']],
  ['Hồ Thầu', LC, ['xã Tả Lèng, Lai Châu ← xã Hồ Thầu', 'xã Hồ Thầu, Tuyên Quang']],
  ['Nậm Mả', LC, ['xã Nậm Mạ, Lai Châu', 'xã Võ Lao, Lào Cai ← xã Nậm Mả']],
  ['tan uyen', undefined, ['phường Tân Uyên, Hồ Chí Minh', 'xã Tân Uyên, Lai Châu']],
  ['van lang thai nguyen', undefined, ['xã Văn Lang, Thái Nguyên', 'xã Văn Lăng, Thái Nguyên']],
  [
    'Phước Hưng, An Phú, An Giang',
    undefined,
    [
      'xã An Phú, An Giang ← xã Phước Hưng, Huyện An Phú',
      'xã Nhơn Hội, An Giang ← xã Phước Hưng, Huyện An Phú',
      'xã Phú Hữu, An Giang ← xã Phước Hưng, Huyện An Phú',
    ],
  ],
  ['huyen than uyen', undefined, THAN_UYEN_DISTRICT],
  ['lai chau', LC, 'too many: which commune?'],
  ['tỉnh Lai Châu', undefined, 'too many: which commune?'],
  ['tan phong', undefined, 'too many: which province?'],
  ['tan phu', undefined, 'too many: which province?'],
  ['phường 1, TP HCM', undefined, 'too many: which district?'],
];

const NOTHING: readonly Case[] = [
  ['', LC, 'none'],
  ['12', LC, 'none'],
  ['xa', LC, 'none'],
  ['?!', LC, 'none'],
  ['qwertyuiop', LC, 'none'],
  ['😀', LC, 'none'],
];

describe.each([
  ['a name of today is found', NAMES_OF_TODAY],
  ['a former name leads to today', FORMER_NAMES],
  ['what may mean several places, or is mistyped, is asked', QUESTIONS],
  ['what is no place is not taken for one', NOTHING],
])('%s', (_, cases) => {
  test.each(cases.map(([typed, scope, expected]) => ({ typed, scope, expected })))(
    '"$typed" from $scope',
    ({ typed, scope, expected }) => {
      expect(shown(findPlace(index, typed, scope))).toEqual(expected);
    },
  );
});

describe('for any commune of today', () => {
  const styles = [
    (u: UnitRow) => unaccented(`${labelOf(u)}, ${u.provinceName}`),
    (u: UnitRow) => unaccented(`${labelOf(u)} ${u.provinceName}`).toUpperCase(),
    (u: UnitRow) => `${labelOf(u)}, tỉnh ${u.provinceName}`,
    (u: UnitRow) => `${labelOf(u)} - ${u.provinceName}`.normalize('NFD'),
    (u: UnitRow) => unaccented(`${u.name}, ${u.provinceName}`),
  ];

  test('its name with its province finds it, alone or in a question', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...styles), (n, typedAs) => {
        const unit = today[n % today.length];
        if (unit === undefined) return false;
        const found = findPlace(index, typedAs(unit));
        const places =
          found.kind === 'one' ? [found.place] : found.kind === 'several' ? found.candidates : [];
        return places.some((p) => p.unit.code === unit.code && p.unit.validFrom === unit.validFrom);
      }),
      { numRuns: 2000 },
    );
  });

  test('its accented name, from its province, is never another one alone', () => {
    for (const unit of today) {
      const found = findPlace(index, labelOf(unit), unit.provinceCode);
      const places = found.kind === 'one' ? [found.place] : found.kind === 'several' ? found.candidates : [];
      expect(places.map((p) => p.unit.code)).toContain(unit.code);
    }
  });
});

test('anything may be typed', () => {
  const words = fc.constantFrom(
    'xã',
    'p.',
    'tt',
    'huyen',
    'h',
    'tinh',
    'cu',
    ',',
    '/',
    'muong',
    'than',
    'uyen',
    '1',
    'q3',
    'tp',
    'ha noi',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(typed, fc.option(fc.constantFrom('12', '91', 'xx'), { nil: undefined }), (text, scope) => {
      const found = findPlace(index, text, scope);
      if (found.kind === 'several') expect(found.candidates.length).toBeLessThanOrEqual(6);
    }),
    { numRuns: 500 },
  );
});
