/**
 * Someone registered by phone shows in Telegram that the phone is theirs: from then on the chat has the phone's
 * roles. Only a card of the sender's own account is taken: a typed number, or another's card, proves nothing.
 */
import type { Deps } from '../deps.ts';
import type { Handler, Said, Turn } from '../handler.ts';
import { recordAct } from '../store/audit.ts';
import { changeContact, rolesOf, type SessionRow, sessionOf, takeTurn } from '../store/contacts.ts';
import { linkAddresses, otherAddress } from '../store/links.ts';
import type { Write } from '../store/statement.ts';
import { inviteAgain } from './invited.ts';
import { optIn, WORDINGS } from './opting.ts';
import type { Places } from './places.ts';
import { roleLine } from './rights.ts';

export const askPhoneNumber: Handler = async (deps, turn) => {
  const { kind, language } = turn.contact;
  return kind === 'telegram'
    ? { says: [asking(deps, turn, 'consent.second.ask')] }
    : { says: [{ text: deps.texts.say(language, 'consent.second.bySms') }] };
};

function asking(deps: Deps, turn: Turn, key: 'consent.second.ask' | 'consent.second.notOwn'): Said {
  const { language } = turn.contact;
  return {
    text: deps.texts.say(language, key),
    asksPhone: deps.texts.say(language, 'consent.second.shareButton'),
  };
}

export function shareCardWith(places: Places): Handler {
  return async (deps, turn) => {
    const { contact } = turn;
    const number = turn.inbound.card?.ownPhone;
    if (number === undefined) return { says: [asking(deps, turn, 'consent.second.notOwn')] };
    const phone = await sessionOf(deps.store, deps.secrets.macs(`phone:${number}`));
    if (phone === undefined || !isRegistered(phone)) {
      return { says: [{ text: deps.texts.say(contact.language, 'consent.second.unknown') }] };
    }
    const isLinked = (await otherAddress(deps.store, contact.id))?.id === phone.id;
    const roles = rolesOf(phone);
    const lines = await Promise.all(roles.map((role) => roleLine(places, deps, turn, role)));
    const text = [
      deps.texts.say(contact.language, isLinked ? 'consent.second.already' : 'consent.second.linked', {
        last: number.slice(-3),
      }),
      ...lines,
      ...(roles.length === 0
        ? []
        : [deps.texts.say(contact.language, `consent.second.${whatComes(turn, phone)}`)]),
      deps.texts.say(contact.language, 'consent.second.tips'),
    ].join('\n');
    const invited = inviteAgain(deps, { ...turn, roles });
    return {
      says: [{ text }, ...(invited?.says ?? [])],
      writes: linking(turn, phone),
      ...(invited?.asks === undefined ? {} : { asks: invited.asks }),
    };
  };
}

function isRegistered(phone: SessionRow): boolean {
  return phone.erasedAt === null && (phone.consent === 'in' || rolesOf(phone).length > 0);
}

/** Who has said stop in this chat is not written to because of a card. */
function whatComes({ contact }: Turn, phone: SessionRow): 'comes' | 'comesHere' | 'stopped' {
  const byChat = contact.consent === 'in' || (contact.consent === 'none' && phone.consent === 'in');
  if (!byChat) return 'stopped';
  return phone.consent === 'in' ? 'comes' : 'comesHere';
}

function linking(turn: Turn, phone: SessionRow): readonly Write[] {
  const { contact, now } = turn;
  const actor = `contact:${contact.id}`;
  return [
    // What is decided from the phone's state takes its next turn too.
    takeTurn(phone.id, phone.lastTurn + 1),
    ...linkAddresses(phone.id, contact.id),
    // With what the link brings, a chat that was erased a moment ago stays.
    ...(contact.isNew ? [] : [changeContact(contact.id, { erasedAt: null })]),
    recordAct({ at: now, actor, action: 'addresses-linked', subject: `contact:${phone.id}` }),
    ...rolesOf(phone).map(({ id }) =>
      recordAct({ at: now, actor, action: 'role-also-by-chat', subject: `role:${id}` }),
    ),
    ...(contact.consent === 'none' && phone.consent === 'in' ? optIn(turn, WORDINGS.secondAddress) : []),
  ];
}
