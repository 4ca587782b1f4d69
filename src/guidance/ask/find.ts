/**
 * Which answer a question asks for. Pure. Nothing where no key says enough, or two topics say the same, or the text is
 * about something else: then a person answers.
 */
import type { Answer } from '../../../content/answers-shape.ts';
import type { Declined } from '../../../content/declined-shape.ts';
import { finderOf, listenerFor, scaleOf } from '../../words/phrases.ts';
import { asksSomething } from './is-question.ts';
import { rankerIn } from './rank.ts';

export type Finder = (text: string) => Answer | undefined;

/** Less than this is said by chance. */
const ENOUGH = 2.5;
/** So much more where nothing is asked. */
const NOTHING_ASKED = 1;
/** A plain question about a child needs so much less. */
const SURE = -0.5;
/** The next topic must be behind by this much. */
const CLEAR = 1.02;

/** Makes the index, which takes as long as hundreds of questions. */
export function finderIn(answers: readonly Answer[], declined: Declined): Finder {
  const ranked = rankerIn(answers);
  const refused = finderOf(declined.rules, declined);
  const signs = scaleOf(declined.signs, declined);
  const hear = listenerFor(new Set([...refused.vocabulary, ...signs.vocabulary]));
  return (text) => {
    const heard = hear(text);
    if (refused.finds(heard)) return undefined;
    const [best, ...others] = ranked(text);
    // Chatter is seldom about anything, however well one of its words fits.
    const doubt = signs.weigh(heard) + (asksSomething(text) ? 0 : NOTHING_ASKED);
    if (best === undefined || best.score < ENOUGH + Math.max(SURE, doubt)) return undefined;
    const rival = others.find(({ answer }) => answer.topic !== best.answer.topic);
    return rival !== undefined && best.score < rival.score * CLEAR ? undefined : best.answer;
  };
}
