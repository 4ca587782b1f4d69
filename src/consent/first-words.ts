/** Answers that need nothing of what we hold: help, danger, and what nobody could read. */
import type { Handler } from '../handler.ts';

export const help: Handler = async (deps, turn) => {
  const { language } = turn.contact;
  const collaborator = turn.roles.some((r) => r.role === 'collaborator' && r.status === 'active');
  return { says: [{ text: deps.texts.say(language, collaborator ? 'help.collaborator' : 'help.parent') }] };
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
