/**
 * Outbox rows that are due → channels → what became of them. queued → claimed → sending → accepted → delivered, or
 * failed, unknown, skipped. `sending` is on disk before the provider is called, so a crash can never send twice.
 */
import { civilDate, instantOf } from './civil-time.ts';
import type { Deps } from './deps.ts';
import { lateText } from './features.ts';
import { passage } from './gate.ts';
import type { Said } from './handler.ts';
import type { Address, Channel, SendPort, SendResult } from './message.ts';
import { MAX_ATTEMPTS, type Pacer, retryDelayMs } from './pace.ts';
import { changeContact } from './store/contacts.ts';
import {
  changeMessage,
  claim,
  type DueRow,
  dueMessages,
  hasExpiredLease,
  nextDueAt,
  releaseLeases,
  sentSince,
} from './store/outbox.ts';
import { raiseMessage, receiptsFor } from './store/receipts.ts';
import type { Write } from './store/statement.ts';
import { segmentsOf, smsForm } from './texts.ts';

const LEASE_MS = 120_000;
const BATCH = 50;

export type Delivered = {
  readonly handled: number;
  /** When to come back, if anything is left. */
  readonly nextAt: number | undefined;
};

/** One pass. Safe to run at any time and by several processes: a row is claimed by one. */
export async function deliverDue(deps: Deps, pacer: Pacer, now: number): Promise<Delivered> {
  if (await hasExpiredLease(deps.store, now)) await deps.store.commit(releaseLeases(now));
  let handled = 0;
  // Only where every channel is held by its pace is there nothing to do before the first of them has room.
  let waitMs = Number.POSITIVE_INFINITY;
  for (const kind of ['phone', 'telegram'] as const) {
    const port = portFor(deps, kind);
    const room = port === undefined ? { messages: BATCH, waitMs: 0 } : pacer.room(port, now);
    if (port !== undefined) waitMs = Math.min(waitMs, room.waitMs);
    if (room.messages === 0) continue;
    const due = await dueMessages(deps.store, kind, now, Math.min(BATCH, room.messages));
    const claimed = await claim(
      deps.store,
      due.map((row) => row.id),
      now + LEASE_MS,
    );
    const mine = due.filter((row) => claimed.has(row.id));
    const waits = await Promise.all(mine.map((row) => handle(deps, pacer, row, now)));
    handled += waits.filter((wait) => wait === 0).length;
  }
  const next = await nextDueAt(deps.store);
  return {
    handled,
    nextAt:
      next === undefined
        ? undefined
        : Math.max(next, now + (waitMs === Number.POSITIVE_INFINITY ? 0 : waitMs)),
  };
}

/** 0 where the row was dealt with, else the ms for which the pace holds it. */
async function handle(deps: Deps, pacer: Pacer, row: DueRow, now: number): Promise<number> {
  const today =
    row.kind === 'reply'
      ? new Map<string, number>()
      : await sentSince(deps.store, row.contactId, instantOf(civilDate(now)));
  const pass = passage(row, today, now);
  if (pass.go === 'hold') return release(deps, row, { dueAt: pass.until, reason: pass.reason });
  if (pass.go === 'skip') return settle(deps, row, 'skipped', pass.reason, now);

  // A broadcast is looked up again even when its text is frozen: it may have been stopped since.
  const bound =
    row.bodySealed === null || row.broadcastId !== null
      ? await lateText(deps, row, now)
      : { said: JSON.parse(deps.secrets.open(row.bodySealed)) as Said };
  if ('skip' in bound) return settle(deps, row, 'skipped', bound.skip, now);

  const port = portFor(deps, row.addressKind);
  if (port === undefined) return settle(deps, row, 'failed', 'no-channel', now);
  const said = port.form === 'plain' ? plainForm(bound.said, row) : bound.said;
  const segments = port.form === 'plain' ? segmentsOf(said.text) : 1;

  const wait = pacer.take(port, row.contactId, segments, now);
  if (wait > 0) {
    await release(deps, row, { dueAt: now + wait, reason: 'pace' });
    return wait;
  }

  await deps.store.commit([
    changeMessage(row.id, {
      state: 'sending',
      channel: port.channel,
      segments,
      sentAt: now,
      reason: null,
      ...(row.bodySealed === null ? { bodySealed: deps.secrets.seal(JSON.stringify(said)) } : {}),
    }),
  ]);
  const to: Address = { kind: row.addressKind, value: deps.secrets.open(row.addressSealed) };
  const result = await sendSafely(deps, port, {
    to,
    text: said.text,
    buttons: said.buttons ?? [],
    deliveryId: row.id,
  });
  if (result.kind === 'retry' && result.pauseMs !== undefined)
    pacer.pause(port.channel, now + result.pauseMs);
  await deps.store.commit(await recorded(deps, row, port.channel, result, now));
  return 0;
}

async function sendSafely(
  deps: Deps,
  port: SendPort,
  message: Parameters<SendPort['send']>[0],
): Promise<SendResult> {
  try {
    return await port.send(message);
  } catch (error) {
    deps.log('error', 'send-threw', { channel: port.channel, error: (error as Error).name });
    return { kind: 'unknown', reason: 'interrupted' };
  }
}

async function recorded(
  deps: Deps,
  row: DueRow,
  channel: Channel,
  result: SendResult,
  now: number,
): Promise<readonly Write[]> {
  switch (result.kind) {
    case 'accepted': {
      const accepted = changeMessage(
        row.id,
        { state: 'accepted', providerId: result.providerId, leaseUntil: null, settledAt: now },
        'sending',
      );
      const early = await receiptsFor(deps.store, channel, result.providerId);
      return [
        accepted,
        ...early.map((r) =>
          raiseMessage(row.id, r.state, {
            providerId: r.providerId,
            reason: r.reason ?? undefined,
            at: r.at,
          }),
        ),
      ];
    }
    case 'retry': {
      const attempts = row.attempts + (result.pauseMs === undefined ? 1 : 0);
      if (attempts >= MAX_ATTEMPTS) {
        return [
          changeMessage(row.id, {
            state: 'failed',
            reason: 'gave-up',
            attempts,
            leaseUntil: null,
            settledAt: now,
          }),
        ];
      }
      const dueAt = now + (result.pauseMs ?? retryDelayMs(attempts, row.id));
      return [
        changeMessage(row.id, {
          state: 'queued',
          reason: result.reason,
          attempts,
          dueAt,
          leaseUntil: null,
          sentAt: null,
        }),
      ];
    }
    case 'failed':
      return [
        changeMessage(row.id, { state: 'failed', reason: result.reason, leaseUntil: null, settledAt: now }),
        ...(result.reach === undefined ? [] : [changeContact(row.contactId, { reach: result.reach })]),
      ];
    case 'unknown':
      return [
        changeMessage(
          row.id,
          { state: 'unknown', reason: result.reason, leaseUntil: null, settledAt: now },
          'sending',
        ),
      ];
  }
}

export function portFor(deps: Deps, kind: Address['kind']): SendPort | undefined {
  if (deps.config.mode === 'demo') return deps.senders.get('simulator');
  return deps.senders.get(kind === 'telegram' ? 'telegram' : 'twilio');
}

/** Where there are no buttons, the text itself says what to type. */
function plainForm(said: Said, row: DueRow): Said {
  return { text: smsForm(said.text, row.accentedSms) };
}

async function release(deps: Deps, row: DueRow, set: { dueAt: number; reason: string }): Promise<number> {
  await deps.store.commit([changeMessage(row.id, { ...set, state: 'queued', leaseUntil: null }, 'claimed')]);
  return 0;
}

async function settle(
  deps: Deps,
  row: DueRow,
  state: 'skipped' | 'failed',
  reason: string,
  now: number,
): Promise<number> {
  await deps.store.commit([
    changeMessage(row.id, { state, reason, leaseUntil: null, settledAt: now }, 'claimed'),
  ]);
  return 0;
}
