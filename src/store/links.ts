/** A person's two addresses: a phone, and the Telegram account that was shown to have its number. */
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Store } from './database.ts';
import type { Write } from './statement.ts';

export type OtherAddress = {
  readonly id: string;
  readonly kind: 'phone' | 'telegram';
  readonly consent: 'none' | 'in' | 'out';
  readonly lastTurn: number;
};

const otherSql = `SELECT o.id, o.kind, o.consent, o.turn
  FROM contacts o WHERE o.chat_id = ?1 OR o.id = (SELECT chat_id FROM contacts WHERE id = ?1)`;

export async function otherAddress(store: Store, contactId: string): Promise<OtherAddress | undefined> {
  const row = await store.first(otherSql, [contactId]);
  if (row === undefined) return undefined;
  const [id, kind, consent, lastTurn] = row;
  return { id, kind, consent, lastTurn: Number(lastTurn) } as OtherAddress;
}

/** This address and the person's other one, for `IN`: what they did from either of them is theirs. */
export function bothAddresses(contactId: string | SQLWrapper): SQL {
  return sql`(SELECT ${contactId} UNION ALL SELECT id FROM contacts WHERE chat_id = ${contactId}
    UNION ALL SELECT chat_id FROM contacts WHERE id = ${contactId} AND chat_id IS NOT NULL)`;
}

/**
 * From now on this chat is the phone's and has its roles; a chat or a phone that either had before is let go, and
 * the roles that came by that link with it.
 */
export function linkAddresses(phoneId: string, chatId: string): readonly Write[] {
  return [
    {
      sql: `UPDATE roles SET status = 'ended' WHERE id IN (SELECT x.id FROM contacts p
        JOIN roles r ON r.contact_id = p.id
        JOIN roles x ON x.contact_id = p.chat_id AND x.role = r.role AND x.scope = r.scope
        WHERE p.chat_id IS NOT NULL AND (p.id = ? OR p.chat_id = ?))`,
      args: [phoneId, chatId],
    },
    { sql: 'UPDATE contacts SET chat_id = NULL WHERE id = ? OR chat_id = ?', args: [phoneId, chatId] },
    { sql: 'UPDATE contacts SET chat_id = ? WHERE id = ?', args: [chatId, phoneId] },
    {
      // Since when they have it stays as it was: reminders are for those who had their role by then.
      sql: `INSERT INTO roles (id, contact_id, role, scope, village_id, commune_code, commune_from, province_code,
          status, made_by, at)
        SELECT lower(hex(randomblob(16))), ?, role, scope, village_id, commune_code, commune_from, province_code,
          status, made_by, at FROM roles WHERE contact_id = ? AND status <> 'ended'
        ON CONFLICT (contact_id, role, scope) DO UPDATE
        SET status = CASE WHEN roles.status = 'active' THEN 'active' ELSE excluded.status END`,
      args: [chatId, phoneId],
    },
  ];
}

export function unlinkAddresses(contactId: string): Write {
  return {
    sql: 'UPDATE contacts SET chat_id = NULL WHERE chat_id IS NOT NULL AND (id = ?1 OR chat_id = ?1)',
    args: [contactId],
  };
}

/** A role given to a phone is its chat's too. */
export function alsoToChat(contactId: string, role: string, scope: string): Write {
  return {
    sql: `INSERT INTO roles (id, contact_id, role, scope, village_id, commune_code, commune_from, province_code,
        status, made_by, at)
      SELECT lower(hex(randomblob(16))), p.chat_id, r.role, r.scope, r.village_id, r.commune_code, r.commune_from,
        r.province_code, r.status, r.made_by, r.at
      FROM contacts p JOIN roles r ON r.contact_id = p.id
      WHERE p.id = ? AND p.chat_id IS NOT NULL AND r.role = ? AND r.scope = ?
      ON CONFLICT (contact_id, role, scope) DO UPDATE SET status = excluded.status, made_by = excluded.made_by, at = excluded.at`,
    args: [contactId, role, scope],
  };
}

/**
 * For a selection of `contacts` that joins `roles`: not the phone whose chat has the same role and can be written
 * to, and not the chat that is blocked where there is a phone.
 */
export const WRITTEN_TO = `NOT EXISTS (SELECT 1 FROM contacts t JOIN roles x ON x.contact_id = t.id
    WHERE t.id = contacts.chat_id AND t.consent = 'in' AND t.reach = 'ok'
      AND x.role = roles.role AND x.scope = roles.scope AND x.status = 'active')
  AND (contacts.reach = 'ok' OR NOT EXISTS (SELECT 1 FROM contacts p WHERE p.chat_id = contacts.id))`;

/** For a row of `outbox` and its contact: the same message goes to the chat of this phone, and can. */
export const BY_TELEGRAM = `(contacts.chat_id IS NOT NULL AND outbox.kind IN ('reminder', 'urgent', 'broadcast')
  AND EXISTS (SELECT 1 FROM outbox t JOIN contacts c ON c.id = t.contact_id
    WHERE t.key = replace(outbox.key, contacts.id, contacts.chat_id) AND t.contact_id = contacts.chat_id
      AND t.state NOT IN ('failed', 'skipped') AND c.consent = 'in' AND c.reach = 'ok'))`;

/** Those that go to the phone where Telegram fails for good. */
export function hasFallback(kind: string): boolean {
  return kind === 'reminder' || kind === 'urgent';
}

/**
 * What failed for good in a chat is queued for its phone: once, and not where the phone has the same message of its
 * own. What may have arrived is left alone.
 */
export function fallBackToSms(ids: readonly number[], now: number): Write {
  return {
    sql: `INSERT INTO outbox (key, contact_id, address_kind, kind, lane, flow, state, body_sealed, series, item,
        broadcast_id, due_at, expires_at, created_at)
      SELECT o.key || ':sms', p.id, p.kind, o.kind, o.lane, o.flow, 'queued', o.body_sealed, o.series, o.item,
        o.broadcast_id, ?1, o.expires_at, ?1
      FROM json_each(?2) AS f JOIN outbox AS o ON o.id = f.value JOIN contacts AS p ON p.chat_id = o.contact_id
      WHERE o.kind IN ('reminder', 'urgent')
        AND (o.state = 'failed' OR o.state = 'skipped' AND o.reason IN ('reach-blocked', 'reach-invalid'))
        AND NOT EXISTS (SELECT 1 FROM outbox t WHERE t.key = replace(o.key, o.contact_id, p.id)
          AND t.contact_id = p.id AND t.reason IS NOT 'by-telegram')
      ON CONFLICT DO NOTHING`,
    args: [now, JSON.stringify(ids)],
  };
}
