/** The demo's telephones and who stands behind each. */
import { civilDate, monthsBetween, shownDate } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import {
  addPhone,
  type OwnerChild,
  type OwnerRole,
  type OwnerRow,
  ownersOf,
  type PhoneRow,
  phoneRow,
  phoneRows,
} from '../../store/phones.ts';
import type { Write } from '../../store/statement.ts';
import type { Say } from './page.ts';

export type Phone = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** Added by hand in the simulator. */
  readonly made: boolean;
};

export type Person = {
  readonly phone: Phone;
  /** Nobody yet where the phone never wrote, or where its owner was erased. */
  readonly contact: OwnerRow | undefined;
  readonly roles: readonly OwnerRole[];
  readonly children: readonly OwnerChild[];
};

export type Group = 'parents' | 'collaborators' | 'officers' | 'others';

export function newPhone(deps: Deps, { id, ...rest }: Phone): Write {
  return addPhone({ id, sealed: deps.secrets.seal(JSON.stringify(rest)) });
}

export async function everyone(deps: Deps): Promise<readonly Person[]> {
  const phones = (await phoneRows(deps.store)).map((row) => opened(deps, row));
  return withOwners(deps, phones);
}

export async function personWith(deps: Deps, id: string): Promise<Person | undefined> {
  const row = await phoneRow(deps.store, id);
  if (row === undefined) return undefined;
  const [person] = await withOwners(deps, [opened(deps, row)]);
  return person;
}

function opened(deps: Deps, row: PhoneRow): Phone {
  return { id: row.id, ...(JSON.parse(deps.secrets.open(row.sealed)) as Omit<Phone, 'id'>) };
}

async function withOwners(deps: Deps, phones: readonly Phone[]): Promise<readonly Person[]> {
  const macs = phones.map((phone) => deps.secrets.mac(`phone:${phone.number}`));
  const owners = await ownersOf(deps.store, macs);
  return phones.map((phone, i) => {
    const contact = owners.contacts.find((row) => row.addressMac === macs[i]);
    const belongs = (row: { readonly contactId: string }) => row.contactId === contact?.id;
    return {
      phone,
      contact,
      roles: owners.roles.filter(belongs),
      children: owners.children.filter((row) => belongs(row) && row.status !== 'removed'),
    };
  });
}

export function groupOf(person: Person): Group {
  if (person.phone.made) return 'others';
  if (person.roles.some((r) => r.role !== 'collaborator')) return 'officers';
  return person.roles.length > 0 ? 'collaborators' : 'parents';
}

const YEARS_FROM_MONTHS = 36;

/** In a few words, as the service knows them now: "đã đăng ký, con 5 tháng, xã Mường Than". */
export function about(say: Say, person: Person, now: number): string {
  const { contact, roles, children } = person;
  const today = civilDate(now);
  const parts = roles.map((role) => {
    const place = placeOf(role);
    if (role.role === 'collaborator') {
      const key = role.status === 'invited' ? 'collaboratorInvited' : 'collaborator';
      return say(`simulator.about.${key}`, { village: place });
    }
    return role.role === 'commune-officer'
      ? say('simulator.about.communeOfficer', { commune: place })
      : say('simulator.about.provinceOfficer');
  });
  if (contact === undefined) parts.push(say('simulator.about.unknown'));
  else if (roles.length === 0) {
    parts.push(say(`simulator.about.${contact.consent === 'none' ? 'written' : contact.consent}`));
  } else if (contact.consent === 'out') parts.push(say('simulator.about.out'));
  for (const child of children) parts.push(childInWords(say, child, today));
  if (contact?.communeName) parts.push(contact.communeName);
  return parts.join(', ');
}

function childInWords(say: Say, child: OwnerChild, today: string): string {
  if (child.status === 'lost') return say('simulator.about.lost');
  if (child.born === null) return say('simulator.about.pregnant', { date: shownDate(child.due ?? today) });
  const months = monthsBetween(child.born, today);
  if (months < 1) return say('simulator.about.newborn');
  return months < YEARS_FROM_MONTHS
    ? say('simulator.about.child', { months })
    : say('simulator.about.childYears', { years: Math.floor(months / 12) });
}

function placeOf(role: OwnerRole): string {
  return [role.villageName, role.communeName].filter((name) => name !== null).join(', ');
}

/** `…0007`: enough to tell phones apart. */
export function maskedNumber(number: string): string {
  return `…${number.slice(-4)}`;
}

/** A number as people write it, or undefined. Only its form is checked: the demo's own numbers are assigned to nobody. */
export function typedNumber(text: string): string | undefined {
  const compact = text.replace(/[\s.()-]/g, '');
  if (!/^\+?\d{6,15}$/.test(compact)) return undefined;
  if (compact.startsWith('+')) return compact;
  if (compact.startsWith('0')) return `+84${compact.slice(1)}`;
  return `+${compact}`;
}
