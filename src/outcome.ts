/** What became of a message, as writes: told by the provider's answer, or later by a receipt. */
import { HOUR_MS } from './civil-time.ts';
import type { Channel, SendResult } from './message.ts';
import { MAX_ATTEMPTS, retryDelayMs } from './pace.ts';
import { fallBackToSms, hasFallback } from './store/links.ts';
import { changeMessage, type DueRow } from './store/outbox.ts';
import {
  acceptMessages,
  countUnreachable,
  cutOff,
  type Failing,
  failMessage,
  retryLate,
} from './store/receipts.ts';
import type { Write } from './store/statement.ts';

export type Outcome = {
  readonly row: Pick<
    DueRow,
    'id' | 'contactId' | 'kind' | 'attempts' | 'expiresAt' | 'lateRetryAt' | 'broadcastId'
  >;
  readonly channel: Channel;
  readonly result: SendResult;
};

/** The whole channel is at fault, not the message: it rests, and the message loses no try. What the operator does. */
export const CHANNEL_TROUBLE: ReadonlyMap<string, string> = new Map([
  ['provider-unreachable', "check this machine's network and the provider's address and certificate"],
  ['provider-credentials', "check the channel's id, key or token in the environment"],
  ['provider-setup', "check the channel's sender and address in the environment, e.g. TWILIO_FROM"],
  ['out-of-credit', "top up the provider's account"],
]);

/** Nobody had the phone on, or nobody has this number any more: three in a row say which. */
const UNREACHABLE: ReadonlySet<string> = new Set(['phone-off', 'number-unknown']);
const LATE_RETRY_MS = 4 * HOUR_MS;

export function outcomeWrites(outcomes: readonly Outcome[], now: number): readonly Write[] {
  const accepted: (readonly [number, string])[] = [];
  const writes: Write[] = [];
  for (const outcome of outcomes) {
    const { row, result } = outcome;
    if (result.kind === 'accepted') accepted.push([row.id, result.providerId]);
    else if (result.kind === 'retry') writes.push(...retried(outcome, result, now));
    else if (result.kind === 'failed') writes.push(...failureWrites(row, { ...result, from: 'answer' }, now));
    else {
      const set = { state: 'unknown', reason: result.reason, leaseUntil: null, settledAt: now } as const;
      writes.push(changeMessage(row.id, set, 'sending'));
    }
  }
  return accepted.length === 0 ? writes : [...acceptMessages(accepted, now), ...writes];
}

function retried(
  { row }: Outcome,
  result: Extract<SendResult, { kind: 'retry' }>,
  now: number,
): readonly Write[] {
  const attempts = row.attempts + (result.pauseMs === undefined ? 1 : 0);
  if (attempts >= MAX_ATTEMPTS) {
    const set = { state: 'failed', reason: 'gave-up', attempts, leaseUntil: null, settledAt: now } as const;
    return [changeMessage(row.id, set, 'sending'), ...bySms(row, now)];
  }
  const dueAt = now + (result.pauseMs ?? retryDelayMs(attempts, row.id));
  const set = {
    state: 'queued',
    reason: result.reason,
    attempts,
    dueAt,
    leaseUntil: null,
    sentAt: null,
  } as const;
  return [changeMessage(row.id, set, 'sending')];
}

/** Where that was a chat's, and its person has a phone. */
function bySms(row: Outcome['row'], now: number): readonly Write[] {
  return hasFallback(row.kind) ? [fallBackToSms([row.id], now)] : [];
}

export type Failure = Failing & { readonly reach?: 'blocked' | 'invalid' };

/** A phone that was off gets the message once more, hours later; an answer by then would answer nothing. */
export function failureWrites(row: Outcome['row'], failure: Failure, now: number): readonly Write[] {
  const { reason, reach } = failure;
  if (!UNREACHABLE.has(reason)) {
    return [
      ...(reach === undefined ? [] : [cutOff(reach, row.contactId, row.id, failure)]),
      failMessage(row.id, failure, now),
      ...bySms(row, now),
    ];
  }
  const dueAt = now + LATE_RETRY_MS;
  const again =
    reason === 'phone-off' &&
    row.kind !== 'reply' &&
    row.lateRetryAt === null &&
    (row.expiresAt === null || row.expiresAt > dueAt);
  return [
    // The late retry is the same message once more.
    ...(row.lateRetryAt === null ? [countUnreachable(row.contactId, row.id, failure)] : []),
    again ? retryLate(row.id, failure, dueAt, now) : failMessage(row.id, failure, now),
  ];
}
