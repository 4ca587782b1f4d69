/** Answers that need nothing of what we hold: help, danger, and what nobody could read. */
import type { Handler } from '../handler.ts';
import { officerRoles, ownVillages } from '../roles.ts';

export const help: Handler = async (deps, turn) => {
  const { language } = turn.contact;
  const works = ownVillages(turn).length > 0;
  const texts = [
    ...(officerRoles(turn).length > 0 ? [deps.texts.say(language, 'help.officer')] : []),
    ...(works ? [deps.texts.say(language, 'help.collaborator')] : []),
  ];
  // Those who work with us may be parents too, but know the way.
  const said = texts.length > 0 ? texts : [deps.texts.say(language, 'help.parent')];
  return { says: said.map((text) => ({ text })) };
};

/** Where to go now, before anything else is read. */
export const emergency: Handler = async (deps, turn) => ({
  says: [{ text: deps.texts.say(turn.contact.language, 'danger.emergency') }],
});

export const abuse: Handler = async (deps, turn) => ({
  says: [{ text: deps.texts.say(turn.contact.language, 'danger.abuse') }],
});

export const media: Handler = async (deps, turn) => ({
  says: [{ text: deps.texts.say(turn.contact.language, 'first.media') }],
});

export const empty: Handler = async (deps, turn) => ({
  says: [{ text: deps.texts.say(turn.contact.language, 'first.empty') }],
});

/** Kept for a person to read; nobody is left without an answer. */
export const unread: Handler = async (deps, turn) => ({
  says: [{ text: deps.texts.say(turn.contact.language, 'first.unread') }],
});

/** Thanks, and an `ok` that answers nothing: kept, and left at that, so that two polite machines never thank for ever. */
export const courtesy: Handler = async () => ({ says: [] });
