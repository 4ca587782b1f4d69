import type { Handler } from '../handler.ts';
import { foldName } from '../vietnamese.ts';

/** `NN VI`, `NN EN`: answered in the new language; `NN` alone asks which. */
export const language: Handler = async (deps, turn) => {
  const words = foldName(turn.text).split(' ');
  const chosen = words.includes('en') ? 'en' : words.includes('vi') ? 'vi' : undefined;
  if (chosen === undefined) {
    return {
      says: [
        {
          text: deps.texts.say(turn.contact.language, 'consent.language.ask'),
          buttons: [
            [
              { label: 'Tiếng Việt', says: 'NN VI' },
              { label: 'English', says: 'NN EN' },
            ],
          ],
        },
      ],
    };
  }
  return { says: [{ text: deps.texts.say(chosen, 'consent.language.now') }], language: chosen };
};
