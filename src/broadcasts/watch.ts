/** A broadcast that too often does not arrive, or that operators take for spam, pauses itself and tells its author. */
import { civilDate, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import { recordAct } from '../store/audit.ts';
import {
  type BroadcastRow,
  broadcastById,
  failuresOf,
  noteFailing,
  pauseBroadcast,
  settledOf,
} from '../store/broadcasts.ts';
import { hasWaiting } from '../store/broadcasts-left.ts';
import { contactById } from '../store/contacts.ts';
import { queueMessage } from '../store/outbox.ts';
import { clockOf } from './progress.ts';

/** Fewer than these tell nothing: three of fifty are more than one in twenty. */
const LEAST_SETTLED = 50;
const LEAST_FAILED = 3;
const LEAST_FILTERED = 2;
/** One in twenty failed, one in fifty filtered. */
const FAILED_OF = 20;
const FILTERED_OF = 50;

/** Looks at those of which something has just failed. */
export async function pauseWhereFailing(deps: Deps, ids: ReadonlySet<string>, now: number): Promise<void> {
  for (const id of ids) {
    const { failed, filtered } = await failuresOf(deps.store, id);
    if (failed < LEAST_FAILED && filtered < LEAST_FILTERED) continue;
    const needed = Math.max(LEAST_SETTLED, failed * FAILED_OF, filtered * FILTERED_OF);
    const settled = await settledOf(deps.store, id, needed);
    if (settled < LEAST_SETTLED) continue;
    const reason =
      filtered >= LEAST_FILTERED && filtered * FILTERED_OF > settled
        ? 'filtered'
        : failed >= LEAST_FAILED && failed * FAILED_OF > settled
          ? 'failures'
          : undefined;
    const broadcast = reason === undefined ? undefined : await broadcastById(deps.store, id);
    if (reason === undefined || broadcast?.status !== 'sending') continue;
    // Whoever let it go on knows of it.
    if (broadcast.pauseReason === 'failures' || broadcast.pauseReason === 'filtered') continue;
    await pause(deps, broadcast, { reason, failed: reason === 'filtered' ? filtered : failed, settled }, now);
  }
}

type Why = { readonly reason: 'failures' | 'filtered'; readonly failed: number; readonly settled: number };

/** Where all of it has left already there is nothing to pause: its author is told how many failed. */
async function pause(deps: Deps, broadcast: BroadcastRow, why: Why, now: number): Promise<void> {
  const { id, authorId, confirmedAt } = broadcast;
  const author = authorId === null ? undefined : await contactById(deps.store, authorId);
  const pauses = await hasWaiting(deps.store, id);
  const writes = pauses
    ? [
        pauseBroadcast(id, why.reason),
        recordAct({
          at: now,
          actor: 'delivery',
          action: 'broadcast-paused',
          subject: `broadcast:${id}`,
          detail: { reason: why.reason, failed: why.failed, settled: why.settled },
        }),
      ]
    : [noteFailing(id, why.reason)];
  if (author !== undefined) {
    const key = `broadcasts.${pauses ? 'paused' : 'failing'}.${why.reason}` as const;
    const text = deps.texts.say(author.language, key, {
      time: clockOf(confirmedAt),
      date: shownDate(civilDate(confirmedAt)),
      failed: why.failed,
      settled: why.settled,
    });
    writes.push(
      queueMessage(
        {
          key: `broadcast-paused:${id}`,
          contactId: author.id,
          // It answers their own command, at whatever hour that sends.
          kind: 'reply',
          bodySealed: deps.secrets.seal(JSON.stringify({ text })),
          dueAt: now,
          createdAt: now,
        },
        'ignore',
      ),
    );
  }
  await deps.store.commit(writes);
  deps.wake();
}
