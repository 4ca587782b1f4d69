import type { Deps } from '../deps.ts';
import type { Handler, Said } from '../handler.ts';
import type { Language } from '../message.ts';
import { foldName } from '../vietnamese.ts';
import { bareWords } from '../words/bare.ts';

const LETTERS = /^[a-z]*$/;

/**
 * `NN VI`, `NN EN`: answered in the new language, and the guidance is in it too; `NN` alone, or with a word that is no
 * language of ours, asks which. Where there are further ones for the guidance, they are chosen and offered as well.
 */
export const language: Handler = async (deps, turn) => {
  const typed = bareWords(foldName(turn.text).split(' ')).slice(1).join(' ');
  if (typed === 'vi' || typed === 'en') {
    return {
      says: [{ text: deps.texts.say(typed, 'consent.language.now') }],
      language: typed,
      tipLanguage: null,
    };
  }
  if (deps.further !== undefined) return deps.further.choose(deps, turn, typed);
  if (!LETTERS.test(typed)) return undefined;
  return { says: [languageQuestion(deps, turn.contact.language)] };
};

/** Which of the two languages that we speak ourselves. */
export function languageQuestion(deps: Pick<Deps, 'texts'>, language: Language) {
  return {
    text: deps.texts.say(language, 'consent.language.ask'),
    buttons: [
      [
        { label: 'Tiếng Việt', says: 'NN VI' },
        { label: 'English', says: 'NN EN' },
      ],
    ],
  } satisfies Said;
}
