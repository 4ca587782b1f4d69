/** Which village of a list a person means by what they typed. Pure; asks rather than guesses. */
import { distance } from 'fastest-levenshtein';
import { oneSlip } from './one-slip.ts';
import { accentKey, isAccented, joined, type Word, wordsOf } from './typed-words.ts';

export type VillageFound<V> =
  /** `beside`: what stood after the name and was not read, folded. It may be its commune, or another village. */
  | { readonly kind: 'one'; readonly village: V; readonly beside?: string }
  | { readonly kind: 'several'; readonly candidates: readonly V[] }
  /** `near`: to be asked, even where it is only one; the nearest first. */
  | { readonly kind: 'none'; readonly near: readonly V[] };

const MOST_CANDIDATES = 5;
const FARTHEST = 2;
const KINDS =
  /^(?:thon|ban|ap|xom|khom|khu pho|khu dan cu|khu|kp|to dan pho|tdp|to|buon|lang|phum|soc|plei|bon) (?=\S)/u;
/** The commune named after the village. */
const COMMUNE = /^(?:xa|phuong|x|p|tt)$/u;

type Named<V> = { readonly village: V; readonly folded: string };

export function findVillage<V extends { readonly name: string }>(
  villages: readonly V[],
  typed: string,
): VillageFound<V> {
  const words = wordsOf(typed);
  const named = villages.map((village) => ({ village, folded: joined(wordsOf(village.name)) }));
  const cut = words.findIndex((word, at) => at > 0 && (word.parted || COMMUNE.test(word.folded)));
  const readings = cut < 0 ? [words] : [words, words.slice(0, cut)];
  for (const reading of readings) {
    const meant = exactly(named, reading);
    const [only] = meant;
    if (only === undefined) continue;
    if (meant.length > 1) return { kind: 'several', candidates: listed(meant) };
    const beside = joined(words.slice(reading.length));
    return { kind: 'one', village: only.village, ...(beside === '' ? {} : { beside }) };
  }
  const near = readings.map((reading) => nearly(named, reading)).find((found) => found.length > 0);
  return { kind: 'none', near: listed(near ?? []) };
}

/** The whole name, or the name without `thôn`, `bản`…; of several the one with the accents that were typed. */
function exactly<V extends { readonly name: string }>(
  named: readonly Named<V>[],
  words: readonly Word[],
): readonly Named<V>[] {
  const typed = joined(words);
  if (typed === '') return [];
  const whole = named.filter((v) => v.folded === typed);
  const bare = bareName(typed);
  const alike = whole.length > 0 ? whole : named.filter((v) => bareName(v.folded) === bare);
  if (!isAccented(words)) return alike;
  const spelled = alike.filter((v) => accentKey(v.village.name) === joined(words, 'accented'));
  return spelled.length > 0 ? spelled : alike;
}

/** A slip away, or a little more in a long name. Another number is shown only where no name has the number typed. */
function nearly<V>(named: readonly Named<V>[], words: readonly Word[]): readonly Named<V>[] {
  const typed = lettersOf(joined(words));
  if (typed === '') return [];
  const near = named
    .map((v) => ({ ...v, letters: lettersOf(v.folded) }))
    .map((v) => ({ ...v, far: oneSlip(typed, v.letters) ? 1 : distance(typed, v.letters) }))
    .filter(({ far, letters }) => far <= Math.min(FARTHEST, Math.max(1, letters.length / 3)))
    // "7" has nothing of "1".
    .filter(({ far, letters }) => far < Math.max(typed.length, letters.length))
    .toSorted((a, b) => a.far - b.far);
  const numbered = near.filter(({ letters }) => numberIn(letters) === numberIn(typed));
  return numbered.length > 0 ? numbered : near;
}

function listed<V>(found: readonly Named<V>[]): readonly V[] {
  return found.slice(0, MOST_CANDIDATES).map(({ village }) => village);
}

function bareName(folded: string): string {
  return folded.replace(KINDS, '');
}

function lettersOf(folded: string): string {
  return bareName(folded).replaceAll(' ', '');
}

function numberIn(letters: string): string {
  return letters.replace(/\D+/gu, '');
}
