/** A whole person: what is held about them, and their erasure. */
import { and, eq, isNotNull, lte, ne, notInArray, type SQL, sql } from 'drizzle-orm';
import {
  asked,
  carers,
  children,
  consents,
  contacts,
  feedback,
  heldReports,
  inbox,
  outbox,
  questions,
  quickAnswers,
  quickCounts,
  reportVersions,
  roles,
} from '../../db/schema.ts';
import { askedKept, eraseAsked } from './asked.ts';
import { forgetShared } from './carers.ts';
import type { Store } from './database.ts';
import { unlinkAddresses } from './links.ts';
import { rowsOf } from './rows.ts';
import { build, remove, update, type Write, write } from './statement.ts';
import { keepTries } from './tries.ts';

/** How many texts of theirs are kept and not forgotten yet, and how many questions of theirs officers have been sent. */
export async function keptOf(
  store: Store,
  contactId: string,
): Promise<{ readonly texts: number; readonly asked: number; readonly open: number }> {
  const row = await store.db
    .select({ texts: sql<number>`count(*)` })
    .from(inbox)
    .where(and(eq(inbox.contactId, contactId), ne(inbox.textSealed, '')))
    .get();
  return { texts: Number(row?.texts ?? 0), ...(await askedKept(store, contactId)) };
}

/** How long a provider may still repeat the message that asked for the erasure: its id is kept for that long. */
export const REPEATS_MS = 600_000;
const IN_FLIGHT = ['claimed', 'sending'] as const;

/**
 * Everything of a person but the shell that their last answer still leaves by, their children for those who share
 * them too. Counts they reported stay, without a name; limits that protect others, by a keyed hash (`tries`).
 * `purgeErased` takes the shell.
 */
export function erasePerson(contactId: string, now: number): readonly Write[] {
  return [
    ...keepTries(contactId, now),
    ...forgetShared(contactId),
    remove(children, { contactId }),
    remove(carers, { contactId }),
    remove(roles, { contactId }),
    remove(consents, { contactId }),
    remove(questions, { contactId }),
    remove(heldReports, { contactId }),
    remove(feedback, { contactId }),
    ...eraseAsked(contactId),
    update(reportVersions, { contactId: null }, { contactId }),
    update(quickAnswers, { contactId: null }, { contactId }),
    update(quickCounts, { authorId: null }, { authorId: contactId }),
    update(inbox, { textSealed: '', intent: 'erased' }, { contactId }),
    write(
      build
        .delete(outbox)
        .where(and(eq(outbox.contactId, contactId), notInArray(outbox.state, [...IN_FLIGHT]))),
    ),
    update(
      contacts,
      { consent: 'out', communeCode: null, communeFrom: null, tipLanguage: null, erasedAt: now },
      { id: contactId },
    ),
    unlinkAddresses(contactId),
  ];
}

/** The shells of erased people whose last answer has left. */
export function purgeErased(now: number): readonly Write[] {
  return forgetContacts(
    and(isNotNull(contacts.erasedAt), lte(contacts.erasedAt, now - REPEATS_MS), NOTHING_WAITS),
  );
}

const NOTHING_WAITS = sql`NOT EXISTS (SELECT 1 FROM ${outbox} WHERE ${outbox.contactId} = ${contacts.id}
  AND ${outbox.state} IN ('queued', 'claimed', 'sending'))`;

/**
 * Those who were invited by that instant, never said anything and are waited for by nobody: a stranger's number does
 * not stay because somebody typed it.
 */
export function forgetStrangers(invitedUntil: number): readonly Write[] {
  return forgetContacts(
    and(
      sql`${contacts.addressMac} IN (SELECT target_mac FROM tries WHERE outcome = 'open' AND at <= ${invitedUntil})`,
      eq(contacts.consent, 'none'),
      sql`NOT EXISTS (SELECT 1 FROM tries t WHERE t.target_mac = ${contacts.addressMac} AND t.at > ${invitedUntil})
        AND NOT EXISTS (SELECT 1 FROM ${inbox} WHERE ${inbox.contactId} = ${contacts.id})
        AND NOT EXISTS (SELECT 1 FROM ${children} WHERE ${children.contactId} = ${contacts.id})
        AND NOT EXISTS (SELECT 1 FROM ${roles} WHERE ${roles.contactId} = ${contacts.id} AND ${roles.status} <> 'ended')`,
      NOTHING_WAITS,
    ),
  );
}

function forgetContacts(which: SQL | undefined): readonly Write[] {
  const gone = build.select({ id: contacts.id }).from(contacts).where(which);
  return [
    // The contact goes last: each statement looks for it, and not every database cascades.
    ...[outbox, heldReports, feedback, asked, inbox, questions, consents, roles, carers, children].map(
      (table) => write(build.delete(table).where(sql`${table.contactId} IN ${gone}`)),
    ),
    ...[reportVersions, quickAnswers].map((table) =>
      write(build.update(table).set({ contactId: null }).where(sql`${table.contactId} IN ${gone}`)),
    ),
    write(build.delete(contacts).where(sql`${contacts.id} IN ${gone}`)),
  ];
}

/** Since when the oldest shell waits, the oldest invitation for its answer, and the oldest try of all; in one read. */
export async function oldestToForget(
  store: Store,
): Promise<Readonly<Record<'erased' | 'open' | 'tried', number | null>>> {
  const [row] = await rowsOf<[number | null, number | null, number | null]>(
    store,
    sql`SELECT (SELECT min(erased_at) FROM contacts WHERE erased_at IS NOT NULL),
      (SELECT min(at) FROM tries WHERE outcome = 'open'), (SELECT min(at) FROM tries)`,
  );
  const [erased = null, open = null, tried = null] = row ?? [];
  return { erased, open, tried };
}
