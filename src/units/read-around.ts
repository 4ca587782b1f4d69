/** Words that follow a commune's name, or stand alone: districts and provinces with their kinds, "cũ", "mới". Pure. */
import type { PlaceIndex } from './place-index.ts';
import { accentKey, joined, type Word } from './typed-words.ts';

export type Around = {
  readonly surroundings: readonly string[];
  /** "cũ" or "mới" was added. */
  readonly age: 'former' | 'today' | undefined;
  /** Every word is accounted for. */
  readonly whole: boolean;
};

export type Phrase = { readonly words: readonly string[]; readonly accents: string };

export function phrase(text: string): Phrase {
  const accents = accentKey(text);
  return {
    words: accents
      .normalize('NFD')
      .replace(/[^a-z0-9 đ]/gu, '')
      .replaceAll('đ', 'd')
      .split(' '),
    accents,
  };
}

export const NUMBER = /^\d+$/u;
const KINDS = [
  'huyện đảo',
  'huyện',
  'h',
  'quận',
  'q',
  'thị xã',
  'tx',
  'thành phố',
  'tp',
  'tỉnh',
  't',
  'thị trấn',
  'tt',
].map(phrase);
const AFTER = new Set(['a', 'ah', 'nhe', 'nha', 'da', 'vn', 'day', 'thuoc', 'cua', 'o', 'viet', 'nam']);
const FORMER = new Set(['cu', 'truoc']);
const NAME_WORDS = 5;
const NOTHING: Around = { surroundings: [], age: undefined, whole: true };

/** The reading in which every word has its place, if there is one: "tan phu dong nai" is not Tân Phú Đông. */
export function readAround(index: PlaceIndex, words: readonly Word[]): Around {
  return wholeAround(index, words) ?? looseAround(index, words);
}

function wholeAround(index: PlaceIndex, words: readonly Word[]): Around | undefined {
  if (words.length === 0) return NOTHING;
  for (const taken of surroundingsAt(index, words)) {
    const rest = wholeAround(index, words.slice(taken.words));
    if (rest !== undefined) return { ...rest, surroundings: [taken.name, ...rest.surroundings] };
  }
  const known = smallWord(words);
  const rest = known === undefined ? undefined : wholeAround(index, words.slice(1));
  return rest === undefined || known === undefined ? undefined : { ...rest, age: known.age ?? rest.age };
}

/** What can be made of it, passing over words that mean nothing here. */
function looseAround(index: PlaceIndex, words: readonly Word[]): Around {
  const surroundings: string[] = [];
  let age: Around['age'];
  for (let at = 0; at < words.length; ) {
    const [taken] = surroundingsAt(index, words.slice(at));
    if (taken === undefined) age = smallWord(words.slice(at))?.age ?? age;
    else surroundings.push(taken.name);
    at += taken?.words ?? 1;
  }
  return { surroundings, age, whole: false };
}

type Taken = { readonly name: string; readonly words: number };

/** Names of districts and provinces with which the words may begin, the longest first. */
function surroundingsAt(index: PlaceIndex, words: readonly Word[]): readonly Taken[] {
  const kinds = [...new Set([...KINDS.map((kind) => matchAt(words, 0, kind)), 0])].sort((a, b) => b - a);
  return kinds.flatMap((kind) => {
    const found: Taken[] = [];
    for (let size = Math.min(NAME_WORDS, words.length - kind); size > 0; size -= 1) {
      const name = words.slice(kind, kind + size);
      const folded = joined(name);
      // "Quận 1" is a place, a 1 alone is not; and no name goes on behind a comma.
      if (name.slice(1).some((w) => w.parted) || (kind === 0 && NUMBER.test(folded))) continue;
      if (index.surroundings.has(folded)) found.push({ name: folded, words: kind + size });
    }
    return found;
  });
}

function smallWord([word]: readonly Word[]): { readonly age?: 'former' | 'today' } | undefined {
  if (word === undefined) return undefined;
  if (FORMER.has(word.folded)) return { age: 'former' };
  if (word.folded === 'moi') return { age: 'today' };
  return AFTER.has(word.folded) ? {} : undefined;
}

/** How many words the phrase takes here, 0 where it is not here: accents may be missing, but not be others. */
export function matchAt(words: readonly Word[], at: number, { words: wanted, accents }: Phrase): number {
  const here = words.slice(at, at + wanted.length);
  if (here.length < wanted.length || joined(here) !== wanted.join(' ')) return 0;
  const typed = joined(here, 'accented');
  return typed === accents || typed === joined(here) ? wanted.length : 0;
}
