import { expect, test } from 'vitest';
import { languages } from '../../content/index.ts';
import { pages } from '../../content/pages.ts';
import { createTexts, segmentsOf, smsForm, type TextKey } from '../../src/texts.ts';

/** As long as these get in real life; lists are cut by the code that makes them. */
const TYPICAL = {
  asked: 12,
  open: 3,
  child: 'thai kỳ dự sinh ngày 20/12/2026',
  children: 'bé sinh ngày 15/03/2026; thai kỳ dự sinh ngày 20/12/2026',
  born: 'bé sinh ngày 15/03/2026',
  due: 'thai kỳ dự sinh ngày 15/03/2027',
  date: '15/03/2026',
  time: '20:59',
  typed: '31/02/2026',
  place: 'xã Than Uyên, Lai Châu (trước là xã Mường Than)',
  via: 'xã Mường Than',
  village: 'Bản Nậm Pẳm Hua Chăng',
  villages: 'Bản Nậm Pẳm Hua Chăng, Bản Nà Phát Nậm Sỏ',
  commune: 'xã Mường Than',
  list: 'Thôn 2, Thôn 12, Bản Nà Phát',
  form: 'tin không dấu',
  last: '321',
  name: "Tiếng H'Mông Lềnh",
  code: '4821',
  left: 2,
  count: 25,
};

function leaves(node: object, prefix: string): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : leaves(value as object, `${prefix}${key}.`),
  );
}

const keys = leaves(
  {
    consent: languages.vi.consent,
    register: languages.vi.register,
    share: languages.vi.share,
    oldNumber: languages.vi.oldNumber,
    further: pages.vi.further,
    help: languages.vi.help,
  },
  '',
);

test.each(keys)('%s fits two parts of an SMS, offers no DUNG and leaves no hole', (key) => {
  const texts = createTexts(pages);
  for (const language of ['vi', 'en'] as const) {
    const text = smsForm(texts.say(language, key as TextKey, TYPICAL), false);
    expect(segmentsOf(text), text).toBeLessThanOrEqual(2);
    expect(text).toMatch(/^[\x20-\x5A_a-z\n]*$/);
    expect(text).not.toMatch(/\bDUNG\b|\{\{/);
  }
});
