/** What was said and heard, read back: one person's messages, and the newest that left. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { contacts, inbox, OUTBOX_STATES, outbox } from '../../db/schema.ts';
import type { Store } from './database.ts';
import type { OutboxRow } from './outbox.ts';

export type OutboxState = OutboxRow['state'];

export { OUTBOX_STATES };

export type HeardRow = Pick<OutboxRow, 'id' | 'kind' | 'state' | 'bodySealed' | 'segments' | 'sentAt'>;
export type SaidRow = Pick<typeof inbox.$inferSelect, 'id' | 'textSealed' | 'receivedAt'>;

const ARRIVED: readonly OutboxState[] = ['accepted', 'delivered'];

/** The newest first: what arrived at this person. */
export async function heardBy(store: Store, contactId: string, limit: number): Promise<HeardRow[]> {
  return store.db
    .select({
      id: outbox.id,
      kind: outbox.kind,
      state: outbox.state,
      bodySealed: outbox.bodySealed,
      segments: outbox.segments,
      sentAt: outbox.sentAt,
    })
    .from(outbox)
    .where(and(eq(outbox.contactId, contactId), inArray(outbox.state, [...ARRIVED])))
    .orderBy(desc(outbox.sentAt), desc(outbox.id))
    .limit(limit);
}

/** The newest first: what this person sent. */
export async function saidBy(store: Store, contactId: string, limit: number): Promise<SaidRow[]> {
  return store.db
    .select({ id: inbox.id, textSealed: inbox.textSealed, receivedAt: inbox.receivedAt })
    .from(inbox)
    .where(eq(inbox.contactId, contactId))
    .orderBy(desc(inbox.receivedAt), desc(inbox.id))
    .limit(limit);
}

export type Leaving = OutboxRow & { readonly addressSealed: string; readonly accentedSms: boolean };

/** The newest first, of one state or of all. */
export async function newestMessages(store: Store, limit: number, state?: OutboxState): Promise<Leaving[]> {
  const rows = await store.db
    .select({ message: outbox, addressSealed: contacts.addressSealed, accentedSms: contacts.accentedSms })
    .from(outbox)
    .innerJoin(contacts, eq(contacts.id, outbox.contactId))
    .where(state === undefined ? undefined : eq(outbox.state, state))
    .orderBy(desc(outbox.id))
    .limit(limit);
  return rows.map(({ message, ...recipient }) => ({ ...message, ...recipient }));
}

/** How many messages have arrived since the database was made. */
export async function arrivedCount(store: Store): Promise<number> {
  const row = await store.db
    .select({ count: sql<number>`count(*)` })
    .from(outbox)
    .where(inArray(outbox.state, [...ARRIVED]))
    .get();
  return Number(row?.count ?? 0);
}
