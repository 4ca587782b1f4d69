/** A question in a person's own words is answered by the text of its topic; what no text answers goes on to a person. */
import { ANSWERS } from '../../../content/answers.ts';
import type { Handler } from '../../handler.ts';
import { mayBeSent } from '../review.ts';
import { findAnswer } from './find.ts';

/** Whatever question of ours is open stays open. */
export const asking: Handler = async (deps, turn) => {
  const found = findAnswer(turn.text);
  const answer = found && ANSWERS.find(({ id }) => id === found.item);
  if (answer === undefined || !(await mayBeSent(answer, deps))) return undefined;
  return { says: [{ text: answer[turn.contact.language] }] };
};
