/** `CTV 0912345678 thôn 2`: an officer names a collaborator of a village, who is then asked once. */
import type { Deps } from '../deps.ts';
import { type Decision, type Handler, openFor, type Role, type Turn, type UnitKey } from '../handler.ts';
import { answersFor, officerRoles } from '../roles.ts';
import { recordAct } from '../store/audit.ts';
import {
  addContact,
  askQuestion,
  changeContact,
  isAsked,
  rolesOf,
  type SessionRow,
  sessionOf,
  takeTurn,
} from '../store/contacts.ts';
import { queueMessage } from '../store/outbox.ts';
import { giveRoleToBoth, type RoleRow, roleAt } from '../store/roles.ts';
import type { Write } from '../store/statement.ts';
import { type VillageRow, villagesOf } from '../store/villages.ts';
import type { TextKey } from '../texts.ts';
import { INVITATION_OPEN_MS, invitationText, type TakeHeld } from './invited.ts';
import type { Place, Places } from './places.ts';
import { readCollaborator } from './typed-village.ts';

export type VillageFound<V> =
  /** `beside`: what stood after the name and was not read. */
  | { readonly kind: 'one'; readonly village: V; readonly beside?: string }
  | { readonly kind: 'several'; readonly candidates: readonly V[] }
  | { readonly kind: 'none'; readonly near: readonly V[] };

export type RegisterNeeds = {
  readonly places: Places;
  readonly takeHeld: TakeHeld;
  readonly findVillage: <V extends { readonly name: string }>(
    villages: readonly V[],
    typed: string,
  ) => VillageFound<V>;
  readonly provinceOf: (deps: Deps, commune: UnitKey) => Promise<string | undefined>;
};

type InCommune = VillageRow & { readonly place: Place };

export function registerWith(needs: RegisterNeeds): Handler {
  return async (deps, turn) => {
    const officers = officerRoles(turn);
    const typed = readCollaborator(turn.text);
    // From anyone else, and without a number, it is ordinary text.
    if (officers.length === 0 || typed === undefined) return undefined;
    const told = (key: TextKey, values?: Readonly<Record<string, string>>): Decision => ({
      says: [{ text: deps.texts.say(turn.contact.language, key, values) }],
    });
    if (typed.phone === undefined) return told('register.badNumber');
    const provincial = officers.every((role) => role.role === 'province-officer');
    if (typed.village === '') return told(provincial ? 'register.exampleProvince' : 'register.example');

    const own = await ownCommunes(needs, deps, officers);
    const direct = villageMeant(needs, await villagesIn(deps, own), typed.whole);
    if (direct.kind === 'one') return named(needs, deps, turn, typed.phone, direct.village);
    const area = await communesMeant(needs, deps, officers, own, typed.commune);
    if ('says' in area) return told(area.says, area.values);
    const villages = await villagesIn(deps, area.places);
    const found = villageMeant(needs, villages, typed.village);
    const where = area.places.map((place) => place.label).join(', ');
    if (found.kind === 'several') {
      return told('register.severalVillages', { list: listed(found.candidates, area.places.length > 1) });
    }
    if (found.kind === 'none') {
      return found.near.length === 0
        ? told('register.noVillage', { place: where })
        : told('register.nearVillages', { place: where, list: listed(found.near, area.places.length > 1) });
    }
    return named(needs, deps, turn, typed.phone, found.village);
  };
}

/** What stands beside a name may be another village, or a commune that is not theirs: then it is only offered. */
function villageMeant(
  needs: RegisterNeeds,
  villages: readonly InCommune[],
  typed: string,
): VillageFound<InCommune> {
  const found = needs.findVillage(villages, typed);
  return found.kind === 'one' && found.beside !== undefined ? { kind: 'none', near: [found.village] } : found;
}

async function ownCommunes(
  needs: RegisterNeeds,
  deps: Deps,
  officers: readonly Role[],
): Promise<readonly Place[]> {
  const own: Place[] = [];
  for (const role of officers) {
    const label = role.commune === undefined ? undefined : await needs.places.label(deps, role.commune);
    if (role.commune !== undefined && label !== undefined) own.push({ unit: role.commune, label });
  }
  return own;
}

/** The communes whose villages may be meant: the one named, or the officer's own. */
async function communesMeant(
  needs: RegisterNeeds,
  deps: Deps,
  officers: readonly Role[],
  own: readonly Place[],
  typed: string | undefined,
): Promise<
  | { readonly places: readonly Place[] }
  | { readonly says: TextKey; readonly values?: Readonly<Record<string, string>> }
> {
  if (typed === undefined) return own.length === 0 ? { says: 'register.exampleProvince' } : { places: own };
  const found = await needs.places.find(deps, typed, own[0]?.unit);
  const candidates = found.kind === 'one' ? [found.place] : found.kind === 'several' ? found.candidates : [];
  if (candidates.length === 0) return { says: 'register.noCommune' };
  const mine: Place[] = [];
  for (const place of candidates) {
    const provinceCode = (await needs.provinceOf(deps, place.unit)) ?? '';
    if (officers.some((role) => answersFor(role, { key: place.unit, provinceCode }))) mine.push(place);
  }
  if (mine.length > 1)
    return { says: 'register.severalCommunes', values: { list: mine.map((p) => p.label).join('; ') } };
  return mine.length === 1
    ? { places: mine }
    : { says: 'register.notYours', values: { place: candidates.map((p) => p.label).join('; ') } };
}

async function villagesIn(deps: Deps, places: readonly Place[]): Promise<readonly InCommune[]> {
  const lists = await Promise.all(
    places.map(async (place) =>
      (await villagesOf(deps.store, place.unit)).map((village) => ({ ...village, place })),
    ),
  );
  return lists.flat();
}

function listed(villages: readonly InCommune[], withCommune: boolean): string {
  return villages.map((v) => (withCommune ? `${v.name} (${v.place.label})` : v.name)).join(', ');
}

async function named(
  needs: RegisterNeeds,
  deps: Deps,
  turn: Turn,
  phone: string,
  village: InCommune,
): Promise<Decision> {
  const { contact, now } = turn;
  const macs = deps.secrets.macs(`phone:${phone}`);
  const row = await sessionOf(deps.store, macs);
  const values = { last: phone.slice(-3), village: village.name, place: village.place.label };
  const told = (key: TextKey, writes: readonly Write[] = []): Decision => ({
    says: [{ text: deps.texts.say(contact.language, key, values) }],
    writes,
  });
  const isSelf = row?.id === contact.id;
  const known =
    row === undefined
      ? undefined
      : await roleAt(deps.store, row.id, 'collaborator', { villageId: village.id });
  if (known?.status === 'active') return told(isSelf ? 'register.self' : 'register.already');
  if (known?.status === 'invited' && !isSelf) return told('register.waiting');

  const person = row?.id ?? deps.newId();
  const give = (status: RoleRow['status']): readonly Write[] => {
    const id = known?.id ?? deps.newId();
    const role = { id, contactId: person, role: 'collaborator' as const, place: { villageId: village.id } };
    return [
      ...giveRoleToBoth({ ...role, status, madeBy: `contact:${contact.id}`, at: now }),
      recordAct({ at: now, actor: `contact:${contact.id}`, action: `role-${status}`, subject: `role:${id}` }),
    ];
  };
  if (isSelf) return told('register.self', give('active'));
  // Whoever decides from another's state takes that person's next turn too.
  const turnTaken =
    row === undefined
      ? []
      : [
          takeTurn(row.id, row.lastTurn + 1),
          // Erased a moment ago: they are told of anew, and still not written to.
          ...(row.erasedAt === null ? [] : [changeContact(row.id, { erasedAt: null })]),
        ];
  const others = row === undefined ? [] : rolesOf(row).filter((r) => r.role === 'collaborator');
  if (row?.consent === 'in' && others.some((role) => role.status === 'active')) {
    const place = { key: village.id, name: village.name, commune: village.place.unit };
    const held = await needs.takeHeld(deps, row.id, [place], now);
    return told('register.added', [
      ...turnTaken,
      ...give('active'),
      ...held.writes,
      ...assigned(deps, turn, row, village, held),
    ]);
  }
  const before =
    known !== undefined || row?.consent === 'out' || others.some((role) => role.status === 'invited');
  if (before) return told('register.notAgain', [...turnTaken, ...give('invited')]);
  return told('register.invited', [
    ...(row === undefined
      ? [
          addContact({
            id: person,
            kind: 'phone',
            addressMac: macs[0] ?? '',
            addressSealed: deps.secrets.seal(phone),
            createdAt: now,
          }),
        ]
      : turnTaken),
    ...give('invited'),
    ...invitation(deps, turn, person, row, village),
  ]);
}

/** One message, once; the question is that message. Another question of theirs is not taken away. */
function invitation(
  deps: Deps,
  turn: Turn,
  person: string,
  row: SessionRow | undefined,
  village: InCommune,
): readonly Write[] {
  const { now, inbound } = turn;
  const said = invitationText(deps, row?.language ?? 'vi', {
    village: village.name,
    commune: village.place.label,
  });
  return [
    queueMessage(
      {
        key: `invite:${person}`,
        contactId: person,
        kind: 'invitation',
        bodySealed: deps.secrets.seal(JSON.stringify(said)),
        dueAt: now,
        createdAt: now,
      },
      'ignore',
    ),
    ...(row !== undefined && isAsked(row, now)
      ? []
      : [
          askQuestion({
            contactId: person,
            kind: 'invited',
            dataSealed: deps.secrets.seal(JSON.stringify({ data: {}, prompt: said })),
            askedIn: `register:${inbound.channel}:${inbound.providerId}`,
            askedAt: now,
            expiresAt: now + INVITATION_OPEN_MS,
          }),
        ]),
  ];
}

/** They agreed to this work before: told, not asked again, but for what is not certain in a report that waited. */
function assigned(
  deps: Deps,
  { now, inbound }: Turn,
  row: SessionRow,
  village: InCommune,
  { told, opens }: Awaited<ReturnType<TakeHeld>>,
): readonly Write[] {
  const words = deps.texts.say(row.language, 'register.assigned', { village: village.name });
  const text = [words, ...told.map((one) => one.text)].join('\n');
  const askedIn = `assigned:${inbound.channel}:${inbound.providerId}`;
  const open = opens.at(-1);
  return [
    queueMessage({
      key: `reply:${askedIn}:0`,
      contactId: row.id,
      kind: 'reminder',
      bodySealed: deps.secrets.seal(JSON.stringify({ text })),
      dueAt: now,
      createdAt: now,
    }),
    ...(open === undefined || isAsked(row, now)
      ? []
      : [
          askQuestion({
            contactId: row.id,
            kind: 'report',
            dataSealed: deps.secrets.seal(
              JSON.stringify({ data: open.draft, prompt: { text: open.prompt } }),
            ),
            askedIn,
            askedAt: now,
            expiresAt: now + openFor('report'),
          }),
        ]),
  ];
}
