/** A draft goes out only by the code that was sent to the officer's own address. */
import { DAY_MS } from '../civil-time.ts';
import { checkedCode, wrongCode } from '../confirmation.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { countRecipients } from '../store/audience.ts';
import { recordAct } from '../store/audit.ts';
import { lastBroadcastOf, startBroadcast } from '../store/broadcasts.ts';
import { type Area, isWithin } from './area.ts';
import { preview, type Waiting, waitingOf, whenOf } from './draft.ts';
import { progressOf } from './progress.ts';

const STALE_AFTER_MS = 3 * DAY_MS;

export async function confirm(deps: Deps, turn: Turn, area: Area, digits: string): Promise<Decision> {
  const waiting = waitingOf(turn);
  if (waiting === undefined) return nothingWaiting(deps, turn);
  switch (checkedCode(deps, waiting, digits, turn.now)) {
    case 'wrong':
      return wrongCode(deps, turn, waiting, 'broadcast-refused');
    case 'expired':
      return preview(deps, turn, area, { draft: waiting.draft, wrong: waiting.wrong, renewed: true });
    case 'right':
      return sent(deps, turn, area, waiting);
  }
}

async function sent(deps: Deps, turn: Turn, area: Area, { draft, body }: Waiting): Promise<Decision> {
  const { contact, now } = turn;
  const { language } = contact;
  const { audience = 'everyone', communes = [], place = '', urgent } = draft;
  if (!(await isWithin(deps, area, communes))) {
    return {
      says: [{ text: deps.texts.say(language, 'broadcasts.places.outside', { names: place }) }],
      asks: null,
    };
  }
  const people = await countRecipients(deps.store, { audience, communes });
  const recipients = people.phones + people.chats;
  if (recipients === 0) {
    const audienceName = deps.texts.say(language, `broadcasts.audience.${audience}`);
    const none = deps.texts.say(language, 'broadcasts.noRecipients', { audience: audienceName, place });
    return { says: [{ text: none }], asks: null };
  }
  const id = deps.newId();
  const broadcast = {
    id,
    authorId: contact.id,
    audience,
    communes,
    textSealed: deps.secrets.seal(body),
    recipients,
    urgent,
    expiresAt: now + STALE_AFTER_MS,
  };
  const when = whenOf((key, values) => deps.texts.say(language, key, values), urgent, now);
  return {
    says: [{ text: deps.texts.say(language, 'broadcasts.sent', { people: recipients, when }) }],
    writes: [
      startBroadcast(broadcast, now),
      recordAct({
        at: now,
        actor: `contact:${contact.id}`,
        action: urgent ? 'urgent-broadcast-confirmed' : 'broadcast-confirmed',
        subject: `broadcast:${id}`,
        detail: { audience, communes: communes.length, recipients },
      }),
    ],
    asks: null,
  };
}

/** Pressed twice, or after the draft was dropped: the person hears that nothing goes out a second time. */
async function nothingWaiting(deps: Deps, turn: Turn): Promise<Decision> {
  const { language } = turn.contact;
  const last = await lastBroadcastOf(deps.store, turn.contact.id);
  if (last === undefined || turn.now - last.confirmedAt > DAY_MS) {
    return { says: [{ text: deps.texts.say(language, 'broadcasts.noDraft') }] };
  }
  const progress = await progressOf(deps, language, last);
  return { says: [{ text: `${deps.texts.say(language, 'broadcasts.noSecond')} ${progress}` }] };
}
