/** Quick counts: what an officer asks of villages for once, and every answer. */
import { and, asc, desc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { contacts, outbox, quickAnswers, quickCounts, roles, units, villages } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import { meant } from './audience.ts';
import type { Store } from './database.ts';
import { LANES, queueMessage } from './outbox.ts';
import { build, insert, update, type Write, write } from './statement.ts';

export type QuickCount = typeof quickCounts.$inferSelect;
export type QuickAnswer = typeof quickAnswers.$inferSelect;

/** The outbox's `series` of every message about a quick count; its `item` is the count's id. */
export const QUICK_SERIES = 'quick';

/** Keys of its messages begin with it: `<contact>` the question, `remind:<contact>`, `digest`. */
export function quickKey(countId: string, of: string): string {
  return `quick:${countId}:${of}`;
}

export type NewCount = Omit<QuickCount, 'authorId' | 'remindedAt' | 'closedAt'> & {
  readonly authorId: string;
  readonly urgent: boolean;
  /** Until when the question is worth sending. */
  readonly expiresAt: number;
};

/** The count, a message for every collaborator asked, and the one that tells the author at the deadline. */
export function startCount({ urgent, expiresAt, ...count }: NewCount): readonly Write[] {
  const kind = urgent ? 'urgent' : 'broadcast';
  const rows = build
    .select({
      key: sql`${quickKey(count.id, '')} || ${contacts.id}`,
      contactId: contacts.id,
      addressKind: contacts.kind,
      kind: sql`${kind}`,
      lane: sql`${LANES[kind]}`,
      state: sql`'queued'`,
      series: sql`${QUICK_SERIES}`,
      item: sql`${count.id}`,
      dueAt: sql`${count.askedAt}`,
      expiresAt: sql`${expiresAt}`,
      createdAt: sql`${count.askedAt}`,
    })
    .from(contacts)
    .where(meant({ audience: 'collaborators', communes: keysOf(count) }))
    .orderBy(sql`${contacts}.rowid`)
    .toSQL();
  return [
    insert(quickCounts, count),
    write({
      toSQL: () => ({
        sql: `INSERT INTO outbox (key, contact_id, address_kind, kind, lane, state, series, item, due_at, expires_at, created_at) ${rows.sql}`,
        params: rows.params,
      }),
    }),
    queueMessage({
      key: quickKey(count.id, 'digest'),
      contactId: count.authorId,
      kind: 'reminder',
      series: QUICK_SERIES,
      item: count.id,
      dueAt: count.deadlineAt,
      expiresAt,
      createdAt: count.askedAt,
    }),
  ];
}

export function keysOf(count: Pick<QuickCount, 'communes'>): readonly UnitKey[] {
  return count.communes.map(([code, validFrom]) => ({ code, validFrom }));
}

export async function countById(store: Store, id: string): Promise<QuickCount | undefined> {
  return store.db.select().from(quickCounts).where(eq(quickCounts.id, id)).get();
}

/** Counts that nobody has closed, the oldest first; of the whole country, as they are few. */
export async function unclosedCounts(store: Store): Promise<QuickCount[]> {
  return store.db
    .select()
    .from(quickCounts)
    .where(sql`${quickCounts.closedAt} IS NULL`)
    .orderBy(asc(quickCounts.askedAt), asc(quickCounts.id));
}

/** Those not closed, and those closed since an instant; the newest first. */
export async function recentCounts(store: Store, since: number): Promise<QuickCount[]> {
  return store.db
    .select()
    .from(quickCounts)
    .where(or(isNull(quickCounts.closedAt), gte(quickCounts.closedAt, since)))
    .orderBy(desc(quickCounts.askedAt), desc(quickCounts.id));
}

/** In the order in which they were sent; ties as they arrived. */
export async function answersOf(store: Store, countId: string): Promise<QuickAnswer[]> {
  return store.db
    .select()
    .from(quickAnswers)
    .where(eq(quickAnswers.countId, countId))
    .orderBy(asc(quickAnswers.sentAt), asc(quickAnswers.version));
}

export async function answersOfVillage(
  store: Store,
  countId: string,
  villageId: string,
): Promise<QuickAnswer[]> {
  return store.db
    .select()
    .from(quickAnswers)
    .where(and(eq(quickAnswers.countId, countId), eq(quickAnswers.villageId, villageId)))
    .orderBy(asc(quickAnswers.sentAt), asc(quickAnswers.version));
}

/** Where two answers for a village come at once, the version is what stops one of them. */
export function addAnswer(row: Omit<typeof quickAnswers.$inferInsert, 'id'>): Write {
  return insert(quickAnswers, row);
}

export type AskedVillage = {
  readonly id: string;
  readonly name: string;
  readonly commune: UnitKey;
  readonly communeName: string;
  /** Someone there reports for it. */
  readonly hasCollaborator: boolean;
};

/** Every village of the communes, by commune and name. */
export async function villagesAsked(
  store: Store,
  communes: readonly UnitKey[],
): Promise<readonly AskedVillage[]> {
  const keys = JSON.stringify(communes.map(({ code, validFrom }) => [code, validFrom]));
  const rows = await store.db
    .select({
      id: villages.id,
      name: villages.name,
      code: villages.communeCode,
      validFrom: villages.communeFrom,
      communeName: units.name,
      collaborators: sql<number>`EXISTS (SELECT 1 FROM ${roles} WHERE ${roles.villageId} = ${villages.id}
        AND ${roles.role} = 'collaborator' AND ${roles.status} = 'active')`,
    })
    .from(villages)
    .innerJoin(units, and(eq(units.code, villages.communeCode), eq(units.validFrom, villages.communeFrom)))
    .where(
      sql`(${villages.communeCode}, ${villages.communeFrom}) IN
        (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(${keys}))`,
    )
    .orderBy(asc(units.nameFolded), asc(villages.nameFolded));
  return rows.map(({ code, validFrom, collaborators, ...row }) => ({
    ...row,
    commune: { code, validFrom },
    hasCollaborator: Number(collaborators) === 1,
  }));
}

/** Who reports for each of these villages. */
export async function collaboratorsOf(
  store: Store,
  villageIds: readonly string[],
): Promise<readonly { readonly villageId: string; readonly contactId: string }[]> {
  const ids = JSON.stringify(villageIds);
  const rows = await store.db
    .select({ villageId: roles.villageId, contactId: roles.contactId })
    .from(roles)
    .where(
      and(
        sql`${roles.villageId} IN (SELECT value FROM json_each(${ids}))`,
        eq(roles.role, 'collaborator'),
        eq(roles.status, 'active'),
      ),
    );
  return rows.map(({ villageId, contactId }) => ({ villageId: villageId ?? '', contactId }));
}

/** The villages that a contact reports for, the longest held first. */
export async function villagesOfContact(
  store: Store,
  contactId: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly commune: UnitKey }[]> {
  const rows = await store.db
    .select({
      id: villages.id,
      name: villages.name,
      code: villages.communeCode,
      validFrom: villages.communeFrom,
    })
    .from(roles)
    .innerJoin(villages, eq(villages.id, roles.villageId))
    .where(and(eq(roles.contactId, contactId), eq(roles.role, 'collaborator'), eq(roles.status, 'active')))
    .orderBy(asc(roles.at), asc(roles.id));
  return rows.map(({ code, validFrom, ...row }) => ({ ...row, commune: { code, validFrom } }));
}

export type Office = { readonly provinceCode: string | null; readonly commune: UnitKey | undefined };

/** The offices of a count's author, the oldest first: whose name the question bears. */
export async function officesOf(store: Store, contactId: string): Promise<readonly Office[]> {
  const rows = await store.db
    .select()
    .from(roles)
    .where(
      and(
        eq(roles.contactId, contactId),
        eq(roles.status, 'active'),
        inArray(roles.role, ['commune-officer', 'province-officer']),
      ),
    )
    .orderBy(asc(roles.at), asc(roles.id));
  return rows.map(({ provinceCode, communeCode, communeFrom }) => ({
    provinceCode,
    commune:
      communeCode === null || communeFrom === null
        ? undefined
        : { code: communeCode, validFrom: communeFrom },
  }));
}

export type Reminder = { readonly countId: string; readonly contactId: string; readonly deadlineAt: number };

/** Once for each person, however often the tick runs. */
export function queueReminder({ countId, contactId, deadlineAt }: Reminder, now: number): Write {
  return queueMessage(
    {
      key: quickKey(countId, `remind:${contactId}`),
      contactId,
      kind: 'reminder',
      series: QUICK_SERIES,
      item: countId,
      dueAt: now,
      expiresAt: deadlineAt,
      createdAt: now,
    },
    'ignore',
  );
}

export function markReminded(id: string, now: number): Write {
  return update(quickCounts, { remindedAt: now }, { id, remindedAt: null });
}

/** No more answers, and what is still queued of it does not leave. */
export function closeCount(id: string, now: number): readonly Write[] {
  return [
    update(quickCounts, { closedAt: now }, { id, closedAt: null }),
    write(
      build
        .update(outbox)
        .set({ state: 'skipped', reason: 'count-closed', settledAt: now })
        .where(
          and(
            // A range of the keys' own index: `;` is the character after `:`.
            gte(outbox.key, quickKey(id, '')),
            lte(outbox.key, `quick:${id};`),
            sql`${outbox.state} = 'queued'`,
          ),
        ),
    ),
  ];
}
