/** Reports that wait: for their sender's registration, or for a month to be opened again. */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { contacts, heldReports, inbox, reopenings } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { build, insert, type Write, write } from './statement.ts';

type HeldRow = typeof heldReports.$inferSelect;
export type HeldReport = Pick<
  HeldRow,
  'id' | 'contactId' | 'channel' | 'providerId' | 'reason' | 'place' | 'period'
> & { readonly textSealed: string; readonly sentAt: number; readonly language: 'vi' | 'en' };

/** Several villages as one `place`. */
export function heldPlaces(villageIds: readonly string[]): string {
  return villageIds.join('\n');
}

/** A repeat of the same message is held once. */
export function holdReport(row: Omit<HeldRow, 'status'>): Write {
  return insert(heldReports, { ...row, status: 'waiting' }, { onConflict: 'ignore' });
}

function heldWith(store: Store) {
  return store.db
    .select({
      id: heldReports.id,
      contactId: heldReports.contactId,
      channel: heldReports.channel,
      providerId: heldReports.providerId,
      reason: heldReports.reason,
      place: heldReports.place,
      period: heldReports.period,
      textSealed: inbox.textSealed,
      sentAt: inbox.sentAt,
      language: contacts.language,
    })
    .from(heldReports)
    .innerJoin(contacts, eq(contacts.id, heldReports.contactId))
    .innerJoin(
      inbox,
      and(eq(inbox.channel, heldReports.channel), eq(inbox.providerId, heldReports.providerId)),
    );
}

/** What a person sent that still waits for a registration, in the order of sending. */
export async function heldOf(store: Store, contactId: string): Promise<HeldReport[]> {
  return heldWith(store)
    .where(
      and(
        eq(heldReports.contactId, contactId),
        sql`${heldReports.status} = 'waiting'`,
        inArray(heldReports.reason, ['unregistered', 'other-village']),
      ),
    )
    .orderBy(asc(inbox.sentAt), asc(inbox.id));
}

/** What waits for closed months of a place: one text may be about several. */
export async function heldFor(store: Store, place: string): Promise<HeldReport[]> {
  return heldWith(store)
    .where(
      and(
        eq(heldReports.place, place),
        sql`${heldReports.status} = 'waiting'`,
        eq(heldReports.reason, 'closed'),
      ),
    )
    .orderBy(asc(inbox.sentAt), asc(inbox.id));
}

export function settleHeld(ids: readonly string[], status: 'taken' | 'refused'): readonly Write[] {
  return ids.length === 0
    ? []
    : [
        write(
          build
            .update(heldReports)
            .set({ status })
            .where(inArray(heldReports.id, [...ids])),
        ),
      ];
}

/** What waited for a registration that they declined, and what they sent before any. */
export function refuseHeld(contactId: string, villageIds: readonly string[]): Write {
  return write(
    build
      .update(heldReports)
      .set({ status: 'refused' })
      .where(
        and(
          eq(heldReports.contactId, contactId),
          sql`${heldReports.status} = 'waiting'`,
          or(
            eq(heldReports.reason, 'unregistered'),
            and(eq(heldReports.reason, 'other-village'), inArray(heldReports.place, [...villageIds])),
          ),
        ),
      ),
  );
}

export type Reopening = typeof reopenings.$inferSelect;

export function reopenMonth(row: Reopening): Write {
  const { form: _f, place: _p, period: _m, ...set } = row;
  return write(
    build
      .insert(reopenings)
      .values(row)
      .onConflictDoUpdate({ target: [reopenings.form, reopenings.place, reopenings.period], set }),
  );
}

/** Until when a closed month is open again, if it is at all. */
export async function reopenedUntil(
  store: Store,
  form: string,
  place: string,
  period: string,
): Promise<number | undefined> {
  const row = await store.db
    .select({ until: reopenings.until })
    .from(reopenings)
    .where(and(eq(reopenings.form, form), eq(reopenings.place, place), eq(reopenings.period, period)))
    .get();
  return row?.until;
}
