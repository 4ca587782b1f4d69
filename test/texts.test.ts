import fc from 'fast-check';
import i18next from 'i18next';
import SmsSegments from 'sms-segments-calculator';
import { expect, test } from 'vitest';
import { languages } from '../content/index.ts';
import { pages } from '../content/pages.ts';
import { createTexts, segmentsOf, type TextKey } from '../src/texts.ts';
import standIn from '../src/worker-i18next.ts';

const ALL = { vi: { ...languages.vi, ...pages.vi }, en: { ...languages.en, ...pages.en } };

type Tree = { readonly [name: string]: string | Tree };

function textsIn(tree: Tree, path = ''): readonly (readonly [TextKey, string])[] {
  return Object.entries(tree).flatMap(([name, part]) =>
    typeof part === 'string'
      ? [[`${path}${name}` as TextKey, part] as const]
      : textsIn(part, `${path}${name}.`),
  );
}

test('every text is filled in as i18next fills it, whatever a person typed into it', async () => {
  const plain = i18next.createInstance();
  await plain.init({
    fallbackLng: false,
    resources: { vi: { translation: ALL.vi }, en: { translation: ALL.en } },
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  const worker = standIn.createInstance();
  void worker.init({ resources: { vi: { translation: ALL.vi }, en: { translation: ALL.en } } });
  const texts = createTexts(pages);
  const typed = fc.oneof(
    fc.constantFrom('{{village}}', '$t(first.unread)', '$&', '$1', '<b>', '', 'Nà Bản'),
    fc.string(),
    fc.integer(),
  );
  for (const language of ['vi', 'en'] as const) {
    const translate = plain.getFixedT(language);
    const inWorker = worker.getFixedT(language);
    for (const [key, template] of textsIn(ALL[language])) {
      const names = [...template.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
      fc.assert(
        fc.property(fc.record(Object.fromEntries(names.map((name) => [name, typed]))), (values) => {
          expect(texts.say(language, key, values)).toBe(translate(key, values));
          expect(inWorker(key, values)).toBe(translate(key, values));
        }),
        { numRuns: names.length === 0 ? 1 : 8 },
      );
    }
  }
});

test('what is not there is told alike by the library and by what stands in for it in a Worker', () => {
  for (const library of [i18next, standIn]) {
    const instance = library.createInstance() as ReturnType<typeof standIn.createInstance>;
    const options = { fallbackLng: false, initAsync: false, showSupportNotice: false };
    void instance.init({ ...options, resources: { vi: { translation: { a: { b: 'x {{y}}' } } } } });
    const translate = instance.getFixedT('vi');
    expect(translate('a.b', { z: 1 })).toBe('x {{y}}');
    expect(translate('a.b', { skipInterpolation: true })).toBe('x {{y}}');
    expect(translate('a.c')).toBe('a.c');
    expect(translate('a.b.c')).toBe('a.b.c');
  }
});

test('the short way of counting segments agrees with the calculator for every plain text', () => {
  const plain = fc.string({
    unit: fc.constantFrom(...'\n @$_ABCXYZabcxyz0189.,:;?!()<>=+-/*%&#"\''),
    minLength: 1,
    maxLength: 700,
  });
  fc.assert(
    fc.property(plain, (text) => {
      expect(segmentsOf(text)).toBe(new SmsSegments.SegmentedMessage(text).segmentsCount);
    }),
    { numRuns: 300 },
  );
});
