import { expect, test } from 'vitest';
import { languages } from '../../content/index.ts';
import { createTexts, segmentsOf, smsForm, type TextKey } from '../../src/texts.ts';

const texts = createTexts();
const TYPICAL = {
  number: 123456,
  most: 420,
  place: 'thị trấn Nông trường Than Uyên',
  question: 'trạm mấy giờ mở cửa, có bác sĩ…',
  text: '7 giờ',
  title: 'Giấy tờ, bảo hiểm, trợ cấp',
  age: '59 phút',
  time: '20:59',
  date: '16/11',
};

function keysOf(value: unknown, key: string): readonly string[] {
  return typeof value === 'string'
    ? [key]
    : Object.entries(value as object).flatMap(([name, below]) => keysOf(below, `${key}.${name}`));
}

const KEYS = [...keysOf(languages.vi.asked, 'asked'), ...keysOf(languages.vi.topics, 'topics')];

test.each(KEYS)('%s fits two parts of an SMS, offers no DUNG and leaves no hole', (key) => {
  for (const language of ['vi', 'en'] as const) {
    const text = smsForm(texts.say(language, key as TextKey, TYPICAL), false);
    expect(segmentsOf(text), text).toBeLessThanOrEqual(2);
    expect(text).toMatch(/^[\x20-\x5A_a-z\n]*$/);
    expect(text).not.toMatch(/\bDUNG\b|\{\{/);
  }
});

test('whatever is told to a parent instead of an answer says where to go', () => {
  const told = ['passedOn', 'passedAlready', 'answeredAlready', 'tooMany', 'nobody', 'noPlace', 'unanswered'];
  for (const name of told) {
    expect(texts.say('vi', `asked.${name}` as TextKey, TYPICAL)).toMatch(/trạm y tế ngay hoặc gọi 115/);
    expect(texts.say('en', `asked.${name}` as TextKey, TYPICAL)).toMatch(/now or call 115/);
  }
});
