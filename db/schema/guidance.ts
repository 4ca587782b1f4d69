/** What people say of the guidance and ask beyond it, and what health staff make of its texts. */
import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { contacts } from './people.ts';
import { units } from './units.ts';

/** A question that no text answers, passed on to the commune's officers. Its number is what they answer by. */
export const asked = sqliteTable(
  'asked',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    communeCode: text('commune_code').notNull(),
    communeFrom: text('commune_from').notNull(),
    textSealed: text('text_sealed').notNull(),
    askedAt: integer('asked_at').notNull(),
    /** Contact id of the officer. */
    answeredBy: text('answered_by'),
    answeredAt: integer('answered_at'),
    /** When the officers were last told of it. */
    remindedAt: integer('reminded_at'),
  },
  (t) => [
    index('asked_contact').on(t.contactId),
    index('asked_open').on(t.askedAt).where(sql`answered_at IS NULL`),
    foreignKey({ columns: [t.communeCode, t.communeFrom], foreignColumns: [units.code, units.validFrom] }),
  ],
);

/** Whether an item helped, asked now and then; `useful` is null while it is not answered. */
export const feedback = sqliteTable(
  'feedback',
  {
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    item: text().notNull(),
    askedAt: integer('asked_at').notNull(),
    useful: integer({ mode: 'boolean' }),
    answeredAt: integer('answered_at'),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.item] }), index('feedback_item').on(t.item)],
);

/** The text of an item as health staff have it, in place of the one shipped. */
export const editions = sqliteTable('editions', {
  item: text().primaryKey(),
  vi: text().notNull(),
  en: text().notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: integer('made_at').notNull(),
});

/** Who has read which text of an item, and since when it may be sent. Another text needs another review. */
export const reviews = sqliteTable(
  'reviews',
  {
    item: text().notNull(),
    /** Of both texts, as `textHash` makes it. */
    hash: text().notNull(),
    reviewedBy: text('reviewed_by').notNull(),
    reviewedAt: integer('reviewed_at').notNull(),
    publishedBy: text('published_by'),
    publishedAt: integer('published_at'),
  },
  (t) => [primaryKey({ columns: [t.item, t.hash] })],
);
