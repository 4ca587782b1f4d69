/** Coming in and going out: each with its proof, which text, when, by which channel, who asked. */
import type { Turn } from '../handler.ts';
import { recordAct } from '../store/audit.ts';
import { changeContact, recordConsent } from '../store/contacts.ts';
import { skipQueued } from '../store/outbox.ts';
import type { Write } from '../store/statement.ts';

/** The edition of the words that were agreed to; a changed wording takes a new name. */
export const WORDINGS = {
  join: 'join-2026-11',
  return: 'return-2026-11',
  invited: 'invited-2026-11',
  carer: 'carer-2026-11',
  moved: 'moved-2026-11',
  officer: 'officer-summaries-2026-11',
  leave: 'leave-2026-11',
  secondAddress: 'second-address-2026-11',
} as const;

export type Wording = (typeof WORDINGS)[keyof typeof WORDINGS];

/** Nothing where they are in already: the first agreement stays the proof. */
export function optIn(turn: Turn, textVersion: Wording, askedBy?: string): readonly Write[] {
  const { contact, inbound, now } = turn;
  if (contact.consent === 'in') return [];
  return [
    // Whoever has erased themselves a moment ago stays from now on.
    changeContact(contact.id, { consent: 'in', erasedAt: null }),
    recordConsent({
      contactId: contact.id,
      act: 'in',
      textVersion,
      channel: inbound.channel,
      at: now,
      ...(askedBy === undefined ? {} : { askedBy }),
    }),
    recordAct({
      at: now,
      actor: `contact:${contact.id}`,
      action: 'opted-in',
      subject: `contact:${contact.id}`,
    }),
  ];
}

/** Nothing unasked may leave any more, also of what is queued already; at this address or the person's other. */
export function optOut(
  turn: Turn,
  contactId = turn.contact.id,
  textVersion: Wording = WORDINGS.leave,
): readonly Write[] {
  const { contact, inbound, now } = turn;
  return [
    changeContact(contactId, { consent: 'out' }),
    recordConsent({
      contactId,
      act: 'out',
      textVersion,
      channel: inbound.channel,
      at: now,
    }),
    skipQueued(contactId, 'opted-out', now),
    recordAct({
      at: now,
      actor: `contact:${contact.id}`,
      action: 'opted-out',
      subject: `contact:${contactId}`,
    }),
  ];
}
