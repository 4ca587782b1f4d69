/** Words one letter away from those of a vocabulary, found without looking at each of them. Pure. */
import { distance } from 'fastest-levenshtein';

/** Shorter words become another one by a single letter. */
const LEAST_LETTERS = 5;

/** Looks up what a word of five letters or more may be with one letter wrong, missing, too many or out of place. */
export function nearWords(vocabulary: Iterable<string>): (plain: string) => readonly string[] {
  const byRest = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (word.length < LEAST_LETTERS - 1) continue;
    for (const rest of [word, ...restsOf(word)]) {
      const list = byRest.get(rest);
      if (list === undefined) byRest.set(rest, [word]);
      else if (!list.includes(word)) list.push(word);
    }
  }
  return (plain) => {
    if (plain.length < LEAST_LETTERS || plain.length > 12) return [];
    const found = new Set([plain, ...restsOf(plain)].flatMap((rest) => byRest.get(rest) ?? []));
    return [...found].filter((word) => word !== plain && isOneOff(plain, word));
  };
}

function restsOf(word: string): readonly string[] {
  return [...word].map((_, i) => word.slice(0, i) + word.slice(i + 1));
}

function isOneOff(a: string, b: string): boolean {
  if (distance(a, b) === 1) return true;
  const i = [...a].findIndex((letter, n) => letter !== b[n]);
  return a.length === b.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}
