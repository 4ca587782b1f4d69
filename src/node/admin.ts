/** `npm run admin -- …`: who may speak for a commune or a province. Numbers are shown by their last digits only. */
import crypto from 'node:crypto';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { invitationSecret } from '../consent/officer-invitation.ts';
import { phoneOf } from '../consent/typed-village.ts';
import { createSecrets, type Secrets } from '../secrets.ts';
import { recordAct } from '../store/audit.ts';
import { addContact, contactByAddress } from '../store/contacts.ts';
import type { Store } from '../store/database.ts';
import {
  addInvitation,
  changeRole,
  giveRole,
  officers,
  type RolePlace,
  type RoleRow,
  roleById,
} from '../store/roles.ts';
import type { Write } from '../store/statement.ts';
import { communesOf, communeVersions } from '../store/units.ts';
import { openStore } from './open-database.ts';
import { stopWith } from './stop-with.ts';

const ACTOR = 'operator:admin';
const CODE_LIVES_MS = 7 * 24 * 3_600_000;

const USAGE = `How to use it:
  npm run admin -- add-officer --phone 0912345678 --commune 03388
  npm run admin -- add-officer --phone 0912345678 --province 12
  npm run admin -- invite-officer --commune 03388      (or --province 12)
  npm run admin -- list-officers
  npm run admin -- end-role <id from list-officers>`;

/** What was typed can't be done; the message says what to type instead. */
export class AdminRefused extends Error {
  override name = 'AdminRefused';
}

export type AdminNeeds = {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly newId: () => string;
  readonly now: number;
};

/** The lines to print. */
export async function admin(needs: AdminNeeds, args: readonly string[]): Promise<readonly string[]> {
  const { positionals, values } = parsed(args);
  const [command, ...rest] = positionals;
  switch (command) {
    case 'add-officer':
      return addOfficer(needs, values.phone, await placeFrom(needs.store, values));
    case 'invite-officer':
      return inviteOfficer(needs, await placeFrom(needs.store, values));
    case 'list-officers':
      return listOfficers(needs);
    case 'end-role':
      return endRole(needs, rest[0]);
    default:
      throw new AdminRefused(command === undefined ? USAGE : `There is no command "${command}".\n${USAGE}`);
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { phone: { type: 'string' }, commune: { type: 'string' }, province: { type: 'string' } },
    });
  } catch (error) {
    throw new AdminRefused(`${(error as Error).message}\n${USAGE}`);
  }
}

type Office = {
  readonly role: 'commune-officer' | 'province-officer';
  readonly place: RolePlace;
  readonly label: string;
};

async function placeFrom(
  store: Store,
  { commune, province }: { readonly commune?: string | undefined; readonly province?: string | undefined },
): Promise<Office> {
  if ((commune === undefined) === (province === undefined)) {
    throw new AdminRefused(
      'Say where the officer works: either --commune with a code of 5 digits or --province with one of 2.',
    );
  }
  if (province !== undefined) {
    const [first] = await communesOf(store, province);
    if (first === undefined) {
      throw new AdminRefused(
        `No province of today has the code ${province}: check it, or run "npm run db:import-units" first.`,
      );
    }
    return { role: 'province-officer', place: { provinceCode: province }, label: first.provinceName };
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

async function addOfficer(
  needs: AdminNeeds,
  phone: string | undefined,
  office: Office,
): Promise<readonly string[]> {
  const { store, secrets, newId, now } = needs;
  if (phone === undefined) throw new AdminRefused('Say which phone: --phone 0912345678.');
  const number = phoneOf(phone);
  if (number === undefined)
    throw new AdminRefused('This is not a phone number that can be written to: use a form like 0912345678.');
  const macs = secrets.macs(`phone:${number}`);
  const known = await contactByAddress(store, macs);
  if (known !== undefined && known.erasedAt !== null) {
    throw new AdminRefused('This person has just erased their data: try again in an hour.');
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
    giveRole({ id, contactId, role, place, status: 'active', madeBy: ACTOR, at: now }),
    recordAct({
      at: now,
      actor: ACTOR,
      action: 'role-active',
      subject: `contact:${contactId}`,
      detail: { role },
    }),
  ]);
  return [`The phone ending in ${number.slice(-3)} is now ${role} of ${office.label}.`];
}

async function inviteOfficer(needs: AdminNeeds, office: Office): Promise<readonly string[]> {
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

async function listOfficers({ store, secrets }: AdminNeeds): Promise<readonly string[]> {
  const rows = await officers(store);
  if (rows.length === 0) return ['No officers yet.'];
  return rows.map((row) => {
    const address =
      row.addressKind === 'phone' ? `phone ...${secrets.open(row.addressSealed).slice(-3)}` : 'Telegram';
    return [row.id, row.role, row.scope, row.status, address].join('\t');
  });
}

async function endRole({ store, now }: AdminNeeds, id: string | undefined): Promise<readonly string[]> {
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

if (process.argv[1] === import.meta.filename) {
  try {
    const config = readConfig(process.env);
    const store = await openStore(config.databaseUrl, config.mode, config.databaseToken);
    const secrets = createSecrets(crypto, config.secret, config.previousSecret);
    const lines = await admin({ store, secrets, newId: () => v7(), now: Date.now() }, process.argv.slice(2));
    store.close();
    console.log(lines.join('\n'));
  } catch (error) {
    if (error instanceof AdminRefused) console.error(error.message);
    else stopWith(error);
    process.exitCode = 1;
  }
}
