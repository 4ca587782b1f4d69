import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { contacts, invitations, roles, units } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import type { Store } from './database.ts';
import { alsoToChat } from './links.ts';
import { build, insert, update, type Write, write } from './statement.ts';

export type RoleRow = typeof roles.$inferSelect;
export type InvitationRow = typeof invitations.$inferSelect;

export type RolePlace =
  | { readonly villageId: string }
  | { readonly commune: UnitKey }
  | { readonly provinceCode: string };

/** How a role's place is written in `roles.scope`. */
export function scopeOf(place: RolePlace): string {
  if ('villageId' in place) return `village:${place.villageId}`;
  if ('commune' in place) return `commune:${place.commune.code}@${place.commune.validFrom}`;
  return `province:${place.provinceCode}`;
}

export type NewRole = Pick<RoleRow, 'id' | 'contactId' | 'role' | 'status' | 'madeBy' | 'at'> & {
  readonly place: RolePlace;
};

/** The same for a person's second address. */
export function giveRoleToBoth(role: NewRole): readonly Write[] {
  return [giveRole(role), alsoToChat(role.contactId, role.role, scopeOf(role.place))];
}

/** The role as it is told now, also where the person had it before and it ended. */
export function giveRole({ place, ...row }: NewRole): Write {
  return write(
    build
      .insert(roles)
      .values({
        ...row,
        scope: scopeOf(place),
        villageId: 'villageId' in place ? place.villageId : null,
        communeCode: 'commune' in place ? place.commune.code : null,
        communeFrom: 'commune' in place ? place.commune.validFrom : null,
        provinceCode: 'provinceCode' in place ? place.provinceCode : null,
      })
      .onConflictDoUpdate({
        target: [roles.contactId, roles.role, roles.scope],
        set: { status: row.status, madeBy: row.madeBy, at: row.at },
      }),
  );
}

/** The person's two addresses hold it together. */
export function changeRole(id: string, status: RoleRow['status']): Write {
  return {
    sql: `UPDATE roles SET status = ?1 WHERE id = ?2 OR id IN (SELECT x.id FROM roles r
      JOIN contacts p ON p.chat_id IS NOT NULL AND (p.id = r.contact_id OR p.chat_id = r.contact_id)
      JOIN roles x ON x.contact_id IN (p.id, p.chat_id) AND x.role = r.role AND x.scope = r.scope WHERE r.id = ?2)`,
    args: [status, id],
  };
}

export async function roleById(store: Store, id: string): Promise<RoleRow | undefined> {
  return store.db.select().from(roles).where(eq(roles.id, id)).get();
}

/** Ended ones too: who once declined is not invited a second time. */
export async function roleAt(
  store: Store,
  contactId: string,
  role: RoleRow['role'],
  place: RolePlace,
): Promise<RoleRow | undefined> {
  return store.db
    .select()
    .from(roles)
    .where(and(eq(roles.contactId, contactId), eq(roles.role, role), eq(roles.scope, scopeOf(place))))
    .get();
}

/** The village that a person was a collaborator of, or was asked to be, the last time that it ended. */
export async function lastVillage(store: Store, contactId: string): Promise<string | undefined> {
  const row = await store.db
    .select({ villageId: roles.villageId })
    .from(roles)
    .where(
      and(eq(roles.contactId, contactId), eq(roles.role, 'collaborator'), sql`${roles.status} = 'ended'`),
    )
    .orderBy(desc(roles.at), desc(roles.id))
    .limit(1)
    .get();
  return row?.villageId ?? undefined;
}

export type OfficerRow = RoleRow & {
  readonly addressKind: 'phone' | 'telegram';
  readonly addressSealed: string;
};

export async function officers(store: Store): Promise<OfficerRow[]> {
  const rows = await store.db
    .select({ role: roles, addressKind: contacts.kind, addressSealed: contacts.addressSealed })
    .from(roles)
    .innerJoin(contacts, eq(contacts.id, roles.contactId))
    .where(sql`${roles.role} <> 'collaborator'`)
    .orderBy(asc(roles.at), asc(roles.id));
  return rows.map(({ role, ...rest }) => ({ ...role, ...rest }));
}

/** The officers of a commune; where it has none, those of its province. */
export async function officersOfCommune(
  store: Store,
  commune: UnitKey,
): Promise<{ readonly contactId: string; readonly chatId: string | null; readonly language: 'vi' | 'en' }[]> {
  const active = () =>
    store.db
      .select({ contactId: roles.contactId, chatId: contacts.chatId, language: contacts.language })
      .from(roles)
      .innerJoin(contacts, eq(contacts.id, roles.contactId));
  const own = await active().where(
    and(eq(roles.status, 'active'), eq(roles.role, 'commune-officer'), eq(roles.scope, scopeOf({ commune }))),
  );
  if (own.length > 0) return own;
  return active()
    .innerJoin(units, and(eq(units.code, commune.code), eq(units.validFrom, commune.validFrom)))
    .where(
      and(
        eq(roles.status, 'active'),
        eq(roles.role, 'province-officer'),
        eq(roles.provinceCode, units.provinceCode),
      ),
    );
}

export function addInvitation(row: typeof invitations.$inferInsert): Write {
  return insert(invitations, row);
}

export async function invitationByMac(
  store: Store,
  codeMacs: readonly string[],
): Promise<InvitationRow | undefined> {
  for (const codeMac of codeMacs) {
    const row = await store.db.select().from(invitations).where(eq(invitations.codeMac, codeMac)).get();
    if (row !== undefined) return row;
  }
  return undefined;
}

/** Once only: where the code was used in the meantime, the first write collides with its own key. */
export function useInvitation(codeMac: string, usedBy: string): readonly Write[] {
  return [
    write({
      toSQL: () => ({
        sql: 'INSERT INTO invitations SELECT * FROM invitations WHERE code_mac = ? AND used_by IS NOT NULL',
        params: [codeMac],
      }),
    }),
    update(invitations, { usedBy }, { codeMac }),
  ];
}
