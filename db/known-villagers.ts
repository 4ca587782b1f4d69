/** What the database already holds of the villages and people on a list. */
import { and, eq, inArray } from 'drizzle-orm';
import { nameOf } from '../src/reports/where.ts';
import type { Store } from '../src/store/database.ts';
import { contacts, outbox, roles, villages } from './schema.ts';

/** Well under the parameters a statement may carry, on either database. */
const VALUES_A_QUERY = 500;

/** Grows while a list is planned, so that its rows see each other. */
export type Known = {
  /** Ids by commune code and folded name, whichever version of the commune they were entered under. */
  readonly villages: Map<string, string>;
  readonly people: Map<string, { readonly id: string; readonly consent: 'none' | 'in' | 'out' }>;
  readonly roles: Set<string>;
  readonly invitations: Set<string>;
};

/** `Nà Phát` and `Bản Nà Phát` are one village to whoever reads a text, and so are `Thôn 02` and `Thôn 2`. */
export function nameInTexts(communeCode: string, name: string): string {
  return `${communeCode} ${nameOf(name)}`;
}

/** `ids` as in `Known.villages`; `names` as they are written, by the name in texts. */
export async function knownVillages(store: Store, communeCodes: readonly string[]) {
  const homes = await inParts(communeCodes, (some) =>
    store.db.select().from(villages).where(inArray(villages.communeCode, some)),
  );
  return {
    ids: new Map(homes.map((v) => [`${v.communeCode} ${v.nameFolded}`, v.id])),
    names: new Map(homes.map((v) => [nameInTexts(v.communeCode, v.name), v.name])),
  };
}

export async function knownOf(
  store: Store,
  communeCodes: readonly string[],
  addressMacs: readonly string[],
): Promise<Known> {
  const people = await inParts(addressMacs, (some) =>
    store.db
      .select({ id: contacts.id, mac: contacts.addressMac, consent: contacts.consent })
      .from(contacts)
      .where(inArray(contacts.addressMac, some)),
  );
  const ids = people.map((person) => person.id);
  const held = await inParts(ids, (some) =>
    store.db
      .select({ contactId: roles.contactId, scope: roles.scope })
      .from(roles)
      .where(and(eq(roles.role, 'collaborator'), inArray(roles.contactId, some))),
  );
  const sent = await inParts(
    ids.map((id) => `invite:${id}`),
    (some) => store.db.select({ key: outbox.key }).from(outbox).where(inArray(outbox.key, some)),
  );
  return {
    villages: (await knownVillages(store, communeCodes)).ids,
    people: new Map(people.map((person) => [person.mac, person])),
    roles: new Set(held.map((role) => `${role.contactId} ${role.scope}`)),
    invitations: new Set(sent.map((row) => row.key)),
  };
}

async function inParts<T>(values: readonly string[], read: (some: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < values.length; at += VALUES_A_QUERY) {
    found.push(...(await read(values.slice(at, at + VALUES_A_QUERY))));
  }
  return found;
}
