/** Words typed with tone digits or signs (`ba1o ca1o`, `b?o c?o`), found before the text is cut into tokens. */
import type { OldScheme, OldSpellings, OldWord } from './old-spellings.ts';

export type OldFound = { readonly start: number; readonly end: number; readonly words: readonly string[] };
const OLD_CHUNK = /[A-Za-z?][A-Za-z0-9'^~?.(*+]*/gu;
const HAS_SIGN = /[A-Za-z][0-9'^~?.(*+]|[?][A-Za-z]/u;

/** A sign inside a word: without one, no sign at the end of a word is believed either. */
const MAY_BE_OLD = /[A-Za-z](?:[1-9]{1,2}|['^~?.(*+]{1,2})[A-Za-z]|\?[A-Za-z]|bao[1']/iu;

/** Words typed with tone digits or signs. A sign at the very end is believed only where another stands inside. */
export function findOldWords(
  text: string,
  old: OldSpellings,
): { words: readonly OldFound[]; tones: boolean } {
  if (!MAY_BE_OLD.test(text)) return { words: [], tones: false };
  const found: (OldFound & { readonly word: OldWord })[] = [];
  for (const match of text.matchAll(OLD_CHUNK)) {
    const chunk = match[0];
    if (chunk.length < 2 || chunk.length > 16 || !HAS_SIGN.test(chunk)) continue;
    const start = match.index;
    if (start > 0 && !/[\s,;:("\-/]/u.test(text[start - 1] ?? ' ')) continue;
    const hit = lookUp(chunk.toLowerCase(), old);
    // `nam'21'`, `hoc..5`: marks between a word and its number, not a tone. `TE160`: a code and its count, not `tế` and 0.
    const isMark =
      hit?.word.trailing &&
      (hit.word.scheme === 'viqr' ? /[0-9.']/u : /[0-9]/u).test(text[start + hit.length] ?? '');
    const after = text[start + (hit?.length ?? 0)] ?? ' ';
    if (hit && !isMark && after <= '~')
      found.push({ start, end: start + hit.length, words: hit.word.words, word: hit.word });
  }
  const inside = new Set<OldScheme>(
    found.filter(({ word }) => !word.trailing).map(({ word }) => word.scheme),
  );
  // `bao1 cao1`: both words of the keyword carry their sign at the end.
  found.forEach(({ word }, i) => {
    if (word.words.includes('bao') && found[i + 1]?.word.words.includes('cao')) inside.add(word.scheme);
  });
  return {
    words: found.filter(({ word, start, end }) => {
      return inside.has(word.scheme) && text.slice(start, end).toLowerCase() !== 'thang1';
    }),
    tones: inside.has('vni'),
  };
}

function lookUp(chunk: string, old: OldSpellings): { word: OldWord; length: number } | undefined {
  for (let end = chunk.length; end > 1; end--) {
    const word = old.signs.get(chunk.slice(0, end));
    if (word) return { word, length: end };
    // Only marks and a count written on at once (`tha1ng10`) may follow the word.
    if (!/[0-9'^~?.(*+]/u.test(chunk[end - 1] ?? '')) return undefined;
  }
  return undefined;
}
