import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { broadcasts, contacts, outbox, units } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import { prepared, type Store } from './database.ts';
import { LANES, type OutboxRow } from './outbox.ts';
import { build, insert, update, type Write, write } from './statement.ts';

export type BroadcastRow = typeof broadcasts.$inferSelect;

export type Selection = {
  readonly audience: BroadcastRow['audience'];
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
 * of a child there or reports for a village there. Each person once, whatever else they are.
 */
function meant({ audience, communes }: Selection): SQL {
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
    AND ${contacts.erasedAt} IS NULL`;
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

export type NewBroadcast = Selection & {
  readonly id: string;
  readonly authorId: string;
  readonly textSealed: string;
  readonly recipients: number;
  readonly urgent: boolean;
  readonly expiresAt: number;
};

/** The broadcast and a row for everyone meant, in two statements however many they are. */
export function startBroadcast(broadcast: NewBroadcast, now: number): readonly Write[] {
  const { id, authorId, audience, communes, textSealed, recipients, urgent, expiresAt } = broadcast;
  const kind = urgent ? 'urgent' : 'broadcast';
  const rows = build
    .select({
      key: sql`'broadcast:' || ${id} || ':' || ${contacts.id}`,
      contactId: contacts.id,
      kind: sql`${kind}`,
      lane: sql`${LANES[kind]}`,
      state: sql`'queued'`,
      broadcastId: sql`${id}`,
      dueAt: sql`${now}`,
      expiresAt: sql`${expiresAt}`,
      createdAt: sql`${now}`,
    })
    .from(contacts)
    .where(meant({ audience, communes }))
    // By age, as ids grow: the keys go into their index one after the other.
    .orderBy(sql`${contacts}.rowid`)
    .toSQL();
  return [
    insert(broadcasts, {
      id,
      authorId,
      audience,
      communes: communes.map(({ code, validFrom }) => [code, validFrom] as const),
      textSealed,
      status: 'sending',
      recipients,
      confirmedAt: now,
    }),
    write({
      toSQL: () => ({
        sql: `INSERT INTO outbox (key, contact_id, kind, lane, state, broadcast_id, due_at, expires_at, created_at) ${rows.sql}`,
        params: rows.params,
      }),
    }),
  ];
}

const lastQuery = prepared((db) =>
  db
    .select()
    .from(broadcasts)
    .where(eq(broadcasts.authorId, sql.placeholder('authorId')))
    .orderBy(desc(broadcasts.confirmedAt), desc(broadcasts.id))
    .limit(1)
    .prepare(),
);

export async function lastBroadcastOf(store: Store, authorId: string): Promise<BroadcastRow | undefined> {
  return lastQuery(store).get({ authorId });
}

const boundQuery = prepared((db) =>
  db
    .select({
      status: broadcasts.status,
      textSealed: broadcasts.textSealed,
      /** A child may have been lost, or a role ended, since the message was queued. */
      stillMeant: sql<number>`(${broadcasts.audience} <> 'collaborators' AND EXISTS (SELECT 1 FROM children k
          WHERE k.contact_id = ${sql.placeholder('contactId')} AND k.status = 'active'))
        OR (${broadcasts.audience} <> 'parents' AND EXISTS (SELECT 1 FROM roles r
          WHERE r.contact_id = ${sql.placeholder('contactId')} AND r.role = 'collaborator' AND r.status = 'active'))`,
    })
    .from(broadcasts)
    .where(eq(broadcasts.id, sql.placeholder('id')))
    .prepare(),
);

/** What a queued row of a broadcast is to say to one person, as of now. */
export async function broadcastFor(
  store: Store,
  id: string,
  contactId: string,
): Promise<(Pick<BroadcastRow, 'status' | 'textSealed'> & { readonly stillMeant: boolean }) | undefined> {
  const row = await boundQuery(store).get({ id, contactId });
  return row === undefined ? undefined : { ...row, stillMeant: Number(row.stillMeant) === 1 };
}

export type Tally = {
  readonly state: OutboxRow['state'];
  readonly reason: string | null;
  readonly count: number;
};

const tallyQuery = prepared((db) =>
  db
    .select({ state: outbox.state, reason: outbox.reason, count: sql<number>`count(*)` })
    .from(outbox)
    .where(eq(outbox.broadcastId, sql.placeholder('id')))
    .groupBy(outbox.state, outbox.reason)
    .prepare(),
);

/** How many of its messages are where, and why. */
export async function tallyOf(store: Store, id: string): Promise<readonly Tally[]> {
  const rows = await tallyQuery(store).all({ id });
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Nothing more of it leaves: what is queued is skipped, what is claimed finds it stopped. */
export function stopBroadcast(id: string, now: number): readonly Write[] {
  return [
    update(broadcasts, { status: 'stopped', endedAt: now }, { id, status: 'sending' }),
    write(
      build
        .update(outbox)
        .set({ state: 'skipped', reason: 'stopped', settledAt: now })
        .where(and(eq(outbox.broadcastId, id), sql`${outbox.state} = 'queued'`)),
    ),
  ];
}

/** Broadcasts of which nothing is left to send are done; what came back to the queue of a stopped one is skipped. */
export function settleBroadcasts(now: number): readonly Write[] {
  return [
    write(
      build
        .update(outbox)
        .set({ state: 'skipped', reason: 'stopped', settledAt: now })
        .where(
          sql`${outbox.state} = 'queued' AND ${outbox.broadcastId} IN (SELECT b.id FROM broadcasts b WHERE b.status = 'stopped')`,
        ),
    ),
    write(
      build
        .update(broadcasts)
        .set({ status: 'done', endedAt: now })
        .where(
          sql`${broadcasts.status} = 'sending' AND NOT EXISTS (SELECT 1 FROM outbox o
            WHERE o.broadcast_id = ${broadcasts.id} AND o.state IN ('queued', 'claimed', 'sending'))`,
        ),
    ),
  ];
}

/** Whether `settleBroadcasts` may have something to do. */
export async function hasUnsettled(store: Store): Promise<boolean> {
  const row = await store.db
    .select({ id: broadcasts.id })
    .from(broadcasts)
    .where(
      sql`${broadcasts.status} = 'sending' OR (${broadcasts.status} = 'stopped' AND EXISTS (
        SELECT 1 FROM outbox o WHERE o.broadcast_id = ${broadcasts.id} AND o.state = 'queued'))`,
    )
    .limit(1)
    .get();
  return row !== undefined;
}

/** Today's version of a province. */
export async function currentProvince(store: Store, code: string): Promise<UnitKey | undefined> {
  return store.db
    .select({ code: units.code, validFrom: units.validFrom })
    .from(units)
    .where(and(eq(units.code, code), eq(units.level, 'province'), isNull(units.validTo)))
    .get();
}
