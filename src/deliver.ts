/**
 * Outbox rows that are due → channels → what became of them. queued → sending → accepted → delivered, or failed,
 * unknown, skipped. `sending` is on disk, with a lease, before the provider is called, and only one process gets it
 * there: so a crash, or a second process on the same file, never sends twice.
 */
import { expandNext, queueNext } from './broadcasts/expand.ts';
import { callChannel } from './call-channel.ts';
import { civilDate, instantOf } from './civil-time.ts';
import { speakBehind } from './deliver-voice.ts';
import type { Deps } from './deps.ts';
import type { Desk } from './desk.ts';
import { type Bound, lateTexts } from './features.ts';
import { passage } from './gate.ts';
import type { Said } from './handler.ts';
import { lastWord, loopReasons } from './loop-guard.ts';
import type { Address, AddressKind, SendPort } from './message.ts';
import { senderFor } from './pace.ts';
import { portFor, roomTo, stepAsideMs } from './senders.ts';
import { DatabaseBusy, faultOf } from './store/database.ts';
import { fallBackToSms, hasFallback } from './store/links.ts';
import {
  type DueRow,
  dropMessages,
  hasExpiredLease,
  holdMessages,
  type Leaving,
  releaseLeases,
  segmentsSince,
  sentSince,
  startSending,
} from './store/outbox.ts';
import { dueMessages, nextDueAt } from './store/queue.ts';
import type { Write } from './store/statement.ts';
import { segmentsOf, smsSaid } from './texts.ts';

/** Longer than any call may take, twice over. */
const LEASE_MS = 60_000;
/** Looked at together where a channel has less room than that: some may be held or skipped. */
const WINDOW = 16;
/** Together about half a second. */
const BUSY_TRIES = 40;
const BUSY_WAIT_MS = 25;
const KINDS: readonly AddressKind[] = ['telegram', 'phone'];

export type Pass = {
  /** How much was done: begun, held, skipped. */
  readonly handled: number;
  /** When to come back, if anything is left; at once where something was done. */
  readonly nextAt: number | undefined;
};

type Ready = Leaving & {
  readonly row: DueRow;
  readonly port: SendPort;
  readonly said: Said;
  readonly to: Address;
};

/** One pass: begins the calls that may be made now and does not wait for them. Safe to run by several processes. */
export async function deliverDue(deps: Deps, desk: Desk, now: number): Promise<Pass> {
  await countSpent(deps, desk, now);
  if (await hasExpiredLease(deps.store, now)) await deps.store.commit(releaseLeases(now));
  // Together: most passes find nothing in either, and pay for one look.
  const [listed, queued] = await Promise.all([expandNext(deps, now), queueNext(deps, now)]);
  let handled = listed + queued;
  for (const kind of KINDS) {
    const { messages } = roomTo(deps, kind, desk.pacer, now);
    const places = messages === 0 ? 0 : Math.min(desk.free(kind), Math.max(messages, WINDOW));
    if (places === 0) continue;
    const due = await dueMessages(deps.store, kind, now, places, desk.turns);
    handled += await dispatch(deps, desk, due, now);
  }
  // Whoever has done something looks again anyhow.
  return { handled, nextAt: handled > 0 ? now : await nextMoment(deps, desk, now) };
}

/** When something may leave that could not in this pass: it is due then, and its channel has room. */
async function nextMoment(deps: Deps, desk: Desk, now: number): Promise<number | undefined> {
  let soonest: number | undefined;
  for (const kind of KINDS) {
    const next = await nextDueAt(deps.store, kind);
    if (next === undefined) continue;
    const { waitMs } = roomTo(deps, kind, desk.pacer, now);
    const at = Math.max(next, now + (waitMs === Number.POSITIVE_INFINITY ? 0 : waitMs));
    soonest = soonest === undefined ? at : Math.min(soonest, at);
  }
  return soonest;
}

/** What a provider was handed before this process began still stands in its queue. */
async function countSpent(deps: Deps, desk: Desk, now: number): Promise<void> {
  for (const port of deps.senders.values()) {
    if (!desk.pacer.isNew(port)) continue;
    const since = now - (port.pace.burst / port.pace.perSecond) * 1_000;
    for (const { sender, segments } of await segmentsSince(deps.store, port.channel, since)) {
      desk.pacer.spent(port, sender ?? undefined, segments, now);
    }
  }
}

/** The gate, the text and the pace for each; then those that may leave begin together. */
async function dispatch(deps: Deps, desk: Desk, due: readonly DueRow[], now: number): Promise<number> {
  const held: (readonly [number, number, string])[] = [];
  const dropped: (readonly [number, 'skipped' | 'failed', string])[] = [];
  const passed = await throughGate(deps, due, now, held, dropped);
  const bound = await boundTexts(deps, passed, now);
  const ready: Ready[] = [];
  const sealed = new Map<string, string>();
  for (const row of passed) {
    const text = bound.get(row.id) ?? { skip: 'unknown-kind' };
    if ('skip' in text) {
      dropped.push([row.id, 'skipped', text.skip]);
      continue;
    }
    // Before anything is taken for it: what is sealed with a secret that nobody has any more fails alone.
    const value = deps.secrets.tryOpen(row.addressSealed);
    if ('fail' in text || value === undefined) {
      dropped.push([row.id, 'failed', 'unreadable']);
      continue;
    }
    const port = await portFor(deps, row);
    if (port === undefined) {
      dropped.push([row.id, 'failed', 'no-channel']);
      continue;
    }
    const waitMs = desk.pacer.spacing(port, row.contactId, now);
    if (waitMs > 0) {
      held.push([row.id, now + waitMs, 'pace']);
      continue;
    }
    const said = port.form === 'plain' ? smsSaid(text.said, row.accentedSms) : text.said;
    const segments = port.form === 'plain' ? segmentsOf(said.text) : 1;
    const sender = senderFor(port, row.contactId, row.ourNumber);
    const roomInMs = desk.pacer.take(port, row.contactId, segments, now, sender);
    if (roomInMs > 0) {
      // What has no room stays where it is in the queue, unless people of another channel stand behind it.
      const asideMs = stepAsideMs(deps, row, port, desk.pacer, { roomInMs, now });
      if (asideMs > 0) held.push([row.id, now + asideMs, 'pace']);
      continue;
    }
    const body = JSON.stringify(said);
    const bodySealed = row.bodySealed ?? sealed.get(body) ?? deps.secrets.seal(body);
    sealed.set(body, bodySealed);
    const to = { kind: row.addressKind, value };
    ready.push({ id: row.id, channel: port.channel, sender, segments, bodySealed, row, port, said, to });
  }
  tellUnreadable(deps, dropped);
  const writes = [
    ...(held.length === 0 ? [] : [holdMessages(held)]),
    ...(dropped.length === 0 ? [] : [dropMessages(dropped, now)]),
    ...fallBack(due, dropped, now),
    ...lastWords(deps, due, dropped, now),
  ];
  if (writes.length > 0) await deps.store.commit(writes);
  return held.length + dropped.length + (await begin(deps, desk, ready, now));
}

function tellUnreadable(deps: Deps, dropped: readonly (readonly [number, string, string])[]): void {
  const messages = dropped.filter(([, , reason]) => reason === 'unreadable').length;
  if (messages === 0) return;
  const reason = 'Sealed with a secret that is not configured: set APP_SECRET_PREVIOUS to it.';
  deps.log('error', 'messages-unreadable', { messages, reason });
}

/** A chat that was blocked since is not the end of what had to be told: the person may have a phone too. */
function fallBack(
  due: readonly DueRow[],
  dropped: readonly (readonly [id: number, ...unknown[]])[],
  now: number,
): readonly Write[] {
  const ids = new Set(dropped.map(([id]) => id));
  const lost = due.filter(
    (row) => ids.has(row.id) && row.addressKind === 'telegram' && hasFallback(row.kind),
  );
  return lost.length === 0
    ? []
    : [
        fallBackToSms(
          lost.map((row) => row.id),
          now,
        ),
      ];
}

function lastWords(
  deps: Deps,
  due: readonly DueRow[],
  dropped: readonly (readonly [id: number, state: string, reason: string])[],
  now: number,
): readonly Write[] {
  const reasons = new Map(dropped.map(([id, , reason]) => [id, reason]));
  return due.flatMap(({ id, contactId, language }) =>
    lastWord(deps, { id: contactId, language }, reasons.get(id), now),
  );
}

async function throughGate(
  deps: Deps,
  due: readonly DueRow[],
  now: number,
  held: (readonly [number, number, string])[],
  dropped: (readonly [number, 'skipped' | 'failed', string])[],
): Promise<readonly DueRow[]> {
  const unasked = due.filter((row) => row.kind !== 'reply').map((row) => row.contactId);
  const today = await sentSince(deps.store, unasked, instantOf(civilDate(now)));
  const loops = await loopReasons(deps, due, now);
  const none: ReadonlyMap<string, number> = new Map();
  return due.filter((row) => {
    const loop = loops.get(row.id);
    const pass =
      loop === undefined
        ? passage(row, today.get(row.contactId) ?? none, now)
        : ({ go: 'skip', reason: loop } as const);
    if (pass.go === 'hold') held.push([row.id, pass.until, pass.reason]);
    if (pass.go === 'skip') dropped.push([row.id, 'skipped', pass.reason]);
    return pass.go === 'send';
  });
}

/** A broadcast is looked up again even when its text is frozen: it may have been stopped since. */
async function boundTexts(
  deps: Deps,
  rows: readonly DueRow[],
  now: number,
): Promise<ReadonlyMap<number, Bound>> {
  const late = rows.filter((row) => row.bodySealed === null || row.broadcastId !== null);
  const bound = new Map(await lateTexts(deps, late, now));
  for (const { id, bodySealed } of rows) {
    // Empty once it was forgotten.
    if (bodySealed && !bound.has(id)) {
      const body = deps.secrets.tryOpen(bodySealed);
      bound.set(id, body === undefined ? { fail: 'unreadable' } : { said: JSON.parse(body) as Said });
    }
  }
  return bound;
}

async function begin(deps: Deps, desk: Desk, ready: readonly Ready[], now: number): Promise<number> {
  const leaseUntil = now + LEASE_MS;
  let ours: ReadonlySet<number>;
  try {
    ours = await patiently(() => startSending(deps.store, ready, now, leaseUntil));
  } catch (error) {
    for (const one of ready) desk.pacer.stays(one.port);
    throw error;
  }
  for (const one of ready) {
    if (!ours.has(one.id)) {
      desk.pacer.stays(one.port);
      continue;
    }
    // The distance to the one before begins now, and not when it was chosen.
    const waitMs = desk.pacer.leavesIn(one.port, desk.clock());
    if (one.row.flow !== null) desk.turns.took(one.row.flow);
    desk.begin(one.row.addressKind, one.id, call(deps, desk, one, { leaseUntil, waitMs }));
  }
  return ours.size;
}

/** Another process may hold the file for a moment: what was chosen is not given up for that. */
async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (thrown) {
      if (tries >= BUSY_TRIES || !(faultOf(thrown) instanceof DatabaseBusy)) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * BUSY_WAIT_MS));
    }
  }
}

async function call(
  deps: Deps,
  desk: Desk,
  { row, port, said, sender, to }: Ready,
  { leaseUntil, waitMs }: { readonly leaseUntil: number; readonly waitMs: number },
): Promise<void> {
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  const result = await callChannel(deps, desk, port, () =>
    port.send({
      to,
      text: said.text,
      buttons: said.buttons ?? [],
      ...(said.asksPhone === undefined ? {} : { asksPhone: said.asksPhone }),
      deliveryId: row.id,
      ...(sender === undefined ? {} : { from: sender }),
    }),
  );
  await desk.recorder.record(deps, { row, channel: port.channel, result }, leaseUntil, desk.clock);
  if (result.kind === 'accepted' && said.spoken !== undefined) {
    await speakBehind(deps, desk, { port, contactId: row.contactId, to, spoken: said.spoken });
  }
}
