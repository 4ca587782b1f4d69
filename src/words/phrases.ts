/**
 * Rules over words, for what must be noticed in a message: phrases with companions that they need or must not have.
 * A phrase is written as pattern.ts says. Pure.
 */
import { nearWords } from './near.ts';
import {
  endsOf,
  type Heard,
  isIn,
  keysOfParts,
  NUMBER,
  type Pattern,
  patternsOf,
  plainWordsOf,
  startsIn,
} from './pattern.ts';
import { isMonthOrYear, isSyllable, numberOf, typedWords, untyped, type Word } from './typed.ts';

export type Rule =
  | string
  | {
      /** What it is a sign of, for whoever reviews the list. */
      readonly about?: string;
      readonly say: string | readonly string[];
      /** One of these must be there as well; of `and` too. */
      readonly with?: readonly string[];
      readonly and?: readonly string[];
      readonly without?: readonly string[];
      /** Only where it was typed with its accents: without them it usually means something else. */
      readonly accented?: boolean;
    };

export type RuleBook = {
  readonly sets: Readonly<Record<string, readonly string[]>>;
  /** Right before a phrase these take it back: not, never had, to prevent. */
  readonly takenBack: readonly string[];
  /** What follows these was long ago, up to one of `now`. */
  readonly past?: readonly string[];
  readonly now?: readonly string[];
};

/** How far what was long ago reaches, in words. */
const PAST_WORDS = 12;

type Compiled = {
  readonly patterns: readonly Pattern[];
  readonly needs: readonly (readonly Pattern[])[];
  readonly without: readonly Pattern[];
  readonly accented: boolean;
};

export type Finder = {
  readonly vocabulary: ReadonlySet<string>;
  readonly finds: (heard: Heard) => boolean;
};

/** A rule that says something together with others: how much, and less than nothing where it speaks against. */
export type WeightedRule = Exclude<Rule, string> & { readonly points: number };

export type Scale = {
  readonly vocabulary: ReadonlySet<string>;
  /** The points of every rule that is met, each once. */
  readonly weigh: (heard: Heard) => number;
};

export function finderOf(rules: readonly Rule[], book: RuleBook): Finder {
  const { vocabulary, mayMeet, met } = reading(rules, book);
  return { vocabulary, finds: (heard) => mayMeet(heard) && met(heard).next().done !== true };
}

export function scaleOf(rules: readonly WeightedRule[], book: RuleBook): Scale {
  const { vocabulary, mayMeet, met } = reading(rules, book);
  return {
    vocabulary,
    weigh: (heard) => {
      let points = 0;
      if (mayMeet(heard)) for (const at of met(heard)) points += rules[at]?.points ?? 0;
      return points;
    },
  };
}

type Reading = {
  readonly vocabulary: ReadonlySet<string>;
  /** Whether the words of any rule are there at all: most messages have none, and cost no more than this. */
  readonly mayMeet: (heard: Heard) => boolean;
  /** Which rules are met, by their place in the list; each once. */
  readonly met: (heard: Heard) => Generator<number, void>;
};

function reading(rules: readonly Rule[], book: RuleBook): Reading {
  const { patternOf, isTakenBack } = readBook(book);
  const compiled = rules.map((rule) => compile(rule, patternOf));
  const byAnchor = anchored(compiled);
  return {
    vocabulary: new Set(
      compiled.flatMap((rule) => [...rule.patterns, ...rule.needs.flat()].flatMap(plainWordsOf)),
    ),
    mayMeet(heard) {
      for (const name of heard.places.keys()) {
        const list = byAnchor.get(name);
        if (list === undefined) continue;
        for (const { others } of list) if (areThere(others, heard)) return true;
      }
      return false;
    },
    *met(heard) {
      // Looked for once in a message, however often its phrase occurs.
      const known = new Map<Pattern, boolean>();
      const hasAny = (list: readonly Pattern[]) =>
        list.some((pattern) => {
          const found = known.get(pattern) ?? isIn(pattern, heard);
          known.set(pattern, found);
          return found;
        });
      const done = new Set<number>();
      for (const name of heard.places.keys()) {
        for (const { at, rule, pattern, others } of byAnchor.get(name) ?? []) {
          if (done.has(at) || !areThere(others, heard)) continue;
          const isMet = startsIn(pattern, heard).some(
            (start) =>
              endsOf(pattern, heard, start, rule.accented).length > 0 &&
              rule.needs.every(hasAny) &&
              !hasAny(rule.without) &&
              !isTakenBack(heard, start),
          );
          if (!isMet) continue;
          done.add(at);
          yield at;
        }
      }
    },
  };
}

type Anchored = {
  readonly at: number;
  readonly rule: Compiled;
  readonly pattern: Pattern;
  /** Of each of these lists a word must be there too. */
  readonly others: readonly (readonly string[])[];
};

function areThere(others: Anchored['others'], { places }: Heard): boolean {
  return others.every((keys) => keys.some((key) => places.has(key)));
}

/** The patterns by that part of each of which the fewest others have the words: what is rare is looked up. */
function anchored(rules: readonly Compiled[]): ReadonlyMap<string, readonly Anchored[]> {
  const used = new Map<string, number>();
  for (const { patterns } of rules) {
    for (const name of patterns.flatMap(keysOfParts).flat()) used.set(name, (used.get(name) ?? 0) + 1);
  }
  // Numbers are in every report, however few rules have one.
  used.set(NUMBER, Number.POSITIVE_INFINITY);
  const usesOf = (keys: readonly string[]) => keys.reduce((sum, name) => sum + (used.get(name) ?? 0), 0);
  const byAnchor = new Map<string, Anchored[]>();
  rules.forEach((rule, at) => {
    for (const pattern of rule.patterns) {
      const [anchor, ...rest] = keysOfParts(pattern).toSorted((a, b) => usesOf(a) - usesOf(b));
      for (const name of anchor ?? []) {
        const list = byAnchor.get(name);
        if (list === undefined) byAnchor.set(name, [{ at, rule, pattern, others: rest }]);
        else list.push({ at, rule, pattern, others: rest });
      }
    }
  });
  return byAnchor;
}

type ReadBook = {
  readonly patternOf: (phrase: string) => Pattern;
  readonly isTakenBack: (heard: Heard, start: number) => boolean;
};

const BOOKS = new WeakMap<RuleBook, ReadBook>();

/** Once for all the rules of a book. */
function readBook(book: RuleBook): ReadBook {
  const before = BOOKS.get(book);
  if (before !== undefined) return before;
  const patternOf = patternsOf(book.sets);
  const read = { patternOf, isTakenBack: takingBack(book, patternOf) };
  BOOKS.set(book, read);
  return read;
}

/** Whether what stands right before a place takes back what is said there. */
function takingBack(book: RuleBook, patternOf: (phrase: string) => Pattern) {
  const endsWith = (phrases: readonly string[]) => remembering(phrases.map(patternOf));
  const takenBack = endsWith(book.takenBack);
  const past = endsWith(book.past ?? []);
  const now = endsWith(book.now ?? []);
  const isPast = (heard: Heard, start: number) => {
    if (past(heard).size === 0) return false;
    for (let end = start; end > start - PAST_WORDS && end > 0; end -= 1) {
      if (now(heard).has(end)) return false;
      if (past(heard).has(end)) return true;
    }
    return false;
  };
  return (heard: Heard, start: number) => takenBack(heard).has(start) || isPast(heard, start);
}

/** Where any of some patterns ends, looked for once in a message. */
function remembering(patterns: readonly Pattern[]): (heard: Heard) => ReadonlySet<number> {
  let last: { readonly heard: Heard; readonly ends: ReadonlySet<number> } | undefined;
  return (heard) => {
    if (last?.heard !== heard) {
      const ends = patterns.flatMap((pattern) =>
        startsIn(pattern, heard).flatMap((start) => endsOf(pattern, heard, start, false)),
      );
      last = { heard, ends: new Set(ends) };
    }
    return last.ends;
  };
}

/** Words that are none in Vietnamese are also taken for the word of the rules next to them. */
export function listenerFor(vocabulary: ReadonlySet<string>): (text: string) => Heard {
  const near = nearWords(vocabulary);
  const meantBy = (word: Word): readonly string[] => {
    const { plain } = word;
    if (isMonthOrYear(word)) return ['t'];
    if (plain.length < 3 || isSyllable(plain) || vocabulary.has(plain)) return [];
    const other = untyped(plain);
    return other === undefined ? near(plain) : [other];
  };
  return (text) => {
    const words = typedWords(text);
    const names = words.map((word) => [
      word.plain,
      ...meantBy(word),
      ...(numberOf(word) === undefined ? [] : [NUMBER]),
    ]);
    const places = new Map<string, number[]>();
    names.forEach((ofWord, at) => {
      for (const name of ofWord) {
        const list = places.get(name);
        if (list === undefined) places.set(name, [at]);
        else list.push(at);
      }
    });
    return { words, names, places };
  };
}

function compile(rule: Rule, patternOf: (phrase: string) => Pattern): Compiled {
  const full = typeof rule === 'string' ? { say: rule } : rule;
  const all = (phrases: readonly string[]) => phrases.map(patternOf);
  return {
    patterns: all(typeof full.say === 'string' ? [full.say] : full.say),
    needs: [full.with, full.and].filter((list) => list !== undefined).map(all),
    without: all(full.without ?? []),
    accented: full.accented ?? false,
  };
}
