/**
 * Rules over words, for what must be noticed in a message: phrases with `/` between words that may stand there, `~` for
 * up to three words between, `<name>` for a list of phrases, and companions that a phrase needs or must not have. Pure.
 */
import { nearWords } from './near.ts';
import { isSyllable, likeness, phraseWords, typedWords, untyped, type Word } from './typed.ts';

export type Rule =
  | string
  | {
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
};

const GAP = 3;

type Part = 'gap' | readonly (readonly Word[])[];
type Pattern = readonly Part[];
type Compiled = {
  readonly patterns: readonly Pattern[];
  readonly needs: readonly (readonly Pattern[])[];
  readonly without: readonly Pattern[];
  readonly accented: boolean;
};

/** A message made ready: its words, and what each of them may have been meant as. */
export type Heard = { readonly words: readonly Word[]; readonly meant: readonly (readonly string[])[] };

export type Finder = {
  readonly vocabulary: ReadonlySet<string>;
  readonly finds: (heard: Heard) => boolean;
};

export function finderOf(rules: readonly Rule[], book: RuleBook): Finder {
  const compiled = rules.map((rule) => compile(rule, book));
  const takenBack = book.takenBack.map((phrase) => patternOf(phrase, book));
  const byFirst = new Map<string, { readonly rule: Compiled; readonly pattern: Pattern }[]>();
  for (const rule of compiled) {
    for (const pattern of rule.patterns) {
      for (const first of new Set(firstsOf(pattern))) {
        byFirst.set(first, [...(byFirst.get(first) ?? []), { rule, pattern }]);
      }
    }
  }
  const vocabulary = new Set(
    compiled.flatMap(({ patterns, needs }) =>
      [...patterns, ...needs.flat()].flatMap((pattern) =>
        pattern.flatMap((part) => (part === 'gap' ? [] : part.flat().map(({ plain }) => plain))),
      ),
    ),
  );
  const isTakenBack = (heard: Heard, start: number) =>
    takenBack.some((pattern) => {
      for (let i = Math.max(0, start - GAP); i < start; i += 1) {
        if (endsOf(pattern, heard, i, false).includes(start)) return true;
      }
      return false;
    });
  return {
    vocabulary,
    finds: (heard) => {
      // Looked for once in a message, however often its phrase occurs.
      const known = new Map<Pattern, boolean>();
      const hasAny = (patterns: readonly Pattern[]) =>
        patterns.some((pattern) => {
          const found = known.get(pattern) ?? isIn(pattern, heard);
          known.set(pattern, found);
          return found;
        });
      return heard.words.some((word, i) => {
        const firsts = new Set([word.plain, ...(heard.meant[i] ?? [])]);
        return [...firsts].some((first) =>
          (byFirst.get(first) ?? []).some(
            ({ rule, pattern }) =>
              endsOf(pattern, heard, i, rule.accented).length > 0 &&
              rule.needs.every(hasAny) &&
              !hasAny(rule.without) &&
              !isTakenBack(heard, i),
          ),
        );
      });
    },
  };
}

/** Words that are none in Vietnamese are also taken for the word of the rules next to them. */
export function listenerFor(vocabulary: ReadonlySet<string>): (text: string) => Heard {
  const near = nearWords(vocabulary);
  return (text) => {
    const words = typedWords(text);
    return {
      words,
      meant: words.map(({ plain }) => {
        if (plain.length < 3 || isSyllable(plain) || vocabulary.has(plain)) return [];
        const other = untyped(plain);
        return other === undefined ? near(plain) : [other];
      }),
    };
  };
}

function compile(rule: Rule, book: RuleBook): Compiled {
  const full = typeof rule === 'string' ? { say: rule } : rule;
  const all = (phrases: readonly string[]) => phrases.map((phrase) => patternOf(phrase, book));
  return {
    patterns: all(typeof full.say === 'string' ? [full.say] : full.say),
    needs: [full.with, full.and].filter((list) => list !== undefined).map(all),
    without: all(full.without ?? []),
    accented: full.accented ?? false,
  };
}

function patternOf(phrase: string, book: RuleBook): Pattern {
  return phrase.split(' ').map((part): Part => {
    if (part === '~') return 'gap';
    return part.split('/').flatMap((choice) => {
      const name = /^<(.+)>$/.exec(choice)?.[1];
      if (name === undefined) return [phraseWords(choice)];
      const set = book.sets[name];
      if (set === undefined) throw new Error(`no list is called <${name}>`);
      return set.map(phraseWords);
    });
  });
}

function firstsOf(pattern: Pattern): readonly string[] {
  const part = pattern[0];
  return part === undefined || part === 'gap' ? [] : part.map((words) => words[0]?.plain ?? '');
}

function isIn(pattern: Pattern, heard: Heard): boolean {
  return heard.words.some((_, i) => endsOf(pattern, heard, i, false).length > 0);
}

/** Where a pattern that starts at a word may end. */
function endsOf(pattern: Pattern, heard: Heard, start: number, accented: boolean): readonly number[] {
  let ends: readonly number[] = [start];
  for (const part of pattern) {
    const next = new Set<number>();
    for (const end of ends) {
      if (part === 'gap') for (let i = 0; i <= GAP; i += 1) next.add(end + i);
      else
        for (const words of part) {
          if (words.every((word, n) => isWord(heard, end + n, word, accented))) next.add(end + words.length);
        }
    }
    if (next.size === 0) return [];
    ends = [...next];
  }
  return ends;
}

function isWord(heard: Heard, at: number, meant: Word, accented: boolean): boolean {
  const typed = heard.words[at];
  if (typed === undefined) return false;
  if (accented && meant.marked !== undefined && typed.marked === undefined) return false;
  return likeness(typed, meant) > 0 || (!accented && (heard.meant[at] ?? []).includes(meant.plain));
}
