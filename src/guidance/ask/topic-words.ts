/**
 * What the words of a question say about its topic, each a little: a question of which no key fits well is mostly made
 * of words that stand in the keys and the texts of one topic. Counted from the answers themselves. Pure.
 */
import type { Answer } from '../../../content/answers-shape.ts';
import type { Topic } from '../../../content/topics.ts';
import { phraseWords, typedWords, type Word } from '../../words/typed.ts';
import { rewritten } from './index-keys.ts';

/** What a word is taken to have been seen beside what was counted, so that one that is new to a topic rules out none. */
const SEEN = 0.3;

type Counted = { all: number; readonly byTopic: Map<Topic, number> };

/** For every topic how much more likely the words are in it than anywhere, as a logarithm: 0 where they say nothing. */
export function topicWordsIn(
  answers: readonly Answer[],
): (words: readonly Word[]) => ReadonlyMap<Topic, number> {
  const counted = new Map<string, Counted>();
  const sizes = new Map<Topic, number>();
  for (const { topic, keys, vi } of answers) {
    for (const words of [...keys.map(phraseWords), typedWords(vi)]) {
      for (const said of saidBy(rewritten(words))) {
        const times = counted.get(said) ?? { all: 0, byTopic: new Map() };
        counted.set(said, times);
        times.all += 1;
        times.byTopic.set(topic, (times.byTopic.get(topic) ?? 0) + 1);
        sizes.set(topic, (sizes.get(topic) ?? 0) + 1);
      }
    }
  }
  const whole = [...sizes.values()].reduce((sum, size) => sum + size, 0) + SEEN * counted.size * sizes.size;
  return (words) => {
    const known = [...saidBy(words)].flatMap((said) => counted.get(said) ?? []);
    const ofTopic = ([topic, size]: readonly [Topic, number]) => {
      const share = (size + SEEN * counted.size) / whole;
      const odds = known.map(({ all, byTopic }) =>
        Math.log(((byTopic.get(topic) ?? 0) + SEEN) / (share * (all + SEEN * sizes.size))),
      );
      return [topic, odds.reduce((sum, one) => sum + one, 0)] as const;
    };
    return new Map([...sizes].map(ofTopic));
  };
}

/** The words without accents, and every two that stand together. */
function saidBy(words: readonly Word[]): ReadonlySet<string> {
  return new Set(
    words.flatMap(({ plain }, at) => {
      const next = words[at + 1];
      return next === undefined ? [plain] : [plain, `${plain} ${next.plain}`];
    }),
  );
}
