/**
 * Phrases of the rules over words. Words one after the other; `a/b` one of these; `<name>` one of the list of that name,
 * whose lines are phrases themselves; `<n:1-60>` a number between, in digits or as a word; `~` up to three words of any
 * kind; `a/b?` may be missing; `!a/b` none of these may come next. Pure.
 */
import type { Heard } from './phrases.ts';
import { likeness, numberOf, phraseWords, type Word } from './typed.ts';

/** The most words that `~` stands for. */
export const GAP = 3;
/** What every number is looked up by; no word is written so. */
export const NUMBER = '#';

type Piece = Word | { readonly least: number; readonly most: number };
type Part =
  | { readonly kind: 'gap' }
  | { readonly kind: 'piece'; readonly piece: Piece }
  | {
      readonly kind: 'one-of' | 'maybe' | 'none-of';
      readonly choices: readonly Pattern[];
    };
export type Pattern = readonly Part[];

const GAP_PART: Part = { kind: 'gap' };

/** Makes patterns of phrases; the same phrase is the same pattern. Throws on a list that is not there. */
export function patternsOf(sets: Readonly<Record<string, readonly string[]>>): (phrase: string) => Pattern {
  const made = new Map<string, Pattern>();
  const choicesOf = (written: string): readonly Pattern[] =>
    written.split('/').flatMap((choice) => {
      const range = /^<n:(\d+)-(\d+)>$/.exec(choice);
      if (range !== null) {
        return [[{ kind: 'piece', piece: { least: Number(range[1]), most: Number(range[2]) } } as const]];
      }
      const name = /^<(.+)>$/.exec(choice)?.[1];
      if (name === undefined)
        return [phraseWords(choice).map((piece) => ({ kind: 'piece', piece }) as const)];
      const set = sets[name];
      if (set === undefined) throw new Error(`no list is called <${name}>`);
      return set.map(patternOf);
    });
  const partsOf = (written: string): Pattern => {
    if (written === '~') return [GAP_PART];
    if (written.startsWith('!')) return [{ kind: 'none-of', choices: choicesOf(written.slice(1)) }];
    if (written.endsWith('?')) return [{ kind: 'maybe', choices: choicesOf(written.slice(0, -1)) }];
    const choices = choicesOf(written);
    return choices.length === 1 && choices[0] !== undefined ? choices[0] : [{ kind: 'one-of', choices }];
  };
  function patternOf(phrase: string): Pattern {
    const before = made.get(phrase);
    if (before !== undefined) return before;
    const pattern = phrase.split(' ').flatMap(partsOf);
    const kind = pattern[0]?.kind;
    if (kind !== 'piece' && kind !== 'one-of') throw new Error(`a phrase begins with a word: ${phrase}`);
    made.set(phrase, pattern);
    return pattern;
  }
  return patternOf;
}

const FIRSTS = new WeakMap<Pattern, ReadonlySet<string>>();

/** What a pattern may begin with, as in the places of what was heard. */
export function firstsOf(pattern: Pattern): ReadonlySet<string> {
  const before = FIRSTS.get(pattern);
  if (before !== undefined) return before;
  const part = pattern[0];
  const firsts = new Set<string>();
  if (part?.kind === 'piece') firsts.add('plain' in part.piece ? part.piece.plain : NUMBER);
  else if (part?.kind === 'one-of') {
    for (const choice of part.choices) for (const first of firstsOf(choice)) firsts.add(first);
  }
  FIRSTS.set(pattern, firsts);
  return firsts;
}

/** The words of a pattern. */
export function plainWordsOf(pattern: Pattern): readonly string[] {
  return pattern.flatMap((part) => {
    if (part.kind === 'gap') return [];
    if (part.kind === 'piece') return 'plain' in part.piece ? [part.piece.plain] : [];
    return part.choices.flatMap(plainWordsOf);
  });
}

export function isIn(pattern: Pattern, heard: Heard): boolean {
  for (const first of firstsOf(pattern)) {
    for (const at of heard.places.get(first) ?? []) {
      if (endsOf(pattern, heard, at, false).length > 0) return true;
    }
  }
  return false;
}

/** Where a pattern that starts at a word may end. */
export function endsOf(pattern: Pattern, heard: Heard, start: number, accented: boolean): readonly number[] {
  let ends: readonly number[] = [start];
  for (const part of pattern) {
    ends = afterPart(part, heard, ends, accented);
    if (ends.length === 0) return ends;
  }
  return ends;
}

function afterPart(part: Part, heard: Heard, ends: readonly number[], accented: boolean): readonly number[] {
  if (part.kind === 'piece') {
    const next = ends.filter((end) => isPiece(heard, end, part.piece, accented));
    return next.map((end) => end + 1);
  }
  const next = new Set<number>();
  for (const end of ends) {
    if (part.kind === 'gap') for (let i = 0; i <= GAP; i += 1) next.add(end + i);
    else {
      if (part.kind === 'maybe') next.add(end);
      const found = endsOfAny(part.choices, heard, end, accented);
      if (part.kind !== 'none-of') for (const each of found) next.add(each);
      else if (found.length === 0) next.add(end);
    }
  }
  return [...next];
}

function endsOfAny(choices: readonly Pattern[], heard: Heard, start: number, accented: boolean) {
  return choices.flatMap((choice) => endsOf(choice, heard, start, accented));
}

function isPiece(heard: Heard, at: number, piece: Piece, accented: boolean): boolean {
  const typed = heard.words[at];
  if (typed === undefined) return false;
  if ('least' in piece) {
    const number = numberOf(typed);
    return number !== undefined && number >= piece.least && number <= piece.most;
  }
  if (accented && piece.marked !== undefined && typed.marked === undefined) return false;
  return likeness(typed, piece) > 0 || (!accented && (heard.meant[at] ?? []).includes(piece.plain));
}
