import SmsSegments from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { languages } from '../../content/index.ts';
import { SERIES } from '../../content/series/index.ts';
import { numbered } from '../../src/guidance/which-child.ts';
import { createTexts, smsForm, type TextKey } from '../../src/texts.ts';

const texts = createTexts();
/** As many children as one phone may follow, and a pregnancy among them. */
const CHILDREN = [
  ...Array.from({ length: 7 }, (_, i) => ({ born: `20${19 + i}-10-20`, due: null })),
  { born: null, due: '2027-03-20' },
];

function keysOf(value: object, prefix: string): string[] {
  return Object.entries(value).flatMap(([name, below]) =>
    typeof below === 'string' ? [`${prefix}.${name}`] : keysOf(below as object, `${prefix}.${name}`),
  );
}

describe.each(['vi', 'en'] as const)('every guidance text in %s', (language) => {
  const list = numbered({ texts }, language, CHILDREN);
  test.each(keysOf(languages.vi.guidance, 'guidance'))('%s fits two plain SMS segments', (key) => {
    const text = texts.say(language, key as TextKey, {
      date: '20/12/2026',
      due: '20/12/2026',
      example: '20/12/2026',
      title: SERIES.disability.title[language],
      number: 8,
      child: 'thai dự sinh 20/12/2026',
      list,
      mistake: 9,
    });
    expect(text).not.toMatch(/\{\{|undefined/);
    const sms = new SmsSegments.SegmentedMessage(smsForm(text, false));
    expect(sms.encodingName).toBe('GSM-7');
    expect(sms.segmentsCount).toBeLessThanOrEqual(2);
    expect(text).not.toMatch(/[\^{}[\]~|\\€]/u);
  });
});
