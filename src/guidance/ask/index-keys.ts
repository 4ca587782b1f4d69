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
  /** What all of its words say together. */
  readonly whole: number;
  /** None of its words says anything by itself: `chưa biết đi`. */
  readonly isFiller: boolean;
};
/** Where a word says something. */
export type Uses = {
  /** Keys of which the others say little, and keys of which others say something too. */
  readonly alone: readonly number[];
  readonly among: readonly number[];
  /** What the word is worth by itself to each item: its shortest key there. */
  readonly parts: readonly Part[];
};
export type Part = { readonly item: number; readonly term: Term; readonly whole: number };
export type KeyIndex = {
  readonly keys: readonly Key[];
  /** Every word of the keys, without accents. */
  readonly byPlain: ReadonlyMap<string, Uses>;
  /** Keys of which no word says anything, by the rarest of their words. */
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
  const meantBy = meanings();
  const written = items.flatMap((each, item) =>
    each.keys.map((key) => ({ item, words: rewritten(phraseWords(key)).map(meantBy) })),
  );
  const itemsWith = new Map<string, Set<number>>();
  for (const { item, words } of written) {
    for (const { name } of words) itemsWith.set(name, (itemsWith.get(name) ?? new Set()).add(item));
  }
  const keys = written.map(({ item, words }): Key => {
    const terms = words.map(({ name, choices, plains, isFiller }): Term => {
      const rarity = Math.log(1 + items.length / (itemsWith.get(name)?.size ?? 1));
      return { choices, plains, isFiller, weight: isFiller ? rarity * FILLER_SAYS : rarity };
    });
    const whole = terms.reduce((sum, { weight }) => sum + weight, 0);
    return { item, terms, whole, isFiller: terms.every(({ isFiller }) => isFiller) };
  });
  const fillerKeys = new Map<string, number[]>();
  const byPlain = new Map<string, Making>();
  keys.forEach((key, at) => {
    const isAlone = key.terms.filter(({ isFiller }) => !isFiller).length === 1;
    for (const term of key.terms) {
      for (const plain of term.plains) {
        const uses = byPlain.get(plain) ?? { alone: [], among: [], parts: new Map() };
        byPlain.set(plain, uses);
        if (!term.isFiller) addUse(uses, { at, key, term, isAlone });
      }
    }
    // All of such a key must be there, so its rarest word is enough to find it by.
    const [rarest] = key.isFiller ? key.terms.toSorted((a, b) => b.weight - a.weight) : [];
    for (const plain of rarest?.plains ?? []) {
      fillerKeys.set(plain, [...(fillerKeys.get(plain) ?? []), at]);
    }
  });
  const made = [...byPlain].map(
    ([plain, { parts, ...keysOf }]) => [plain, { ...keysOf, parts: [...parts.values()].flat() }] as const,
  );
  return { keys, byPlain: new Map(made), fillerKeys };
}

type Making = { readonly alone: number[]; readonly among: number[]; readonly parts: Map<number, Part[]> };

function addUse(
  { alone, among, parts }: Making,
  { at, key, term, isAlone }: { at: number; key: Key; term: Term; isAlone: boolean },
): void {
  const list = isAlone ? alone : among;
  if (list.at(-1) !== at) list.push(at);
  if (isAlone) return;
  const { item, whole } = key;
  const others = parts.get(item) ?? [];
  const same = others.find((other) => other.term.choices === term.choices);
  if (same !== undefined && same.whole <= whole) return;
  parts.set(item, [...others.filter((other) => other !== same), { item, term, whole }]);
}

type Meaning = Omit<Term, 'weight'> & { readonly name: string };

/** What a word of a key stands for, made out once for all the keys that have it. */
function meanings(): (word: Word) => Meaning {
  const known = new Map<Word, Meaning>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const choices = sameAs(word);
    const plains = choices.map(({ plain }) => plain);
    const meaning = {
      name: plains.join('/'),
      choices,
      plains: [...new Set(plains)],
      isFiller: choices.some(isFillerWord),
    };
    known.set(word, meaning);
    return meaning;
  };
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
