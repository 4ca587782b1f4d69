/** Answers that need nothing of what we hold: help, danger, and what nobody could read. */
import { isDangerInEnglish } from '../danger.ts';
import type { Handler } from '../handler.ts';
import type { Language } from '../message.ts';
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
export const emergency = whereToGo('danger.emergency');
export const abuse = whereToGo('danger.abuse');

/**
 * Who has chosen nothing yet and calls in English is answered in English, and in Vietnamese for those around them.
 */
function whereToGo(key: 'danger.emergency' | 'danger.abuse'): Handler {
  return async (deps, { contact, text }) => {
    const { language, consent, isNew } = contact;
    const inBoth = language === 'vi' && consent === 'none' && isDangerInEnglish(text);
    const languages: readonly Language[] = inBoth ? ['en', 'vi'] : [language];
    return {
      says: languages.map((one) => ({ text: deps.texts.say(one, key) })),
      ...(inBoth && isNew ? { language: 'en' } : {}),
    };
  };
}

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
