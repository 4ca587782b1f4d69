import { describe, expect, test } from 'vitest';
import { readReply } from '../../src/guidance/ask/typed-reply.ts';

describe('an answer begins with TL', () => {
  test.each([
    ['TL 12 Trạm mở cửa', 12, 'Trạm mở cửa'],
    ['tl12 den tram', 12, 'den tram'],
    ['TL 12: 3 ngày sau', 12, '3 ngày sau'],
    ['Tl12: a', 12, 'a'],
    ['TL số 12. a', 12, 'a'],
    ['TL so 12 a', 12, 'a'],
    ['TL #12 - a', 12, 'a'],
    ['"TL 12" a', 12, '" a'],
    ['TL 12\nhai\ndòng', 12, 'hai\ndòng'],
    ['TL 12', 12, ''],
    ['TL 12 ...', 12, ''],
    ['TL', undefined, ''],
    ['TL: mai nhé', undefined, 'mai nhé'],
    ['TL sống ở đây', undefined, 'sống ở đây'],
    ['TL 99999999999999999999 a', 1e20, 'a'],
  ] as const)('%s', (typed, number, text) => {
    expect(readReply(typed)).toEqual({ number, text });
  });
  test.each(['tlc 12', 'trả lời 12', '', 'xtl 12'])('"%s" does not', (typed) => {
    expect(readReply(typed)).toBeUndefined();
  });
  test.each(['TL 12h trua mai den', 'TL 12/11 den'])('"%s" begins with no number of a question', (typed) => {
    expect(readReply(typed)?.number).toBeUndefined();
  });
});
