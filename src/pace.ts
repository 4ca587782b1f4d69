/** How fast a channel may be used: a bucket of segments or messages, and a distance between two to one address. */
import type { Channel, SendPort } from './message.ts';

type Bucket = { level: number; filledAt: number; pausedUntil: number; readonly lastTo: Map<string, number> };

export type Pacer = {
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
  return {
    take(port, address, cost, now) {
      const bucket = bucketOf(port, now);
      const { perSecond, burst, perAddressMs } = port.pace;
      if (now < bucket.pausedUntil) return bucket.pausedUntil - now;
      bucket.level = Math.min(burst, bucket.level + ((now - bucket.filledAt) / 1000) * perSecond);
      bucket.filledAt = now;
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
