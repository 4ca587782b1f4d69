import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { children, contacts } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import { prepared, type Store } from './database.ts';
import { insert, update, type Write } from './statement.ts';

export type ChildRow = typeof children.$inferSelect;

const childrenQuery = prepared((db) =>
  db
    .select()
    .from(children)
    .where(
      and(
        sql`(${children.contactId} = ${sql.placeholder('contactId')} OR ${children.id} IN (SELECT k.child_id
          FROM carers k WHERE k.contact_id = ${sql.placeholder('contactId')} AND k.status = 'active'))`,
        ne(children.status, 'removed'),
      ),
    )
    .orderBy(asc(children.createdAt), asc(children.id))
    .prepare(),
);

/** The children that a contact told us of, and those shared with it, in the order they were told of; lost ones too. */
export async function childrenOf(store: Store, contactId: string): Promise<ChildRow[]> {
  return childrenQuery(store).all({ contactId });
}

const childQuery = prepared((db) =>
  db
    .select()
    .from(children)
    .where(eq(children.id, sql.placeholder('id')))
    .prepare(),
);

export async function childById(store: Store, id: string): Promise<ChildRow | undefined> {
  return childQuery(store).get({ id });
}

export function addChild(row: typeof children.$inferInsert): Write {
  return insert(children, row);
}

/** Back from a loss that was a mistake; where a child is shared, not once another has confirmed the loss. */
export function resumeChild(id: string): Write {
  return {
    sql: `UPDATE children SET status = 'active' WHERE id = ?1 AND (
      EXISTS (SELECT 1 FROM enrolments e WHERE e.child_id = ?1 AND e.status = 'paused')
      OR NOT EXISTS (SELECT 1 FROM carers k WHERE k.child_id = ?1 AND k.status = 'active'))`,
    args: [id],
  };
}

export function changeChild(id: string, set: Partial<typeof children.$inferInsert>): Write {
  return update(children, set, { id });
}

/** A child's date beside whose it is, and nothing to know either by. */
export type ChildOfFamily = Pick<ChildRow, 'born' | 'due'> & { readonly family: string };

/** The children whose carers belong to a commune and receive guidance; a phone and its chat are one family. */
export async function childrenOfCommune(store: Store, commune: UnitKey): Promise<ChildOfFamily[]> {
  return store.db
    .select({
      born: children.born,
      due: children.due,
      family: sql<string>`coalesce((SELECT p.id FROM contacts p WHERE p.chat_id = ${contacts.id}), ${contacts.id})`,
    })
    .from(children)
    .innerJoin(contacts, eq(contacts.id, children.contactId))
    .where(
      and(
        eq(contacts.communeCode, commune.code),
        eq(contacts.communeFrom, commune.validFrom),
        eq(contacts.consent, 'in'),
        sql`${contacts.erasedAt} IS NULL`,
        eq(children.status, 'active'),
      ),
    );
}
