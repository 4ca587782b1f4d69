/** Someone who was asked to hear of a child as well says yes or no. Silence is no. */
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Said, Turn } from '../handler.ts';
import type { Language } from '../message.ts';
import { addressMacs } from '../secrets.ts';
import { recordAct } from '../store/audit.ts';
import { acceptShares, caredFor, endShares } from '../store/carers.ts';
import type { Write } from '../store/statement.ts';
import { answerInvitations } from '../store/tries.ts';
import { choiceIn } from '../words/bare.ts';
import { INVITATION_OPEN_MS } from './invited.ts';
import { optIn, WORDINGS } from './opting.ts';
import { askedAgain } from './places.ts';

/** Says neither who asks nor whose child it is: the number may be a stranger's. */
export function shareInvitation(deps: Pick<Deps, 'texts'>, language: Language): Said {
  return {
    text: deps.texts.say(language, 'share.invitation'),
    buttons: [
      [
        { label: deps.texts.say(language, 'share.yesButton'), says: '1' },
        { label: deps.texts.say(language, 'share.noButton'), says: '2' },
      ],
    ],
  };
}

export const answerShare: Handler = async (deps, turn) => {
  const choice = choiceIn(turn.text);
  if (choice === undefined) return undefined;
  const offers = await offersTo(deps, turn);
  if (offers.length > 0) return answered(deps, turn, offers);
  // A no is one to whoever asked, also where they have gone since.
  const writes = isNo(choice) ? [kept(deps, turn, 'no')] : [];
  return { ...told(deps, turn, 'over'), writes, asks: null };
};

/** A bare yes or no with no question open, where an invitation still waits for it. */
export const unaskedShare: Handler = async (deps, turn) => {
  if (turn.contact.isNew || choiceIn(turn.text) === undefined) return undefined;
  const offers = await offersTo(deps, turn);
  return offers.length === 0 ? undefined : answered(deps, turn, offers);
};

type Offer = Awaited<ReturnType<typeof caredFor>>[number];

/** What still can be agreed to: a child that was lost since is not spoken of. */
async function offersTo(deps: Deps, { contact, now }: Turn): Promise<readonly Offer[]> {
  return (await caredFor(deps.store, contact.id)).filter(
    ({ status, since, childStatus }) =>
      status === 'invited' && childStatus === 'active' && since > now - INVITATION_OPEN_MS,
  );
}

function answered(deps: Deps, turn: Turn, offers: readonly Offer[]): Decision | undefined {
  const { contact, now } = turn;
  const choice = choiceIn(turn.text);
  const acted = (action: 'carer-accepted' | 'carer-declined') =>
    offers.map(({ childId }) =>
      recordAct({ at: now, actor: `contact:${contact.id}`, action, subject: `child:${childId}` }),
    );
  if (choice === 1 || choice === 'yes') {
    const ids = offers.map(({ childId }) => childId);
    return {
      ...told(deps, turn, 'accepted'),
      writes: [
        acceptShares(contact.id, ids, now),
        kept(deps, turn, 'yes'),
        ...acted('carer-accepted'),
        ...optIn(turn, WORDINGS.carer, `contact:${offers[0]?.sharedBy}`),
      ],
      asks: null,
    };
  }
  if (isNo(choice)) {
    return {
      ...told(deps, turn, 'declined'),
      writes: [endShares(contact.id, 'invited', now), kept(deps, turn, 'no'), ...acted('carer-declined')],
      asks: null,
    };
  }
  return turn.question === undefined ? undefined : askedAgain(turn);
}

function isNo(choice: ReturnType<typeof choiceIn>): boolean {
  return choice === 2 || choice === 'no';
}

function kept(deps: Deps, { inbound }: Turn, answer: 'yes' | 'no'): Write {
  return answerInvitations(addressMacs(deps.secrets, inbound.from), answer);
}

function told(deps: Deps, turn: Turn, key: 'over' | 'accepted' | 'declined'): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, `share.${key}`) }] };
}
