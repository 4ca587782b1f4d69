/** The children that a carer told us of, and where each stands in its series. */
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { contacts } from './people.ts';

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

/** Who else hears of a child: invited by the contact that told us of it, and only by their own word. */
export const carers = sqliteTable(
  'carers',
  {
    childId: text('child_id')
      .notNull()
      .references(() => children.id, { onDelete: 'cascade' }),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** ended: said no or stopped; not invited again for this child. */
    status: text({ enum: ['invited', 'active', 'ended'] }).notNull(),
    /** Of the status. */
    since: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.childId, t.contactId] }),
    index('carers_contact').on(t.contactId),
    check('carers_status', sql`${t.status} IN ('invited', 'active', 'ended')`),
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
    /** Of a child born early: the civil date that its development counts from. */
    corrected: text(),
    /** paused: while a loss is not answered · left: by the carer's own word, to go on from there if they come back. */
    status: text({ enum: ['active', 'paused', 'done', 'left'] })
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
