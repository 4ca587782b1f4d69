/**
 * Which answer a question asks for: keys that occur in it count by how rare their words are, and more where they
 * stand together. Pure. Nothing where no key says enough, or two topics say the same: then a person answers.
 */
import { ANSWERS } from '../../../content/answers.ts';
import declined from '../../../content/declined.json' with { type: 'json' };
import type { Topic } from '../../../content/topics.ts';
import { nearWords } from '../../words/near.ts';
import { finderOf, listenerFor, scaleOf } from '../../words/phrases.ts';
import { isSyllable, likeness, typedWords, untyped, type Word } from '../../words/typed.ts';
import { indexOf, isAddress, isFillerWord, type Key, rewritten, type Term } from './index-keys.ts';
import { asksSomething } from './is-question.ts';

export type Found = { readonly kind: 'topic'; readonly topic: Topic; readonly item: string };

/** Less than this is said by chance. */
const ENOUGH = 2;
/** So much more where nothing is asked. */
const NOTHING_ASKED = 1;
/** The next topic must be behind by this much. */
const CLEAR = 1.02;
/** A question is short; the rest of a long text tells a story. */
const MOST_ASKED = 60;
const COMMON = 0.5;
/** What is believed where no word but one fits, of what is believed where all do. */
const BY_CHANCE = 0.5;
const NEAR_WORD = 0.7;
/** What standing whole adds to a phrase, and what is left of one that does not. */
const PHRASE = 1.2;
const PART = 0.6;

const INDEX = indexOf(ANSWERS);
const near = nearWords(INDEX.byPlain.keys());
const DECLINED = finderOf(declined.rules, declined);
const SIGNS = scaleOf(declined.signs, declined);
const hear = listenerFor(new Set([...DECLINED.vocabulary, ...SIGNS.vocabulary]));

export function findAnswer(text: string): Found | undefined {
  const heard = hear(text);
  if (DECLINED.finds(heard)) return undefined;
  const [best, ...others] = ranked(text);
  // Chatter is seldom about anything, however well one of its words fits.
  const doubt = SIGNS.weigh(heard) + (asksSomething(text) ? 0 : NOTHING_ASKED);
  if (best === undefined || best.score * best.trust < ENOUGH + Math.max(0, doubt)) return undefined;
  const { topic, id } = best.answer;
  const rival = others.find(({ answer }) => answer.topic !== topic);
  if (rival !== undefined && best.score < rival.score * CLEAR) return undefined;
  return { kind: 'topic', topic, item: id };
}

/** `trust`: less where much of what was asked is none of the answer's. */
type Ranked = {
  readonly answer: (typeof ANSWERS)[number];
  readonly score: number;
  readonly trust: number;
};

/** Every answer that has anything to do with a text, the likeliest first. */
export function ranked(text: string): readonly Ranked[] {
  const words = rewritten(typedWords(text).slice(0, MOST_ASKED));
  const hits = hitsIn(words);
  const scores = new Map<number, Map<number, number>>();
  for (const [keyAt, ofTerms] of hits) {
    const key = INDEX.keys[keyAt];
    if (key === undefined || !isTelling(key, ofTerms)) continue;
    const { places, score } = scoreOf(key, ofTerms);
    if (score === 0) continue;
    const byPlace = scores.get(key.item) ?? new Map<number, number>();
    scores.set(key.item, byPlace);
    // A word of the question counts once for an answer, by the key that makes most of it.
    for (const { at, share } of places) byPlace.set(at, Math.max(byPlace.get(at) ?? 0, share * score));
  }
  const telling = words.flatMap((word, at) => (isFillerWord(word) || isAddress(word) ? [] : [at]));
  const list = [...scores].flatMap(([item, byPlace]): Ranked[] => {
    const answer = ANSWERS[item];
    const score = [...byPlace.values()].reduce((sum, value) => sum + value, 0);
    const met = telling.filter((at) => (byPlace.get(at) ?? 0) > 0.5).length;
    const trust = BY_CHANCE + (1 - BY_CHANCE) * (telling.length === 0 ? 1 : met / telling.length);
    return answer === undefined ? [] : [{ answer, score, trust }];
  });
  return list.sort((a, b) => b.score - a.score);
}

type Said = {
  readonly at: number;
  readonly word: Word;
  readonly isCommon: boolean;
  /** Of what it is taken for. */
  readonly quality: number;
};
type Hit = { readonly at: number; readonly quality: number };

function hitsIn(words: readonly Word[]): ReadonlyMap<number, ReadonlyMap<number, readonly Hit[]>> {
  const hits = new Map<number, Map<number, Hit[]>>();
  const said = new Map<string, Said[]>();
  words.forEach((word, at) => {
    const isCommon = word.marked === undefined && isFillerWord(word);
    for (const { plain, quality } of meanings(word)) {
      const here = { at, word, isCommon, quality };
      const list = said.get(plain);
      if (list === undefined) said.set(plain, [here]);
      else list.push(here);
    }
  });
  const hear = (key: number, term: number, plain: string) => {
    const meant = INDEX.keys[key]?.terms[term];
    if (meant === undefined) return;
    for (const { at, word, isCommon, quality } of said.get(plain) ?? []) {
      const alike = plain === word.plain ? alikeness(word, meant, isCommon) : quality;
      if (alike === 0) continue;
      const ofKey = hits.get(key) ?? new Map<number, Hit[]>();
      hits.set(key, ofKey);
      const there = ofKey.get(term);
      if (there === undefined) ofKey.set(term, [{ at, quality: alike }]);
      else there.push({ at, quality: alike });
    }
  };
  for (const plain of said.keys()) {
    for (const { key, term } of INDEX.byPlain.get(plain) ?? []) hear(key, term, plain);
  }
  // Words that say nothing are looked for only in the keys found by those that do.
  const among = new Set([
    ...hits.keys(),
    ...[...said.keys()].flatMap((plain) => INDEX.fillerKeys.get(plain) ?? []),
  ]);
  for (const key of among) {
    INDEX.keys[key]?.terms.forEach(({ plains, isFiller }, term) => {
      if (isFiller) for (const plain of plains) hear(key, term, plain);
    });
  }
  return hits;
}

function meanings(word: Word): readonly { readonly plain: string; readonly quality: number }[] {
  if (INDEX.byPlain.has(word.plain)) return [{ plain: word.plain, quality: 1 }];
  const telex = isSyllable(word.plain) ? undefined : untyped(word.plain);
  if (telex !== undefined && INDEX.byPlain.has(telex)) return [{ plain: telex, quality: 0.9 }];
  return near(word.plain).map((plain) => ({ plain, quality: NEAR_WORD }));
}

function alikeness(word: Word, term: Term, isCommon: boolean): number {
  const elsewhere = word.marked === undefined ? 0.6 : 0.9;
  const alike = Math.max(
    ...term.choices.map((choice, i) => likeness(word, choice) * (i === 0 ? 1 : elsewhere)),
  );
  // Without accents it is more likely the common word: `lai` is again, not worms.
  return isCommon && !term.isFiller ? alike * COMMON : alike;
}

/** All of it is there, or a word of it that says something. */
function isTelling(key: Key, hits: ReadonlyMap<number, unknown>): boolean {
  return !key.isFiller || hits.size === key.terms.length;
}

type Scored = {
  readonly score: number;
  readonly places: readonly { readonly at: number; readonly share: number }[];
};

/** How much of a key is there, and how close together. */
function scoreOf({ terms }: Key, hits: ReadonlyMap<number, readonly Hit[]>): Scored {
  const nothing: Scored = { score: 0, places: [] };
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0);
  let best: Scored = nothing;
  // From every place of its first word that occurs: the nearest place of each of the others.
  const first = [...hits.keys()].sort((a, b) => a - b)[0];
  if (first === undefined) return nothing;
  for (const start of hits.get(first) ?? []) {
    const taken = new Set<number>();
    const chosen: { at: number; weight: number }[] = [];
    let quality = 0;
    terms.forEach((term, i) => {
      const expected = start.at + i - first;
      const hit = (hits.get(i) ?? [])
        .filter(({ at }) => !taken.has(at))
        .sort((a, b) => Math.abs(a.at - expected) - Math.abs(b.at - expected))[0];
      if (hit === undefined) return;
      // A word that says little counts only beside the rest of its phrase.
      if (term.isFiller && terms.length > 1 && Math.abs(hit.at - expected) > 3) return;
      taken.add(hit.at);
      chosen.push({ at: hit.at, weight: term.weight * hit.quality });
      quality += term.weight * hit.quality;
    });
    if (quality === 0) continue;
    const isWhole = chosen.length === terms.length;
    const span = Math.max(...chosen.map(({ at }) => at)) - Math.min(...chosen.map(({ at }) => at)) + 1;
    const together = span === terms.length ? 1 : span <= terms.length + 2 ? 0.9 : 0.75;
    const coverage = quality / whole;
    const phrase = isWhole && terms.length > 1 ? PHRASE * together : 0;
    const score = isWhole ? quality * together + phrase : quality * coverage * PART;
    if (score > best.score) {
      const sum = chosen.reduce((total, { weight }) => total + weight, 0);
      best = { score, places: chosen.map(({ at, weight }) => ({ at, share: weight / sum })) };
    }
  }
  return best;
}
