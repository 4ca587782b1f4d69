/** Every text a person reads, by key, in their language; and the form in which an SMS carries it. */
import i18next, { type TOptions } from 'i18next';
import SmsSegments from 'sms-segments-calculator';
import { languages } from '../content/index.ts';
import type { pages } from '../content/pages.ts';
import type { Said } from './handler.ts';
import type { Language } from './message.ts';
import { remembered } from './remembered.ts';
import { unaccented } from './vietnamese.ts';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** A key of content/languages; the Vietnamese edition is the one the types follow. */
export type TextKey = Leaves<typeof languages.vi> | Leaves<typeof pages.vi>;

export type Texts = {
  say(language: Language, key: TextKey, values?: Readonly<Record<string, string | number>>): string;
};

/** `more`: the words of pages, where there are any. */
export function createTexts(more?: typeof pages): Texts {
  const instance = i18next.createInstance();
  void instance.init({
    lng: 'vi',
    fallbackLng: false,
    initAsync: false,
    showSupportNotice: false,
    resources: {
      vi: { translation: { ...languages.vi, ...more?.vi } },
      en: { translation: { ...languages.en, ...more?.en } },
    },
    interpolation: { escapeValue: false, skipOnVariables: true },
  } as Parameters<typeof instance.init>[0]);
  const translate = { vi: instance.getFixedT('vi'), en: instance.getFixedT('en') };
  const known = { vi: new Map<TextKey, Pieces>(), en: new Map<TextKey, Pieces>() };
  return {
    say(language, key, values = {}) {
      let pieces = known[language].get(key);
      if (pieces === undefined) {
        const whole = translate[language](key, { skipInterpolation: true } as TOptions) as string;
        pieces = whole.split(/\{\{(\w+)\}\}/);
        known[language].set(key, pieces);
      }
      return filled(pieces, values) ?? (translate[language](key, values as TOptions) as string);
    },
  };
}

/** A text cut at its placeholders: words, name, words, name, words. */
type Pieces = readonly string[];

/**
 * i18next looks each text up and searches it anew, ten times the cost of filling in what was cut once. What is more
 * than words and known values (a missing one, a plural, a context) is left to it.
 */
function filled(pieces: Pieces, values: Readonly<Record<string, string | number>>): string | undefined {
  if ('count' in values || 'context' in values) return undefined;
  let text = pieces[0] ?? '';
  for (let i = 1; i < pieces.length; i += 2) {
    const value = values[pieces[i] ?? ''];
    if (value === undefined) return undefined;
    text += value + (pieces[i + 1] ?? '');
  }
  return text;
}

/** What an SMS carries: without accents unless the person wants them. */
export function smsForm(text: string, accented: boolean): string {
  return accented ? text.normalize('NFC') : unaccented(text);
}

/** The same of a message, without what an SMS has no place for. */
export function smsSaid({ text, asWritten }: Said, accented: boolean): Said {
  return asWritten ? { text: smsForm(text, true), asWritten } : { text: smsForm(text, accented) };
}

/** ASCII as far as GSM-7 has it without an escape: what nearly every SMS of ours is made of. */
const ONE_SEPTET_EACH = /^[\n -Z_a-z]+$/;
const SEPTETS = 160;
const SEPTETS_OF_A_PART = 153;

const COUNTED_KEPT = 500;

/** The calculator splits graphemes, and a broadcast asks for the same text thousands of times. */
const counted = remembered(
  (text: string) => new SmsSegments.SegmentedMessage(text.normalize('NFC')).segmentsCount,
  COUNTED_KEPT,
);

/** Billed parts of an SMS. The same function counts for the preview, the pace and the record. */
export function segmentsOf(text: string): number {
  if (ONE_SEPTET_EACH.test(text)) {
    return text.length <= SEPTETS ? 1 : Math.ceil(text.length / SEPTETS_OF_A_PART);
  }
  return counted(text);
}
