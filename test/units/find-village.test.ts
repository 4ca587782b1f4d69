import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findVillage } from '../../src/units/find-village.ts';

const villages = [
  'Thôn 1',
  'Thôn 2',
  'Thôn 12',
  'Bản Nà Ban',
  'Bản Nà Bản',
  'Bản Phiêng Phát 1',
  'Bản Phiêng Phát 2',
  'bản Hua Nà',
  'Khu 3',
  'Bản 3',
  'Tổ dân phố số 4',
  'Ấp Minh Phong',
  'Nậm Sáng',
  'Đội 5',
].map((name) => ({ id: name, name }));

test.each<[string, string | readonly string[]]>([
  ['thôn 2', 'Thôn 2'],
  ['thon 2', 'Thôn 2'],
  ['THON 02', 'Thôn 2'],
  ['thon2', 'Thôn 2'],
  ['2', 'Thôn 2'],
  ['bản 2', 'Thôn 2'],
  ['thôn 12', 'Thôn 12'],
  ['thon 13', []],
  ['bản Nà Ban', 'Bản Nà Ban'],
  ['bản nà bản', 'Bản Nà Bản'],
  ['na ban', ['Bản Nà Ban', 'Bản Nà Bản']],
  ['thon na ban', ['Bản Nà Ban', 'Bản Nà Bản']],
  ['phieng phat 2', 'Bản Phiêng Phát 2'],
  ['phieng pht 2', ['Bản Phiêng Phát 2']],
  ['phieng phat 3', []],
  ['hua na', 'bản Hua Nà'],
  ['ban hua na xa than uyen', 'bản Hua Nà'],
  ['bản Hua Nà, xã Than Uyên', 'bản Hua Nà'],
  ['3', ['Khu 3', 'Bản 3']],
  ['khu 3', 'Khu 3'],
  ['tdp so 4', 'Tổ dân phố số 4'],
  ['minh phong', 'Ấp Minh Phong'],
  ['ap minh phogn', ['Ấp Minh Phong']],
  ['nam sang', 'Nậm Sáng'],
  ['ban nam sang', 'Nậm Sáng'],
  ['nam sng', ['Nậm Sáng']],
  ['doi 5', 'Đội 5'],
  ['', []],
  ['?!', []],
  ['mường lay', []],
])('"%s" in the list of villages', (typed, expected) => {
  const found = findVillage(villages, typed);
  const names =
    found.kind === 'one'
      ? found.village.name
      : found.kind === 'several'
        ? found.candidates.map((v) => v.name)
        : [];
  expect(names).toEqual(expected);
});

test('anything may be typed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void findVillage(villages, typed)));
});
