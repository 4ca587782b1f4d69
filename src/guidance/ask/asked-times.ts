/** When a question that waits for a person is brought to mind, and when it is no longer waited for. Pure. */
import { HOUR_MS } from '../../civil-time.ts';

const REMINDS_AFTER_MS = 24 * HOUR_MS;
const CLOSES_AFTER_MS = 72 * HOUR_MS;

export function remindsAt(askedAt: number): number {
  return askedAt + REMINDS_AFTER_MS;
}

export function closesAt(askedAt: number): number {
  return askedAt + CLOSES_AFTER_MS;
}

/** Asked then or before, it is to be brought to mind now. */
export function askedUntil(now: number): { readonly reminded: number; readonly closed: number } {
  return { reminded: now - REMINDS_AFTER_MS, closed: now - CLOSES_AFTER_MS };
}
