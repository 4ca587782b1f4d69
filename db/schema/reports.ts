/** Counts: monthly reports with all their versions, and quick counts. */
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { contacts } from './people.ts';
import { villages } from './units.ts';

/**
 * What a village, or a commune itself, reported for a month, as of its newest version. `place` is the village's id, or
 * `commune:<code>@<valid from>`.
 */
export const reports = sqliteTable(
  'reports',
  {
    form: text().notNull(),
    place: text().notNull(),
    villageId: text('village_id').references(() => villages.id),
    period: text().notNull(),
    /** Every value known, merged over the versions by send time; none after a withdrawal. */
    values: text({ mode: 'json' }).$type<Readonly<Record<string, number>>>().notNull(),
    /** Codes whose value the sender confirmed although it was far from the history, and why it was asked. */
    flags: text({ mode: 'json' }).$type<Readonly<Record<string, string>>>(),
    version: integer().notNull(),
    updatedAt: integer('updated_at').notNull(),
    /** When the first version was sent: what timeliness is measured by. Null after a withdrawal. */
    reportedAt: integer('reported_at'),
  },
  (t) => [
    primaryKey({ columns: [t.form, t.place, t.period] }),
    index('reports_period').on(t.form, t.period),
    check('reports_period_form', sql`${t.period} GLOB '20[0-9][0-9]-[01][0-9]'`),
    check(
      'reports_place',
      sql`(${t.villageId} IS NOT NULL AND ${t.villageId} = ${t.place})
        OR (${t.villageId} IS NULL AND ${t.place} GLOB 'commune:*@20*')`,
    ),
  ],
);

/** Each message that changed a report: only the values it named. */
export const reportVersions = sqliteTable(
  'report_versions',
  {
    id: integer().primaryKey(),
    form: text().notNull(),
    place: text().notNull(),
    period: text().notNull(),
    version: integer().notNull(),
    /** withdraw: everything sent before it no longer counts. */
    act: text({ enum: ['report', 'withdraw'] })
      .notNull()
      .default('report'),
    values: text({ mode: 'json' }).$type<Readonly<Record<string, number>>>().notNull(),
    flags: text({ mode: 'json' }).$type<Readonly<Record<string, string>>>(),
    /** Sent after the day on which the month was due. */
    late: integer({ mode: 'boolean' }).notNull().default(false),
    sentAt: integer('sent_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** Null once the person was erased: the counts stay. */
    contactId: text('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
    channel: text().notNull(),
    providerId: text('provider_id').notNull(),
  },
  (t) => [uniqueIndex('report_versions_once').on(t.form, t.place, t.period, t.version)],
);

/** A closed month that an officer opened again for a while. */
export const reopenings = sqliteTable(
  'reopenings',
  {
    form: text().notNull(),
    place: text().notNull(),
    period: text().notNull(),
    until: integer().notNull(),
    openedBy: text('opened_by').notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.form, t.place, t.period] })],
);

/**
 * A report that could not be taken as it came and waits for somebody: its sender's registration, or an officer's yes.
 * The text itself is in the inbox under the same channel and provider's id.
 */
export const heldReports = sqliteTable(
  'held_reports',
  {
    id: text().primaryKey(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    channel: text().notNull(),
    providerId: text('provider_id').notNull(),
    reason: text({ enum: ['unregistered', 'other-village', 'closed'] }).notNull(),
    /** Whose report it would be, where that is known; a key a line where it may be one of several. */
    place: text(),
    period: text(),
    status: text({ enum: ['waiting', 'taken', 'refused'] }).notNull(),
    at: integer().notNull(),
  },
  (t) => [
    uniqueIndex('held_reports_once').on(t.channel, t.providerId, t.reason),
    index('held_reports_contact').on(t.contactId).where(sql`status = 'waiting'`),
  ],
);

/** Which reminding days of a province's month have been worked through. */
export const chases = sqliteTable(
  'chases',
  {
    provinceCode: text('province_code').notNull(),
    period: text().notNull(),
    day: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.provinceCode, t.period, t.day] })],
);

/** One to five numbers that an officer asks of the villages of some communes, for once. */
export const quickCounts = sqliteTable(
  'quick_counts',
  {
    id: text().primaryKey(),
    authorId: text('author_id').references(() => contacts.id, { onDelete: 'set null' }),
    /** JSON list of [code, valid-from]. */
    communes: text({ mode: 'json' }).$type<readonly (readonly [string, string])[]>().notNull(),
    question: text().notNull(),
    /** Names of the numbers, in order; the first is A, the second B. */
    names: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    askedAt: integer('asked_at').notNull(),
    deadlineAt: integer('deadline_at').notNull(),
    remindedAt: integer('reminded_at'),
    /** Closed by the author or, a day after the deadline, by itself. */
    closedAt: integer('closed_at'),
  },
  (t) => [
    index('quick_counts_open').on(t.deadlineAt).where(sql`closed_at IS NULL`),
    index('quick_counts_author').on(t.authorId, t.askedAt),
  ],
);

/** Every answer to a quick count; the newest by send time is the village's. */
export const quickAnswers = sqliteTable(
  'quick_answers',
  {
    id: integer().primaryKey(),
    countId: text('count_id')
      .notNull()
      .references(() => quickCounts.id, { onDelete: 'cascade' }),
    villageId: text('village_id')
      .notNull()
      .references(() => villages.id),
    version: integer().notNull(),
    /** By letter: `{"A": 12}`. */
    values: text({ mode: 'json' }).$type<Readonly<Record<string, number>>>().notNull(),
    contactId: text('contact_id').references(() => contacts.id, { onDelete: 'set null' }),
    sentAt: integer('sent_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    channel: text().notNull(),
    providerId: text('provider_id').notNull(),
  },
  (t) => [uniqueIndex('quick_answers_once').on(t.countId, t.villageId, t.version)],
);
