/** A whole person: what is held about them, and their erasure. */
import { and, eq, isNotNull, lte, ne, notInArray, sql } from 'drizzle-orm';
import {
  asked,
  carers,
  children,
  consents,
  contacts,
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
import { build, remove, update, type Write, write } from './statement.ts';

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
const REPEATS_MS = 600_000;
const IN_FLIGHT = ['claimed', 'sending'] as const;

/**
 * Everything of a person but the shell that their last answer still leaves by, their children for those who share
 * them too. Counts they reported stay, without a name. `purgeErased` takes the shell.
 */
export function erasePerson(contactId: string, now: number): readonly Write[] {
  return [
    ...forgetShared(contactId),
    remove(children, { contactId }),
    remove(carers, { contactId }),
    remove(roles, { contactId }),
    remove(consents, { contactId }),
    remove(questions, { contactId }),
    remove(heldReports, { contactId }),
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
  const gone = build
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(
        isNotNull(contacts.erasedAt),
        lte(contacts.erasedAt, now - REPEATS_MS),
        sql`NOT EXISTS (SELECT 1 FROM ${outbox} WHERE ${outbox.contactId} = ${contacts.id}
          AND ${outbox.state} IN ('queued', 'claimed', 'sending'))`,
      ),
    );
  return [
    // The contact goes last: each statement looks for it, and not every database cascades.
    ...[outbox, heldReports, asked, inbox, questions, consents, roles, carers, children].map((table) =>
      write(build.delete(table).where(sql`${table.contactId} IN ${gone}`)),
    ),
    ...[reportVersions, quickAnswers].map((table) =>
      write(build.update(table).set({ contactId: null }).where(sql`${table.contactId} IN ${gone}`)),
    ),
    write(build.delete(contacts).where(sql`${contacts.id} IN ${gone}`)),
  ];
}

/** When the oldest erased shell may go, if there is one. */
export async function nextPurgeAt(store: Store): Promise<number | undefined> {
  const row = await store.db
    .select({ at: sql<number | null>`min(${contacts.erasedAt})` })
    .from(contacts)
    .where(isNotNull(contacts.erasedAt))
    .get();
  return row?.at == null ? undefined : row.at + REPEATS_MS;
}
