/**
 * Words as they arrive when a Vietnamese keyboard or an old encoding was in between: raw Telex, VNI and VIQR,
 * TCVN3 and VNI-Windows bytes, UTF-8 read as Latin-1, `?` for a lost letter. Only the words given here are known
 * in these spellings, so no number can come out of one.
 */
import { fold } from '../../vietnamese.ts';
import { TCVN3, VNI_WINDOWS } from './old-tables.ts';

export type OldScheme = 'vni' | 'viqr' | 'lost';
export type OldWord = {
  readonly words: readonly string[];
  readonly scheme: OldScheme;
  /** Its signs stand only at the end, or before it: believed only beside a word with a sign inside. */
  readonly trailing: boolean;
};

export type OldSpellings = {
  /** Non-ASCII spellings, their ASCII letters in lower case → the word with its accents. */
  readonly bytes: ReadonlyMap<string, string>;
  /** ASCII spellings with digits or marks. */
  readonly signs: ReadonlyMap<string, OldWord>;
  /** ASCII spellings of letters only (Telex) → folded words. */
  readonly letters: ReadonlyMap<string, readonly string[]>;
};

const TONES = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const;
const VNI_TONES = '12345';
const VIQR_TONES = "'`?~.";
const TELEX_TONES = 'sfrxj';

type Letter = { readonly base: string; readonly shape: '' | '^' | 'o+' | '(' | 'd'; readonly tone: number };

export function lettersOf(word: string): readonly Letter[] {
  return [...word.normalize('NFC')].map((char) => {
    if (char === 'đ') return { base: 'd', shape: 'd', tone: -1 };
    const marks = char.normalize('NFD');
    const shape = marks.includes('\u0302')
      ? '^'
      : marks.includes('\u031b')
        ? 'o+'
        : marks.includes('\u0306')
          ? '('
          : '';
    return { base: marks.slice(0, 1), shape, tone: TONES.findIndex((tone) => marks.includes(tone)) };
  });
}

type Signs = {
  readonly shape: (letter: Letter) => string;
  readonly tones: string;
};

const VNI: Signs = {
  shape: ({ shape }) => ({ '': '', '^': '6', 'o+': '7', '(': '8', d: '9' })[shape],
  tones: VNI_TONES,
};
const TELEX: Signs = {
  shape: ({ shape, base }) => ({ '': '', '^': base, 'o+': 'w', '(': 'w', d: 'd' })[shape],
  tones: TELEX_TONES,
};
const VIQR: Signs = {
  shape: ({ shape }) => ({ '': '', '^': '^', 'o+': '+', '(': '(', d: 'd' })[shape],
  tones: VIQR_TONES,
};

/** Signs inside or at the end, tone before or after the shape, `uo` with one horn for both. */
function typedForms(word: string, signs: Signs): ReadonlySet<string> {
  const forms = new Set<string>();
  const letters = lettersOf(word);
  const tone = letters.map((letter) => letter.tone).find((n) => n >= 0);
  const toneSign = tone === undefined ? '' : (signs.tones[tone] ?? '');
  const toneIndex = letters.findIndex((letter) => letter.tone >= 0);
  for (const shapeAtEnd of [false, true]) {
    for (const toneAtEnd of [false, true]) {
      for (const oneHorn of [false, true]) {
        for (const toneFirst of [false, true]) {
          let out = '';
          let end = '';
          letters.forEach((letter, i) => {
            out += letter.base;
            const next = letters[i + 1];
            const skipped = oneHorn && letter.base === 'u' && letter.shape === 'o+' && next?.shape === 'o+';
            const shape = skipped ? '' : signs.shape(letter);
            const here = i === toneIndex && !toneAtEnd ? toneSign : '';
            const atEnd = shapeAtEnd && letter.shape !== 'd';
            if (atEnd) end += shape;
            out += toneFirst ? here + (atEnd ? '' : shape) : (atEnd ? '' : shape) + here;
          });
          const last = toneAtEnd ? toneSign : '';
          forms.add(out + (toneFirst ? last + end : end + last));
        }
      }
    }
  }
  return forms;
}

/** At the end only, or a lost letter at the beginning: each may be a mark beside the word. */
const SIGNS_OUTSIDE = /^(?:[a-z]+[^a-z]+|\?[^?]+)$/u;

export function oldSpellings(words: ReadonlySet<string>): OldSpellings {
  const bytes = new Map<string, string>();
  const signs = new Map<string, { words: string[]; scheme: OldScheme; trailing: boolean }>();
  const letters = new Map<string, string[]>();
  const addSigned = (form: string, word: string, scheme: OldScheme) => {
    const known = signs.get(form);
    if (!known) signs.set(form, { words: [fold(word)], scheme, trailing: SIGNS_OUTSIDE.test(form) });
    else if (known.scheme === scheme && !known.words.includes(fold(word))) known.words.push(fold(word));
  };
  for (const word of words) {
    const plain = fold(word);
    if (plain === word || !/^\p{L}+$/u.test(word)) continue;
    for (const form of typedForms(word, VNI)) if (form !== plain) addSigned(form, word, 'vni');
    for (const form of typedForms(word, VIQR)) {
      for (const variant of [form, form.replaceAll('+', '*')]) {
        if (!/^[a-z]+$/u.test(variant)) addSigned(variant, word, 'viqr');
      }
    }
    for (const form of typedForms(word, TELEX)) {
      if (form !== plain) letters.set(form, [...(letters.get(form) ?? []), plain]);
    }
    for (const form of lostForms(word)) if (/[a-z]/u.test(form)) addSigned(form, word, 'lost');
    for (const cased of [word, word.slice(0, 1).toUpperCase() + word.slice(1), word.toUpperCase()]) {
      for (const form of byteForms(cased)) bytes.set(lowerAscii(form), word);
    }
  }
  return { bytes, signs, letters };
}

/** Every accented letter lost, or only those that Latin-1 does not have. */
function lostForms(word: string): readonly string[] {
  const lost = (keep: (char: string) => boolean) =>
    [...word].map((char) => (fold(char) === char ? char : keep(char) ? fold(char) : '?')).join('');
  return [lost(() => false), lost((char) => char.charCodeAt(0) <= 0xff)].filter((form) => form.includes('?'));
}

const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function byteForms(word: string): readonly string[] {
  const utf8 = [...new TextEncoder().encode(word)];
  const latin1 = utf8.map((byte) => String.fromCharCode(byte)).join('');
  const cp1252 = utf8
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? (CP1252[byte - 0x80] ?? '') : String.fromCharCode(byte)))
    .join('');
  const tcvn3 = [...word].map((char) => TCVN3.get(char) ?? TCVN3.get(char.toLowerCase()) ?? char).join('');
  const vni = [...word].map((char) => VNI_WINDOWS(char)).join('');
  // A telephone drops the soft hyphen, which is a letter of TCVN3 and a byte of UTF-8.
  return [latin1, cp1252, tcvn3, tcvn3.replaceAll('\u00ad', ''), vni].filter((form) =>
    /[^\x20-\x7e]/u.test(form),
  );
}

export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/gu, (capitals) => capitals.toLowerCase());
}

const LONGEST_CHUNK = 40;
const HIGH_BYTE = /[\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/u;

/** Every word of an old encoding has one of these. */
const OLD_LETTER = /[\u00a1-\u00ff]/;
const PRIVATE = /[\uE000-\uE002]/gu;

/** Words of old encodings in private marks, which the tokeniser turns into words that are never numbers. */
export const OLD_OPEN = '\uE000';
export const OLD_CLOSE = '\uE001';
/** Between what was typed and what it may be. */
export const OLD_OR = '\uE002';

export function markOldBytes(text: string, old: OldSpellings): string {
  const cleared = PRIVATE.test(text) ? text.replace(PRIVATE, '') : text;
  if (!OLD_LETTER.test(cleared)) return cleared;
  const composed = cleared.normalize('NFC');
  if (isVietnamese(composed)) return composed;
  let certain = false;
  const mark = (weak: boolean) =>
    composed.replace(/[^ \t\r\n]+/gu, (chunk) => {
      if (!HIGH_BYTE.test(chunk)) return chunk;
      const marked = (part: string) => {
        const found = markChunk(part, old);
        if (!found) return undefined;
        if (!isVietnamese(part)) {
          certain = true;
          return `${found.before}${OLD_OPEN}${found.word}${OLD_CLOSE}${found.after}`;
        }
        return weak
          ? `${found.before}${OLD_OPEN}${found.typed}${OLD_OR}${found.word}${OLD_CLOSE}${found.after}`
          : undefined;
      };
      // A no-break space is a space between words, or the second byte of à.
      return marked(chunk) ?? chunk.replace(/[^\u00a0]+/gu, (part) => marked(part) ?? part);
    });
  const marked = mark(false);
  return certain ? mark(true) : marked;
}

const VIETNAMESE = /^[\P{L}a-zA-ZàáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]*$/u;
const OLD_SIGN = /[\u00a1-\u00bf]/;
/** Two vowels that stand beside each other in no word: a letter and its tone of VNI-Windows. */
const LOOKS_VNI = /[aeouyAEOUY][ùÙ]|[aeyAEY][õÕ]/;

/** `bé` is a word, and `bộ` in TCVN3: such a word may be either, and only beside one that is nothing else. */
function isVietnamese(chunk: string): boolean {
  return VIETNAMESE.test(chunk) && !LOOKS_VNI.test(chunk) && !OLD_SIGN.test(chunk);
}

type Marked = {
  readonly before: string;
  readonly typed: string;
  readonly word: string;
  readonly after: string;
};

function markChunk(chunk: string, old: OldSpellings): Marked | undefined {
  if (chunk.length > LONGEST_CHUNK) return undefined;
  const parts =
    /^([("'[\u200b-\u200f\u2060\ufeff]*)(.*?)([0-9]*[).,:;!"'\]\u200b-\u200f\u2060\ufeff]*)$/u.exec(chunk);
  const [, before = '', typed = '', after = ''] = parts ?? [];
  const word = old.bytes.get(lowerAscii(typed));
  return word && word !== typed.toLowerCase() ? { before, typed, word, after } : undefined;
}
