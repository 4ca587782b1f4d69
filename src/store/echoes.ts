/** What was lately said and heard by one person, for telling a machine from a person. */
import { sql } from 'drizzle-orm';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';

/** Replies that have left for one person: in the last hour; on this day, and of those for work. */
export type Spent = { readonly hour: number; readonly day: number; readonly work: number };

/** How many replies have left for each of these people, from the index of what left for a person. */
export async function repliesTo(
  store: Store,
  contactIds: readonly string[],
  since: { readonly hour: number; readonly day: number },
): Promise<ReadonlyMap<string, Spent>> {
  if (contactIds.length === 0) return new Map();
  const rows = await rowsOf<[string, number, number, number]>(
    store,
    sql`
    SELECT contact_id, sum(sent_at > ${since.hour}), sum(sent_at >= ${since.day}),
      sum(sent_at >= ${since.day} AND series IS 'work') FROM outbox
    WHERE contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))
      AND sent_at >= ${Math.min(since.hour, since.day)} AND kind = 'reply' GROUP BY contact_id`,
  );
  return new Map(
    rows.map(([id, hour, day, work]) => [id, { hour: Number(hour), day: Number(day), work: Number(work) }]),
  );
}

/** What has left, sealed: a machine may echo a tip as well as a reply. */
export async function recentlySaid(
  store: Store,
  contactId: string,
  since: number,
): Promise<readonly { readonly sentAt: number; readonly bodySealed: string }[]> {
  const rows = await rowsOf<[number, string]>(
    store,
    sql`
    SELECT sent_at, body_sealed FROM outbox WHERE contact_id = ${contactId} AND sent_at > ${since}
      AND body_sealed IS NOT NULL ORDER BY sent_at DESC LIMIT 200`,
  );
  return rows.map(([sentAt, bodySealed]) => ({ sentAt: Number(sentAt), bodySealed }));
}

/** What they sent last, sealed, the newest first. */
export async function recentTexts(
  store: Store,
  contactId: string,
  { since, upTo, most }: { readonly since: number; readonly upTo: number; readonly most: number },
): Promise<readonly string[]> {
  const rows = await rowsOf<[string]>(
    store,
    sql`
    SELECT text_sealed FROM inbox WHERE contact_id = ${contactId} AND received_at > ${since}
      AND received_at <= ${upTo} AND text_sealed <> '' ORDER BY id DESC LIMIT ${most}`,
  );
  return rows.map(([text]) => text);
}
