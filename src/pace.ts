/**
 * How fast a channel may be used: a bucket of segments or messages for each number it sends from, how many in one
 * second, and a distance between two to one address. And how long a channel rests that is in trouble.
 */
import type { Channel, SendPort } from './message.ts';

type Bucket = { level: number; filledAt: number };
type Line = {
  readonly buckets: Map<string, Bucket>;
  readonly lastTo: Map<string, number>;
  /** Of a channel that sends evenly: when the next one leaves. */
  nextLeave: number;
  /** Taken, and not yet told when to leave. */
  taken: number;
  pausedUntil: number;
  troubles: number;
  doubts: number;
  /** After trouble a single message tries the channel; the others wait until then for what it finds. */
  probedUntil: number;
};

export type Pacer = {
  /** How much may leave by this channel now; where nothing may, the ms until something can. */
  room(port: SendPort, now: number): { readonly messages: number; readonly waitMs: number };
  /** 0 where this address may be written to, else the ms to wait, however much room the channel has. */
  spacing(port: SendPort, address: string, now: number): number;
  /** 0 where it may leave now (and is counted), else the ms to wait. `sender` is one of the port's numbers. */
  take(port: SendPort, address: string, cost: number, now: number, sender?: string): number;
  /** What was taken leaves after so many ms, or not after all. */
  leavesIn(port: SendPort, now: number): number;
  stays(port: SendPort): void;
  /** The provider asked for silence: nothing leaves by this channel until then. */
  pause(channel: Channel, until: number): void;
  /** The channel does not work at all: it rests, longer each time. The ms until it is tried again. */
  trouble(channel: Channel, now: number): number;
  /** Nobody knows what became of a message: a few in a row are trouble, of which this tells the rest; else 0. */
  doubt(channel: Channel, now: number): number;
  /** The channel works. */
  works(channel: Channel): void;
  /** Whether this process has not used the port yet; what it was handed before can then be counted with `spent`. */
  isNew(port: SendPort): boolean;
  spent(port: SendPort, sender: string | undefined, cost: number, now: number): void;
};

const SECOND_MS = 1_000;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;
/** An answer is lost now and then. */
const DOUBTS_ARE_TROUBLE = 3;
/** Longer than any call takes. */
const PROBE_MS = 30_000;

/** How long before its moment a running service takes what leaves evenly. */
export const AHEAD_MS = 150;

/** `aheadMs`: what leaves evenly is taken this long before, so that the work on it makes none late. */
export function createPacer(aheadMs = 0): Pacer {
  const lines = new Map<Channel, Line>();
  const lineOf = (channel: Channel): Line => {
    let line = lines.get(channel);
    if (line === undefined) {
      line = {
        buckets: new Map(),
        lastTo: new Map(),
        nextLeave: 0,
        taken: 0,
        pausedUntil: 0,
        troubles: 0,
        doubts: 0,
        probedUntil: 0,
      };
      lines.set(channel, line);
    }
    return line;
  };
  const bucketOf = (port: SendPort, sender: string, now: number): Bucket => {
    const { buckets } = lineOf(port.channel);
    const { perSecond, burst } = port.pace;
    let bucket = buckets.get(sender);
    if (bucket === undefined) {
      bucket = { level: burst, filledAt: now };
      buckets.set(sender, bucket);
    }
    bucket.level = Math.min(
      burst,
      bucket.level + (Math.max(0, now - bucket.filledAt) / SECOND_MS) * perSecond,
    );
    bucket.filledAt = now;
    return bucket;
  };
  const missing = (port: SendPort, bucket: Bucket, needed: number) =>
    bucket.level >= needed ? 0 : Math.ceil(((needed - bucket.level) / port.pace.perSecond) * SECOND_MS);
  /** How many may be taken now of what leaves evenly, and the ms until one more may. */
  const evenRoom = (port: SendPort, now: number): { places: number; waitMs: number } => {
    const { nextLeave, taken } = lineOf(port.channel);
    const distance = SECOND_MS / port.pace.perSecond;
    const next = Math.max(now, nextLeave) + taken * distance;
    const places = Math.floor((now + aheadMs - next) / distance) + 1;
    return places > 0 ? { places, waitMs: 0 } : { places: 0, waitMs: Math.ceil(next - now - aheadMs) };
  };
  const spacing: Pacer['spacing'] = (port, address, now) => {
    const last = lineOf(port.channel).lastTo.get(address) ?? Number.NEGATIVE_INFINITY;
    return Math.max(0, port.pace.perAddressMs - (now - last));
  };
  const trouble: Pacer['trouble'] = (channel, now) => {
    const line = lineOf(channel);
    // Several that were under way together are one trouble.
    if (now >= line.pausedUntil) {
      line.pausedUntil = now + Math.min(FIRST_REST_MS * 2 ** line.troubles, LONGEST_REST_MS);
      line.troubles = Math.min(line.troubles + 1, 10);
    }
    line.probedUntil = 0;
    return line.pausedUntil - now;
  };

  return {
    spacing,
    room(port, now) {
      const { pausedUntil, probedUntil, troubles } = lineOf(port.channel);
      const silentUntil = Math.max(pausedUntil, probedUntil);
      if (now < silentUntil) return { messages: 0, waitMs: silentUntil - now };
      const most = troubles > 0 ? 1 : Number.POSITIVE_INFINITY;
      if (port.pace.evenly === true) {
        const { places, waitMs } = evenRoom(port, now);
        return { messages: Math.min(places, most), waitMs };
      }
      const buckets = (port.senders ?? ['']).map((sender) => bucketOf(port, sender, now));
      const messages = buckets.reduce((sum, bucket) => sum + Math.floor(bucket.level), 0);
      if (messages > 0) return { messages: Math.min(messages, most), waitMs: 0 };
      return { messages: 0, waitMs: Math.min(...buckets.map((bucket) => missing(port, bucket, 1))) };
    },
    take(port, address, cost, now, sender = '') {
      const line = lineOf(port.channel);
      const bucket = bucketOf(port, sender, now);
      const needed = Math.min(cost, port.pace.burst);
      const waitMs = Math.max(
        line.pausedUntil - now,
        line.probedUntil - now,
        spacing(port, address, now),
        port.pace.evenly === true ? evenRoom(port, now).waitMs : missing(port, bucket, needed),
      );
      if (waitMs > 0) return waitMs;
      bucket.level -= needed;
      if (line.troubles > 0) line.probedUntil = now + PROBE_MS;
      line.taken += 1;
      if (port.pace.perAddressMs > 0) {
        line.lastTo.delete(address);
        line.lastTo.set(address, now);
        forgetOld(line.lastTo, now - port.pace.perAddressMs);
      }
      return 0;
    },
    leavesIn(port, now) {
      const line = lineOf(port.channel);
      line.taken -= 1;
      if (port.pace.evenly !== true) return 0;
      const at = Math.max(now, line.nextLeave);
      line.nextLeave = at + SECOND_MS / port.pace.perSecond;
      return at - now;
    },
    stays(port) {
      lineOf(port.channel).taken -= 1;
    },
    pause(channel, until) {
      const line = lineOf(channel);
      line.pausedUntil = Math.max(line.pausedUntil, until);
    },
    trouble,
    doubt(channel, now) {
      const line = lineOf(channel);
      line.doubts += 1;
      return line.doubts < DOUBTS_ARE_TROUBLE ? 0 : trouble(channel, now);
    },
    works(channel) {
      const line = lineOf(channel);
      line.troubles = 0;
      line.doubts = 0;
      line.probedUntil = 0;
    },
    isNew: (port) => !lines.has(port.channel),
    spent(port, sender, cost, now) {
      const bucket = bucketOf(port, sender ?? '', now);
      bucket.level = Math.max(0, bucket.level - cost);
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

/** One of the port's numbers: that by which the person wrote to us, else for each person always the same one. */
export function senderFor(port: SendPort, contactId: string, ourNumber: string | null): string | undefined {
  const { senders } = port;
  if (senders === undefined) return undefined;
  if (ourNumber !== null && senders.includes(ourNumber)) return ourNumber;
  let hash = 0;
  for (let i = 0; i < contactId.length; i += 1) hash = (Math.imul(hash, 31) + contactId.charCodeAt(i)) >>> 0;
  return senders[hash % senders.length];
}

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
export const MAX_ATTEMPTS = 8;

/** 30 s, 1 min, 2 min … at most an hour, spread by a fifth so that a backlog does not return as one wave. */
export function retryDelayMs(attempts: number, spread: number): number {
  const base = Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1), LONGEST_RETRY_MS);
  return Math.round(base * (1 + (spread % 100) / 500));
}
