/**
 * The shape of the data. Instants are integers (ms since the epoch, UTC); civil dates are `YYYY-MM-DD` and
 * reporting periods `YYYY-MM`, both of Asia/Ho_Chi_Minh. Columns ending in `_sealed` are AES-256-GCM text,
 * those ending in `_mac` are keyed hashes for look-up.
 */
import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** One row a fact about the database itself; `mode` is demo or real and never changes. */
export const meta = sqliteTable('meta', {
  key: text().primaryKey(),
  value: text().notNull(),
});

/** Provinces and communes, each row one version of a unit: a code is reused after a merger, (code, valid-from) is not. */
export const units = sqliteTable(
  'units',
  {
    code: text().notNull(),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to'),
    level: text({ enum: ['province', 'commune'] }).notNull(),
    kind: text({ enum: ['tinh', 'thanh-pho', 'xa', 'phuong', 'thi-tran', 'dac-khu', 'huyen-dao'] }).notNull(),
    /** Without its kind: "Mường Than". */
    name: text().notNull(),
    nameFolded: text('name_folded').notNull(),
    provinceCode: text('province_code').notNull(),
    /** As it was called then; the district only for units that ended on 1 July 2025. */
    provinceName: text('province_name').notNull(),
    districtName: text('district_name'),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.validFrom] }),
    index('units_name').on(t.nameFolded),
    index('units_province').on(t.provinceCode, t.level),
    check('units_interval', sql`${t.validTo} IS NULL OR ${t.validTo} > ${t.validFrom}`),
  ],
);

/** What a unit became. Several rows where it was split. */
export const unitSuccessors = sqliteTable(
  'unit_successors',
  {
    code: text().notNull(),
    validFrom: text('valid_from').notNull(),
    newCode: text('new_code').notNull(),
    newValidFrom: text('new_valid_from').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.validFrom, t.newCode, t.newValidFrom] }),
    foreignKey({ columns: [t.code, t.validFrom], foreignColumns: [units.code, units.validFrom] }),
    foreignKey({ columns: [t.newCode, t.newValidFrom], foreignColumns: [units.code, units.validFrom] }),
    index('unit_successors_new').on(t.newCode, t.newValidFrom),
  ],
);

export const villages = sqliteTable(
  'villages',
  {
    id: text().primaryKey(),
    communeCode: text('commune_code').notNull(),
    communeFrom: text('commune_from').notNull(),
    name: text().notNull(),
    nameFolded: text('name_folded').notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.communeCode, t.communeFrom], foreignColumns: [units.code, units.validFrom] }),
    // Two villages of one name in one commune could not be told apart in a text message.
    uniqueIndex('villages_name').on(t.communeCode, t.communeFrom, t.nameFolded),
  ],
);

/** Someone reachable at one address: a phone number or a Telegram chat. */
export const contacts = sqliteTable(
  'contacts',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['phone', 'telegram'] }).notNull(),
    addressMac: text('address_mac').notNull(),
    addressSealed: text('address_sealed').notNull(),
    language: text({ enum: ['vi', 'en'] })
      .notNull()
      .default('vi'),
    /** Wants accents by SMS although they cost more segments. */
    accentedSms: integer('accented_sms', { mode: 'boolean' }).notNull().default(false),
    /** none: has only written to us; in: may be sent what they did not ask for; out: may not. */
    consent: text({ enum: ['none', 'in', 'out'] })
      .notNull()
      .default('none'),
    /** Whether the address can be reached; `blocked` and `invalid` are what a provider told us for good. */
    reach: text({ enum: ['ok', 'blocked', 'invalid'] })
      .notNull()
      .default('ok'),
    communeCode: text('commune_code'),
    communeFrom: text('commune_from'),
    /** Set by an erasure: the row goes once its last answer has left. */
    erasedAt: integer('erased_at'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    // One person at one address, whoever writes first and however many requests race.
    uniqueIndex('contacts_address').on(t.addressMac),
    index('contacts_commune').on(t.communeCode, t.communeFrom),
    index('contacts_erased').on(t.erasedAt).where(sql`erased_at IS NOT NULL`),
    foreignKey({ columns: [t.communeCode, t.communeFrom], foreignColumns: [units.code, units.validFrom] }),
    check('contacts_commune_whole', sql`(${t.communeCode} IS NULL) = (${t.communeFrom} IS NULL)`),
  ],
);

/** Every decision taken from a contact's state takes the next number: two at the same time collide here. */
export const turns = sqliteTable(
  'turns',
  {
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.number] })],
);

/** Proof of opt-in and opt-out: which text, when, over what, who asked. */
export const consents = sqliteTable(
  'consents',
  {
    id: integer().primaryKey(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    act: text({ enum: ['in', 'out'] }).notNull(),
    textVersion: text('text_version').notNull(),
    channel: text().notNull(),
    askedBy: text('asked_by'),
    at: integer().notNull(),
  },
  (t) => [index('consents_contact').on(t.contactId, t.at)],
);

/** A child is a date and nothing else: no name, no sex. */
export const children = sqliteTable(
  'children',
  {
    id: text().primaryKey(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** Expected date of birth, while or because the carer joined in pregnancy. */
    due: text(),
    born: text(),
    /** lost: every series of this child is silent and stays so until the carer asks. */
    status: text({ enum: ['active', 'lost', 'removed'] })
      .notNull()
      .default('active'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('children_contact').on(t.contactId),
    // A child without any date could never be sent anything at the right age.
    check('children_dated', sql`${t.due} IS NOT NULL OR ${t.born} IS NOT NULL`),
  ],
);

/** Which item of a series is due next for a child, and when. The tick reads only this index. */
export const enrolments = sqliteTable(
  'enrolments',
  {
    childId: text('child_id')
      .notNull()
      .references(() => children.id, { onDelete: 'cascade' }),
    series: text().notNull(),
    /** The civil date that the series counts from. */
    anchor: text().notNull(),
    status: text({ enum: ['active', 'paused', 'done'] })
      .notNull()
      .default('active'),
    nextItem: text('next_item'),
    nextAt: integer('next_at'),
  },
  (t) => [
    primaryKey({ columns: [t.childId, t.series] }),
    index('enrolments_due').on(t.nextAt).where(sql`status = 'active'`),
    check('enrolments_next_whole', sql`(${t.nextItem} IS NULL) = (${t.nextAt} IS NULL)`),
  ],
);

/** What a contact may do, and where. */
export const roles = sqliteTable(
  'roles',
  {
    id: text().primaryKey(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    role: text({ enum: ['collaborator', 'commune-officer', 'province-officer'] }).notNull(),
    /** The one of the three places that counts: `village:<id>`, `commune:<code>@<valid from>` or `province:<code>`. */
    scope: text().notNull(),
    villageId: text('village_id').references(() => villages.id),
    communeCode: text('commune_code'),
    communeFrom: text('commune_from'),
    provinceCode: text('province_code'),
    status: text({ enum: ['invited', 'active', 'ended'] }).notNull(),
    madeBy: text('made_by').notNull(),
    at: integer().notNull(),
  },
  (t) => [
    index('roles_contact').on(t.contactId),
    index('roles_village').on(t.villageId),
    // The same person twice in one role at one place would be counted twice in completeness.
    uniqueIndex('roles_once').on(t.contactId, t.role, t.scope),
    foreignKey({ columns: [t.communeCode, t.communeFrom], foreignColumns: [units.code, units.validFrom] }),
    check(
      'roles_scope',
      sql`(${t.role} = 'collaborator' AND ${t.villageId} IS NOT NULL)
        OR (${t.role} = 'commune-officer' AND ${t.communeCode} IS NOT NULL)
        OR (${t.role} = 'province-officer' AND ${t.provinceCode} IS NOT NULL)`,
    ),
  ],
);

/** A one-time code by which an officer claims a role from a chat: only its keyed hash is kept. */
export const invitations = sqliteTable('invitations', {
  codeMac: text('code_mac').primaryKey(),
  role: text({ enum: ['commune-officer', 'province-officer'] }).notNull(),
  communeCode: text('commune_code'),
  communeFrom: text('commune_from'),
  provinceCode: text('province_code'),
  madeBy: text('made_by').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedBy: text('used_by'),
});

/** The one question that is open with a person; asking another replaces it. */
export const questions = sqliteTable('questions', {
  contactId: text('contact_id')
    .primaryKey()
    .references(() => contacts.id, { onDelete: 'cascade' }),
  kind: text().notNull(),
  dataSealed: text('data_sealed').notNull(),
  /** `<channel>:<provider's id>` of the message whose answer asked it. */
  askedIn: text('asked_in').notNull(),
  askedAt: integer('asked_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

export const inbox = sqliteTable(
  'inbox',
  {
    id: integer().primaryKey(),
    channel: text().notNull(),
    providerId: text('provider_id').notNull(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** When the sender's side says it was sent; receivedAt where the provider does not tell. */
    sentAt: integer('sent_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    textSealed: text('text_sealed').notNull(),
    /** Which verb answered it: for staff, and to find what nobody understood. */
    intent: text().notNull(),
  },
  (t) => [
    // A message seen twice does nothing.
    uniqueIndex('inbox_provider').on(t.channel, t.providerId),
    index('inbox_contact').on(t.contactId),
  ],
);

export const broadcasts = sqliteTable(
  'broadcasts',
  {
    id: text().primaryKey(),
    authorId: text('author_id').references(() => contacts.id, { onDelete: 'set null' }),
    audience: text({ enum: ['parents', 'collaborators', 'everyone'] }).notNull(),
    /** JSON list of [code, valid-from]. */
    communes: text({ mode: 'json' }).$type<readonly (readonly [string, string])[]>().notNull(),
    textSealed: text('text_sealed').notNull(),
    status: text({ enum: ['sending', 'stopped', 'done'] }).notNull(),
    recipients: integer().notNull(),
    confirmedAt: integer('confirmed_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [index('broadcasts_author').on(t.authorId, t.confirmedAt)],
);

export const OUTBOX_STATES = [
  'queued',
  'claimed',
  'sending',
  'accepted',
  'delivered',
  'failed',
  'unknown',
  'skipped',
] as const;

/** Everything that leaves. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: integer().primaryKey(),
    /** Deterministic: the same cause can never put the same message here twice. */
    key: text().notNull(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['reply', 'invitation', 'urgent', 'reminder', 'tip', 'broadcast'] }).notNull(),
    /** Order of going out, lowest first: reply 0, urgent 1, reminder 2, tip 3, broadcast 4. */
    lane: integer().notNull(),
    state: text({ enum: OUTBOX_STATES }).notNull(),
    /** The text; for what is late-bound empty until the first `sending` freezes it. */
    bodySealed: text('body_sealed'),
    /** Which tip for which child, where the text is bound late. */
    childId: text('child_id').references(() => children.id, { onDelete: 'cascade' }),
    series: text(),
    item: text(),
    broadcastId: text('broadcast_id').references(() => broadcasts.id),
    dueAt: integer('due_at').notNull(),
    /** After this it is stale: skipped and recorded, never fired late. */
    expiresAt: integer('expires_at'),
    attempts: integer().notNull().default(0),
    leaseUntil: integer('lease_until'),
    channel: text(),
    providerId: text('provider_id'),
    segments: integer(),
    /** Why it failed, was skipped or is waiting: a key of the texts, readable in both languages. */
    reason: text(),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at'),
    settledAt: integer('settled_at'),
  },
  (t) => [
    uniqueIndex('outbox_key').on(t.key),
    index('outbox_due').on(t.lane, t.dueAt).where(sql`state = 'queued'`),
    index('outbox_leases').on(t.leaseUntil).where(sql`lease_until IS NOT NULL`),
    // One message in flight per recipient keeps the order in which a person reads us.
    uniqueIndex('outbox_in_flight').on(t.contactId).where(sql`state IN ('claimed', 'sending')`),
    index('outbox_contact').on(t.contactId, t.sentAt),
    // Erasing a child must not look through everything that ever left.
    index('outbox_child').on(t.childId).where(sql`child_id IS NOT NULL`),
    index('outbox_provider').on(t.providerId).where(sql`provider_id IS NOT NULL`),
    index('outbox_broadcast').on(t.broadcastId, t.state).where(sql`broadcast_id IS NOT NULL`),
    check(
      'outbox_state',
      sql`${t.state} IN ('queued', 'claimed', 'sending', 'accepted', 'delivered', 'failed', 'unknown', 'skipped')`,
    ),
    check(
      'outbox_content',
      sql`${t.bodySealed} IS NOT NULL OR ${t.item} IS NOT NULL OR ${t.broadcastId} IS NOT NULL`,
    ),
  ],
);

/** Delivery receipts that came before we knew their message. */
export const receipts = sqliteTable(
  'receipts',
  {
    id: integer().primaryKey(),
    channel: text().notNull(),
    providerId: text('provider_id').notNull(),
    state: text({ enum: ['accepted', 'delivered', 'failed'] }).notNull(),
    reason: text(),
    at: integer().notNull(),
  },
  (t) => [uniqueIndex('receipts_once').on(t.channel, t.providerId, t.state)],
);

/** What a village reported for a month, as of its newest version. */
export const reports = sqliteTable(
  'reports',
  {
    form: text().notNull(),
    villageId: text('village_id')
      .notNull()
      .references(() => villages.id),
    period: text().notNull(),
    /** Every value known, merged over the versions by send time. */
    values: text({ mode: 'json' }).$type<Readonly<Record<string, number>>>().notNull(),
    version: integer().notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.form, t.villageId, t.period] }),
    index('reports_period').on(t.form, t.period),
    check('reports_period_form', sql`${t.period} GLOB '20[0-9][0-9]-[01][0-9]'`),
  ],
);

/** Each message that changed a report: only the values it named. */
export const reportVersions = sqliteTable(
  'report_versions',
  {
    id: integer().primaryKey(),
    form: text().notNull(),
    villageId: text('village_id')
      .notNull()
      .references(() => villages.id),
    period: text().notNull(),
    version: integer().notNull(),
    values: text({ mode: 'json' }).$type<Readonly<Record<string, number>>>().notNull(),
    sentAt: integer('sent_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** Null once the person was erased: the counts stay. */
    contactId: text('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
    channel: text().notNull(),
    providerId: text('provider_id').notNull(),
  },
  (t) => [uniqueIndex('report_versions_once').on(t.form, t.villageId, t.period, t.version)],
);

/** Who did what, when. Subjects are ids, never numbers or texts. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer().primaryKey(),
    at: integer().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    detail: text({ mode: 'json' }).$type<Readonly<Record<string, unknown>>>(),
  },
  (t) => [index('audit_subject').on(t.subject, t.at)],
);
