/** Leaving, at once and confirmed once; and coming back. */
import { civilDate, minuteOfDay, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { activeRoles } from '../roles.ts';
import { addressMacs } from '../secrets.ts';
import { endShares } from '../store/carers.ts';
import type { ChildRow } from '../store/children.ts';
import { takeTurn } from '../store/contacts.ts';
import { otherAddress } from '../store/links.ts';
import { answerInvitations } from '../store/tries.ts';
import { choiceIn } from '../words/bare.ts';
import { childLabel } from './child-told.ts';
import { endInvitations, inviteAgain } from './invited.ts';
import { askDate } from './join-asks.ts';
import { familyOf, isActive, type Losses, type PlanChild, plannedAgain } from './join-child.ts';
import { optIn, optOut, WORDINGS } from './opting.ts';
import { closeOurs } from './our-questions.ts';
import { askedAgain } from './places.ts';

export const leave: Handler = async (deps, turn) => {
  const { contact, now } = turn;
  const closing = closeOurs(turn);
  // Whoever says stop means us, not one of the two ways to them.
  const other = await otherAddress(deps.store, contact.id);
  const alsoStops = other !== undefined && other.consent !== 'out';
  if (contact.consent === 'out' && !alsoStops) {
    return { says: [{ text: deps.texts.say(contact.language, 'consent.left.already') }], ...closing };
  }
  const minute = minuteOfDay(now);
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  const text = deps.texts.say(
    contact.language,
    other === undefined ? 'consent.left.now' : 'consent.left.both',
    {
      time,
      date: shownDate(civilDate(now)),
    },
  );
  const writes = [
    ...(contact.consent === 'out' ? [] : optOut(turn)),
    ...(alsoStops ? [takeTurn(other.id, other.lastTurn + 1), ...optOut(turn, other.id)] : []),
    ...endInvitations(turn),
    ...(contact.isNew
      ? []
      : [
          endShares(contact.id, 'invited', now),
          answerInvitations(addressMacs(deps.secrets, turn.inbound.from), 'no'),
        ]),
  ];
  return { says: [{ text }], writes, ...closing };
};

/** `THOI` is also "no" and "bye". */
export const enough: Handler = async (deps, turn) => {
  const { language, consent } = turn.contact;
  if (consent !== 'in') return { says: [{ text: deps.texts.say(language, 'consent.enough.bye') }] };
  return {
    says: [
      {
        text: deps.texts.say(language, 'consent.enough.ask'),
        buttons: [
          [
            { label: deps.texts.say(language, 'consent.enough.stop'), says: '1' },
            { label: deps.texts.say(language, 'consent.enough.stay'), says: '2' },
          ],
        ],
      },
    ],
    asks: { kind: 'enough', data: {} },
  };
};

export const enoughAnswer: Handler = async (deps, turn) => {
  const choice = choiceIn(turn.text);
  if (choice === 1) return leave(deps, turn);
  if (choice === 2 || choice === 'no') {
    return { says: [{ text: deps.texts.say(turn.contact.language, 'consent.enough.bye') }], asks: null };
  }
  return choice === undefined ? undefined : askedAgain(turn);
};

export function comeBackWith(needs: { readonly planAgain: PlanChild; readonly losses: Losses }): Handler {
  return async (deps, turn) => {
    const { language, consent } = turn.contact;
    const say = (key: Parameters<typeof deps.texts.say>[1], values?: Parameters<typeof deps.texts.say>[2]) =>
      deps.texts.say(language, key, values);
    const family = await familyOf(deps, turn);
    const children = family.filter(isActive);
    const writes = [...optIn(turn, WORDINGS.return), ...plannedAgain(turn, children, needs.planAgain)];
    const head = say(consent === 'in' ? 'consent.back.already' : 'consent.back.now');
    const waiting = children.length === 0 ? await needs.losses.waiting(deps, family) : [];
    if (waiting.length > 0) {
      const asking = needs.losses.ask(deps, turn, waiting);
      return { ...asking, says: consent === 'in' ? asking.says : [{ text: head }, ...asking.says], writes };
    }
    const invited = inviteAgain(deps, turn);
    if (invited !== undefined) return { ...invited, writes };
    const coming = whatComes(deps, turn, children);
    if (coming === undefined) {
      // Nobody who has lost a child is asked for a child's date.
      if (family.length > 0) return { says: [{ text: `${head} ${say('consent.back.later')}` }], writes };
      const ask = askDate(deps, turn, {});
      if (consent === 'none') return ask;
      return withFirst(head, { ...ask, writes });
    }
    return { says: [{ text: `${head} ${coming} ${say('consent.terms')}` }], writes };
  };
}

function withFirst(head: string, decision: Decision): Decision {
  const [first, ...others] = decision.says;
  if (first === undefined || !decision.asks) return decision;
  return {
    ...decision,
    says: [{ ...first, text: `${head} ${first.text}` }, ...others],
    asks: { ...decision.asks, prompt: first },
  };
}

/** What this person is sent: guidance for their children, or word of their reports; undefined where neither. */
function whatComes(deps: Deps, turn: Turn, children: readonly ChildRow[]): string | undefined {
  const { language } = turn.contact;
  const labels = children.map((child) => childLabel(deps.texts, language, child));
  if (labels.length > 0)
    return deps.texts.say(language, 'consent.back.tips', { children: labels.join('; ') });
  return activeRoles(turn).length > 0 ? deps.texts.say(language, 'consent.back.work') : undefined;
}
