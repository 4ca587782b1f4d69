/**
 * What the words of a question say about its topic, each a little: a question of which no key fits well is mostly made
 * of words that stand in the keys and the texts of one topic. Counted from the answers themselves. Pure.
 */
import type { Answer } from '../../../content/answers-shape.ts';
import type { Topic } from '../../../content/topics.ts';
import { typedWords, type Word } from '../../words/typed.ts';
import { type KeyIndex, rewritten } from './index-keys.ts';

/** How often a word counts as seen where it was not: one that is new to a topic does not rule it out. */
const SEEN = 0.3;

/** For every topic how much more likely the words are in it than anywhere, as a logarithm: 0 where they say nothing. */
export function topicWordsIn(
  answers: readonly Answer[],
  { keys }: KeyIndex,
): (words: readonly Word[]) => ReadonlyMap<Topic, number> {
  const topics = [...new Set(answers.map(({ topic }) => topic))];
  const topicOf = answers.map(({ topic }) => topics.indexOf(topic));
  const ids = new Map<string, number>();
  const seen: number[] = [];
  const count = (item: number, words: readonly Word[]) => {
    for (const said of saidBy(words)) {
      const id = ids.get(said) ?? ids.size;
      ids.set(said, id);
      seen.push(id * topics.length + (topicOf[item] ?? 0));
    }
  };
  for (const { item, terms } of keys)
    count(
      item,
      terms.flatMap(({ choices }) => choices[0] ?? []),
    );
  answers.forEach(({ vi }, item) => {
    count(item, rewritten(typedWords(vi)));
  });

  // By word after word and topic after topic, one row of numbers: a table of tables takes as long to make as the index.
  const times = new Uint16Array(ids.size * topics.length);
  const sizes = topics.map(() => SEEN * ids.size);
  for (const at of seen) {
    times[at] = (times[at] ?? 0) + 1;
    sizes[at % topics.length] = (sizes[at % topics.length] ?? 0) + 1;
  }
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return (words) => {
    const odds = topics.map(() => 0);
    for (const said of saidBy(words)) {
      const id = ids.get(said);
      if (id === undefined) continue;
      const row = times.subarray(id * topics.length, (id + 1) * topics.length);
      const all = row.reduce((sum, number) => sum + number, SEEN * topics.length);
      row.forEach((number, at) => {
        const expected = (all * (sizes[at] ?? 0)) / whole;
        odds[at] = (odds[at] ?? 0) + Math.log((number + SEEN) / expected);
      });
    }
    return new Map(topics.map((topic, at) => [topic, odds[at] ?? 0]));
  };
}

/** The words without accents, and every two that stand together. */
function saidBy(words: readonly Word[]): ReadonlySet<string> {
  const said = new Set<string>();
  let before: string | undefined;
  for (const { plain } of words) {
    said.add(plain);
    if (before !== undefined) said.add(`${before} ${plain}`);
    before = plain;
  }
  return said;
}
