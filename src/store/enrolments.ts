/** The series that children are enrolled in, and the tips that are queued for them. */
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { children, contacts, enrolments, outbox, units } from '../../db/schema.ts';
import type { ChildRow } from './children.ts';
import { prepared, type Store } from './database.ts';
import { LANES } from './outbox.ts';
import { build, update, type Value, type Write, write } from './statement.ts';

export type EnrolmentRow = typeof enrolments.$inferSelect;

export async function enrolmentsOf(store: Store, childIds: readonly string[]): Promise<EnrolmentRow[]> {
  if (childIds.length === 0) return [];
  return store.db
    .select()
    .from(enrolments)
    .where(inArray(enrolments.childId, [...childIds]));
}

/** Enrols, or sets the place in the series anew. */
export function enrol(row: typeof enrolments.$inferInsert): Write {
  const { childId: _child, series: _series, ...set } = row;
  return write(
    build
      .insert(enrolments)
      .values(row)
      .onConflictDoUpdate({ target: [enrolments.childId, enrolments.series], set }),
  );
}

/** Nothing more of this series will become due for the child. */
export function endEnrolment(childId: string, series: string): Write {
  return update(enrolments, { status: 'done', nextItem: null, nextAt: null }, { childId, series });
}

/** The carer wants no more of these; each keeps its place. */
export function leaveEnrolments(childId: string, series: readonly string[]): Write {
  return write(
    build
      .update(enrolments)
      .set({ status: 'left' })
      .where(
        and(
          eq(enrolments.childId, childId),
          eq(enrolments.status, 'active'),
          inArray(enrolments.series, [...series]),
        ),
      ),
  );
}

export function pauseEnrolments(childId: string): Write {
  return update(enrolments, { status: 'paused' }, { childId, status: 'active' });
}

export function resumeEnrolments(childId: string): Write {
  return update(enrolments, { status: 'active' }, { childId, status: 'paused' });
}

export function endPausedEnrolments(childId: string): Write {
  return update(enrolments, { status: 'done', nextItem: null, nextAt: null }, { childId, status: 'paused' });
}

export type DueEnrolment = Pick<EnrolmentRow, 'childId' | 'series' | 'anchor' | 'corrected'> & {
  readonly nextItem: string;
  readonly nextAt: number;
  readonly contactId: string;
  readonly childStatus: ChildRow['status'];
  readonly consent: 'none' | 'in' | 'out';
  readonly provinceCode: string | null;
  /** The family asked for what concerns a disability. */
  readonly disability: boolean;
  /** Others hear of this child too. */
  readonly shared: boolean;
};

/** Spelled out, not a parameter, so that the partial index is used. */
const ACTIVE = sql`${enrolments.status} = 'active'`;

/** The read of the tick, for those who measure it. */
export function dueEnrolmentsSql(db: Store['db']) {
  return db
    .select({
      childId: enrolments.childId,
      series: enrolments.series,
      anchor: enrolments.anchor,
      corrected: enrolments.corrected,
      nextItem: enrolments.nextItem,
      nextAt: enrolments.nextAt,
      contactId: children.contactId,
      childStatus: children.status,
      consent: contacts.consent,
      provinceCode: units.provinceCode,
      disability: sql<boolean>`EXISTS (SELECT 1 FROM enrolments d WHERE d.child_id = ${enrolments.childId}
        AND d.series = 'disability' AND d.status <> 'left')`.mapWith((found: unknown) => Number(found) === 1),
      shared: sql<boolean>`EXISTS (SELECT 1 FROM carers k WHERE k.child_id = ${enrolments.childId}
        AND k.status = 'active')`.mapWith((found: unknown) => Number(found) === 1),
    })
    .from(enrolments)
    .innerJoin(children, eq(children.id, enrolments.childId))
    .innerJoin(contacts, eq(contacts.id, children.contactId))
    .leftJoin(units, and(eq(units.code, contacts.communeCode), eq(units.validFrom, contacts.communeFrom)))
    .where(and(ACTIVE, lte(enrolments.nextAt, sql.placeholder('now'))))
    .orderBy(asc(enrolments.nextAt))
    .limit(sql.placeholder('limit'));
}

const dueQuery = prepared((db) => dueEnrolmentsSql(db).prepare());

/** The enrolments whose next item is due, the longest waiting first. */
export async function dueEnrolments(store: Store, now: number, limit: number): Promise<DueEnrolment[]> {
  return (await dueQuery(store).all({ now, limit })) as DueEnrolment[];
}

const nextQuery = prepared((db) =>
  db
    .select({ at: sql<number | null>`min(${enrolments.nextAt})` })
    .from(enrolments)
    .where(and(ACTIVE, sql`${enrolments.nextAt} > ${sql.placeholder('after')}`))
    .prepare(),
);

export async function nextEnrolmentAt(store: Store, after: number): Promise<number | undefined> {
  return (await nextQuery(store).get({ after }))?.at ?? undefined;
}

/** The place in a series that a tick read; a write made for it does nothing once the place has moved. */
export type Place = Pick<DueEnrolment, 'childId' | 'series' | 'nextItem' | 'nextAt'>;

export type Tip = {
  readonly contactId: string;
  readonly item: string;
  readonly dueAt: number;
  readonly expiresAt: number;
  readonly createdAt: number;
};

/** Queues a tip, once for ever, as long as the enrolment still stands where it was read. */
export function queueTip(place: Place, { contactId, ...tip }: Tip): Write {
  return queueTipFor('JOIN contacts c ON c.id = ?', [contactId], place, tip);
}

/** The same for everyone whom `whose` joins as the contact `c`, each in an own row; `whoseArgs` are its arguments. */
export function queueTipFor(
  whose: string,
  whoseArgs: readonly Value[],
  place: Place,
  tip: Omit<Tip, 'contactId'>,
): Write {
  return {
    sql: `INSERT INTO outbox (key, contact_id, address_kind, kind, lane, state, child_id, series, item, due_at, expires_at, created_at)
SELECT ? || c.id, c.id, c.kind, 'tip', ?, 'queued', e.child_id, e.series, ?, ?, ?, ? FROM enrolments e ${whose}
WHERE e.child_id = ? AND e.series = ? AND e.status = 'active' AND e.next_item = ? AND e.next_at = ?
ON CONFLICT DO NOTHING`,
    args: [
      `tip:${place.childId}:${tip.item}:`,
      LANES.tip,
      tip.item,
      tip.dueAt,
      tip.expiresAt,
      tip.createdAt,
      ...whoseArgs,
      place.childId,
      place.series,
      place.nextItem,
      place.nextAt,
    ],
  };
}

/** Moves an enrolment on from where it was read. */
export function movePlace(place: Place, set: Pick<EnrolmentRow, 'status' | 'nextItem' | 'nextAt'>): Write {
  return update(enrolments, set, {
    childId: place.childId,
    series: place.series,
    status: 'active',
    nextItem: place.nextItem,
    nextAt: place.nextAt,
  });
}

type WhoseTips = { readonly id: string; readonly contactId: string };

/** Of whoever hears of the child, the invitation of who is asked to as well. */
function tipsOf(child: WhoseTips, state: 'queued' | 'skipped') {
  return and(
    sql`${outbox.contactId} IN (SELECT ${child.contactId} UNION ALL SELECT k.contact_id FROM carers k
      WHERE k.child_id = ${child.id} AND k.status <> 'ended')`,
    eq(outbox.childId, child.id),
    inArray(outbox.kind, ['tip', 'invitation']),
    eq(outbox.state, state),
  );
}

/** The queued tips of a child, of one series or of all, will not leave. */
export function skipTips(child: WhoseTips, reason: string, now: number, series?: string): Write {
  return write(
    build
      .update(outbox)
      .set({ state: 'skipped', reason, settledAt: now })
      .where(and(tipsOf(child, 'queued'), series === undefined ? undefined : eq(outbox.series, series))),
  );
}

/** What was skipped for a reason that proved wrong, and is still right for the age, is queued again. */
export function reopenTips(child: WhoseTips, reason: string, now: number): Write {
  return write(
    build
      .update(outbox)
      .set({ state: 'queued', reason: null, settledAt: null })
      .where(and(tipsOf(child, 'skipped'), eq(outbox.reason, reason), sql`${outbox.expiresAt} > ${now}`)),
  );
}

/** Forgets what was queued but not sent, so that it can be planned for another day. */
export function dropTips(child: WhoseTips, series: readonly string[]): Write {
  return write(build.delete(outbox).where(and(tipsOf(child, 'queued'), inArray(outbox.series, [...series]))));
}

/** Forgets what was skipped for a reason that holds no longer, so that it can be queued again where it is still right. */
export function forgetSkippedTips(child: WhoseTips, reason: string): Write {
  return write(build.delete(outbox).where(and(tipsOf(child, 'skipped'), eq(outbox.reason, reason))));
}

const toldQuery = prepared((db) =>
  db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.contactId, sql.placeholder('contactId')),
        sql`${outbox.sentAt} > ${sql.placeholder('since')}`,
        eq(outbox.item, sql.placeholder('item')),
        sql`${outbox.state} <> 'failed'`,
      ),
    )
    .limit(1)
    .prepare(),
);

/** Whether the same item has left for this contact since an instant, for whichever child. */
export async function wasTold(
  store: Store,
  contactId: string,
  item: string,
  since: number,
): Promise<boolean> {
  return (await toldQuery(store).get({ contactId, item, since })) !== undefined;
}
