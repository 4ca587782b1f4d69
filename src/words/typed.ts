/**
 * A message as words that can be compared: short forms written out, `3thang` taken apart, endings that phones leave
 * out put back (`nhug` is `nhung`). Each word keeps the accents it was typed with. Pure; the table is content.
 */
import table from '../../content/short-forms.json' with { type: 'json' };
import { cleanTyped, fold } from '../vietnamese.ts';

export type Word = {
  readonly plain: string;
  /** Its letters with marks, and its tone; undefined where it was typed without any. */
  readonly marked: Marked | undefined;
};

type Marked = { readonly letters: readonly string[]; readonly tone: string };

/** Nobody asks at greater length, and a longer text must not cost more. */
const MOST_WORDS = 400;

/** The words of a message. */
export function typedWords(text: string): readonly Word[] {
  const pieces = cleanTyped(text).toLowerCase().normalize('NFC').match(PIECE) ?? [];
  return pieces.slice(0, MOST_WORDS).flatMap((piece, i) => {
    const after = fold(pieces[i - 1] ?? '');
    if (/^\d+$/.test(after)) {
      if (piece === 't') return [MONTH_OR_YEAR];
      if (piece === 'th' || piece === 'thg') return [MONTH];
    }
    if (piece === 'kg' && !/^\d+$/.test(after) && after !== 'nhieu' && after !== 'may')
      return [wordOf('không')];
    return SHORT.get(piece) ?? [wordOf(withEnding(piece))];
  });
}

/** Our tables use the same words thousands of times; what people type is never kept. */
const OF_TABLES = new Map<string, Word>();

/**
 * The words of a phrase from our own tables, written in full; the same word is the same object. What is done to typed
 * words is done to these too: `fits` and `dog` are heard as `phits` and `dong`.
 */
export function phraseWords(phrase: string): readonly Word[] {
  return (phrase.toLowerCase().normalize('NFC').match(PIECE) ?? []).map((piece) => {
    const word = OF_TABLES.get(piece) ?? wordOf(withEnding(piece));
    OF_TABLES.set(piece, word);
    return word;
  });
}

/** `3thang` and `d3` are two pieces each. */
const PIECE = /\p{N}+|[\p{L}\p{M}]+/gu;

/** No Vietnamese word ends in a bare `g` or `h` after a vowel: it is `ng` or `nh`, shortened. */
function withEnding(piece: string): string {
  if (piece.length < 3) return piece;
  if (/^(?:ng[eêi]|f)/u.test(piece)) return withEnding(piece.replace(/^ng/, 'ngh').replace(/^f/, 'ph'));
  return /[aeiouyà-ỹ]g$/u.test(piece) ? `${piece.slice(0, -1)}ng` : piece.replace(/([aeiouyà-ỹ])h$/u, '$1nh');
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

const MONTH: Word = wordOf('tháng');
/** `3t` is three months, or three years; a month where nothing else is said. */
const MONTH_OR_YEAR: Word = { ...MONTH };

export function isMonthOrYear(word: Word): boolean {
  return word === MONTH_OR_YEAR;
}

const SHORT: ReadonlyMap<string, readonly Word[]> = new Map(
  Object.entries(table.short).map(([short, full]) => [short.normalize('NFC'), full.split(' ').map(wordOf)]),
);

function wordOf(typed: string): Word {
  const plain = fold(typed);
  if (plain === typed) return { plain, marked: undefined };
  const apart = typed.replaceAll('đ', 'd\u0335').normalize('NFD');
  // The tone stands apart: `hoá` and `hóa` are one word. Many do not tell hỏi from ngã.
  const tone = (apart.match(TONES)?.[0] ?? '').replace('\u0303', '\u0309');
  const letters = apart.replace(TONES, '').match(/\P{M}\p{M}*/gu) ?? [];
  return { plain, marked: { letters, tone } };
}

/** How well a typed word can be the one of a table: 1 by its accents or where none were typed, 0 where they differ. */
export function likeness(typed: Word, meant: Word): number {
  if (typed.plain !== meant.plain) return 0;
  if (typed.marked === undefined) return meant.marked === undefined ? 1 : 0.9;
  if (meant.marked === undefined) return 0;
  const { letters, tone } = typed.marked;
  const other = meant.marked;
  const differs = letters.some((letter, i) => letter !== other.letters[i]);
  if (!differs && tone === other.tone) return 1;
  // Some accents left out, none against: `thuôc`.
  const against = letters.some((letter, i) => letter.length > 1 && letter !== other.letters[i]);
  return against || (tone !== '' && tone !== other.tone) ? 0 : 0.6;
}

const FILLERS: ReadonlyMap<string, Word> = new Map(
  phraseWords('nó hắn cái cứ thì là mà cũng đều bé cháu').map((word) => [word.plain, word]),
);

/** Whether a sentence means the same without the word: who is ill is known, and `cổ nó cứng` is `cổ cứng`. */
export function isFiller(word: Word): boolean {
  const meant = FILLERS.get(word.plain);
  return meant !== undefined && likeness(word, meant) > 0;
}

const NUMBERS: ReadonlyMap<string, readonly { readonly word: Word; readonly number: number }[]> = Map.groupBy(
  [
    ...phraseWords('một hai ba bốn năm sáu bảy tám chín mười').map((word, i) => ({ word, number: i + 1 })),
    { word: wordOf('mươi'), number: 20 },
  ],
  ({ word }) => word.plain,
);

/** The number that a word is, of digits or below eleven; `mươi` stands for twenty. */
export function numberOf(word: Word): number | undefined {
  const { plain } = word;
  if (plain.charCodeAt(0) <= 57) return plain.length < 5 ? Number(plain) : undefined;
  const meant = NUMBERS.get(plain);
  // `mươi` is more like itself than like `mười`.
  return (
    meant?.find((each) => likeness(word, each.word) >= 0.9) ??
    meant?.find((each) => likeness(word, each.word) > 0)
  )?.number;
}

const SYLLABLE =
  /^(?:b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|t|th|tr|v|x)?(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|y|yem|yen|yeng|yet|yeu)$/;

/** Whether it can be a Vietnamese word at all. */
export function isSyllable(plain: string): boolean {
  return SYLLABLE.test(plain);
}

/** What was typed with the accents as letters that were never turned into them (`gooij`), or a letter twice. */
export function untyped(plain: string): string | undefined {
  const once = plain
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/([aou])w/g, '$1');
  const tries = [
    once,
    once.replace(/[sfrxj]$/, ''),
    once.replace(/(?<=[aeiouy])[sfrxj]/, ''),
    once.replace(/(.)\1/g, '$1'),
  ];
  return tries.find((each) => each !== plain && isSyllable(each));
}
