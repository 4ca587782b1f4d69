/** What providers tell of a message after they took it. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { outbox, receipts } from '../../db/schema.ts';
import type { Store } from './database.ts';
import type { OutboxRow } from './outbox.ts';
import { build, insert, type Write, write } from './statement.ts';

/** The states a receipt may still raise: ranks only rise, so a late `sent` never overwrites `delivered`. */
const BELOW: Readonly<Record<'accepted' | 'delivered' | 'failed', readonly OutboxRow['state'][]>> = {
  accepted: ['sending', 'unknown'],
  delivered: ['sending', 'unknown', 'accepted', 'failed'],
  failed: ['sending', 'unknown', 'accepted'],
};

export function raiseMessage(
  id: number,
  to: 'accepted' | 'delivered' | 'failed',
  set: { readonly providerId: string; readonly reason?: string | undefined; readonly at: number },
): Write {
  return write(
    build
      .update(outbox)
      .set({
        state: to,
        providerId: set.providerId,
        reason: set.reason ?? null,
        settledAt: set.at,
        leaseUntil: null,
        sentAt: sql`coalesce(${outbox.sentAt}, ${set.at})`,
      })
      .where(and(eq(outbox.id, id), inArray(outbox.state, [...BELOW[to]]))),
  );
}

export async function messageById(store: Store, id: number): Promise<OutboxRow | undefined> {
  return store.db.select().from(outbox).where(eq(outbox.id, id)).get();
}

export async function messageByProvider(
  store: Store,
  channel: string,
  providerId: string,
): Promise<OutboxRow | undefined> {
  return store.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.providerId, providerId), eq(outbox.channel, channel)))
    .get();
}

export function keepReceipt(row: typeof receipts.$inferInsert): Write {
  return insert(receipts, row, { onConflict: 'ignore' });
}

export async function receiptsFor(
  store: Store,
  channel: string,
  providerId: string,
): Promise<(typeof receipts.$inferSelect)[]> {
  return store.db
    .select()
    .from(receipts)
    .where(and(eq(receipts.channel, channel), eq(receipts.providerId, providerId)));
}
