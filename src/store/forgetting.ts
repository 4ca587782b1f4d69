/** What time takes away: texts that nobody needs any more, and people who are long gone. In parts, in the order of ids. */
import { sql } from 'drizzle-orm';
import { meta } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { rowsOf } from './rows.ts';
import { upsert, type Write } from './statement.ts';

/** Where texts of people are, and when each row was written: ids rise with it. */
const TEXTS = { inbox: 'received_at', outbox: 'created_at', asked: 'asked_at' } as const;
export type TextTable = keyof typeof TEXTS;
export const TEXT_TABLES = Object.keys(TEXTS) as readonly TextTable[];

/** How far each work of forgetting has come: in `meta`, as one number of its own. */
type Work = `${TextTable}` | 'people' | 'people-from';
const keyOf = (work: Work) => `forgotten-${work}`;
const come = (work: Work) =>
  sql`coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = ${keyOf(work)}), 0)`;

function comeTo(work: Work, value: number): Write {
  return upsert(meta, { key: keyOf(work), value: String(value) }, ['key']);
}

export type Standing = {
  /** When the oldest row was written whose text is still there, by table. */
  readonly oldest: readonly (readonly [TextTable, number])[];
  /** How far the walk through all people has come, 0 between two of them; and when the next begins. */
  readonly after: number;
  readonly from: number;
  /** The last of the next people, in the order of the table; undefined where there are none or it is not time. */
  readonly end: number | undefined;
};

/** How far all this has come, in one look: most of the time there is nothing to do. */
export async function standing(store: Store, now: number, peopleAPart: number): Promise<Standing> {
  const oldest = TEXT_TABLES.map(
    (table) =>
      sql`(SELECT ${sql.raw(TEXTS[table])} FROM ${sql.raw(table)} WHERE id > ${come(table)} ORDER BY id LIMIT 1)`,
  );
  const [row = []] = await rowsOf<readonly (number | null)[]>(
    store,
    sql`SELECT ${come('people')}, ${come('people-from')},
      CASE WHEN ${come('people')} > 0 OR ${come('people-from')} <= ${now} THEN (SELECT max(n) FROM (
        SELECT rowid AS n FROM contacts WHERE rowid > ${come('people')} ORDER BY rowid LIMIT ${peopleAPart})) END,
      ${sql.join(oldest, sql`, `)}`,
  );
  const [after, from, end, ...written] = row;
  return {
    oldest: TEXT_TABLES.flatMap((table, n) => {
      const at = written[n];
      return at == null ? [] : [[table, Number(at)] as const];
    }),
    after: Number(after ?? 0),
    from: Number(from ?? 0),
    end: end == null ? undefined : Number(end),
  };
}

/** The next rows of a table written up to an instant, as a range of ids; undefined where there are none. */
export async function nextTexts(
  store: Store,
  table: TextTable,
  upTo: number,
  most: number,
): Promise<{ readonly after: number; readonly last: number } | undefined> {
  const rows = await rowsOf<[number, number, number]>(
    store,
    sql`SELECT ${come(table)}, id, ${sql.raw(TEXTS[table])} FROM ${sql.raw(table)} WHERE id > ${come(table)}
      ORDER BY id LIMIT ${most}`,
  );
  const end = rows.findIndex(([, , at]) => Number(at) > upTo);
  const last = (end === -1 ? rows : rows.slice(0, end)).at(-1);
  return last === undefined ? undefined : { after: Number(last[0]), last: Number(last[1]) };
}

/**
 * What still waits keeps its text: a report for its village or month, a question for its officer. A message that has
 * not left by now is stale, and of one that may have left there is nothing to decide any more.
 */
const BLANK: Readonly<Record<TextTable, string>> = {
  inbox: `UPDATE inbox SET text_sealed = '' WHERE id > ?1 AND id <= ?2 AND NOT EXISTS (SELECT 1 FROM held_reports h
    WHERE h.channel = inbox.channel AND h.provider_id = inbox.provider_id AND h.status = 'waiting')`,
  outbox: `UPDATE outbox SET body_sealed = CASE WHEN body_sealed IS NULL THEN NULL ELSE '' END,
      settled_at = CASE state WHEN 'queued' THEN ?3 ELSE settled_at END,
      reason = CASE state WHEN 'queued' THEN 'stale' WHEN 'unknown' THEN 'left-as-is' ELSE reason END,
      state = CASE state WHEN 'queued' THEN 'skipped' ELSE state END
    WHERE id > ?1 AND id <= ?2 AND state NOT IN ('claimed', 'sending')`,
  asked: `UPDATE asked SET text_sealed = '' WHERE id > ?1 AND id <= ?2 AND answered_at IS NOT NULL`,
};

export function blankTexts(
  table: TextTable,
  { after, last }: { readonly after: number; readonly last: number },
  now: number,
): readonly Write[] {
  const args = table === 'outbox' ? [after, last, now] : [after, last];
  return [{ sql: BLANK[table], args }, comeTo(table, last)];
}

/** Texts of reports that waited when their time came, and wait no more. */
export function blankSettledReports(upTo: number): Write {
  return {
    sql: `UPDATE inbox SET text_sealed = '' WHERE text_sealed <> '' AND received_at <= ?1 AND id IN (
      SELECT i.id FROM held_reports h CROSS JOIN inbox i ON i.channel = h.channel AND i.provider_id = h.provider_id
      GROUP BY i.id HAVING sum(h.status = 'waiting') = 0)`,
    args: [upTo],
  };
}

export function walkedTo(after: number, from: number): readonly Write[] {
  return [comeTo('people', after), comeTo('people-from', from)];
}

/** A person's two addresses. */
const BOTH = sql.raw(
  `(SELECT x.id FROM contacts x WHERE x.id = c.id OR x.id = c.chat_id OR x.chat_id = c.id)`,
);

/**
 * Of a part of the walk, most of whom one look at an index passes over: those who have no role at either address and
 * have left by an instant, at both; or who joined by then, and whose youngest child, own or shared, was born by a day
 * and gets nothing more. Whoever waits for an officer's answer waits for that first.
 */
export async function longGone(
  store: Store,
  part: { readonly after: number; readonly last: number },
  gone: { readonly left: number; readonly born: string },
  most: number,
): Promise<readonly { readonly place: number; readonly id: string; readonly turn: number }[]> {
  const rows = await rowsOf<[number, string, number]>(
    store,
    sql`SELECT c.rowid, c.id, c.turn FROM contacts c
      WHERE c.rowid > ${part.after} AND c.rowid <= ${part.last} AND c.erased_at IS NULL
      AND (c.consent = 'out' OR EXISTS (SELECT 1 FROM carers a WHERE a.contact_id = c.id)
        OR EXISTS (SELECT 1 FROM children k WHERE k.contact_id = c.id AND coalesce(k.born, k.due) <= ${gone.born}))
      AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.contact_id IN ${BOTH} AND r.status <> 'ended')
      AND NOT EXISTS (SELECT 1 FROM asked q WHERE q.contact_id IN ${BOTH} AND q.answered_at IS NULL)
      AND (
        c.consent = 'out' AND (SELECT max(s.at) FROM consents s WHERE s.contact_id = c.id) <= ${gone.left}
          AND NOT EXISTS (SELECT 1 FROM contacts o WHERE o.id IN ${BOTH} AND (o.consent = 'in'
            OR (SELECT max(s.at) FROM consents s WHERE s.contact_id = o.id) > ${gone.left}))
        OR coalesce((SELECT max(s.at) FROM consents s WHERE s.contact_id = c.id), c.created_at) <= ${gone.left}
          AND (SELECT max(CASE WHEN EXISTS (SELECT 1 FROM enrolments e WHERE e.child_id = k.id AND e.status = 'active')
            THEN 'later' ELSE coalesce(k.born, k.due) END) FROM children k WHERE k.contact_id IN ${BOTH}
            OR k.id IN (SELECT a.child_id FROM carers a WHERE a.contact_id IN ${BOTH} AND a.status <> 'ended')
          ) <= ${gone.born})
      ORDER BY c.rowid LIMIT ${most}`,
  );
  return rows.map(([place, id, turn]) => ({ place: Number(place), id, turn: Number(turn) }));
}

/** Questions to the people of a part that nobody can answer any more: what they hold is not needed. */
export function forgetQuestions(
  { after, last }: { readonly after: number; readonly last: number },
  expiredBy: number,
): Write {
  return {
    sql: `DELETE FROM questions WHERE expires_at <= ? AND contact_id IN (
      SELECT id FROM contacts WHERE rowid > ? AND rowid <= ?)`,
    args: [expiredBy, after, last],
  };
}
