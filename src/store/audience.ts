/** Who is meant by a broadcast: counted for the preview, and read some at a time for the sending. */
import { type SQL, sql } from 'drizzle-orm';
import { type broadcasts, contacts } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';

type Audience = (typeof broadcasts.$inferSelect)['audience'];

export type Selection = {
  readonly audience: Audience;
  /** Versions of communes: nobody is found under a code of another time. */
  readonly communes: readonly UnitKey[];
};

export type Recipients = {
  readonly phones: number;
  /** Of the phones, those that want accents. */
  readonly accented: number;
  readonly chats: number;
};

/**
 * Who is meant, for the count of the preview and for the sending alike: who agreed, can be reached, and is a carer
 * of a child there or reports for a village there. Each person once, whatever else they are: by chat where they are
 * meant by chat and by phone.
 */
export function meant({ audience, communes }: Selection): SQL {
  const keys = JSON.stringify(communes.map(({ code, validFrom }) => [code, validFrom]));
  const chosen = sql`(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(${keys}))`;
  const parents = sql`SELECT p.rowid FROM contacts p WHERE (p.commune_code, p.commune_from) IN ${chosen}
    AND EXISTS (SELECT 1 FROM children k WHERE k.contact_id = p.id AND k.status = 'active')`;
  const collaborators = sql`SELECT c.rowid FROM villages v JOIN roles r ON r.village_id = v.id
    JOIN contacts c ON c.id = r.contact_id
    WHERE (v.commune_code, v.commune_from) IN ${chosen} AND r.role = 'collaborator' AND r.status = 'active'`;
  const people =
    audience === 'parents'
      ? parents
      : audience === 'collaborators'
        ? collaborators
        : sql`${parents} UNION ${collaborators}`;
  return sql`${contacts}.rowid IN (${people}) AND ${contacts.consent} = 'in' AND ${contacts.reach} = 'ok'
    AND ${contacts.erasedAt} IS NULL AND NOT EXISTS (SELECT 1 FROM contacts t WHERE t.id = contacts.chat_id
      AND t.consent = 'in' AND t.reach = 'ok' AND t.rowid IN (${people}))`;
}

export async function countRecipients(store: Store, selection: Selection): Promise<Recipients> {
  const row = await store.db
    .select({
      phones: sql<number>`count(*) FILTER (WHERE ${contacts.kind} = 'phone')`,
      accented: sql<number>`count(*) FILTER (WHERE ${contacts.kind} = 'phone' AND ${contacts.accentedSms} = 1)`,
      chats: sql<number>`count(*) FILTER (WHERE ${contacts.kind} = 'telegram')`,
    })
    .from(contacts)
    .where(meant(selection))
    .get();
  return {
    phones: Number(row?.phones ?? 0),
    accented: Number(row?.accented ?? 0),
    chats: Number(row?.chats ?? 0),
  };
}

/**
 * The next people of one commune who are meant, in the order in which they came to us: as `meant` chooses them, but
 * read along the index, so that a part costs what it holds and not what the commune holds.
 */
export async function someMeant(
  store: Store,
  { audience, communes }: Pick<typeof broadcasts.$inferSelect, 'audience' | 'communes'>,
  { code, validFrom }: UnitKey,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<readonly number[]> {
  // In whichever of its communes: a parent here may be a collaborator there.
  const chosen = sql`(SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(communes)}))`;
  const asParent = sql`((t.commune_code, t.commune_from) IN ${chosen}
    AND EXISTS (SELECT 1 FROM children k WHERE k.contact_id = t.id AND k.status = 'active'))`;
  const asCollaborator = sql`EXISTS (SELECT 1 FROM roles x JOIN villages y ON y.id = x.village_id
    WHERE x.contact_id = t.id AND x.role = 'collaborator' AND x.status = 'active'
      AND (y.commune_code, y.commune_from) IN ${chosen})`;
  const meantByChat =
    audience === 'parents'
      ? asParent
      : audience === 'collaborators'
        ? asCollaborator
        : sql`(${asParent} OR ${asCollaborator})`;
  const reachable = sql`c.rowid > ${after} AND c.consent = 'in' AND c.reach = 'ok' AND c.erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM contacts t WHERE t.id = c.chat_id AND t.consent = 'in' AND t.reach = 'ok'
      AND ${meantByChat})`;
  const parents = sql`SELECT c.rowid AS person FROM contacts c
    WHERE c.commune_code = ${code} AND c.commune_from = ${validFrom} AND ${reachable}
      AND EXISTS (SELECT 1 FROM children k WHERE k.contact_id = c.id AND k.status = 'active')
    ORDER BY c.rowid LIMIT ${most}`;
  const collaborators = sql`SELECT DISTINCT c.rowid AS person FROM villages v JOIN roles r ON r.village_id = v.id
    JOIN contacts c ON c.id = r.contact_id
    WHERE v.commune_code = ${code} AND v.commune_from = ${validFrom} AND r.role = 'collaborator'
      AND r.status = 'active' AND ${reachable} ORDER BY c.rowid LIMIT ${most}`;
  const people =
    audience === 'parents'
      ? parents
      : audience === 'collaborators'
        ? collaborators
        : sql`SELECT person FROM (${parents}) UNION SELECT person FROM (${collaborators}) ORDER BY person LIMIT ${most}`;
  const rows = await rowsOf<[number]>(store, people);
  return rows.map(([id]) => Number(id));
}
