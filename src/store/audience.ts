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

/** Cares for a child of their own, in the row of this name. */
const isParent = (contact: SQL) => sql`EXISTS (SELECT 1 FROM children AS own
  WHERE own.contact_id = ${contact}.id AND own.status = 'active')`;

/** Of the contacts named `p`, whose children they are: those with whom a child was shared, as `carer`. */
const SHARED = sql`JOIN children AS shared ON shared.contact_id = p.id AND shared.status = 'active'
  JOIN carers AS share ON share.child_id = shared.id AND share.status = 'active'
  JOIN contacts AS carer ON carer.id = share.contact_id`;

/** Whether a child, their own or one shared with one of these contacts, makes somebody a carer still. */
export const caresForAny = (ids: SQL) => sql`(EXISTS (SELECT 1 FROM children AS own
    WHERE own.contact_id IN (${ids}) AND own.status = 'active')
  OR EXISTS (SELECT 1 FROM carers AS share JOIN children AS shared ON shared.id = share.child_id
    WHERE share.contact_id IN (${ids}) AND share.status = 'active' AND shared.status = 'active'))`;

/**
 * Who is meant, for the count of the preview and for the sending alike: who agreed, can be reached, and is a carer
 * of a child there, told of by them or shared with them, or reports for a village there. Each person once, whatever
 * else they are: by chat where they are meant by chat and by phone.
 */
export function meant({ audience, communes }: Selection): SQL {
  const chosen = among(communes.map(({ code, validFrom }) => [code, validFrom]));
  const parents = sql`SELECT p.rowid FROM contacts p WHERE (p.commune_code, p.commune_from) IN ${chosen}
      AND ${isParent(sql`p`)}
    UNION SELECT carer.rowid FROM contacts p ${SHARED} WHERE (p.commune_code, p.commune_from) IN ${chosen}`;
  const collaborators = sql`SELECT c.rowid FROM villages v JOIN roles r ON r.village_id = v.id
    JOIN contacts c ON c.id = r.contact_id
    WHERE (v.commune_code, v.commune_from) IN ${chosen} AND r.role = 'collaborator' AND r.status = 'active'`;
  const people = {
    parents,
    collaborators,
    everyone: sql`${parents} UNION ${collaborators}`,
  }[audience];
  return sql`${contacts}.rowid IN (${people}) AND ${contacts.consent} = 'in' AND ${contacts.reach} = 'ok'
    AND ${contacts.erasedAt} IS NULL AND NOT EXISTS (SELECT 1 FROM contacts t WHERE t.id = contacts.chat_id
      AND t.consent = 'in' AND t.reach = 'ok' AND t.rowid IN (${people}))`;
}

function among(communes: readonly (readonly [code: string, validFrom: string])[]): SQL {
  return sql`(SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(communes)}))`;
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

export type Part = {
  /** Row numbers of the contacts. */
  readonly people: readonly number[];
  /** Who was looked at last; undefined at the end of the commune. */
  readonly last: number | undefined;
};

/**
 * The next people of one commune who are meant, in the order in which they came to us and each parent with those they
 * share a child with: as `meant` chooses them, but read along the index, so that a part costs what it holds and not
 * what the commune holds. `most` is more than the children of anybody and their carers. Somebody with whom two families
 * share a child may come twice.
 */
export async function someMeant(
  store: Store,
  { audience, communes }: Pick<typeof broadcasts.$inferSelect, 'audience' | 'communes'>,
  { code, validFrom }: UnitKey,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<Part> {
  // In whichever of its communes: a parent here may be a collaborator there.
  const chosen = among(communes);
  const asParent = (contact: SQL) =>
    sql`((${contact}.commune_code, ${contact}.commune_from) IN ${chosen} AND ${isParent(contact)})`;
  const asCollaborator = (
    contact: SQL,
  ) => sql`EXISTS (SELECT 1 FROM roles x JOIN villages y ON y.id = x.village_id
    WHERE x.contact_id = ${contact}.id AND x.role = 'collaborator' AND x.status = 'active'
      AND (y.commune_code, y.commune_from) IN ${chosen})`;
  const asCarer = (
    contact: SQL,
  ) => sql`EXISTS (SELECT 1 FROM carers AS z JOIN children AS theirs ON theirs.id = z.child_id
    JOIN contacts AS teller ON teller.id = theirs.contact_id
    WHERE z.contact_id = ${contact}.id AND z.status = 'active' AND theirs.status = 'active'
      AND (teller.commune_code, teller.commune_from) IN ${chosen})`;
  const byThemselves = (contact: SQL) =>
    ({
      parents: asParent(contact),
      collaborators: asCollaborator(contact),
      everyone: sql`(${asParent(contact)} OR ${asCollaborator(contact)})`,
    })[audience];
  const meantByChat =
    audience === 'collaborators'
      ? byThemselves(sql`t`)
      : sql`(${byThemselves(sql`t`)} OR ${asCarer(sql`t`)})`;
  const reachable = (contact: SQL) => sql`${contact}.consent = 'in' AND ${contact}.reach = 'ok'
    AND ${contact}.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM contacts t WHERE t.id = ${contact}.chat_id
      AND t.consent = 'in' AND t.reach = 'ok' AND ${meantByChat})`;

  const limit = most + 1;
  // Along the index of the commune and from each person to their children: never the other way round.
  const parents = sql`SELECT c.rowid AS person, ${reachable(sql`c`)} AS reached, share.contact_id AS carer
    FROM contacts c CROSS JOIN children AS own
    LEFT JOIN carers AS share ON share.child_id = own.id AND share.status = 'active'
    WHERE c.commune_code = ${code} AND c.commune_from = ${validFrom} AND c.rowid > ${after}
      AND own.contact_id = c.id AND own.status = 'active'
    ORDER BY c.rowid LIMIT ${limit}`;
  const collaborators = sql`SELECT DISTINCT c.rowid AS person, ${reachable(sql`c`)} AS reached, NULL AS carer
    FROM villages v JOIN roles r ON r.village_id = v.id JOIN contacts c ON c.id = r.contact_id
    WHERE v.commune_code = ${code} AND v.commune_from = ${validFrom} AND r.role = 'collaborator'
      AND r.status = 'active' AND c.rowid > ${after} ORDER BY c.rowid LIMIT ${limit}`;
  const page = {
    parents,
    collaborators,
    everyone: sql`SELECT * FROM (${parents}) UNION ALL SELECT * FROM (${collaborators}) ORDER BY person LIMIT ${limit}`,
  }[audience];
  const rows = await rowsOf<[person: number, reached: number, carer: string | null]>(store, page);
  const last = rows.at(-1)?.[0];
  // The last one may have more children and carers than were read: they begin the next part.
  const isCut = rows.length === limit && rows[0]?.[0] !== last;
  const whole = isCut ? rows.filter(([person]) => person !== last) : rows;
  const asked = new Set(whole.flatMap(([, , carer]) => carer ?? []));
  const carers =
    asked.size === 0
      ? []
      : await rowsOf<[number]>(
          store,
          sql`SELECT carer.rowid FROM json_each(${JSON.stringify([...asked])}) AS j JOIN contacts AS carer ON carer.id = j.value
            WHERE ${reachable(sql`carer`)} AND ${byThemselves(sql`carer`)} IS NOT TRUE`,
        );
  const reached = whole.filter(([, isReached]) => Number(isReached) === 1).map(([person]) => Number(person));
  const end = whole.at(-1)?.[0];
  return {
    people: [...new Set([...reached, ...carers.map(([person]) => Number(person))])],
    last: end === undefined ? undefined : Number(end),
  };
}
