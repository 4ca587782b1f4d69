/** What was lately said and heard by one person, for telling a machine from a person. */
import { sql } from 'drizzle-orm';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';

/** Those of these people to whom at least so many replies have left since an instant. */
export async function manyReplies(
  store: Store,
  contactIds: readonly string[],
  since: number,
  least: number,
): Promise<ReadonlySet<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await rowsOf<[string]>(
    store,
    sql`
    SELECT contact_id FROM outbox
    WHERE contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)})) AND sent_at > ${since}
      AND kind = 'reply' GROUP BY contact_id HAVING count(*) >= ${least}`,
  );
  return new Set(rows.map(([id]) => id));
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
