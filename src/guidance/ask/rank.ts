/**
 * How well each answer fits a text: keys that occur in it count by how rare their words are, and more where they stand
 * together. Pure. A common word stands in hundreds of keys, so nothing is made for a key that can be read off it.
 */
import type { Answer } from '../../../content/answers-shape.ts';
import { nearWords } from '../../words/near.ts';
import { isSyllable, likeness, typedWords, untyped, type Word } from '../../words/typed.ts';
import {
  indexOf,
  isAddress,
  isFillerWord,
  type Key,
  type KeyIndex,
  type Part,
  rewritten,
  type Term,
} from './index-keys.ts';
import { topicWordsIn } from './topic-words.ts';

export type Ranked = { readonly answer: Answer; readonly score: number };

/** A question is short; the rest of a long text tells a story. */
const MOST_ASKED = 60;
const COMMON = 0.5;
/** What is believed where no word but one fits, of what is believed where all do. */
const BY_CHANCE = 0.5;
/** What the words by themselves say of the topic, beside what the keys say of the answer. */
const OF_TOPIC = 0.3;
const NEAR_WORD = 0.7;
/** What standing whole adds to a phrase, and what is left of one that does not. */
const PHRASE = 1.2;
const PART = 0.6;
/** What a word must add to an answer to be one of those that it is about. */
const MET = 0.5;
/** More than one word of a key was said, or all that says something. */
const OFTEN = 2;

type Searched = {
  readonly index: KeyIndex;
  readonly near: (plain: string) => readonly string[];
};

/** Every answer that has anything to do with a text, the likeliest first. */
export function rankerIn(answers: readonly Answer[]): (text: string) => readonly Ranked[] {
  const index = indexOf(answers);
  const searched: Searched = { index, near: nearWords(index.byPlain.keys()) };
  const topicWords = topicWordsIn(answers, index);
  return (text) => {
    const words = rewritten(typedWords(text).slice(0, MOST_ASKED));
    const scores = scoresOf(searched, words, answers.length);
    const ofTopics = topicWords(words);
    const telling = words.flatMap((word, at) => (isFillerWord(word) || isAddress(word) ? [] : [at]));
    const list = answers.flatMap((answer, item): Ranked[] => {
      const from = item * words.length;
      let fit = 0;
      for (let at = from; at < from + words.length; at += 1) fit += scores[at] ?? 0;
      if (fit === 0) return [];
      // Less is believed where much of what was asked is none of the answer's.
      const met = telling.filter((at) => (scores[from + at] ?? 0) > MET).length;
      const trust = BY_CHANCE + (1 - BY_CHANCE) * (telling.length === 0 ? 1 : met / telling.length);
      return [{ answer, score: fit * trust + OF_TOPIC * (ofTopics.get(answer.topic) ?? 0) }];
    });
    return list.sort((a, b) => b.score - a.score);
  };
}

/** By item after item, and by the place of each word: it counts once for an answer, by the key that makes most of it. */
function scoresOf(searched: Searched, words: readonly Word[], items: number): Float64Array {
  const { index } = searched;
  const said = saidIn(searched, words);
  const scores = new Float64Array(items * words.length);
  const often: number[] = [];
  // A number a key, not a set: thousands of keys have one word of a question.
  const times = new Uint8Array(index.keys.length);
  const hear = (keys: readonly number[], much: number) => {
    for (const key of keys) {
      const before = times[key] ?? 0;
      if (before < OFTEN && before + much >= OFTEN) often.push(key);
      times[key] = before + much < OFTEN ? much : OFTEN;
    }
  };
  for (const [plain, list] of said) {
    const uses = index.byPlain.get(plain);
    if (uses !== undefined) {
      hear(uses.among, 1);
      hear(uses.alone, OFTEN);
      for (const part of uses.parts) addPart(part, list, scores, part.item * words.length);
    }
    hear(index.fillerKeys.get(plain) ?? [], OFTEN);
  }
  for (const at of often) {
    const key = index.keys[at];
    if (key === undefined) continue;
    const hits = hitsOf(key, said);
    if (!key.isFiller || isAllThere(key, hits)) addScore(key, hits, scores, key.item * words.length);
  }
  return scores;
}

type Said = {
  readonly at: number;
  readonly word: Word;
  readonly isCommon: boolean;
  /** Of what it is taken for. */
  readonly quality: number;
  /** How well it is the word of a key, by the choices of that word: the same for all keys that have it. */
  readonly alike: Map<readonly Word[], number>;
};
type Hit = { readonly at: number; readonly quality: number };
/** By the place of the word in the key. */
type Hits = (Hit[] | undefined)[];

function hitsOf({ terms }: Key, said: ReadonlyMap<string, readonly Said[]>): Hits {
  return terms.map((term) => {
    let hits: Hit[] | undefined;
    for (const plain of term.plains) {
      for (const one of said.get(plain) ?? []) {
        const quality = qualityOf(one, term);
        if (quality === 0) continue;
        if (hits === undefined) hits = [{ at: one.at, quality }];
        else hits.push({ at: one.at, quality });
      }
    }
    return hits;
  });
}

/** The words, by each that they may be in the keys. */
function saidIn(searched: Searched, words: readonly Word[]): ReadonlyMap<string, readonly Said[]> {
  const said = new Map<string, Said[]>();
  words.forEach((word, at) => {
    const isCommon = word.marked === undefined && isFillerWord(word);
    for (const { plain, quality } of meanings(searched, word)) {
      const here: Said = { at, word, isCommon, quality, alike: new Map() };
      const list = said.get(plain);
      if (list === undefined) said.set(plain, [here]);
      else list.push(here);
    }
  });
  return said;
}

function meanings(
  { index, near }: Searched,
  word: Word,
): readonly { readonly plain: string; readonly quality: number }[] {
  if (index.byPlain.has(word.plain)) return [{ plain: word.plain, quality: 1 }];
  const telex = isSyllable(word.plain) ? undefined : untyped(word.plain);
  if (telex !== undefined && index.byPlain.has(telex)) return [{ plain: telex, quality: 0.9 }];
  return near(word.plain).map((plain) => ({ plain, quality: NEAR_WORD }));
}

function qualityOf({ word, isCommon, alike, quality }: Said, { choices, plains, isFiller }: Term): number {
  const before = alike.get(choices);
  if (before !== undefined) return before;
  if (!plains.includes(word.plain)) return quality;
  const elsewhere = word.marked === undefined ? 0.6 : 0.9;
  const best = Math.max(...choices.map((choice, i) => likeness(word, choice) * (i === 0 ? 1 : elsewhere)));
  // Without accents it is more likely the common word: `lai` is again, not worms.
  const found = isCommon && !isFiller ? best * COMMON : best;
  alike.set(choices, found);
  return found;
}

function isAllThere({ terms }: Key, hits: Hits): boolean {
  return terms.every((_, i) => hits[i] !== undefined);
}

/** One word of several is little, and needs no search for the others. */
function addPart({ term, whole }: Part, list: readonly Said[], scores: Float64Array, from: number): void {
  for (const one of list) {
    const quality = term.weight * qualityOf(one, term);
    raise(scores, from + one.at, ((quality * quality) / whole) * PART);
  }
}

/** How much of a key is there, and how close together, given to the places of its words. */
function addScore({ terms, whole }: Key, hits: Hits, scores: Float64Array, from: number): void {
  const first = hits.findIndex((list) => list !== undefined);
  let best = 0;
  let bestPlaces: readonly Hit[] = [];
  // From every place of its first word that occurs: the nearest place of each of the others.
  for (const start of hits[first] ?? []) {
    const chosen: Hit[] = [];
    let quality = 0;
    let [least, most] = [start.at, start.at];
    for (let i = first; i < terms.length; i += 1) {
      const term = terms[i];
      const hit = nearest(hits[i], start.at + i - first, chosen);
      if (term === undefined || hit === undefined) continue;
      // A word that says little counts only beside the rest of its phrase.
      if (term.isFiller && terms.length > 1 && Math.abs(hit.at - start.at - i + first) > 3) continue;
      const weight = term.weight * hit.quality;
      chosen.push({ at: hit.at, quality: weight });
      quality += weight;
      least = Math.min(least, hit.at);
      most = Math.max(most, hit.at);
    }
    const score = scoreOf(quality, whole, chosen.length === terms.length, most - least + 1, terms.length);
    if (score > best) [best, bestPlaces] = [score, chosen];
  }
  const sum = bestPlaces.reduce((total, { quality }) => total + quality, 0);
  for (const { at, quality } of bestPlaces) raise(scores, from + at, (best * quality) / sum);
}

function raise(scores: Float64Array, at: number, to: number): void {
  if (to > (scores[at] ?? 0)) scores[at] = to;
}

function scoreOf(quality: number, whole: number, isWhole: boolean, span: number, words: number): number {
  if (!isWhole) return ((quality * quality) / whole) * PART;
  const together = span === words ? 1 : span <= words + 2 ? 0.9 : 0.75;
  return quality * together + (words > 1 ? PHRASE * together : 0);
}

function nearest(list: readonly Hit[] | undefined, to: number, taken: readonly Hit[]): Hit | undefined {
  let best: Hit | undefined;
  for (const hit of list ?? []) {
    if (best !== undefined && Math.abs(hit.at - to) >= Math.abs(best.at - to)) continue;
    if (!taken.some(({ at }) => at === hit.at)) best = hit;
  }
  return best;
}
