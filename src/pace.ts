/** How fast a channel may be used: a bucket of segments or messages, and a distance between two to one address. */
import type { Channel, SendPort } from './message.ts';

type Bucket = { level: number; filledAt: number; pausedUntil: number; readonly lastTo: Map<string, number> };

export type Pacer = {
  /** How much may leave by this channel now; where nothing may, the ms until something can. */
  room(port: SendPort, now: number): { readonly messages: number; readonly waitMs: number };
  /** 0 where it may leave now (and is counted), else the ms to wait. */
  take(port: SendPort, address: string, cost: number, now: number): number;
  /** The provider asked for silence: nothing leaves by this channel until then. */
  pause(channel: Channel, until: number): void;
};

export function createPacer(): Pacer {
  const buckets = new Map<Channel, Bucket>();
  const bucketOf = (port: SendPort, now: number): Bucket => {
    let bucket = buckets.get(port.channel);
    if (bucket === undefined) {
      bucket = { level: port.pace.burst, filledAt: now, pausedUntil: 0, lastTo: new Map() };
      buckets.set(port.channel, bucket);
    }
    return bucket;
  };
  const filled = (port: SendPort, now: number): Bucket => {
    const bucket = bucketOf(port, now);
    const { perSecond, burst } = port.pace;
    bucket.level = Math.min(burst, bucket.level + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    return bucket;
  };
  return {
    room(port, now) {
      const bucket = filled(port, now);
      if (now < bucket.pausedUntil) return { messages: 0, waitMs: bucket.pausedUntil - now };
      if (bucket.level >= 1) return { messages: Math.floor(bucket.level), waitMs: 0 };
      return { messages: 0, waitMs: Math.ceil(((1 - bucket.level) / port.pace.perSecond) * 1000) };
    },
    take(port, address, cost, now) {
      const bucket = filled(port, now);
      const { perSecond, burst, perAddressMs } = port.pace;
      if (now < bucket.pausedUntil) return bucket.pausedUntil - now;
      const sinceLast = now - (bucket.lastTo.get(address) ?? Number.NEGATIVE_INFINITY);
      if (sinceLast < perAddressMs) return perAddressMs - sinceLast;
      const needed = Math.min(cost, burst);
      if (bucket.level < needed) return Math.ceil(((needed - bucket.level) / perSecond) * 1000);
      bucket.level -= needed;
      if (perAddressMs > 0) {
        bucket.lastTo.delete(address);
        bucket.lastTo.set(address, now);
        forgetOld(bucket.lastTo, now - perAddressMs);
      }
      return 0;
    },
    pause(channel, until) {
      const bucket = buckets.get(channel);
      if (bucket !== undefined) bucket.pausedUntil = Math.max(bucket.pausedUntil, until);
    },
  };
}

/** The map is in the order of sending, so what may be forgotten stands first. */
function forgetOld(lastTo: Map<string, number>, before: number): void {
  for (const [address, at] of lastTo) {
    if (at > before) return;
    lastTo.delete(address);
  }
}

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
export const MAX_ATTEMPTS = 8;

/** 30 s, 1 min, 2 min … at most an hour, spread by a fifth so that a backlog does not return as one wave. */
export function retryDelayMs(attempts: number, spread: number): number {
  const base = Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1), LONGEST_RETRY_MS);
  return Math.round(base * (1 + (spread % 100) / 500));
}
