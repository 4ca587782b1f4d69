/** Which village of a list a person means by what they typed. Pure; asks rather than guesses. */
import { mistyped } from './one-slip.ts';
import { accentKey, isAccented, joined, type Word, wordsOf } from './typed-words.ts';

export type VillageFound<V> =
  | { readonly kind: 'one'; readonly village: V }
  /** To be asked, even where it is only one. */
  | { readonly kind: 'several'; readonly candidates: readonly V[] }
  | { readonly kind: 'none' };

const MOST_CANDIDATES = 6;
const KINDS =
  /^(?:thon|ban|ap|xom|khom|khu pho|khu dan cu|khu|kp|to dan pho|tdp|to|buon|lang|phum|soc|plei|bon) (?=\S)/u;
/** The commune named after the village. */
const COMMUNE = /^(?:xa|phuong|x|p|tt)$/u;

export function findVillage<V extends { readonly name: string }>(
  villages: readonly V[],
  typed: string,
): VillageFound<V> {
  const words = wordsOf(typed);
  const cut = words.findIndex((word, at) => at > 0 && (word.parted || COMMUNE.test(word.folded)));
  const found = findNamed(villages, words);
  return found.kind !== 'none' || cut < 0 ? found : findNamed(villages, words.slice(0, cut));
}

function findNamed<V extends { readonly name: string }>(
  villages: readonly V[],
  words: readonly Word[],
): VillageFound<V> {
  const typed = joined(words);
  if (typed === '') return { kind: 'none' };
  const named = villages.map((village) => ({ village, folded: joined(wordsOf(village.name)) }));
  const whole = named.filter((v) => v.folded === typed);
  const bare = bareName(typed);
  const alike = whole.length > 0 ? whole : named.filter((v) => bareName(v.folded) === bare);
  const [first] = alike;
  if (first !== undefined) {
    const spelled = isAccented(words)
      ? alike.filter((v) => accentKey(v.village.name) === joined(words, 'accented'))
      : [];
    const meant = spelled.length > 0 ? spelled : alike;
    return meant.length === 1 ? { kind: 'one', village: (meant[0] ?? first).village } : several(meant);
  }
  const near = named.filter((v) =>
    mistyped(bare.replaceAll(' ', ''), bareName(v.folded).replaceAll(' ', '')),
  );
  return near.length === 0 ? { kind: 'none' } : several(near);
}

function several<V>(found: readonly { readonly village: V }[]): VillageFound<V> {
  return { kind: 'several', candidates: found.slice(0, MOST_CANDIDATES).map(({ village }) => village) };
}

function bareName(folded: string): string {
  return folded.replace(KINDS, '');
}
