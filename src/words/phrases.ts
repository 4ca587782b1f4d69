/**
 * Rules over words, for what must be noticed in a message: phrases with companions that they need or must not have.
 * A phrase is written as pattern.ts says. Pure.
 */
import { nearWords } from './near.ts';
import {
  endsOf,
  firstsOf,
  GAP,
  type Heard,
  isIn,
  NUMBER,
  type Pattern,
  patternsOf,
  plainWordsOf,
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
  const { vocabulary, met } = reading(rules, book);
  return { vocabulary, finds: (heard) => met(heard).next().done !== true };
}

export function scaleOf(rules: readonly WeightedRule[], book: RuleBook): Scale {
  const { vocabulary, met } = reading(rules, book);
  return {
    vocabulary,
    weigh: (heard) => [...met(heard)].reduce((sum, at) => sum + (rules[at]?.points ?? 0), 0),
  };
}

type Reading = {
  readonly vocabulary: ReadonlySet<string>;
  /** Which rules are met, by their place in the list; each once. */
  readonly met: (heard: Heard) => Generator<number, void>;
};

function reading(rules: readonly Rule[], book: RuleBook): Reading {
  const patterns = patternsOf(book.sets);
  const compiled = rules.map((rule) => compile(rule, patterns));
  const isTakenBack = takingBack(book, patterns);
  const byFirst = new Map<
    string,
    { readonly at: number; readonly rule: Compiled; readonly pattern: Pattern }[]
  >();
  compiled.forEach((rule, at) => {
    for (const pattern of rule.patterns) {
      for (const first of firstsOf(pattern)) {
        const list = byFirst.get(first);
        if (list === undefined) byFirst.set(first, [{ at, rule, pattern }]);
        else list.push({ at, rule, pattern });
      }
    }
  });
  return {
    vocabulary: new Set(
      compiled.flatMap((rule) => [...rule.patterns, ...rule.needs.flat()].flatMap(plainWordsOf)),
    ),
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
      for (const [first, places] of heard.places) {
        for (const { at, rule, pattern } of byFirst.get(first) ?? []) {
          if (done.has(at)) continue;
          const isMet = places.some(
            (place) =>
              endsOf(pattern, heard, place, rule.accented).length > 0 &&
              rule.needs.every(hasAny) &&
              !hasAny(rule.without) &&
              !isTakenBack(heard, place),
          );
          if (!isMet) continue;
          done.add(at);
          yield at;
        }
      }
    },
  };
}

/** Whether what stands right before a place takes back what is said there. */
function takingBack(book: RuleBook, patternOf: (phrase: string) => Pattern) {
  const takenBack = book.takenBack.map(patternOf);
  const past = (book.past ?? []).map(patternOf);
  const now = (book.now ?? []).map(patternOf);
  const endsAt = (list: readonly Pattern[], heard: Heard, from: number, end: number) =>
    list.some((pattern) => {
      for (let i = Math.max(0, from); i < end; i += 1) {
        if (endsOf(pattern, heard, i, false).includes(end)) return true;
      }
      return false;
    });
  const isPast = (heard: Heard, start: number) => {
    if (past.length === 0 || !past.some((pattern) => isIn(pattern, heard))) return false;
    for (let end = start; end > start - PAST_WORDS && end > 0; end -= 1) {
      if (endsAt(now, heard, end - GAP, end)) return false;
      if (endsAt(past, heard, end - GAP, end)) return true;
    }
    return false;
  };
  return (heard: Heard, start: number) =>
    endsAt(takenBack, heard, start - 2 * GAP, start) || isPast(heard, start);
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
