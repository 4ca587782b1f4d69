import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  audienceIn,
  isCancel,
  placesIn,
  type Request,
  requestIn,
  type Wanted,
} from '../../src/broadcasts/compose.ts';

type Draft = Extract<Request, { kind: 'draft' }>;

function draft(fields: Partial<Omit<Draft, 'kind'>> = {}): Draft {
  return { kind: 'draft', urgent: false, audience: undefined, places: undefined, text: undefined, ...fields };
}

describe('an officer of one commune', () => {
  const rows: readonly [string, Request | undefined][] = [
    ['GUI', draft()],
    ['gửi', draft()],
    ['GUI PH', draft({ audience: 'parents' })],
    ['GUI PH: Mai tiêm chủng', draft({ audience: 'parents', text: 'Mai tiêm chủng' })],
    ['Gửi phụ huynh: Mai tiêm chủng', draft({ audience: 'parents', text: 'Mai tiêm chủng' })],
    ['GUI CHA ME mai tiem chung', draft({ audience: 'parents', text: 'mai tiem chung' })],
    ['GUI CTV: nop bao cao', draft({ audience: 'collaborators', text: 'nop bao cao' })],
    ['gui cong tac vien\nHọp lúc 14:00', draft({ audience: 'collaborators', text: 'Họp lúc 14:00' })],
    [
      'GUI CTV hop luc 14:00 chieu mai',
      draft({ audience: 'collaborators', text: 'hop luc 14:00 chieu mai' }),
    ],
    ['GUI TAT CA: nghi le', draft({ audience: 'everyone', text: 'nghi le' })],
    ['GUI PH, CTV: nghi le', draft({ audience: 'everyone', text: 'nghi le' })],
    ['GUI PH va CTV: nghi le', draft({ audience: 'everyone', text: 'nghi le' })],
    ['GUI PH, mai tiem chung', draft({ audience: 'parents', text: 'mai tiem chung' })],
    ['GUI PH mai tiem, luu y: mang so', draft({ audience: 'parents', text: 'mai tiem, luu y: mang so' })],
    [
      'GUI PH xa Muong Than: mai tiem',
      draft({ audience: 'parents', places: ['xa Muong Than'], text: 'mai tiem' }),
    ],
    ['GUI: Mai tiêm chủng', draft({ text: 'Mai tiêm chủng' })],
    ['GUI KHAN PH: lu quet', draft({ urgent: true, audience: 'parents', text: 'lu quet' })],
    ['GUI KHẨN CẤP TAT CA: lu quet', draft({ urgent: true, audience: 'everyone', text: 'lu quet' })],
    ['GUI KHAN', draft({ urgent: true })],
    ['GUI 4821', { kind: 'code', digits: '4821' }],
    ['gui 48 21 a', { kind: 'code', digits: '4821' }],
    ['GUI 0007', { kind: 'code', digits: '0007' }],
    ['GUI 482', { kind: 'code', digits: '482' }],
    ['GUI HUY', { kind: 'cancel' }],
    ['GUI BO', { kind: 'cancel' }],
    ['GUI NGUNG', { kind: 'stop' }],
    ['GUI DUNG', { kind: 'stop' }],
    ['gui dung nhe', { kind: 'stop' }],
    ['GUI ?', { kind: 'progress' }],
    ['GUI?', { kind: 'progress' }],
    ['XEM GUI', { kind: 'progress' }],
    // Ordinary text, whoever writes it.
    ['gui em hoi be 6 thang an gi', undefined],
    ['gui chi bao cao T10: TS120 KT5', undefined],
    ['gui khan giay cho em', undefined],
    ['XEM T10', undefined],
    ['xem gui giup em', undefined],
    ['mai gui sau', undefined],
    ['', undefined],
  ];
  test.each(rows)('%s', (text, expected) => {
    expect(requestIn(text, 'one')).toEqual(expected);
  });
});

describe('an officer of several communes', () => {
  const rows: readonly [string, Request | undefined][] = [
    ['GUI PH', draft({ audience: 'parents' })],
    ['GUI PH: Mai tiêm', draft({ audience: 'parents', text: 'Mai tiêm' })],
    [
      'GUI PH xã Mường Than, Than Uyên: Mai tiêm lúc 7:30',
      draft({ audience: 'parents', places: ['xã Mường Than', 'Than Uyên'], text: 'Mai tiêm lúc 7:30' }),
    ],
    [
      'GUI CTV Muong Than; Than Uyen\nhop thu Hai',
      draft({ audience: 'collaborators', places: ['Muong Than', 'Than Uyen'], text: 'hop thu Hai' }),
    ],
    ['GUI PH CA TINH: Mai tiêm', draft({ audience: 'parents', places: 'all', text: 'Mai tiêm' })],
    ['GUI TAT CA CA TINH: nghi le', draft({ audience: 'everyone', places: 'all', text: 'nghi le' })],
    ['GUI TAT CA: nghi le', draft({ audience: 'everyone', text: 'nghi le' })],
    ['GUI PH xa Muong Than', draft({ audience: 'parents', places: ['xa Muong Than'] })],
    ['GUI xa Muong Than: mai tiem', draft({ places: ['xa Muong Than'], text: 'mai tiem' })],
    ['GUI xa Muong Than', draft({ places: ['xa Muong Than'] })],
    ['GUI CA TINH: nghi le', draft({ places: 'all', text: 'nghi le' })],
    ['gui bao cao cho em: T10', undefined],
  ];
  test.each(rows)('%s', (text, expected) => {
    expect(requestIn(text, 'several')).toEqual(expected);
  });
});

test('names of communes stand between commas, semicolons or an "và" before a kind', () => {
  const rows: readonly [string, Wanted][] = [
    ['Mường Than', ['Mường Than']],
    ['xã Mường Than, Than Uyên; Mường Kim', ['xã Mường Than', 'Than Uyên', 'Mường Kim']],
    ['xã Mường Than và xã Than Uyên', ['xã Mường Than', 'xã Than Uyên']],
    ['xa Muong Than va xa Than Uyen', ['xa Muong Than', 'xa Than Uyen']],
    ['ca tinh', 'all'],
    ['TOÀN TỈNH', 'all'],
    ['tat ca cac xa', 'all'],
    ['tat ca', 'all'],
    [' , ', []],
  ];
  for (const [text, expected] of rows) expect(placesIn(text), text).toEqual(expected);
});

test('an audience is named by nothing but its name', () => {
  expect(audienceIn('Phụ huynh')).toBe('parents');
  expect(audienceIn('ctv')).toBe('collaborators');
  expect(audienceIn('cả hai')).toBe('everyone');
  expect(audienceIn('phụ huynh ơi')).toBeUndefined();
});

test('HUY and THOI take a draft back, with their politeness', () => {
  for (const text of ['HUY', 'hủy', 'huỷ nhé', 'Thôi', 'bỏ']) expect(isCancel(text), text).toBe(true);
  for (const text of ['TC', 'huy dong von', 'thoi tiet xau']) expect(isCancel(text), text).toBe(false);
});

test('whatever is typed, the text of a draft is the end of what was typed, and nothing of it is lost', () => {
  const piece = fc.constantFrom(
    'GUI',
    'PH',
    'CTV',
    'KHAN',
    'TAT CA',
    'xã',
    'Mường Than',
    ':',
    ',',
    '\n',
    '14:00',
    '?',
    '4821',
  );
  const typed = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 12 });
  fc.assert(
    fc.property(typed, fc.constantFrom('one', 'several'), (pieces, communes) => {
      const text = `GUI ${pieces.join(' ')}`.trim();
      const request = requestIn(text, communes as 'one' | 'several');
      if (request?.kind !== 'draft' || request.text === undefined) return;
      expect(text.endsWith(request.text)).toBe(true);
      expect(request.text).not.toBe('');
    }),
  );
});
