/** The answers' keys made ready for search: their words, how much each says, and where each occurs. Pure. */
import table from '../../../content/short-forms.json' with { type: 'json' };
import { likeness, phraseWords, type Word } from '../../words/typed.ts';

/** A word of a key: itself and the words of other regions for the same thing. */
export type Term = {
  readonly choices: readonly Word[];
  /** These without accents, each once. */
  readonly plains: readonly string[];
  readonly weight: number;
  readonly isFiller: boolean;
};
export type Key = {
  readonly item: number;
  readonly terms: readonly Term[];
  /** None of its words says anything by itself: `chưa biết đi`. */
  readonly isFiller: boolean;
};
export type KeyIndex = {
  readonly keys: readonly Key[];
  /** Every word without accents, and which terms that say something it may be. */
  readonly byPlain: ReadonlyMap<string, readonly { readonly key: number; readonly term: number }[]>;
  /** Keys of which no word says anything, by one of their words. */
  readonly fillerKeys: ReadonlyMap<string, readonly number[]>;
};

const FILLER: ReadonlyMap<string, readonly Word[]> = Map.groupBy(
  phraseWords(table.filler),
  ({ plain }) => plain,
);
const ADDRESS: ReadonlyMap<string, readonly Word[]> = Map.groupBy(
  phraseWords(table.address),
  ({ plain }) => plain,
);
const SAME = table.same.map((list) => list.flatMap(phraseWords));
const FILLER_SAYS = 0.25;

export function indexOf(items: readonly { readonly keys: readonly string[] }[]): KeyIndex {
  const written = items.flatMap((each, item) =>
    each.keys.map((key) => ({ item, words: rewritten(phraseWords(key)).map(sameAs) })),
  );
  const itemsWith = new Map<string, Set<number>>();
  for (const { item, words } of written) {
    for (const choices of words) {
      const name = nameOf(choices);
      itemsWith.set(name, (itemsWith.get(name) ?? new Set()).add(item));
    }
  }
  const keys = written.map(({ item, words }): Key => {
    const terms = words.map((choices): Term => {
      const rarity = Math.log(1 + items.length / (itemsWith.get(nameOf(choices))?.size ?? 1));
      const isFiller = choices.some((word) => isFillerWord(word));
      const plains = [...new Set(choices.map(({ plain }) => plain))];
      return { choices, plains, isFiller, weight: isFiller ? rarity * FILLER_SAYS : rarity };
    });
    return { item, terms, isFiller: terms.every(({ isFiller }) => isFiller) };
  });
  const byPlain = new Map<string, { key: number; term: number }[]>();
  const fillerKeys = new Map<string, number[]>();
  keys.forEach(({ terms, isFiller: ofFiller }, key) => {
    terms.forEach(({ plains, isFiller }, term) => {
      for (const plain of plains) {
        const list = byPlain.get(plain) ?? [];
        byPlain.set(plain, list);
        if (!isFiller) list.push({ key, term });
        else if (ofFiller) fillerKeys.set(plain, [...(fillerKeys.get(plain) ?? []), key]);
      }
    });
  });
  return { keys, byPlain, fillerKeys };
}

function nameOf(choices: readonly Word[]): string {
  return choices.map(({ plain }) => plain).join('/');
}

export function isFillerWord(word: Word): boolean {
  return (FILLER.get(word.plain) ?? []).some((filler) => likeness(word, filler) > 0);
}

/** Said to whom, and how: no part of what is asked. */
export function isAddress(word: Word): boolean {
  return (ADDRESS.get(word.plain) ?? []).some((other) => likeness(word, other) > 0);
}

function sameAs(word: Word): readonly Word[] {
  const same = SAME.find((list) => list.some((other) => likeness(word, other) === 1));
  return same === undefined ? [word] : [word, ...same.filter((other) => likeness(word, other) < 1)];
}

type Rewrite = { readonly from: readonly Word[]; readonly to: readonly Word[] };

/** By the first word, the longest first. */
const REWRITES: ReadonlyMap<string, readonly Rewrite[]> = Map.groupBy(
  table.rewrite
    .flatMap((ways): Rewrite[] => {
      const to = phraseWords(ways.at(-1) ?? '');
      return ways.slice(0, -1).map((way) => ({ from: phraseWords(way), to }));
    })
    .sort((a, b) => b.from.length - a.from.length),
  ({ from }) => from[0]?.plain ?? '',
);

/** Ways to say one thing, put as the keys put it. */
export function rewritten(words: readonly Word[]): readonly Word[] {
  const out: Word[] = [];
  for (let i = 0; i < words.length; ) {
    const fits = (REWRITES.get(words[i]?.plain ?? '') ?? []).find(({ from }) =>
      from.every((word, n) => {
        const typed = words[i + n];
        // A single word without accents may be many others.
        return typed !== undefined && likeness(typed, word) > (from.length === 1 ? 0.95 : 0.5);
      }),
    );
    const here = words[i];
    if (fits === undefined) {
      if (here !== undefined) out.push(here);
      i += 1;
    } else {
      out.push(...fits.to);
      i += fits.from.length;
    }
  }
  return out;
}
