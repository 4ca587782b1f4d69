import { describe, expect, test } from 'vitest';
import { readOldNumber, readShare } from '../../src/consent/typed-share.ts';

describe('CHIA SE is read with a number alone, or with whose it is', () => {
  test.each([
    ['CHIA SE 0912345678', '+84912345678'],
    ['chia sẻ cho chồng em 0912 345 678 nhé', '+84912345678'],
    ['Chia sẻ với bà ngoại: 0912.345.678', '+84912345678'],
    ['CHIASE0912345678', '+84912345678'],
    ['chia se so +84 912345678 giup em', '+84912345678'],
    ['chia se 0123', undefined],
    ['chia se 02133875123', undefined],
  ])('%s', (text, phone) => expect(readShare(text)).toEqual({ kind: 'with', phone }));

  test.each([
    'CHIA SE',
    'chia sẻ ạ',
    'chia se cho chong em',
    'chia se 0912345678 va 0987654321',
    'chia se 0912345678, 0987654321',
  ])('%s asks how', (text) => expect(readShare(text)).toEqual({ kind: 'how' }));

  test.each(['CHIA SE THOI', 'chia sẻ dừng ạ', 'chiase stop'])('%s ends it', (text) =>
    expect(readShare(text)).toEqual({ kind: 'stop' }),
  );

  test.each([
    'chia se kinh nghiem cho con bu',
    'chia se 0912345678 la so cua tram y te',
    'chia sex',
    'thoi khong chia se nua',
    'cho em chia se voi ba con 2 tuoi bieng an',
    '',
  ])('"%s" is ordinary text', (text) => expect(readShare(text)).toBeUndefined());
});

test.each([
  ['SO CU 0912345678', { kind: 'with', phone: '+84912345678' }],
  ['số cũ của em là 0912 345 678 ạ', { kind: 'with', phone: '+84912345678' }],
  ['so cu', { kind: 'how' }],
  ['sổ cũ 12 trang', undefined],
  ['so cuoi', undefined],
])('%s', (text, read) => expect(readOldNumber(text)).toEqual(read));
