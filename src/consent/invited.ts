/** Someone who was named as a collaborator says yes or no. Silence is no. */
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Role, Said, Turn, UnitKey } from '../handler.ts';
import type { Language } from '../message.ts';
import { recordAct } from '../store/audit.ts';
import { changeContact } from '../store/contacts.ts';
import { refuseHeld } from '../store/held.ts';
import { changeRole } from '../store/roles.ts';
import type { Write } from '../store/statement.ts';
import { choiceIn } from '../words/bare.ts';
import { optIn, WORDINGS } from './opting.ts';
import { askedAgain } from './places.ts';

/** People answer an invitation late; after that a bare yes is still understood as long as nothing else is asked. */
export const INVITATION_OPEN_MS = 30 * 24 * 3_600_000;

export function invitationText(
  deps: Deps,
  language: Language,
  place: { readonly village: string; readonly commune: string },
): Said {
  return {
    text: deps.texts.say(language, 'register.invitation', place),
    buttons: [
      [
        { label: deps.texts.say(language, 'register.yesButton'), says: '1' },
        { label: deps.texts.say(language, 'register.noButton'), says: '2' },
      ],
    ],
  };
}

/** What they reported before they were registered, read for the villages that are theirs now. */
export type TakeHeld = (
  deps: Deps,
  contactId: string,
  places: readonly { readonly key: string; readonly name: string; readonly commune: UnitKey | undefined }[],
  now: number,
) => Promise<{
  readonly writes: readonly Write[];
  readonly told: readonly { readonly text: string }[];
  /** What is still open about them, and how it was asked: one for each sender. */
  readonly opens: readonly { readonly draft: unknown; readonly prompt: string }[];
}>;

export function invitedWith({ takeHeld }: { readonly takeHeld: TakeHeld }): {
  readonly answer: Handler;
  /** A bare yes or no with no question open, where an invitation still waits for it. */
  readonly unasked: Handler;
} {
  const answer: Handler = (deps, turn) => answered(deps, turn, takeHeld);
  return {
    answer,
    unasked: async (deps, turn) => (invitedRoles(turn).length === 0 ? undefined : answer(deps, turn)),
  };
}

async function answered(deps: Deps, turn: Turn, takeHeld: TakeHeld): Promise<Decision | undefined> {
  const choice = choiceIn(turn.text);
  if (choice === undefined) return undefined;
  const roles = invitedRoles(turn);
  if (roles.length === 0) {
    return { says: [{ text: deps.texts.say(turn.contact.language, 'register.over') }], asks: null };
  }
  if (choice === 1 || choice === 'yes') return accepted(deps, turn, roles, takeHeld);
  if (choice === 2 || choice === 'no') {
    return {
      says: [{ text: deps.texts.say(turn.contact.language, 'register.declined') }],
      writes: endInvitations(turn),
      asks: null,
    };
  }
  return turn.question === undefined ? undefined : askedAgain(turn);
}

/** The invitation once more, as an answer to what this person wrote; undefined where none waits. */
export function inviteAgain(deps: Deps, turn: Turn): Decision | undefined {
  const roles = invitedRoles(turn);
  if (roles.length === 0) return undefined;
  const { language } = turn.contact;
  const villages = roles.map((role) => role.villageName ?? '').join(', ');
  const said: Said = {
    ...invitationText(deps, language, { village: villages, commune: '' }),
    text: deps.texts.say(language, 'register.invitedAgain', { villages }),
  };
  return { says: [said], asks: { kind: 'invited', data: {}, forMs: INVITATION_OPEN_MS } };
}

export function endInvitations(turn: Turn): readonly Write[] {
  const roles = invitedRoles(turn);
  if (roles.length === 0) return [];
  const villages = roles.flatMap(({ villageId }) => villageId ?? []);
  return [
    ...roles.flatMap((role) => [
      changeRole(role.id, 'ended'),
      recordAct({
        at: turn.now,
        actor: `contact:${turn.contact.id}`,
        action: 'role-declined',
        subject: `role:${role.id}`,
      }),
    ]),
    // What they sent was for these villages: it must not wait for another.
    refuseHeld(turn.contact.id, villages),
  ];
}

async function accepted(
  deps: Deps,
  turn: Turn,
  roles: readonly Role[],
  takeHeld: TakeHeld,
): Promise<Decision> {
  const { contact, now } = turn;
  const home = roles.find((role) => role.commune !== undefined)?.commune;
  const villages = roles.map((role) => role.villageName ?? '').join(', ');
  const places = roles.flatMap(({ villageId, villageName, commune }) =>
    villageId === undefined ? [] : [{ key: villageId, name: villageName ?? '', commune }],
  );
  const held = await takeHeld(deps, contact.id, places, now);
  const open = held.opens.at(-1);
  return {
    says: [
      { text: deps.texts.say(contact.language, 'register.accepted', { villages }) },
      ...held.told.map(({ text }) => ({ text })),
    ],
    writes: [
      ...held.writes,
      ...roles.flatMap((role) => [
        changeRole(role.id, 'active'),
        recordAct({
          at: now,
          actor: `contact:${contact.id}`,
          action: 'role-accepted',
          subject: `role:${role.id}`,
        }),
      ]),
      ...optIn(turn, WORDINGS.invited),
      ...(contact.commune === undefined && home !== undefined
        ? [changeContact(contact.id, { communeCode: home.code, communeFrom: home.validFrom })]
        : []),
    ],
    asks: open === undefined ? null : { kind: 'report', data: open.draft, prompt: { text: open.prompt } },
  };
}

function invitedRoles(turn: Turn): readonly Role[] {
  return turn.roles.filter((role) => role.status === 'invited');
}
