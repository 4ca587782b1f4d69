/** A question in a person's own words is answered by the text of its topic; what no text answers goes on to a person. */
import type { Handler } from '../../handler.ts';
import { currentText } from '../current.ts';

/** Whatever question of ours is open stays open. */
export const asking: Handler = async (deps, turn) => {
  const answer = (await deps.library())?.find(turn.text);
  const text = answer && (await currentText(answer, deps));
  return text?.maySend ? { says: [{ text: text[turn.contact.language] }] } : undefined;
};
