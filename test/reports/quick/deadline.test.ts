import { describe, expect, test } from 'vitest';
import { readTypedDate } from '../../../src/consent/typed-date.ts';
import { momentOf, readDeadline } from '../../../src/reports/quick/deadline.ts';

/** A Tuesday. */
const NOW = Date.parse('2026-11-24T09:30:00+07:00');

function read(text: string, now = NOW): string {
  const found = readDeadline(text, now, (typed, today) => readTypedDate(typed, today, 'due'));
  if (found.kind !== 'at') return found.kind;
  const { time, date } = momentOf(found.at);
  return `${time} ${date}`;
}

describe('a deadline as officers type it', () => {
  test.each([
    ['ngày mai 17h', '17:00 25/11'],
    ['17h mai', '17:00 25/11'],
    ['17h00 ngày mai ạ', '17:00 25/11'],
    ['mai', '17:00 25/11'],
    ['chiều mai', '17:00 25/11'],
    ['8h sáng mai', '08:00 25/11'],
    ['sang mai 8h', '08:00 25/11'],
    ['5 giờ chiều nay', '17:00 24/11'],
    ['17h', '17:00 24/11'],
    ['17:30', '17:30 24/11'],
    ['17h30', '17:30 24/11'],
    ['trước 17 giờ hôm nay', '17:00 24/11'],
    ['chieu nay', '17:00 24/11'],
    ['tối nay', '20:00 24/11'],
    ['8h tối', '20:00 24/11'],
    ['hom nay', '17:00 24/11'],
    ['30/11', '17:00 30/11'],
    ['30/11 8h', '08:00 30/11'],
    ['30/11, 17h', '17:00 30/11'],
    ['8h ngày 30/11', '08:00 30/11'],
    ['17 gio 30 ngay 30/11/2026', '17:30 30/11'],
    ['30 tháng 11', '17:00 30/11'],
    ['ngày 30', '17:00 30/11'],
    ['ngày 5', '17:00 05/12'],
    ['2 ngày', '17:00 26/11'],
    ['trong 2 ngày nữa', '17:00 26/11'],
    ['1 tuần', '17:00 01/12'],
    ['thứ sáu', '17:00 27/11'],
    ['thứ 6 tới', '17:00 27/11'],
    ['8h sáng thứ 2', '08:00 30/11'],
    ['chủ nhật', '17:00 29/11'],
    ['thứ ba', '17:00 01/12'],
    ['ngày kia', '17:00 26/11'],
    ['3 tiếng nữa', '12:30 24/11'],
    ['trong 3 giờ', '12:30 24/11'],
    ['tomorrow 5pm', '17:00 25/11'],
    ['5 pm tomorrow', '17:00 25/11'],
    ['2 days', '17:00 26/11'],
    ['in 3 hours', '12:30 24/11'],
  ])('%s', (text, meant) => expect(read(text)).toBe(meant));

  test.each([
    'càng sớm càng tốt',
    '',
    'OK',
    '24',
    '25h mai',
    '17h70',
    '31/11',
    'tháng 12',
    'từ 25/11 đến 27/11',
    'mai hoặc 27/11',
    'thứ sáu tuần sau',
    '15/10 âm lịch',
  ])('%s is not clear', (text) => expect(read(text)).toBe('unclear'));

  test.each(['3 giờ', '23/11', '8h sáng nay', '9h40'])('%s is over, or too soon to answer', (text) =>
    expect(read(text)).toBe('past'),
  );

  test.each(['31 ngày', '25/12', '5 tuần', '1/3'])('%s is more than thirty days away', (text) =>
    expect(read(text)).toBe('far'),
  );

  test('the hour decides where today is named after the office has closed', () => {
    const evening = Date.parse('2026-11-24T19:00:00+07:00');
    expect(read('hôm nay', evening)).toBe('past');
    expect(read('tối nay', evening)).toBe('20:00 24/11');
  });

  test('at the end of the year the next one is meant', () => {
    const december = Date.parse('2026-12-28T09:00:00+07:00');
    expect(read('5/1 17h', december)).toBe('17:00 05/01');
    expect(read('ngày 5', december)).toBe('17:00 05/01');
  });
});
