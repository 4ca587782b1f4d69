/** Who sent a message and when, as a provider tells it and as far as it can be believed. */
import { DAY_MS } from '../civil-time.ts';
import type { Address } from '../message.ts';
import { e164 } from '../phone-number.ts';

/** A number of this country unless it says another; undefined for names and short codes, which nobody can answer. */
export function phoneAddress(typed: string): Address | undefined {
  const number = e164(typed);
  return number === undefined ? undefined : { kind: 'phone', value: number };
}

/** Later than providers still bring a message, earlier than a clock that was never set. */
const BELIEVED_MS = 7 * DAY_MS;

/** What was sent last decides what counts: a clock that is ahead, or far behind, must not; then the arrival does. */
export function believedSentAt(told: number | undefined, now: number): number {
  return told !== undefined && told <= now && told > now - BELIEVED_MS ? told : now;
}
