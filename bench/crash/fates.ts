/** What becomes of one request to a provider: decided by the seed, the message and how often it was tried. */
import { type Chance, chance } from './chance.ts';

export type Answer =
  /** The truth. */
  | 'taken'
  /** 429, with how long to wait. */
  | 'busy'
  /** 400 or 403: never. */
  | 'refused'
  /** 5xx. */
  | 'error'
  /** The connection breaks. */
  | 'broken'
  /** The client waits until it gives up. */
  | 'none';

export type Fate = {
  readonly answer: Answer;
  readonly taken: boolean;
  /** From the whole request to its being taken; the client may be dead by then. */
  readonly takenAfterMs: number;
  readonly answerAfterMs: number;
};

type Share = readonly [share: number, name: string, answer: Answer, taken: boolean];

const FAULTS: readonly Share[] = [
  [0.03, '429', 'busy', false],
  [0.003, 'refused for good', 'refused', false],
  [0.015, '5xx, not taken', 'error', false],
  [0.015, '5xx, taken', 'error', true],
  [0.01, 'broken, not taken', 'broken', false],
  [0.015, 'broken, taken', 'broken', true],
  [0.006, 'no answer, not taken', 'none', false],
  [0.008, 'no answer, taken', 'none', true],
];

export const RETRY_AFTER_SECONDS = 1;
const LATENCY_MS = 300;
const CALM_LATENCY_MS = 30;

export type NamedFate = Fate & { readonly name: string };

export function fateOf(seed: number, message: string, attempt: number, calm: boolean): NamedFate {
  const luck = chance(seed, 'fate', message, attempt);
  const answerAfterMs = luck.between(0, calm ? CALM_LATENCY_MS : LATENCY_MS);
  const takenAfterMs = luck.next() * answerAfterMs;
  const fault = calm ? undefined : faultBy(luck);
  if (fault === undefined)
    return { name: 'taken', answer: 'taken', taken: true, takenAfterMs, answerAfterMs };
  const [, name, answer, taken] = fault;
  return { name, answer, taken, takenAfterMs, answerAfterMs };
}

function faultBy(luck: Chance): Share | undefined {
  let left = luck.next();
  for (const fault of FAULTS) {
    left -= fault[0];
    if (left < 0) return fault;
  }
  return undefined;
}

export type ReceiptPlan = {
  /** Twilio's status and the ms after the message was taken; in the order of their posting. */
  readonly posts: readonly { readonly status: string; readonly afterMs: number }[];
  readonly delivered: boolean;
};

const FAILED_SHARE = 0.005;
const SILENT_SHARE = 0.3;
const LONGEST_DELAY_MS = 2_500;

/** Many come doubled or in the wrong order, some late, some never. A failure is always told. */
export function receiptsFor(seed: number, message: string): ReceiptPlan {
  const luck = chance(seed, 'receipt', message);
  const delivered = luck.next() >= FAILED_SHARE;
  const last = delivered ? 'delivered' : 'undelivered';
  if (delivered && luck.next() < SILENT_SHARE) return { posts: [], delivered };
  const statuses = luck.next() < 0.4 ? ['queued', 'sent', last] : [last];
  const doubled = statuses.flatMap((status) => (luck.next() < 0.2 ? [status, status] : [status]));
  const posts = doubled.map((status) => ({ status, afterMs: luck.between(0, LONGEST_DELAY_MS) }));
  return { posts: posts.sort((a, b) => a.afterMs - b.afterMs), delivered };
}
