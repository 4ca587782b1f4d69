/**
 * Phrases of the rules over words. Words one after the other; `a/b` one of these; `<name>` one of the list of that name,
 * whose lines are phrases themselves; `<n:1-60>` a number between, in digits or as a word; `~` up to three words of any
 * kind; `a/b?` may be missing; `!a/b` none of these may come next; `=lả` only where its accents were typed; `_` joins the words of
 * one choice. Words that carry no meaning of their own may stand between any two: `cổ nó cứng`, `ăn vào thì nôn`. Pure.
 */
import { isFiller, likeness, numberOf, phraseWords, type Word } from './typed.ts';

/** A message made ready for patterns. */
export type Heard = {
  readonly words: readonly Word[];
  /** What each word may be looked up by: itself, what it may have been meant as, and `NUMBER`. */
  readonly names: readonly (readonly string[])[];
  /** Where each of these names stands. */
  readonly places: ReadonlyMap<string, readonly number[]>;
};

/** The most words that `~` stands for. */
export const GAP = 3;
/** What every number is looked up by; no word is written so. */
export const NUMBER = '#';

/** By what they begin with. */
type Choices = ReadonlyMap<string, readonly Pattern[]>;
type Part =
  | { readonly kind: 'gap' }
  | { readonly kind: 'word'; readonly word: Word; readonly isExact: boolean }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'one-of' | 'maybe' | 'none-of'; readonly choices: Choices };
export type Pattern = readonly Part[];

const NOWHERE: readonly number[] = [];

/** Makes patterns of phrases; the same phrase is the same pattern. Throws on a list that is not there. */
export function patternsOf(sets: Readonly<Record<string, readonly string[]>>): (phrase: string) => Pattern {
  const made = new Map<string, Pattern>();
  const choiceOf = (written: string): readonly Pattern[] => {
    const range = /^<n:(\d+)-(\d+)>$/.exec(written);
    if (range !== null) return [[{ kind: 'number', least: Number(range[1]), most: Number(range[2]) }]];
    const name = /^<(.+)>$/.exec(written)?.[1];
    if (name === undefined) {
      const isExact = written.startsWith('=');
      return [phraseWords(written).map((word) => ({ kind: 'word', word, isExact }))];
    }
    const set = sets[name];
    if (set === undefined) throw new Error(`no list is called <${name}>`);
    return set.map(patternOf);
  };
  const choicesOf = (written: string) => written.split('/').flatMap(choiceOf);
  const partsOf = (written: string): Pattern => {
    if (written === '~') return [{ kind: 'gap' }];
    if (written.startsWith('!')) return [{ kind: 'none-of', choices: byFirst(choicesOf(written.slice(1))) }];
    if (written.endsWith('?')) return [{ kind: 'maybe', choices: byFirst(choicesOf(written.slice(0, -1))) }];
    const choices = choicesOf(written);
    const only = choices.length === 1 ? choices[0] : undefined;
    return only ?? [{ kind: 'one-of', choices: byFirst(choices) }];
  };
  function patternOf(phrase: string): Pattern {
    const before = made.get(phrase);
    if (before !== undefined) return before;
    const pattern = phrase.split(' ').flatMap(partsOf);
    if (firstsOf(pattern).length === 0) throw new Error(`a phrase begins with a word: ${phrase}`);
    made.set(phrase, pattern);
    return pattern;
  }
  return patternOf;
}

function byFirst(patterns: readonly Pattern[]): Choices {
  const choices = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    for (const first of firstsOf(pattern)) {
      const list = choices.get(first);
      if (list === undefined) choices.set(first, [pattern]);
      else list.push(pattern);
    }
  }
  return choices;
}

/** What a pattern may begin with, as in the places of what was heard. */
export function firstsOf(pattern: Pattern): readonly string[] {
  const part = pattern[0];
  if (part?.kind === 'word') return [part.word.plain];
  if (part?.kind === 'number') return [NUMBER];
  return part?.kind === 'one-of' ? [...part.choices.keys()] : [];
}

/** For every part that must be there, the names of which one must have been heard. */
export function keysOfParts(pattern: Pattern): readonly (readonly string[])[] {
  return pattern.flatMap((part) =>
    part.kind === 'gap' || part.kind === 'maybe' || part.kind === 'none-of' ? [] : [firstsOf([part])],
  );
}

/** The words that a pattern may begin at. */
export function startsIn(pattern: Pattern, heard: Heard): readonly number[] {
  const part = pattern[0];
  if (part?.kind === 'word') return heard.places.get(part.word.plain) ?? NOWHERE;
  if (part?.kind === 'number') return heard.places.get(NUMBER) ?? NOWHERE;
  if (part?.kind !== 'one-of') return NOWHERE;
  const starts: number[] = [];
  heard.names.forEach((names, at) => {
    if (names.some((name) => part.choices.has(name))) starts.push(at);
  });
  return starts;
}

/** The words of a pattern. */
export function plainWordsOf(pattern: Pattern): readonly string[] {
  return pattern.flatMap((part) => {
    if (part.kind === 'word') return [part.word.plain];
    return 'choices' in part ? [...part.choices.values()].flatMap((list) => list.flatMap(plainWordsOf)) : [];
  });
}

export function isIn(pattern: Pattern, heard: Heard): boolean {
  return startsIn(pattern, heard).some((at) => endsOf(pattern, heard, at, false).length > 0);
}

/** Where a pattern that starts at a word may end. */
export function endsOf(pattern: Pattern, heard: Heard, start: number, accented: boolean): readonly number[] {
  let at = start;
  let next = 0;
  // Most patterns are nothing but words, and most end with the first that is not there.
  for (; next < pattern.length; next += 1) {
    const part = pattern[next];
    if (part?.kind !== 'word' && part?.kind !== 'number') break;
    if (!isThere(part, heard, at, accented)) {
      if (at === start || !isFillerAt(heard, at) || !isThere(part, heard, at + 1, accented)) return NOWHERE;
      at += 1;
    }
    at += 1;
  }
  let ends: readonly number[] = [at];
  for (; next < pattern.length && ends.length > 0; next += 1) {
    const part = pattern[next];
    if (part !== undefined) ends = afterPart(part, heard, ends, accented);
  }
  return ends;
}

function afterPart(part: Part, heard: Heard, ends: readonly number[], accented: boolean): readonly number[] {
  const next: number[] = [];
  const add = (end: number) => {
    if (!next.includes(end)) next.push(end);
  };
  for (const end of ends) {
    if (part.kind === 'word' || part.kind === 'number') {
      if (isThere(part, heard, end, accented)) add(end + 1);
      else if (isFillerAt(heard, end) && isThere(part, heard, end + 1, accented)) add(end + 2);
      continue;
    }
    if (part.kind === 'gap') {
      for (let i = 0; i <= GAP; i += 1) add(end + i);
      continue;
    }
    const atOnce = endsOfAny(part.choices, heard, end, accented);
    const found =
      atOnce.length === 0 && part.kind === 'one-of' && isFillerAt(heard, end)
        ? endsOfAny(part.choices, heard, end + 1, accented)
        : atOnce;
    if (part.kind === 'maybe' || (part.kind === 'none-of' && found.length === 0)) add(end);
    if (part.kind !== 'none-of') for (const each of found) add(each);
  }
  return next;
}

function endsOfAny(choices: Choices, heard: Heard, at: number, accented: boolean): readonly number[] {
  let ends = NOWHERE;
  for (const name of heard.names[at] ?? []) {
    for (const choice of choices.get(name) ?? []) {
      const found = endsOf(choice, heard, at, accented);
      if (found.length > 0) ends = ends.length === 0 ? found : [...ends, ...found];
    }
  }
  return ends;
}

function isFillerAt({ words }: Heard, at: number): boolean {
  const word = words[at];
  return word !== undefined && isFiller(word);
}

function isThere(
  part: Extract<Part, { kind: 'word' | 'number' }>,
  heard: Heard,
  at: number,
  accented: boolean,
): boolean {
  const typed = heard.words[at];
  if (typed === undefined) return false;
  if (part.kind === 'number') {
    const number = numberOf(typed);
    return number !== undefined && number >= part.least && number <= part.most;
  }
  const { word } = part;
  const isExact = accented || part.isExact;
  if (typed.plain !== word.plain) return !isExact && (heard.names[at]?.includes(word.plain) ?? false);
  if (isExact && word.marked !== undefined && typed.marked === undefined) return false;
  return likeness(typed, word) > 0;
}
