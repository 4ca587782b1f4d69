/** `admin add-officer`, `invite-officer`, `list-officers`, `end-role`: who may speak for a commune or a province. */
import { invitationSecret } from '../consent/officer-invitation.ts';
import { phoneOf } from '../consent/typed-village.ts';
import { recordAct } from '../store/audit.ts';
import { addContact, changeContact, recordConsent, sessionOf, takeTurn } from '../store/contacts.ts';
import type { Store } from '../store/database.ts';
import {
  addInvitation,
  changeRole,
  giveRoleToBoth,
  officers,
  type RolePlace,
  type RoleRow,
  roleById,
} from '../store/roles.ts';
import type { Write } from '../store/statement.ts';
import { communeVersions } from '../store/units.ts';
import { ACTOR, type AdminNeeds, AdminRefused, provinceName } from './admin-needs.ts';

export const CODE_LIVES_MS = 7 * 24 * 3_600_000;

type Office = {
  readonly role: 'commune-officer' | 'province-officer';
  readonly place: RolePlace;
  readonly label: string;
};

export async function placeFrom(
  store: Store,
  { commune, province }: { readonly commune?: string | undefined; readonly province?: string | undefined },
): Promise<Office> {
  if ((commune === undefined) === (province === undefined)) {
    throw new AdminRefused(
      'Say where the officer works: either --commune with a code of 5 digits or --province with one of 2.',
    );
  }
  if (province !== undefined) {
    const label = await provinceName(store, province);
    return { role: 'province-officer', place: { provinceCode: province }, label };
  }
  const versions = await communeVersions(store, [commune ?? '']);
  const unit = versions.find((version) => version.validTo === null);
  if (unit === undefined) {
    throw new AdminRefused(
      versions.length > 0
        ? `Commune ${commune} (${versions[0]?.name}) was merged: use the code it has since then.`
        : `No commune of today has the code ${commune}: check it, or run "npm run db:import-units" first.`,
    );
  }
  return {
    role: 'commune-officer',
    place: { commune: { code: unit.code, validFrom: unit.validFrom } },
    label: `${unit.name}, ${unit.provinceName}`,
  };
}

export async function addOfficer(
  needs: AdminNeeds,
  { phone, agreed }: { readonly phone?: string | undefined; readonly agreed?: boolean | undefined },
  office: Office,
): Promise<readonly string[]> {
  const { store, secrets, newId, now } = needs;
  if (phone === undefined) throw new AdminRefused('Say which phone: --phone 0912345678.');
  const number = phoneOf(phone);
  if (number === undefined)
    throw new AdminRefused('This is not a phone number that can be written to: use a form like 0912345678.');
  const macs = secrets.macs(`phone:${number}`);
  const known = await sessionOf(store, macs);
  if (known !== undefined && known.erasedAt !== null) {
    throw new AdminRefused('This person has just erased their data: try again in an hour.');
  }
  if (agreed === true && known?.consent === 'out') {
    throw new AdminRefused(
      'This person asked not to be written to: only they can come back, by sending TIEP.',
    );
  }
  const contactId = known?.id ?? newId();
  const id = newId();
  const { role, place } = office;
  await committed(store, [
    ...(known === undefined
      ? [
          addContact({
            id: contactId,
            kind: 'phone',
            addressMac: macs[0] ?? '',
            addressSealed: secrets.seal(number),
            createdAt: now,
          }),
        ]
      : []),
    ...giveRoleToBoth({ id, contactId, role, place, status: 'active', madeBy: ACTOR, at: now }),
    recordAct({
      at: now,
      actor: ACTOR,
      action: 'role-active',
      subject: `contact:${contactId}`,
      detail: { role },
    }),
    // Whoever decides from another's state takes that person's next turn too.
    ...(known === undefined ? [] : [takeTurn(known.id, known.lastTurn + 1)]),
    ...(agreed === true && known?.consent !== 'in' ? agreedBefore(contactId, now) : []),
  ]);
  return [
    `The phone ending in ${number.slice(-3)} is now ${role} of ${office.label}.`,
    agreed === true || known?.consent === 'in'
      ? 'They get the monthly summaries.'
      : 'They get answers only. For the monthly summaries they send TIEP, or add --agreed where they agreed before.',
  ];
}

/** On paper or by word, outside of this service: the operator answers for it. */
function agreedBefore(contactId: string, at: number): readonly Write[] {
  return [
    changeContact(contactId, { consent: 'in' }),
    recordConsent({
      contactId,
      act: 'in',
      textVersion: 'officer-agreed-before',
      channel: 'operator',
      askedBy: ACTOR,
      at,
    }),
    recordAct({ at, actor: ACTOR, action: 'opted-in', subject: `contact:${contactId}` }),
  ];
}

export async function inviteOfficer(needs: AdminNeeds, office: Office): Promise<readonly string[]> {
  const { store, secrets, now } = needs;
  const code = secrets.token();
  const { role, place } = office;
  await committed(store, [
    addInvitation({
      codeMac: secrets.mac(invitationSecret(code)),
      role,
      ...('commune' in place
        ? { communeCode: place.commune.code, communeFrom: place.commune.validFrom }
        : {}),
      ...('provinceCode' in place ? { provinceCode: place.provinceCode } : {}),
      madeBy: ACTOR,
      expiresAt: now + CODE_LIVES_MS,
    }),
    recordAct({ at: now, actor: ACTOR, action: 'officer-invited', subject: `role:${role}` }),
  ]);
  return [
    `One-time code for a ${role} of ${office.label}, valid for 7 days. Give it to that person only.`,
    `In Telegram they send this to the bot:  /start cb-${code}`,
    `Or they open:  https://t.me/<name of the bot>?start=cb-${code}`,
  ];
}

export async function listOfficers({ store, secrets }: AdminNeeds): Promise<readonly string[]> {
  const rows = await officers(store);
  if (rows.length === 0) return ['No officers yet.'];
  return rows.map((row) => {
    const address =
      row.addressKind === 'phone'
        ? `phone ...${(secrets.tryOpen(row.addressSealed) ?? '???').slice(-3)}`
        : 'Telegram';
    return [row.id, row.role, row.scope, row.status, address].join('\t');
  });
}

export async function endRole(
  { store, now }: AdminNeeds,
  id: string | undefined,
): Promise<readonly string[]> {
  if (id === undefined) throw new AdminRefused('Say which role: end-role <id>, as "list-officers" shows it.');
  const role: RoleRow | undefined = await roleById(store, id);
  if (role === undefined) throw new AdminRefused(`There is no role ${id}: "list-officers" shows them.`);
  if (role.status === 'ended') return [`The role had ended already: ${role.role} of ${role.scope}.`];
  await committed(store, [
    changeRole(id, 'ended'),
    recordAct({ at: now, actor: ACTOR, action: 'role-ended', subject: `role:${id}` }),
  ]);
  return [`Ended: ${role.role} of ${role.scope}.`];
}

async function committed(store: Store, writes: readonly Write[]): Promise<void> {
  const result = await store.commit(writes);
  if (!result.ok) throw new AdminRefused('Someone changed the same person at this moment: try again.');
}
