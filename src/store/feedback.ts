/** Whether people found an item useful: asked now and then, one answer a person and item. */
import { sql } from 'drizzle-orm';
import { feedback } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';
import { update, type Write } from './statement.ts';

/** Asks with the sending of this item, unless this person has come or was asked of anything since an instant. */
export function askUseful(row: {
  readonly contactId: string;
  readonly item: string;
  readonly now: number;
  readonly unlessSince: number;
}): Write {
  return {
    sql: `INSERT INTO feedback (contact_id, item, asked_at) SELECT id, ?1, ?2 FROM contacts
WHERE id = ?3 AND created_at <= ?4 AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.contact_id = ?3 AND f.asked_at > ?4)
ON CONFLICT DO NOTHING`,
    args: [row.item, row.now, row.contactId, row.unlessSince],
  };
}

/** Whether the question goes with this item now: never beside another that is open, whose answer it would take. */
export async function isAskedOf(
  store: Store,
  contactId: string,
  item: string,
  now: number,
): Promise<boolean> {
  const rows = await rowsOf<[number]>(
    store,
    sql`SELECT 1 FROM feedback f WHERE f.contact_id = ${contactId} AND f.item = ${item} AND f.useful IS NULL
      AND NOT EXISTS (SELECT 1 FROM questions q WHERE q.contact_id = f.contact_id AND q.expires_at > ${now})`,
  );
  return rows.length > 0;
}

/** The item that a bare answer can be about: the last one asked of and sent since an instant, not yet answered. */
export async function unansweredItem(
  store: Store,
  contactId: string,
  since: number,
): Promise<string | undefined> {
  const rows = await rowsOf<[string]>(
    store,
    sql`SELECT f.item FROM feedback f JOIN outbox o ON o.contact_id = f.contact_id AND o.item = f.item
      WHERE f.contact_id = ${contactId} AND f.useful IS NULL AND o.kind = 'tip' AND o.sent_at > ${since}
      ORDER BY o.sent_at DESC LIMIT 1`,
  );
  return rows[0]?.[0];
}

export function keepUseful(contactId: string, item: string, useful: boolean, now: number): Write {
  return update(feedback, { useful, answeredAt: now }, { contactId, item });
}

export type ItemFeedback = {
  readonly item: string;
  /** Tips that left for somebody. */
  readonly sent: number;
  readonly useful: number;
  readonly notUseful: number;
  /** People who opted out within a day of it. */
  readonly left: number;
};

const DAY_MS = 86_400_000;

/** Of every item that was sent, in the order of their ids. */
export async function itemFeedback(store: Store): Promise<readonly ItemFeedback[]> {
  const rows = await rowsOf<[string, number, number, number, number]>(
    store,
    sql`SELECT o.item, count(*),
      (SELECT count(*) FROM feedback f WHERE f.item = o.item AND f.useful = 1),
      (SELECT count(*) FROM feedback f WHERE f.item = o.item AND f.useful = 0),
      sum(EXISTS (SELECT 1 FROM consents c WHERE c.contact_id = o.contact_id AND c.act = 'out'
        AND c.at >= o.sent_at AND c.at < o.sent_at + ${DAY_MS}))
    FROM outbox o WHERE o.kind = 'tip' AND o.sent_at IS NOT NULL AND o.state <> 'failed'
    GROUP BY o.item ORDER BY o.item`,
  );
  return rows.map(([item, ...counts]) => {
    const [sent = 0, useful = 0, notUseful = 0, left = 0] = counts.map(Number);
    return { item, sent, useful, notUseful, left };
  });
}
