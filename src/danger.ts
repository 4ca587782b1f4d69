/** Danger words: looked for before anything else. Pure; the list is content. */
import danger from '../content/danger.json' with { type: 'json' };
import { fold, isAscii } from './vietnamese.ts';

/** Letters and digits, apart. */
export function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}']+/u).filter((word) => word !== '');
}

const EMERGENCY = phrases(danger.emergency);
const ABUSE = phrases(danger.abuse);

/** Phrases by their first word. */
type Phrases = ReadonlyMap<string, readonly string[][]>;

function phrases(list: readonly string[]): { readonly plain: Phrases; readonly accented: Phrases } {
  const byFirst = (chosen: readonly string[]): Phrases => {
    const map = new Map<string, string[][]>();
    for (const phrase of chosen) {
      const words = phrase.split(' ');
      const first = words[0] ?? '';
      map.set(first, [...(map.get(first) ?? []), words]);
    }
    return map;
  };
  const isPlain = (phrase: string) => fold(phrase) === phrase;
  return { plain: byFirst(list.filter(isPlain)), accented: byFirst(list.filter((p) => !isPlain(p))) };
}

/** Whether a text tells of an emergency or of abuse. `folded` are its words without accents. */
export function dangerIn(text: string, folded: readonly string[]): 'emergency' | 'abuse' | undefined {
  const accented = isAscii(text) ? [] : wordsOf(text.normalize('NFC').toLowerCase());
  const names = (list: typeof EMERGENCY) => contains(folded, list.plain) || contains(accented, list.accented);
  if (names(EMERGENCY)) return 'emergency';
  return names(ABUSE) ? 'abuse' : undefined;
}

function contains(words: readonly string[], list: Phrases): boolean {
  return words.some((word, i) =>
    (list.get(word) ?? []).some((phrase) => phrase.every((part, n) => words[i + n] === part)),
  );
}
