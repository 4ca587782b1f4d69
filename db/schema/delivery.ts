/** Everything that leaves, and what is told of it afterwards. */
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { children } from './children.ts';
import { contacts } from './people.ts';

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
