/** The demo's telephones: kept apart from contacts, so that a phone is still there when its owner was erased. */
import { and, asc, eq, inArray, like, ne, sql } from 'drizzle-orm';
import { children, contacts, meta, roles, units, villages } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { insert, type Write } from './statement.ts';

const PREFIX = 'phone:';

/** `sealed` holds the number and the name; the id is what addresses carry. */
export type PhoneRow = { readonly id: string; readonly sealed: string };

export function addPhone({ id, sealed }: PhoneRow): Write {
  return insert(meta, { key: PREFIX + id, value: sealed });
}

export async function phoneRows(store: Store): Promise<PhoneRow[]> {
  const rows = await store.db
    .select()
    .from(meta)
    .where(like(meta.key, `${PREFIX}%`))
    .orderBy(asc(meta.key));
  return rows.map(({ key, value }) => ({ id: key.slice(PREFIX.length), sealed: value }));
}

export async function phoneRow(store: Store, id: string): Promise<PhoneRow | undefined> {
  const row = await store.db
    .select()
    .from(meta)
    .where(eq(meta.key, PREFIX + id))
    .get();
  return row === undefined ? undefined : { id, sealed: row.value };
}

export type OwnerRow = typeof contacts.$inferSelect & { readonly communeName: string | null };
export type OwnerRole = Pick<typeof roles.$inferSelect, 'contactId' | 'role' | 'status' | 'villageId'> & {
  readonly villageName: string | null;
  readonly communeCode: string | null;
  readonly communeFrom: string | null;
  readonly communeName: string | null;
};
export type OwnerChild = Pick<typeof children.$inferSelect, 'contactId' | 'due' | 'born' | 'status'>;

export type Owners = {
  readonly contacts: readonly OwnerRow[];
  readonly roles: readonly OwnerRole[];
  readonly children: readonly OwnerChild[];
};

/** Who the service knows under these addresses, with what they may do and whom they care for. */
export async function ownersOf(store: Store, macs: readonly string[]): Promise<Owners> {
  const known = await store.db
    .select({ contact: contacts, communeName: units.name })
    .from(contacts)
    .leftJoin(units, and(eq(units.code, contacts.communeCode), eq(units.validFrom, contacts.communeFrom)))
    .where(inArray(contacts.addressMac, [...macs]));
  const ids = known.map((row) => row.contact.id);
  const communeCode = sql<string | null>`coalesce(${roles.communeCode}, ${villages.communeCode})`;
  const communeFrom = sql<string | null>`coalesce(${roles.communeFrom}, ${villages.communeFrom})`;
  const [held, cared] = await Promise.all([
    store.db
      .select({
        contactId: roles.contactId,
        role: roles.role,
        status: roles.status,
        villageId: roles.villageId,
        villageName: villages.name,
        communeCode,
        communeFrom,
        communeName: units.name,
      })
      .from(roles)
      .leftJoin(villages, eq(villages.id, roles.villageId))
      .leftJoin(units, and(eq(units.code, communeCode), eq(units.validFrom, communeFrom)))
      .where(and(inArray(roles.contactId, ids), ne(roles.status, 'ended')))
      .orderBy(asc(roles.at), asc(roles.id)),
    store.db
      .select({
        contactId: children.contactId,
        due: children.due,
        born: children.born,
        status: children.status,
      })
      .from(children)
      .where(inArray(children.contactId, ids))
      .orderBy(asc(children.createdAt)),
  ]);
  return {
    contacts: known.map(({ contact, communeName }) => ({ ...contact, communeName })),
    roles: held,
    children: cared,
  };
}

const CLOCK = 'clock-offset';

/** How far the demo's clock was moved ahead, in ms. */
export async function clockOffset(store: Store): Promise<number> {
  const row = await store.db.select().from(meta).where(eq(meta.key, CLOCK)).get();
  return row === undefined ? 0 : Number(row.value);
}

export async function keepClockOffset(store: Store, offsetMs: number): Promise<void> {
  await store.db
    .insert(meta)
    .values({ key: CLOCK, value: String(offsetMs) })
    .onConflictDoUpdate({ target: meta.key, set: { value: String(offsetMs) } });
}
