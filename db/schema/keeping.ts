/** What the service keeps about itself and its provinces. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row a fact about the database itself; `mode` is demo or real and never changes. */
export const meta = sqliteTable('meta', {
  key: text().primaryKey(),
  value: text().notNull(),
});

/** What a province decided for itself, over the defaults of the content: `province:<code>`. */
export const settings = sqliteTable(
  'settings',
  {
    scope: text().notNull(),
    key: text().notNull(),
    value: text({ mode: 'json' }).$type<unknown>().notNull(),
    setBy: text('set_by').notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] })],
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
