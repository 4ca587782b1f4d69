/** A typed place as words that can be compared: folded, with what accents they carry, and where a comma parts them. */
import { cleanTyped, foldName } from '../vietnamese.ts';

export type Word = {
  readonly folded: string;
  /** With accents, the tone at the end of the word: "hoà" and "hòa" are the same. */
  readonly accented: string;
  /** A comma, slash, bracket or line end stands before it. */
  readonly parted: boolean;
};

/** Longer than any address a person types; the rest is not read. */
const READ_CHARACTERS = 200;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const PARTING = /[,;/|()[\]\n\r]/u;
/** "P12", "thôn2": a word and a number, written as one. */
const GLUED = /^([\p{L}\p{M}]+)(\d+)$/u;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

export function wordsOf(typed: string): readonly Word[] {
  const text = cleanTyped(typed).slice(0, READ_CHARACTERS).toLowerCase();
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const parted = PARTING.test(text.slice(end, match.index));
    end = match.index + match[0].length;
    const glued = GLUED.exec(match[0]);
    const parts = glued === null ? [match[0]] : [glued[1] ?? '', glued[2] ?? ''];
    parts.forEach((part, i) => {
      const folded = plainNumber(foldName(part));
      if (folded !== '') words.push({ folded, accented: accentKey(part), parted: parted && i === 0 });
    });
  }
  return words;
}

/** "02" is 2: names are written either way. */
export function plainNumber(folded: string): string {
  return /^\d+$/u.test(folded) ? folded.replace(/^0+(?=\d)/u, '') : folded;
}

/** The words of a text with their accents, each tone moved to the end of its word. */
export function accentKey(text: string): string {
  return (
    cleanTyped(text)
      .toLowerCase()
      .match(WORD)
      ?.map((word) => plainNumber(toneLast(word)))
      .join(' ') ?? ''
  );
}

function toneLast(word: string): string {
  const apart = word.normalize('NFD');
  return apart.replace(TONES, '').normalize('NFC') + (apart.match(TONES) ?? []).join('');
}

export function joined(words: readonly Word[], by: 'folded' | 'accented' = 'folded'): string {
  return words.map((word) => word[by]).join(' ');
}

/** Whether any accent was typed at all. */
export function isAccented(words: readonly Word[]): boolean {
  return words.some((word) => word.accented !== word.folded);
}
