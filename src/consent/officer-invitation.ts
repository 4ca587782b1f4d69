/** `/start cb-…`: an officer claims the role that an operator made a one-time code for. */
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { recordAct } from '../store/audit.ts';
import { changeContact } from '../store/contacts.ts';
import {
  giveRole,
  type InvitationRow,
  invitationByMac,
  type RolePlace,
  useInvitation,
} from '../store/roles.ts';
import { optIn, WORDINGS } from './opting.ts';
import { closeOurs } from './our-questions.ts';
import type { Places } from './places.ts';

/** How a code is named before it is hashed. */
export function invitationSecret(code: string): string {
  return `invite:${code}`;
}

export async function claimInvitation(
  places: Places,
  deps: Deps,
  turn: Turn,
  code: string,
): Promise<Decision> {
  const { contact, now } = turn;
  const row = await invitationByMac(deps.store, deps.secrets.macs(invitationSecret(code)));
  const place = row === undefined ? undefined : placeOf(row);
  if (row === undefined || place === undefined || row.usedBy !== null || row.expiresAt <= now) {
    return { says: [{ text: deps.texts.say(contact.language, 'register.claimOver') }] };
  }
  const id = deps.newId();
  const commune = 'commune' in place ? place.commune : undefined;
  const label =
    'provinceCode' in place
      ? deps.texts.say(contact.language, 'register.province', { code: place.provinceCode })
      : commune === undefined
        ? undefined
        : await places.label(deps, commune);
  return {
    says: [{ text: deps.texts.say(contact.language, 'register.claimed', { place: label ?? '' }) }],
    writes: [
      ...useInvitation(row.codeMac, contact.id),
      giveRole({
        id,
        contactId: contact.id,
        role: row.role,
        place,
        status: 'active',
        madeBy: row.madeBy,
        at: now,
      }),
      recordAct({
        at: now,
        actor: `contact:${contact.id}`,
        action: 'role-claimed',
        subject: `contact:${contact.id}`,
        detail: { role: row.role },
      }),
      ...optIn(turn, WORDINGS.officer, row.madeBy),
      ...(commune === undefined || contact.commune !== undefined
        ? []
        : [changeContact(contact.id, { communeCode: commune.code, communeFrom: commune.validFrom })]),
    ],
    ...closeOurs(turn),
  };
}

function placeOf(row: InvitationRow): RolePlace | undefined {
  if (row.role === 'province-officer')
    return row.provinceCode === null ? undefined : { provinceCode: row.provinceCode };
  return row.communeCode === null || row.communeFrom === null
    ? undefined
    : { commune: { code: row.communeCode, validFrom: row.communeFrom } };
}
