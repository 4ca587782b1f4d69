import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { inbox } from '../../db/schema.ts';
import { prepared, type Store } from './database.ts';
import { insert, type Write } from './statement.ts';

export function addInbound(row: typeof inbox.$inferInsert): Write {
  return insert(inbox, row);
}

const seenQuery = prepared((db) =>
  db
    .select({ id: inbox.id })
    .from(inbox)
    .where(
      and(eq(inbox.channel, sql.placeholder('channel')), eq(inbox.providerId, sql.placeholder('providerId'))),
    )
    .prepare(),
);

export async function isSeen(store: Store, channel: string, providerId: string): Promise<boolean> {
  return (await seenQuery(store).get({ channel, providerId })) !== undefined;
}

/** The one of these channels by which a person wrote to us last. */
export async function lastChannelOf(
  store: Store,
  contactId: string,
  channels: readonly string[],
): Promise<string | undefined> {
  const row = await store.db
    .select({ channel: inbox.channel })
    .from(inbox)
    .where(and(eq(inbox.contactId, contactId), inArray(inbox.channel, [...channels])))
    .orderBy(desc(inbox.id))
    .limit(1)
    .get();
  return row?.channel;
}
