import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { children } from '../../db/schema.ts';
import { prepared, type Store } from './database.ts';
import { insert, update, type Write } from './statement.ts';

export type ChildRow = typeof children.$inferSelect;

const childrenQuery = prepared((db) =>
  db
    .select()
    .from(children)
    .where(and(eq(children.contactId, sql.placeholder('contactId')), ne(children.status, 'removed')))
    .orderBy(asc(children.createdAt), asc(children.id))
    .prepare(),
);

/** The children of a phone in the order in which they were told of, lost ones too. */
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

export function changeChild(id: string, set: Partial<typeof children.$inferInsert>): Write {
  return update(children, set, { id });
}
