/** Villages whose names look like counts or months: with the word for village they are names, without it they are asked. */
import { expect, test } from 'vitest';
import { read, SENT_AT } from './form.ts';

const SENDER = {
  villages: [
    'Bản Km 12',
    'Bản CT 2',
    'Thôn TT 3',
    'Thôn 2/9',
    'Bản 26-3',
    'Thôn Tháng Tám',
    'Đội 12',
    'Bản Na Tang',
  ],
};

test.each([
  'BC T10 KT20 KD4 ban Km 12',
  'BC ban Km12 T10 KT20 KD4',
  'BC T10 KT20 KD4 ban CT 2',
  'BC T10 KT20 KD4 thon tt3',
  'BC KT20 KD4 thon 2/9',
  'BC T10 KT20 KD4 thôn 02/09',
  'BC T10 KT20 KD4 ban 26-3',
  'BC KT20 KD4 thon Thang Tam',
  'BC T10 KT20 KD4 Doi 12',
  'BC T10 KT20 KD4 Na Tang',
])('%s names the sender’s own village, and asks nothing', (text) => {
  expect(read(text, SENT_AT, SENDER)).toEqual({
    outcome: 'accepted',
    reports: [{ period: '2026-10', village: null, values: { KT: 20, KD: 4 } }],
    questions: [],
  });
});

test.each([
  ['BC T10 KT20 KD4 Km 12', 'KM', 'village-unclear'],
  ['BC T10 KT20 KD4, TT3', 'TT', 'village-unclear'],
  ['BC KT20 KD4, 2/9', 'period', 'month-ambiguous'],
  ['BC thang tam KT20 KD4', 'period', 'month-ambiguous'],
])('%s may name it without the word for village, and is asked', (text, field, reason) => {
  const { reports, questions } = read(text, SENT_AT, SENDER);
  expect(questions).toEqual([expect.objectContaining({ field, reason })]);
  expect(reports.map(({ values }) => values)).toEqual(field === 'period' ? [] : [{ KT: 20, KD: 4 }]);
});

test('a bare number that is the village’s own is no month, unless that month is open', () => {
  const sender = { villages: ['Bản 9', 'Bản 10'] };
  expect(read('BC 9 KT5', SENT_AT, sender).questions).toEqual([
    { field: 'period', reason: 'month-ambiguous' },
  ]);
  expect(read('BC 10 KT5', SENT_AT, sender).reports).toEqual([
    { period: '2026-10', village: null, values: { KT: 5 } },
  ]);
});

test('a village called by a number and one called by a day are two', () => {
  const { reports, questions } = read('BC T10 KT5 thon 2/9', SENT_AT, { villages: ['Thôn 2', 'Thôn 29'] });
  expect({ reports, questions }).toEqual({
    reports: [],
    questions: [{ field: 'period', reason: 'month-ambiguous' }],
  });
});

test.each([
  ['BC T10 KT20 KD4 ban Km 12', { KT: 20, KD: 4 }, 'KM'],
  ['BC T10 KT20 thon CT2', { KT: 20 }, 'CT'],
  ['BC ban Km 12 T10 KT20', { KT: 20 }, 'KM'],
  ['BC BAN KM 12 T10 KT20', { KT: 20 }, 'KM'],
  ['BC T10 ban Km 12 KT20', { KT: 20 }, 'KM'],
  ['BC T10 KT20 to dan pho TT 3', { KT: 20 }, 'TT'],
])(
  '%s: of a sender whose village is not known, a code behind the word for village is asked',
  (text, values, code) => {
    const { reports, questions } = read(text);
    expect(reports.map((report) => report.values)).toEqual([values]);
    expect(questions).toEqual([expect.objectContaining({ field: code, reason: 'village-unclear' })]);
  },
);

test('a day behind the word for village is no month', () => {
  expect(read('BC KT5 KD3 thon 2/9').reports).toEqual([]);
});

test('where a place has days of its own, the month that is open by them is meant', () => {
  const at = (text: string, day: string, ...current: string[]) => {
    const { reports, questions } = read(text, `2026-11-${day}T09:00:00+07:00`, { villages: [], current });
    return reports[0]?.period ?? questions[0]?.reason;
  };
  expect(at('BC KT5', '06', '2026-11')).toBe('2026-11');
  expect(at('BC KT5', '21', '2026-10')).toBe('2026-10');
  expect(at('BC KT5', '21')).toBe('month-after-window');
  expect(at('BC KT5', '21', '2026-10', '2026-11')).toBe('month-after-window');
  expect(at('BC thang nay KT5', '21', '2026-10')).toBe('month-ambiguous');
  expect(at('BC 21/11/2026 KT5', '21', '2026-10')).toBe('month-ambiguous');
  expect(at('BC 21/11/2026 KT5', '21', '2026-11')).toBe('2026-11');
});
