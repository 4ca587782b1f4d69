/** Questions of parents that were passed on to the officers of their commune, and the messages about them. */
import { and, asc, eq, exists, gte, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { asked, contacts, outbox, roles, units } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import type { Store } from './database.ts';
import { WRITTEN_TO } from './links.ts';
import { LANES } from './outbox.ts';
import { scopeOf } from './roles.ts';
import { build, insert, update, type Write, write } from './statement.ts';

export type AskedRow = typeof asked.$inferSelect;

/** The series of their rows in the outbox, whose texts are bound when they leave. */
export const ASKED_SERIES = 'asked';
/** In the place of an officer where time has closed a question. */
export const NOBODY = 'nobody';

/** The question that a message to an officer was about, by its key in the outbox. */
export function askedIn(key: string): number | undefined {
  const id = /^asked:(\d+):/.exec(key)?.[1];
  return id === undefined ? undefined : Number(id);
}

export function addAsked(
  row: Pick<AskedRow, 'contactId' | 'communeCode' | 'communeFrom' | 'textSealed' | 'askedAt'>,
): Write {
  return insert(asked, row);
}

export async function askedById(store: Store, id: number): Promise<AskedRow | undefined> {
  return store.db.select().from(asked).where(eq(asked.id, id)).get();
}

/** What a person, at either address, has open or asked since an instant; the oldest first. */
export async function askedOf(store: Store, contactId: string, since: number): Promise<AskedRow[]> {
  return store.db
    .select()
    .from(asked)
    .where(
      and(
        sql`${asked.contactId} IN (SELECT ${contactId} UNION SELECT id FROM contacts WHERE chat_id = ${contactId}
          UNION SELECT chat_id FROM contacts WHERE id = ${contactId})`,
        or(isNull(asked.answeredAt), gte(asked.askedAt, since)),
      ),
    )
    .orderBy(asc(asked.id));
}

/** Officers of this very commune who may be written to: one address of each. */
export async function officersToAsk(store: Store, commune: UnitKey): Promise<readonly string[]> {
  const rows = await store.db
    .selectDistinct({ contactId: roles.contactId })
    .from(roles)
    .innerJoin(contacts, eq(contacts.id, roles.contactId))
    .where(
      and(
        eq(roles.scope, scopeOf({ commune })),
        eq(roles.role, 'commune-officer'),
        eq(roles.status, 'active'),
        eq(contacts.consent, 'in'),
        eq(contacts.reach, 'ok'),
        isNull(contacts.erasedAt),
        sql.raw(WRITTEN_TO),
      ),
    );
  return rows.map(({ contactId }) => contactId);
}

type Told = {
  /** first: with the question itself · again: once more, where nobody has answered. */
  readonly which: 'first' | 'again';
  readonly officers: readonly string[];
  readonly now: number;
  readonly expiresAt: number;
};

/**
 * A reminder, as other work that waits for an officer: held back at night and over the daily cap, never dropped for
 * it. `about` is the question's number, or whose newest one it is: a question of the same unit has none yet.
 */
export function tellOfficers(about: { id: number } | { newestOf: string }, told: Told): Write {
  const key = told.which === 'again' ? 'again:' : '';
  const item = told.which === 'again' ? ':again' : '';
  const id = 'id' in about ? '?' : '(SELECT max(id) FROM asked WHERE contact_id = ?)';
  return {
    sql: `INSERT INTO outbox (key, contact_id, address_kind, kind, lane, state, series, item, due_at, expires_at,
        created_at)
      SELECT 'asked:' || a.id || ':${key}' || c.id, c.id, c.kind, 'reminder', ${LANES.reminder}, 'queued',
        '${ASKED_SERIES}', a.id || '${item}', ?, ?, ?
      FROM contacts c JOIN asked a ON a.id = ${id}
      WHERE c.id IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING`,
    args: [
      told.now,
      told.expiresAt,
      told.now,
      'id' in about ? about.id : about.newestOf,
      JSON.stringify(told.officers),
    ],
  };
}

/** Only while it is open: whoever is second changes nothing. */
export function settleAsked(id: number, answeredBy: string, now: number): Write {
  return update(asked, { answeredBy, answeredAt: now }, { id, answeredAt: null });
}

/** The key of what its asker hears at last: an answer and its absence exclude each other. */
export function settledKey(id: number): string {
  return `answered:${id}`;
}

export function markAskedReminded(id: number, now: number): Write {
  return update(asked, { remindedAt: now }, { id, answeredAt: null, remindedAt: null });
}

/** Whose questions an officer may answer. */
export type AskedArea = { readonly communes: readonly UnitKey[]; readonly provinces: readonly string[] };

/** The oldest first; with `id` that one alone. */
export async function openIn(store: Store, area: AskedArea, most: number, id?: number): Promise<AskedRow[]> {
  return store.db
    .select()
    .from(asked)
    .where(and(isNull(asked.answeredAt), within(area), id === undefined ? undefined : eq(asked.id, id)))
    .orderBy(asc(asked.askedAt), asc(asked.id))
    .limit(most);
}

export async function openCount(store: Store, area: AskedArea): Promise<number> {
  const row = await store.db
    .select({ number: sql<number>`count(*)` })
    .from(asked)
    .where(and(isNull(asked.answeredAt), within(area)))
    .get();
  return Number(row?.number ?? 0);
}

function within({ communes, provinces }: AskedArea): SQL | undefined {
  const ofProvince = build
    .select({ code: units.code })
    .from(units)
    .where(
      and(
        eq(units.code, asked.communeCode),
        eq(units.validFrom, asked.communeFrom),
        sql`${units.provinceCode} IN (SELECT value FROM json_each(${JSON.stringify(provinces)}))`,
      ),
    );
  return or(
    ...communes.map(({ code, validFrom }) =>
      and(eq(asked.communeCode, code), eq(asked.communeFrom, validFrom)),
    ),
    exists(ofProvince),
  );
}

/** Open since `closed` or before, or since `reminded` without a second word to the officers; the oldest first. */
export async function overdue(
  store: Store,
  until: { readonly closed: number; readonly reminded: number },
  most: number,
): Promise<AskedRow[]> {
  return store.db
    .select()
    .from(asked)
    .where(
      and(
        isNull(asked.answeredAt),
        lte(asked.askedAt, until.reminded),
        or(isNull(asked.remindedAt), lte(asked.askedAt, until.closed)),
      ),
    )
    .orderBy(asc(asked.askedAt), asc(asked.id))
    .limit(most);
}

/** When the oldest question was asked that is open, and the oldest of them that nobody was reminded of. */
export async function oldestOpen(
  store: Store,
): Promise<{ readonly open: number | undefined; readonly unreminded: number | undefined }> {
  const row = await store.db
    .select({
      open: sql<number | null>`min(${asked.askedAt})`,
      unreminded: sql<number | null>`min(CASE WHEN ${asked.remindedAt} IS NULL THEN ${asked.askedAt} END)`,
    })
    .from(asked)
    .where(isNull(asked.answeredAt))
    .get();
  return { open: row?.open ?? undefined, unreminded: row?.unreminded ?? undefined };
}

/** Of one person: how many were passed on, and how many of them wait. */
export async function askedKept(
  store: Store,
  contactId: string,
): Promise<{ readonly asked: number; readonly open: number }> {
  const row = await store.db
    .select({
      asked: sql<number>`count(*)`,
      open: sql<number>`count(*) FILTER (WHERE ${asked.answeredAt} IS NULL)`,
    })
    .from(asked)
    .where(eq(asked.contactId, contactId))
    .get();
  return { asked: Number(row?.asked ?? 0), open: Number(row?.open ?? 0) };
}

/**
 * A person's questions and their words in what officers were sent; that something was sent stays on record. What
 * still waits finds no question when it leaves. As an officer only their name goes from what they answered.
 */
export function eraseAsked(contactId: string): readonly Write[] {
  const theirs = build.select({ id: asked.id }).from(asked).where(eq(asked.contactId, contactId));
  return [
    write(
      build
        .update(outbox)
        .set({ bodySealed: null })
        .where(
          // By the range of the key's index: `;` follows `:`.
          sql`${outbox.id} IN (SELECT o.id FROM (${theirs}) AS q JOIN outbox o
            ON o.key >= 'asked:' || q.id || ':' AND o.key < 'asked:' || q.id || ';')`,
        ),
    ),
    write(build.delete(asked).where(eq(asked.contactId, contactId))),
    update(asked, { answeredBy: 'erased' }, { answeredBy: contactId }),
  ];
}
