/** The answers to parents' questions as every verb has them; the index by which they are found is made at the first question. */
import type { Answer } from '../../../content/answers-shape.ts';
import type { Declined } from '../../../content/declined-shape.ts';
import type { TopicNames } from '../../../content/topic-names-shape.ts';
import type { Library } from '../../deps.ts';
import { type Finder, finderIn } from './find.ts';

export type Files = {
  readonly answers: readonly Answer[];
  readonly declined: Declined;
  readonly names: TopicNames;
};

export function libraryOf({ answers, declined, names }: Files): Library {
  let find: Finder | undefined;
  return {
    answers,
    names,
    find: (text) => {
      find ??= finderIn(answers, declined);
      return find(text);
    },
  };
}
