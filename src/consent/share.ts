/** `CHIA SE 0912345678`: who told us of a child asks somebody to hear of it as well; `CHIA SE THOI` ends that. */
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { addressMacs } from '../secrets.ts';
import { recordAct } from '../store/audit.ts';
import { caredFor, carersOf, endShares, inviteCarer, skipShared, stopSharing } from '../store/carers.ts';
import { type ChildRow, childrenOf } from '../store/children.ts';
import { addContact, askQuestion, isAsked, type SessionRow, sessionOf, takeTurn } from '../store/contacts.ts';
import { otherAddress } from '../store/links.ts';
import { queueMessage } from '../store/outbox.ts';
import type { Write } from '../store/statement.ts';
import { addTry, answerInvitations, triedKey, triesBy, triesOf } from '../store/tries.ts';
import type { TextKey } from '../texts.ts';
import { INVITATION_OPEN_MS } from './invited.ts';
import { mayInvite } from './may-invite.ts';
import { asksNumber, numberAlone } from './number-alone.ts';
import { shareInvitation } from './shared.ts';
import { readShare } from './typed-share.ts';

/** Nobody tries out with us which numbers may be written to. */
const TRIES_A_DAY = 10;
/** An invitation that could not leave for so long is let go. */
const WAITS_MS = 3 * DAY_MS;
const ENDED = 'sharing-ended';

export const share: Handler = async (deps, turn) => {
  const typed = readShare(turn.text);
  if (typed === undefined) return undefined;
  const { contact } = turn;
  const family = contact.isNew ? [] : await childrenOf(deps.store, contact.id);
  const own = family.filter((child) => child.contactId === contact.id);
  if (typed.kind === 'stop') return stopped(deps, turn, own);
  const active = own.filter((child) => child.status === 'active');
  if (active.length === 0) {
    return told(deps, turn, family.some(isActive) ? 'share.onlyFirst' : 'share.needsChild');
  }
  if (contact.consent !== 'in') return told(deps, turn, 'share.needsConsent');
  if (typed.kind === 'how' || typed.phone === undefined) {
    const key = typed.kind === 'how' ? 'share.how' : 'share.badNumber';
    return { ...told(deps, turn, key), ...asksNumber(turn, 'share-number') };
  }
  return invited(deps, turn, active, typed.phone);
};

/** The number by itself, after `CHIA SE`. */
export const shareNumber: Handler = (deps, turn) =>
  numberAlone(turn, 'chia se', readShare, (whole) => share(deps, whole));

function isActive({ status }: ChildRow): boolean {
  return status === 'active';
}

async function invited(
  deps: Deps,
  turn: Turn,
  children: readonly ChildRow[],
  phone: string,
): Promise<Decision> {
  const { contact, now } = turn;
  const macs = deps.secrets.macs(`phone:${phone}`);
  const row = await sessionOf(deps.store, macs);
  const says = (key: TextKey) => told(deps, turn, key, { last: phone.slice(-3) });
  if (row !== undefined) {
    const own = row.id === contact.id || (await otherAddress(deps.store, contact.id))?.id === row.id;
    if (own) return says('share.self');
  }
  const askerMacs = addressMacs(deps.secrets, turn.inbound.from);
  const today = await triesBy(deps.store, 'share', askerMacs, now - DAY_MS);
  if (today.length >= TRIES_A_DAY) return says('share.tooMany');
  const trying = { kind: 'share', askerMac: askerMacs[0] ?? '', at: now } as const;
  const [carers, before] = await Promise.all([
    carersOf(
      deps.store,
      children.map(({ id }) => id),
    ),
    triesOf(deps.store, 'share', macs),
  ]);
  const { missing, refusal } = mayInvite({ row, children, carers, before, askerMacs, today, now });
  if (refusal !== undefined) return { ...says(refusal), writes: [addTry({ ...trying, outcome: 'none' })] };

  const person = row?.id ?? deps.newId();
  const targetMac = row?.addressMac ?? macs[0] ?? '';
  return {
    ...says('share.invited'),
    writes: [
      row === undefined
        ? addContact({
            id: person,
            kind: 'phone',
            addressMac: targetMac,
            addressSealed: deps.secrets.seal(phone),
            createdAt: now,
          })
        : // Whoever decides from another's state takes that person's next turn too.
          takeTurn(row.id, row.lastTurn + 1),
      addTry({ ...trying, targetMac, outcome: 'open' }),
      ...missing.map(({ id }) => inviteCarer(id, person, now)),
      recordAct({
        at: now,
        actor: `contact:${contact.id}`,
        action: 'carer-invited',
        subject: `contact:${person}`,
      }),
      ...invitation(deps, turn, { person, row, childId: missing[0]?.id ?? '' }),
    ],
  };
}

/** One message, once; the question is that message. Another question of theirs is not taken away. */
function invitation(
  deps: Deps,
  { inbound, now, contact }: Turn,
  { person, row, childId }: { person: string; row: SessionRow | undefined; childId: string },
): readonly Write[] {
  const origin = `${inbound.channel}:${inbound.providerId}`;
  const said = shareInvitation(deps, row?.language ?? 'vi');
  return [
    queueMessage({
      key: triedKey('share', contact.id, origin),
      contactId: person,
      kind: 'invitation',
      // With the child it is taken back: after a loss nobody is invited to hear of it.
      childId,
      bodySealed: deps.secrets.seal(JSON.stringify(said)),
      dueAt: now,
      expiresAt: now + WAITS_MS,
      createdAt: now,
    }),
    ...(row !== undefined && isAsked(row, now)
      ? []
      : [
          askQuestion({
            contactId: person,
            kind: 'carer',
            dataSealed: deps.secrets.seal(JSON.stringify({ data: {}, prompt: said })),
            askedIn: `share:${origin}`,
            askedAt: now,
            expiresAt: now + INVITATION_OPEN_MS,
          }),
        ]),
  ];
}

/** By who told us of the children for everybody, by a carer for themselves. The others hear no word of it. */
async function stopped(deps: Deps, turn: Turn, own: readonly ChildRow[]): Promise<Decision> {
  const { contact, now } = turn;
  if (contact.isNew) return told(deps, turn, 'share.none');
  const ids = own.map(({ id }) => id);
  const others = (await carersOf(deps.store, ids)).filter(({ status }) => status !== 'ended');
  const shared = await caredFor(deps.store, contact.id);
  if (others.length === 0 && shared.length === 0) return told(deps, turn, 'share.none');
  const turns = new Map(others.map(({ contactId, lastTurn }) => [contactId, lastTurn]));
  const actor = `contact:${contact.id}`;
  const says = [
    ...(others.length > 0 ? (['share.stopped'] as const) : []),
    ...(shared.length > 0 ? (['share.left'] as const) : []),
  ].map((key) => deps.texts.say(contact.language, key));
  return {
    says: [{ text: says.join(' ') }],
    writes: [
      ...(others.length === 0
        ? []
        : [
            ...[...turns].map(([id, lastTurn]) => takeTurn(id, lastTurn + 1)),
            ...stopSharing(contact.id, now),
            skipShared(ids, ENDED, now),
            recordAct({ at: now, actor, action: 'sharing-ended', subject: actor }),
          ]),
      ...(shared.length === 0
        ? []
        : [
            endShares(contact.id, 'active', now),
            endShares(contact.id, 'invited', now),
            answerInvitations(addressMacs(deps.secrets, turn.inbound.from), 'no', ['open', 'silent', 'yes']),
            skipShared(
              shared.map(({ childId }) => childId),
              ENDED,
              now,
              contact.id,
            ),
            recordAct({ at: now, actor, action: 'carer-left', subject: actor }),
          ]),
    ],
    ...(turn.question?.kind === 'carer' ? { asks: null } : {}),
  };
}

function told(deps: Deps, turn: Turn, key: TextKey, values: Readonly<Record<string, string>> = {}): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, key, values) }] };
}
