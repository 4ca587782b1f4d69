import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findVillage, type VillageFound } from '../../src/units/find-village.ts';
import { foldName } from '../../src/vietnamese.ts';

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

/** One name, several to choose from, or what is only offered. */
type Expected = string | readonly string[] | { readonly near: readonly string[] };

function shown(found: VillageFound<{ readonly name: string }>): Expected {
  if (found.kind === 'one') return found.village.name;
  if (found.kind === 'several') return found.candidates.map((v) => v.name);
  return { near: found.near.map((v) => v.name) };
}

test.each<[string, Expected]>([
  ['thôn 2', 'Thôn 2'],
  ['thon 2', 'Thôn 2'],
  ['THON 02', 'Thôn 2'],
  ['thon2', 'Thôn 2'],
  ['2', 'Thôn 2'],
  ['bản 2', 'Thôn 2'],
  ['thôn 12', 'Thôn 12'],
  ['thon 13', { near: ['Thôn 1', 'Thôn 12', 'Khu 3', 'Bản 3'] }],
  ['thon 7', { near: [] }],
  ['bản Nà Ban', 'Bản Nà Ban'],
  ['bản nà bản', 'Bản Nà Bản'],
  ['na ban', ['Bản Nà Ban', 'Bản Nà Bản']],
  ['thon na ban', ['Bản Nà Ban', 'Bản Nà Bản']],
  ['naban', { near: ['Bản Nà Ban', 'Bản Nà Bản'] }],
  ['phieng phat 2', 'Bản Phiêng Phát 2'],
  ['phieng pht 2', { near: ['Bản Phiêng Phát 2'] }],
  ['phieng phat 3', { near: ['Bản Phiêng Phát 1', 'Bản Phiêng Phát 2'] }],
  ['hua na', 'bản Hua Nà'],
  ['ban hua na xa than uyen', 'bản Hua Nà'],
  ['bản Hua Nà, xã Than Uyên', 'bản Hua Nà'],
  ['ban hua n xa than uyen', { near: ['bản Hua Nà'] }],
  ['3', ['Khu 3', 'Bản 3']],
  ['khu 3', 'Khu 3'],
  ['tdp so 4', 'Tổ dân phố số 4'],
  ['minh phong', 'Ấp Minh Phong'],
  ['ap minh phogn', { near: ['Ấp Minh Phong'] }],
  ['nam sang', 'Nậm Sáng'],
  ['ban nam sang', 'Nậm Sáng'],
  ['nam sng', { near: ['Nậm Sáng'] }],
  ['doi 5', 'Đội 5'],
  ['', { near: [] }],
  ['?!', { near: [] }],
  ['mường lay', { near: [] }],
])('"%s" in the list of villages', (typed, expected) => {
  expect(shown(findVillage(villages, typed))).toEqual(expected);
});

test.each([
  ['thon 2', undefined],
  ['bản Hua Nà, xã Than Uyên', 'xa than uyen'],
  ['thon 2, thon 12', 'thon 12'],
])('what stands beside the name in "%s" is not passed over in silence', (typed, beside) => {
  const found = findVillage(villages, typed);
  expect(found.kind === 'one' ? found.beside : found).toBe(beside);
});

describe('in a list where one name is part of another', () => {
  const others = ['Bản Nà Phát', 'Nà Phát', 'Thôn 2', 'Thôn 12', 'Bản Mường', 'Thôn Mường', 'Xóm Chợ'].map(
    (name) => ({ name }),
  );
  test.each<[string, Expected]>([
    ['ban na phat', 'Bản Nà Phát'],
    ['na phat', 'Nà Phát'],
    ['thon 2', 'Thôn 2'],
    ['thon 22', { near: ['Thôn 2', 'Thôn 12'] }],
    ['2', 'Thôn 2'],
    ['cho', 'Xóm Chợ'],
    ['khu cho', 'Xóm Chợ'],
    ['muong', ['Bản Mường', 'Thôn Mường']],
    ['xom choo', { near: ['Xóm Chợ'] }],
    ['tan lap', { near: [] }],
  ])('"%s"', (typed, expected) => {
    expect(shown(findVillage(others, typed))).toEqual(expected);
  });

  test('what is found is always named as typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...others), fc.string(), (village, noise) => {
        const found = findVillage(others, `${village.name} ${noise}`);
        if (found.kind === 'one')
          expect(foldName(`${village.name} ${noise}`)).toContain(
            foldName(found.village.name).split(' ').at(-1),
          );
      }),
    );
  });
});

test('anything may be typed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void findVillage(villages, typed)));
});
