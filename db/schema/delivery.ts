/** Everything that leaves, and what is told of it afterwards. */
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
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
    status: text({ enum: ['sending', 'paused', 'stopped', 'done'] }).notNull(),
    recipients: integer().notNull(),
    confirmedAt: integer('confirmed_at').notNull(),
    endedAt: integer('ended_at'),
    urgent: integer({ mode: 'boolean' }).notNull().default(false),
    expiresAt: integer('expires_at'),
    /**
     * How far its recipients have been written down: [which of its communes, after which contact, how many of that
     * commune]; null once all are.
     */
    expanding: text({ mode: 'json' }).$type<readonly [place: number, after: number, round: number]>(),
    /** Who or what paused it last; by itself it does so once. */
    pauseReason: text('pause_reason', { enum: ['author', 'failures', 'filtered'] }),
  },
  (t) => [
    index('broadcasts_author').on(t.authorId, t.confirmedAt),
    index('broadcasts_open').on(t.status).where(sql`status = 'sending'`),
    index('broadcasts_expanding').on(t.confirmedAt).where(sql`expanding IS NOT NULL`),
  ],
);

/**
 * Who is to get a broadcast and has no message in the outbox yet, in the order in which they come: a short row in one
 * tree each, so that a whole province is written down in a second and nobody who writes to us waits for it.
 */
export const recipients = sqliteTable(
  'recipients',
  {
    broadcastId: text('broadcast_id')
      .notNull()
      .references(() => broadcasts.id),
    addressKind: text('address_kind', { enum: ['phone', 'telegram'] }).notNull(),
    /** The first of every commune come before the second of any. */
    round: integer().notNull(),
    /** Which of the broadcast's communes. */
    place: integer().notNull(),
    /** Whoever is erased meanwhile is passed over. */
    contactId: text('contact_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.broadcastId, t.addressKind, t.round, t.place] })],
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
    /** Of the recipient: each kind of address waits in a queue of its own. */
    addressKind: text('address_kind', { enum: ['phone', 'telegram'] }),
    /** `<broadcast>/<commune>`: those of one lane take turns. */
    flow: text(),
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
    /** Which of our own numbers it left from, where the channel has several. */
    sender: text(),
    providerId: text('provider_id'),
    segments: integer(),
    /** When a phone that was off was given its one late retry. */
    lateRetryAt: integer('late_retry_at'),
    /** Why it failed, was skipped or is waiting: a key of the texts, readable in both languages. */
    reason: text(),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at'),
    settledAt: integer('settled_at'),
  },
  (t) => [
    uniqueIndex('outbox_key').on(t.key),
    index('outbox_due').on(t.addressKind, t.lane, t.dueAt).where(sql`state = 'queued' AND flow IS NULL`),
    index('outbox_flows')
      .on(t.addressKind, t.lane, t.flow, t.dueAt)
      .where(sql`state = 'queued' AND flow IS NOT NULL`),
    // One message in flight per recipient keeps the order in which a person reads us.
    uniqueIndex('outbox_in_flight').on(t.contactId).where(sql`state IN ('claimed', 'sending')`),
    index('outbox_contact').on(t.contactId, t.sentAt),
    index('outbox_sent').on(t.sentAt).where(sql`sent_at IS NOT NULL`),
    index('outbox_unknown').on(t.settledAt).where(sql`state = 'unknown'`),
    index('outbox_failed').on(t.settledAt).where(sql`state = 'failed'`),
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
  (t) => [uniqueIndex('receipts_once').on(t.channel, t.providerId, t.state), index('receipts_at').on(t.at)],
);
