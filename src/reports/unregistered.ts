/** A report of somebody who is registered for no place: it waits for an officer's word, or for their own yes. */
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { heldPlaces, holdReport } from '../store/held.ts';
import { lastVillage } from '../store/roles.ts';
import { foldName } from '../vietnamese.ts';
import { VILLAGE_FORM } from './form.ts';
import { readReport } from './read/read.ts';
import type { Reading, Reason } from './read/reading.ts';

export type ReportNeeds = {
  /** Somebody who was named for a village and has not said yes yet is asked again. */
  readonly inviteAgain: (deps: Deps, turn: Turn) => Decision | undefined;
};

/** Kept until an officer registers the number; the sender need not send it again. */
export async function unregistered(
  deps: Deps,
  turn: Turn,
  inviteAgain: ReportNeeds['inviteAgain'],
): Promise<Decision | undefined> {
  const reading = readReport(turn.text, new Date(turn.inbound.sentAt), VILLAGE_FORM.form, { villages: [] });
  if (reading.outcome === 'other' || reading.questions.some((q) => q.reason === 'keyword-missing'))
    return undefined;
  if (isTalk(reading, turn.text)) return undefined;
  if (reading.outcome === 'ignored') return { says: [] };
  const { contact, inbound, now } = turn;
  const invited = inviteAgain(deps, turn);
  return {
    ...(invited ?? { says: [{ text: deps.texts.say(contact.language, 'reports.notRegistered') }] }),
    writes: [
      ...(invited?.writes ?? []),
      holdReport({
        id: deps.newId(),
        contactId: contact.id,
        channel: inbound.channel,
        providerId: inbound.providerId,
        reason: 'unregistered',
        place: await placesMeantThen(deps, turn),
        period: null,
        at: now,
      }),
    ],
  };
}

/** The villages that they are invited to, or the one they had last: a report of now is for no other. */
async function placesMeantThen(deps: Deps, { contact, roles }: Turn): Promise<string | null> {
  const invited = roles.flatMap(({ status, villageId }) => (status === 'invited' ? (villageId ?? []) : []));
  if (invited.length > 0) return heldPlaces(invited);
  return contact.isNew ? null : ((await lastVillage(deps.store, contact.id)) ?? null);
}

/** Counts without a line that could be offered. */
const COUNTS_ALL_THE_SAME: ReadonlySet<Reason> = new Set(['all-zero', 'mixed-order', 'too-long']);

/** `Báo cáo bác sĩ, con em 5 tháng bị ho`: words and no count of ours. */
function isTalk({ reports, suggestion, questions }: Reading, text: string): boolean {
  if (reports.length > 0 || suggestion !== undefined) return false;
  if (questions.some(({ reason }) => COUNTS_ALL_THE_SAME.has(reason))) return false;
  const words = foldName(text).split(' ');
  return (
    words.filter((word) => /^\p{L}{2,}$/u.test(word) && !['bc', 'bao', 'cao', 'thang'].includes(word))
      .length > 1
  );
}
