/** "Có ích không?" behind a tip now and then, and the answer: for authors, to see what helps and what drives away. */
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Contact, Handler, Said } from '../handler.ts';
import { askUseful, isAskedOf, keepUseful, unansweredItem } from '../store/feedback.ts';
import type { Write } from '../store/statement.ts';
import { segmentsOf, smsForm } from '../texts.ts';
import { choiceIn } from '../words/bare.ts';
import { spread } from './spread.ts';

/** Of the tips of one person. */
const ONE_IN = 6;
const AT_MOST_EVERY_MS = 30 * DAY_MS;
const ANSWER_WITHIN_MS = 3 * DAY_MS;
const MAX_SEGMENTS = 2;

/** Whether to ask about this item is decided by its name and the person's, so that a run again decides the same. */
export function asksUseful(contactId: string, item: string, now: number): readonly Write[] {
  if (spread(`${contactId}/${item}`) % ONE_IN !== 0) return [];
  return [askUseful({ contactId, item, now, unlessSince: now - AT_MOST_EVERY_MS })];
}

/** The tip with the question behind it, where it is to be asked and there is room. */
export async function withQuestion(
  deps: Deps,
  said: Said,
  row: { readonly contactId: string; readonly item: string; readonly language: Contact['language'] },
  now: number,
): Promise<Said> {
  if (!(await isAskedOf(deps.store, row.contactId, row.item, now))) return said;
  const text = `${said.text}\n${deps.texts.say(row.language, 'guidance.useful.ask')}`;
  if (segmentsOf(smsForm(text, false)) > MAX_SEGMENTS) return said;
  const button = (key: 'yes' | 'no', says: string) => ({
    label: deps.texts.say(row.language, `guidance.useful.${key}`),
    says,
  });
  return { ...said, text, buttons: [[button('yes', '1'), button('no', '2')]] };
}

/** A bare answer with no question open. */
export const answerUseful: Handler = async (deps, turn) => {
  const choice = choiceIn(turn.text);
  const useful = choice === 1 || choice === 'yes';
  if (!useful && choice !== 2 && choice !== 'no') return undefined;
  const item = await unansweredItem(deps.store, turn.contact.id, turn.now - ANSWER_WITHIN_MS);
  if (item === undefined) return undefined;
  const key = useful ? 'thanks' : 'sorry';
  return {
    says: [{ text: deps.texts.say(turn.contact.language, `guidance.useful.${key}`) }],
    writes: [keepUseful(turn.contact.id, item, useful, turn.now)],
  };
};
