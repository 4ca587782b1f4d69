/** Who else hears of a child than the contact that told us of it: asked, agreed, and no longer. */
import { sql } from 'drizzle-orm';
import { carers } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { type Place, queueTipFor, type Tip } from './enrolments.ts';
import { rowsOf } from './rows.ts';
import { insert, type Write } from './statement.ts';

export type Carer = {
  readonly childId: string;
  readonly contactId: string;
  readonly status: 'invited' | 'active' | 'ended';
  readonly since: number;
  /** Of the carer: what is decided from their state takes their next turn. */
  readonly lastTurn: number;
};

type Columns = [childId: string, contactId: string, status: Carer['status'], since: number, lastTurn: number];

/** All carers of these children, ended ones too. */
export async function carersOf(store: Store, childIds: readonly string[]): Promise<readonly Carer[]> {
  if (childIds.length === 0) return [];
  const rows = await rowsOf<Columns>(
    store,
    sql`SELECT k.child_id, k.contact_id, k.status, k.since, c.turn FROM carers k
      JOIN contacts c ON c.id = k.contact_id
      WHERE k.child_id IN (SELECT value FROM json_each(${JSON.stringify(childIds)}))`,
  );
  return rows.map(([childId, contactId, status, since, lastTurn]) => ({
    childId,
    contactId,
    status,
    since: Number(since),
    lastTurn: Number(lastTurn),
  }));
}

/** The children of others that a person hears of, or is asked whether they want to. */
export async function caredFor(
  store: Store,
  contactId: string,
): Promise<readonly (Pick<Carer, 'childId' | 'status' | 'since'> & SharedChild)[]> {
  const rows = await rowsOf<[string, 'invited' | 'active', number, SharedChild['childStatus'], string]>(
    store,
    sql`SELECT k.child_id, k.status, k.since, h.status, h.contact_id FROM carers k
      JOIN children h ON h.id = k.child_id WHERE k.contact_id = ${contactId} AND k.status <> 'ended'`,
  );
  return rows.map(([childId, status, since, childStatus, sharedBy]) => ({
    childId,
    status,
    since: Number(since),
    childStatus,
    sharedBy,
  }));
}

type SharedChild = {
  readonly childStatus: 'active' | 'lost' | 'removed';
  /** The contact that told us of the child. */
  readonly sharedBy: string;
};

export function inviteCarer(childId: string, contactId: string, now: number): Write {
  return insert(carers, { childId, contactId, status: 'invited', since: now });
}

/** Only what is still offered, and for a child there is something to say about. */
export function acceptShares(contactId: string, childIds: readonly string[], now: number): Write {
  return {
    sql: `UPDATE carers SET status = 'active', since = ?1 WHERE contact_id = ?2 AND status = 'invited'
      AND child_id IN (SELECT h.id FROM json_each(?3) AS j JOIN children h ON h.id = j.value AND h.status = 'active')`,
    args: [now, contactId, JSON.stringify(childIds)],
  };
}

/** By the carer's own word; `invited` for what they have not answered, `active` for what they get. */
export function endShares(contactId: string, from: 'invited' | 'active', now: number): Write {
  return {
    sql: `UPDATE carers SET status = 'ended', since = ? WHERE contact_id = ? AND status = ?`,
    args: [now, contactId, from],
  };
}

/** By the contact whose children they are: who was a carer may be asked again one day, who never answered not. */
export function stopSharing(ownerId: string, now: number): readonly Write[] {
  const theirs = 'child_id IN (SELECT id FROM children WHERE contact_id = ?)';
  return [
    { sql: `DELETE FROM carers WHERE status = 'active' AND ${theirs}`, args: [ownerId] },
    {
      sql: `UPDATE carers SET status = 'ended', since = ? WHERE status = 'invited' AND ${theirs}`,
      args: [now, ownerId],
    },
  ];
}

/** What others than their contact were to hear of children does not leave; with `onlyTo` to that person alone. */
export function skipShared(childIds: readonly string[], reason: string, now: number, onlyTo?: string): Write {
  return {
    sql: `UPDATE outbox SET state = 'skipped', reason = ?1, settled_at = ?2
      WHERE child_id IN (SELECT value FROM json_each(?3)) AND state = 'queued'
      AND contact_id <> (SELECT h.contact_id FROM children h WHERE h.id = outbox.child_id)
      AND (?4 IS NULL OR contact_id = ?4)`,
    args: [reason, now, JSON.stringify(childIds), onlyTo ?? null],
  };
}

/**
 * What others were told of a person's children, before the children go; not every database cascades. What has left
 * stays one of its recipient's messages of the day, without whose child it was of and whoever asked for it.
 */
export function forgetShared(ownerId: string): readonly Write[] {
  const theirs = 'child_id IN (SELECT id FROM children WHERE contact_id = ?)';
  return [
    {
      sql: `UPDATE outbox SET child_id = NULL, series = NULL, body_sealed = NULL, item = coalesce(item, 'erased'),
          key = substr(key, 1, instr(key, ':')) || 'erased:' || id
        WHERE ${theirs} AND contact_id <> ? AND sent_at IS NOT NULL AND state <> 'queued'`,
      args: [ownerId, ownerId],
    },
    { sql: `DELETE FROM outbox WHERE ${theirs} AND state NOT IN ('claimed', 'sending')`, args: [ownerId] },
    { sql: `DELETE FROM carers WHERE ${theirs}`, args: [ownerId] },
  ];
}

/** The same tip for everyone the child is shared with who is in, each in an own row. */
export function queueTipForCarers(place: Place, tip: Omit<Tip, 'contactId'>): Write {
  const whose = `JOIN carers k ON k.child_id = e.child_id AND k.status = 'active'
JOIN contacts c ON c.id = k.contact_id AND c.consent = 'in'`;
  return queueTipFor(whose, [], place, tip);
}
