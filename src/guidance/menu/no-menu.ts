/** What is said where there is nothing to choose from, as in a Worker, which has no room for the library. */
import type { Handler } from '../../handler.ts';

export const noMenu: Handler = async (deps, { contact }) => ({
  says: [{ text: deps.texts.say(contact.language, 'topics.none') }],
});
