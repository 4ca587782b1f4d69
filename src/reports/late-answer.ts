/** An answer that nobody waits for any more: said once, with how to go on. With nothing asked, `ok` is only manners. */
import { type Handler, isOfReport } from '../handler.ts';
import { ownVillages } from '../roles.ts';
import { closeQuestion } from '../store/contacts.ts';
import { isBareAnswer } from '../words/bare.ts';

export const lateAnswer: Handler = async (deps, turn) => {
  const { contact, lapsed, question, text } = turn;
  if (question !== undefined || !isBareAnswer(text)) return undefined;
  const isLate = isOfReport(lapsed);
  const isCount = /\d/.test(text) && ownVillages(turn).length > 0;
  if (!isLate && !isCount) return undefined;
  return {
    says: [{ text: deps.texts.say(contact.language, 'reports.nothingWaits') }],
    ...(isLate ? { writes: [closeQuestion(contact.id)] } : {}),
  };
};
