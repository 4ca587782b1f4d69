/** What would make a text unfit to be sent to families, in words for whoever wrote it. Pure. */
import SmsSegments from 'sms-segments-calculator';
import type { SeriesItem } from '../../content/series/index.ts';
import wording from '../../content/wording.json' with { type: 'json' };
import { unaccented } from '../vietnamese.ts';

type Texts = Pick<SeriesItem, 'vi' | 'en'>;

const MAX_SEGMENTS = 2;
/** These count two in GSM-7, and some networks lose them. */
const COUNTS_TWO = /[\^{}[\]~|\\€]/u;
/** A dose or a sum of money may be wrong for this child or this year: a person tells it. */
const DOSE = /\d\s*(?:mg|ml|mcg|µg|IU)(?!\p{L})/iu;
const MONEY = /\d\s*(?:đ|đồng|nghìn|triệu|VND|dong)(?!\p{L})/iu;

const FORBIDDEN = {
  vi: wording.forbidden.vi.map(wholeWords),
  en: wording.forbidden.en.map(wholeWords),
};
const MISREAD = wording.misreadUnaccented.map(({ plain, say }) => ({ found: wholeWords(plain), plain, say }));
const DANGER = wording.danger.map(wholeWords);
const WHERE_TO_GO = {
  vi: new RegExp(wording.whereToGo.vi, 'u'),
  en: new RegExp(wording.whereToGo.en, 'u'),
};

/** JavaScript's \b takes accented letters for word ends ("mù" would be found in "mùa"). */
function wholeWords(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{M}])${words}(?![\\p{L}\\p{M}])`, 'iu');
}

/** Billed parts of a text as an SMS without accents carries it. */
export function segmentsOf(text: string): number {
  return sms(unaccented(text)).segmentsCount;
}

/**
 * A line for each fault of a pair of texts; nothing where both may be reviewed and sent. `withSums`: they are made
 * from a table that says from when until when each sum holds.
 */
export function textFaults({ vi, en }: Texts, withSums = false): readonly string[] {
  return [
    ...carriedFaults('vi', unaccented(vi)),
    ...carriedFaults('en', en),
    ...wordFaults('vi', vi.normalize('NFC'), withSums),
    ...wordFaults('en', en, withSums),
    ...misreadFaults(vi),
    ...dangerFaults(vi.normalize('NFC'), en),
  ];
}

/** The same of a text in a language of which no words are known here: its letters may need the dearer alphabet. */
export function translationFaults(text: string): readonly string[] {
  if (text.trim() === '') return ['no text'];
  const { segmentsCount } = sms(text);
  return [
    ...(segmentsCount <= MAX_SEGMENTS ? [] : [`takes ${segmentsCount} segments, ${MAX_SEGMENTS} at most`]),
    ...(DOSE.test(text) ? ['names a dose: leave it to the health station'] : []),
  ];
}

function carriedFaults(language: 'vi' | 'en', text: string): readonly string[] {
  if (text.trim() === '') return [`no text in ${language}`];
  const { encodingName, segmentsCount } = sms(text);
  return [
    ...(encodingName === 'GSM-7' ? [] : [`${language} has a character that no plain SMS carries`]),
    ...(segmentsCount <= MAX_SEGMENTS
      ? []
      : [`${language} takes ${segmentsCount} segments, ${MAX_SEGMENTS} at most`]),
    ...(COUNTS_TWO.test(text) ? [`${language} has one of ^ { } [ ] ~ | \\ €, which count two`] : []),
  ];
}

function wordFaults(language: 'vi' | 'en', text: string, withSums: boolean): readonly string[] {
  return [
    ...FORBIDDEN[language].flatMap((pattern) => {
      const word = pattern.exec(text)?.[0];
      return word === undefined ? [] : [`${language} has the word "${word}", which hurts or labels people`];
    }),
    ...(DOSE.test(text) ? [`${language} names a dose: leave it to the health station`] : []),
    ...(MONEY.test(text) && !withSums
      ? [`${language} names a sum of money: it differs by place and year`]
      : []),
  ];
}

function misreadFaults(vi: string): readonly string[] {
  const plain = unaccented(vi);
  return [
    ...MISREAD.filter(({ found }) => found.test(plain)).map(
      ({ plain: words, say }) => `without accents "${words}" can be misread: say ${say}`,
    ),
    ...(DUNG.test(vi.normalize('NFC'))
      ? ['without accents "đừng" (do not) turns into "dùng" (use): say "không"']
      : []),
  ];
}

const DUNG = wholeWords('đừng');

function dangerFaults(vi: string, en: string): readonly string[] {
  if (!DANGER.some((sign) => sign.test(vi))) return [];
  return [
    ...(WHERE_TO_GO.vi.test(vi)
      ? []
      : ['vi names a danger sign and not where to go now: "... đến trạm y tế hoặc bệnh viện ngay"']),
    ...(WHERE_TO_GO.en.test(en)
      ? []
      : ['en names a danger sign and not where to go: "... to the health station or hospital now"']),
  ];
}

function sms(text: string) {
  return new SmsSegments.SegmentedMessage(text.normalize('NFC'));
}
