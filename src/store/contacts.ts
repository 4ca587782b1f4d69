import { eq, inArray, sql } from 'drizzle-orm';
import { consents, contacts, questions } from '../../db/schema.ts';
import { isOfReport, QUESTION_OPEN_MS, type Role } from '../handler.ts';
import type { Language } from '../message.ts';
import { prepared, type Store } from './database.ts';
import { build, insert, remove, update, upsert, type Write } from './statement.ts';

/** All that is known of a person when a message of theirs comes in, read at once. */
export type SessionRow = {
  readonly id: string;
  readonly kind: 'phone' | 'telegram';
  readonly addressMac: string;
  readonly language: Language;
  readonly tipLanguage: string | null;
  readonly accentedSms: boolean;
  readonly consent: 'none' | 'in' | 'out';
  readonly reach: 'ok' | 'blocked' | 'invalid';
  readonly communeCode: string | null;
  readonly communeFrom: string | null;
  readonly erasedAt: number | null;
  readonly ourNumber: string | null;
  readonly lastTurn: number;
  /** JSON list of `RoleColumns`: those invited or active. */
  readonly roles: string;
  readonly questionKind: string | null;
  readonly questionSealed: string | null;
  readonly questionAskedIn: string | null;
  readonly questionAskedAt: number | null;
  readonly questionExpiresAt: number | null;
  /** 1 where something else left for this person since the question was asked. */
  readonly sentSince: number | null;
};

/** Each role as a JSON list, in the order of `RoleColumns`; as flat as can be, since every message reads it. */
const ROLES = sql<string>`(SELECT json_group_array(json_array(r.id, r.role, r.status, r.village_id, v.name,
    coalesce(r.commune_code, v.commune_code), coalesce(r.commune_from, v.commune_from), r.province_code, r.at))
  FROM roles r LEFT JOIN villages v ON v.id = r.village_id
  WHERE r.contact_id = ${contacts.id} AND r.status <> 'ended')`;

type RoleColumns = readonly [
  id: string,
  role: 'collaborator' | 'commune-officer' | 'province-officer',
  status: 'invited' | 'active',
  villageId: string | null,
  villageName: string | null,
  communeCode: string | null,
  communeFrom: string | null,
  provinceCode: string | null,
  at: number,
];

/** The roles of a session, the oldest first. */
export function rolesOf({ roles }: Pick<SessionRow, 'roles'>): readonly Role[] {
  if (roles === '[]') return [];
  const rows = JSON.parse(roles) as RoleColumns[];
  rows.sort((a, b) => a[8] - b[8] || (a[0] < b[0] ? -1 : 1));
  return rows.map(([id, role, status, villageId, villageName, communeCode, communeFrom, provinceCode]) => ({
    id,
    role,
    status,
    villageId: villageId ?? undefined,
    villageName: villageName ?? undefined,
    commune:
      communeCode === null || communeFrom === null
        ? undefined
        : { code: communeCode, validFrom: communeFrom },
    provinceCode: provinceCode ?? undefined,
  }));
}

/**
 * Something else that left since the question was asked, or was written down and waits: of the latter the newest
 * tells. Both are found at the end of an index, however long the person has been with us. What another's turn asks
 * may leave hours after it was asked, and until then nothing that they say is its answer.
 */
const OTHER = sql`o.contact_id = ${contacts.id} AND NOT (o.kind = 'invitation'
    AND ${questions.kind} = CASE substr(o.key, 1, 6)
    WHEN 'share:' THEN 'carer' WHEN 'moves:' THEN 'old-number' ELSE 'invited' END)
  AND substr(o.key, 1, length(${questions.askedIn}) + 7) <> 'reply:' || ${questions.askedIn} || ':'`;
const SENT_SINCE = sql<number | null>`CASE WHEN ${questions.kind} IS NULL THEN NULL ELSE
  EXISTS (SELECT 1 FROM outbox o WHERE ${OTHER} AND o.sent_at > ${questions.askedAt})
  OR coalesce((SELECT o.created_at FROM outbox o WHERE ${OTHER} AND o.sent_at IS NULL ORDER BY o.id DESC LIMIT 1)
    > ${questions.askedAt}, 0)
  OR substr(${questions.askedIn}, 1, instr(${questions.askedIn}, ':'))
      IN ('share:', 'moves:', 'register:', 'assigned:', 'reopened:')
    AND EXISTS (SELECT 1 FROM outbox o WHERE o.contact_id = ${contacts.id} AND o.sent_at IS NULL
      AND (o.kind = 'invitation' OR substr(o.key, 1, length(${questions.askedIn}) + 7) = 'reply:' || ${questions.askedIn} || ':')
      AND o.created_at = ${questions.askedAt}) END`;

const SESSION = {
  id: contacts.id,
  kind: contacts.kind,
  addressMac: contacts.addressMac,
  language: contacts.language,
  tipLanguage: contacts.tipLanguage,
  accentedSms: contacts.accentedSms,
  consent: contacts.consent,
  reach: contacts.reach,
  communeCode: contacts.communeCode,
  communeFrom: contacts.communeFrom,
  erasedAt: contacts.erasedAt,
  ourNumber: contacts.ourNumber,
  lastTurn: contacts.turn,
  roles: ROLES,
  questionKind: questions.kind,
  questionSealed: questions.dataSealed,
  questionAskedIn: questions.askedIn,
  questionAskedAt: questions.askedAt,
  questionExpiresAt: questions.expiresAt,
  sentSince: SENT_SINCE,
} as const satisfies Record<keyof SessionRow, unknown>;
const SESSION_NAMES = Object.keys(SESSION);

const MAC = sql.placeholder('mac');
const sessionSql = build
  .select(SESSION)
  .from(contacts)
  .leftJoin(questions, eq(questions.contactId, contacts.id))
  .where(eq(contacts.addressMac, MAC))
  .toSQL().sql;

/** `macs`: the address under the current key, then under the previous one. */
export async function sessionOf(store: Store, macs: readonly string[]): Promise<SessionRow | undefined> {
  for (const mac of macs) {
    const values = await store.first(sessionSql, [mac]);
    if (values === undefined) continue;
    const row: Record<string, unknown> = {};
    for (let i = 0; i < values.length; i += 1) row[SESSION_NAMES[i] ?? ''] = values[i];
    row.accentedSms = row.accentedSms === 1;
    return row as SessionRow;
  }
  return undefined;
}

export function addContact(row: typeof contacts.$inferInsert): Write {
  return insert(contacts, row);
}

export function changeContact(id: string, set: Partial<typeof contacts.$inferInsert>): Write {
  return update(contacts, set, { id });
}

/** Fails where another decision took it first: a number of turns is never unknown. */
const TAKE_TURN = 'UPDATE contacts SET turn = CASE turn WHEN ? THEN ? END WHERE id = ?';

/** The next number of a contact: two decisions from the same state collide here, and one of them is taken anew. */
export function takeTurn(contactId: string, number: number): Write {
  return { sql: TAKE_TURN, args: [number - 1, number, contactId] };
}

export function recordConsent(row: typeof consents.$inferInsert): Write {
  return insert(consents, row);
}

export function askQuestion(row: typeof questions.$inferInsert): Write {
  return upsert(questions, row, ['contactId']);
}

export type OpenQuestion = Pick<SessionRow, 'questionKind' | 'questionAskedAt' | 'questionExpiresAt'>;

/** Whether a question waits that another's turn must not take away. One about a report gives way after a day. */
export function isAsked(row: OpenQuestion, now: number): boolean {
  const { questionKind, questionAskedAt, questionExpiresAt } = row;
  if (questionKind === null || (questionExpiresAt ?? 0) <= now) return false;
  return !isOfReport(questionKind) || now - (questionAskedAt ?? now) < QUESTION_OPEN_MS;
}

/** What must be known of a person who is asked something in another's turn. */
export async function askable(
  store: Store,
  contactId: string,
): Promise<(OpenQuestion & { readonly lastTurn: number }) | undefined> {
  return store.db
    .select({
      lastTurn: contacts.turn,
      questionKind: questions.kind,
      questionAskedAt: questions.askedAt,
      questionExpiresAt: questions.expiresAt,
    })
    .from(contacts)
    .leftJoin(questions, eq(questions.contactId, contacts.id))
    .where(eq(contacts.id, contactId))
    .get();
}

export function closeQuestion(contactId: string): Write {
  return remove(questions, { contactId });
}

const contactQuery = prepared((db) =>
  db
    .select()
    .from(contacts)
    .where(eq(contacts.id, sql.placeholder('id')))
    .prepare(),
);

export async function contactById(
  store: Store,
  id: string,
): Promise<typeof contacts.$inferSelect | undefined> {
  return contactQuery(store).get({ id });
}

export async function consentsOf(store: Store, contactId: string): Promise<(typeof consents.$inferSelect)[]> {
  return store.db.select().from(consents).where(eq(consents.contactId, contactId)).orderBy(consents.at);
}

export async function contactByAddress(
  store: Store,
  macs: readonly string[],
): Promise<typeof contacts.$inferSelect | undefined> {
  const rows = await store.db
    .select()
    .from(contacts)
    .where(inArray(contacts.addressMac, [...macs]));
  return rows[0];
}
