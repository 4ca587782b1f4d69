import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Filling, Step } from '../../../src/reports/fill/steps.ts';
import { readTyped, WORDS } from '../../../src/reports/fill/typed.ts';
import { VILLAGE_FORM } from '../../../src/reports/form.ts';

const NA_PHAT = { key: 'a', name: 'Bản Nà Phát', commune: undefined };
const THON_2 = { key: 'b', name: 'Thôn 2', commune: undefined };
const SENT_AT = Date.parse('2026-11-02T09:00:00+07:00');

function at(step: Step, over: Partial<Filling> = {}): Filling {
  const month = { place: 'a', period: '2026-10' };
  return { form: 'BC', ...month, values: {}, skipped: [], finishing: false, step, ...over };
}
const read = (filling: Filling, text: string) =>
  readTyped(filling, { text, sentAt: SENT_AT }, { form: VILLAGE_FORM, places: [NA_PHAT, THON_2] });
/** In short: what is filled in, and what is asked with its reason. */
const heard = (filling: Filling, text: string) => {
  const typed = read(filling, text);
  if (typed?.is !== 'act') return typed?.is ?? 'not ours';
  const { act, questions = [] } = typed;
  if (typeof act === 'string') return act;
  if (act.does === 'pick') return `pick ${act.what}`;
  const { does: _, values = {}, ...rest } = act;
  const counts = Object.entries(values).map(([code, value]) => `${code}${value}`);
  const asked = questions.map(({ field, reason }) => `${field}: ${reason}`);
  return [...Object.entries(rest).map(([name, told]) => `${name} ${told}`), ...counts, ...asked].join(', ');
};

const TE = at({ at: 'count', code: 'TE' });

describe('where the number of TE is asked', () => {
  test.each([
    ['61', 'TE61'],
    ['61 ạ', 'TE61'],
    ['61 cháu', 'TE61'],
    ['năm', 'TE5'],
    ['không có', 'TE0'],
    ['1O', 'TE10'],
    ['khoảng 5', 'unsure TE, TE: approximate'],
    ['~5', 'unsure TE, TE: approximate'],
    ['nam', 'unsure TE, TE: ambiguous'],
    ['5-6', 'unsure TE, TE: not-one-number'],
    ['61 50', 'unsure TE, TE: stray-number'],
    ['12345', 'unsure TE, TE: too-large'],
    ['6.5', 'unsure TE, TE: not-whole'],
    ['chưa có', 'unsure TE, TE: not-zero'],
    ['như cũ', 'unsure TE, TE: not-one-number'],
    ['6 TD5', 'unsure TE, TE: mixed-order'],
    ['TE61', 'TE61'],
    ['KT7 KD4', 'KT7, KD4'],
    ['kt 7, kd 4', 'KT7, KD4'],
    ['tre khuyet tat 7', 'KT7'],
    ['KT3 KD9', 'KT3, KD9'],
    ['KT~7 KD4', 'unsure KT, KD4, KT: approximate'],
    ['SUA TS120', 'TS120'],
    ['BC KT7', 'KT7'],
    ['BC T10 KT7', 'period 2026-10, KT7'],
    ['BC T10 KT7 bản Nà Phát', 'place a, period 2026-10, KT7'],
    ['HV1 KT7', 'KT7, HV: level-x'],
    ['XX5 KT7 KD4', 'KT7, KD4, XX: unknown-code'],
    ['ok', 'unread'],
    ['BO QUA', 'skip'],
    ['bỏ qua nhé', 'skip'],
    ['quay lại', 'back'],
    ['xong ạ', 'done'],
    ['thôi', 'stop'],
    ['huy', 'stop'],
    ['làm lại', 'restart'],
  ])('%s is read as %s', (text, meaning) => expect(heard(TE, text)).toBe(meaning));

  test.each([
    'BC T9 KT7',
    'BC T9 KT~7',
    'SUA T9 KT7',
    'BC T9 KT7 T10 KT8',
    'BC T10 KT7 thôn 2',
    'BC T10 KT7 thôn 9',
    'BC T10 KT7 xã Than Uyên',
    'BC T12 KT7',
    'BC 10 tháng KT7',
    'XEM T10',
    'bé nhà em mấy tháng biết lẫy',
    'con sốt 39 độ từ hôm qua',
    'cảm ơn chị',
    'xin chào',
    'BC',
  ])('%s is not about this form', (text) => expect(read(TE, text)).toBeUndefined());
});

describe('at the other steps', () => {
  const place = at({ at: 'place' }, { place: undefined, period: undefined });
  const month = at({ at: 'month' }, { period: undefined });
  const summary = at({ at: 'summary' }, { values: { TE: 1 }, finishing: true });
  const pick = at({ at: 'pick' }, { values: { TE: 1 }, finishing: true });
  test.each<[string, Filling, string, string]>([
    ['place', place, '2', 'place b'],
    ['place', place, 'thôn 2', 'place b'],
    ['place', place, 'na phat', 'place a'],
    ['place', place, '3', 'unread'],
    ['place', place, 'BC T10 TE61 thôn 2', 'place b, period 2026-10, TE61'],
    ['place', place, 'TE61', 'TE61'],
    ['month', month, 'T10/2026', 'period 2026-10'],
    ['month', month, 'tháng 9', 'period 2026-09'],
    ['month', month, '8', 'period 2026-08'],
    ['month', month, '13', 'unread'],
    ['month', month, 'tháng 13', 'not ours'],
    ['month', month, 'BC T9 TE61', 'period 2026-09, TE61'],
    ['month', month, 'TE61 TD50', 'TE61, TD50'],
    ['month', at({ at: 'month' }), 'BC T9 TE61', 'period 2026-09, TE61'],
    ['summary', summary, 'OK', 'send'],
    ['summary', summary, 'không', 'edit'],
    ['summary', summary, 'SUA', 'edit'],
    ['summary', summary, 'te', 'pick TE'],
    ['summary', summary, 'TE62', 'TE62'],
    ['summary', summary, '7', 'unread'],
    ['summary', summary, 'HV', 'not ours'],
    ['pick', pick, 'TE', 'pick TE'],
    ['pick', pick, 'đổi tháng', 'pick month'],
    ['pick', pick, 'TE62', 'TE62'],
    ['pick', pick, '62', 'unread'],
  ])('%s: %s', (_step, filling, text, meaning) => expect(heard(filling, text)).toBe(meaning));
});

test('no text at all sends a report from anywhere but its summary, or stops the reader', () => {
  const step = fc.constantFrom<Step>(
    { at: 'place' },
    { at: 'month' },
    { at: 'count', code: 'TE' },
    { at: 'pick' },
  );
  const words = fc.constantFrom(
    ...Object.values(WORDS),
    'BC',
    'T10',
    'TE61',
    '61',
    'KT',
    'không',
    ',',
    '~5',
    'Thôn 2',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words, { maxLength: 5 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(step, text, (where, typed) => {
      expect(heard(at(where), typed)).not.toBe('send');
    }),
  );
});
