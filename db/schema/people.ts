/** Who writes to us: addresses, consent, roles, what they said and what we asked. */
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { units, villages } from './units.ts';

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
    /** A further language in which the guidance is wanted where there is a text; null: the one above. */
    tipLanguage: text('tip_language'),
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
    /** Messages in a row that found the phone off or unknown: at three it is taken for dead. */
    unreachable: integer().notNull().default(0),
    /** The number of ours that they wrote to last, where we have several. */
    ourNumber: text('our_number'),
    communeCode: text('commune_code'),
    communeFrom: text('commune_from'),
    /** Of a phone: the Telegram contact whose account was shown to have this number. */
    chatId: text('chat_id'),
    /** Set by an erasure: the row goes once its last answer has left. */
    erasedAt: integer('erased_at'),
    createdAt: integer('created_at').notNull(),
    /** How many decisions were taken from this contact's state: each takes the next number, so two at once collide. */
    turn: integer().notNull().default(0),
  },
  (t) => [
    // One person at one address, whoever writes first and however many requests race.
    uniqueIndex('contacts_address').on(t.addressMac),
    // A chat belongs to one phone.
    uniqueIndex('contacts_chat').on(t.chatId).where(sql`chat_id IS NOT NULL`),
    index('contacts_commune').on(t.communeCode, t.communeFrom),
    index('contacts_erased').on(t.erasedAt).where(sql`erased_at IS NOT NULL`),
    foreignKey({ columns: [t.communeCode, t.communeFrom], foreignColumns: [units.code, units.validFrom] }),
    check('contacts_commune_whole', sql`(${t.communeCode} IS NULL) = (${t.communeFrom} IS NULL)`),
  ],
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

/**
 * What people had us send to others, by keyed hashes alone: an erasure leaves it, so that nobody gets at others anew by
 * erasing themselves, and a year forgets it.
 */
export const tries = sqliteTable(
  'tries',
  {
    id: integer().primaryKey(),
    /** share: hear of a child too · move: is this your old number · ask: a question to officers, erased while open. */
    kind: text({ enum: ['share', 'move', 'ask'] }).notNull(),
    /** Null where somebody erased themselves: they are asked by nobody. */
    askerMac: text('asker_mac'),
    /** Null where nothing was written to anybody. */
    targetMac: text('target_mac'),
    /** none: nothing was sent · open: not answered yet · silent: not within thirty days. */
    outcome: text({ enum: ['none', 'open', 'silent', 'yes', 'no'] }).notNull(),
    at: integer().notNull(),
  },
  (t) => [
    index('tries_asker').on(t.askerMac, t.at),
    index('tries_target').on(t.targetMac),
    index('tries_open').on(t.at).where(sql`outcome = 'open'`),
    index('tries_at').on(t.at),
    check('tries_outcome', sql`${t.outcome} IN ('none', 'open', 'silent', 'yes', 'no')`),
  ],
);
