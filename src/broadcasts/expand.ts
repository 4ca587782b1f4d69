/**
 * Writes down the recipients of a broadcast, and their messages as the queue empties: each some at a time, so that
 * nobody who writes to us waits for it.
 */
import type { Deps } from '../deps.ts';
import { isWaking } from '../gate.ts';
import { someMeant } from '../store/audience.ts';
import { type BroadcastRow, nextExpanding } from '../store/broadcasts.ts';
import { expandTo, forget, listsToGoOn, queueRecipients } from '../store/recipients.ts';

/** A few milliseconds' work. */
const PEOPLE = 400;
/** So long before anything else leaves: what is written later costs no less, and what waits hardly notices. */
const TOGETHER_MS = 250;
/** More than leaves between two looks, so that every commune has somebody in the queue. */
const AHEAD = 500;
const QUEUED_TOGETHER = 200;
const FORGOTTEN_TOGETHER = 1_000;

/** How many recipients were added; communes without anybody are passed on the way. */
export async function expandNext(
  { store }: Pick<Deps, 'store'>,
  now: number,
  togetherMs = TOGETHER_MS,
): Promise<number> {
  const begun = performance.now();
  let added = 0;
  let broadcast = await nextExpanding(store);
  while (broadcast?.expanding != null) {
    if (broadcast.expiresAt !== null && broadcast.expiresAt <= now) {
      await store.commit(expandTo(broadcast, [], null));
      return added + 1;
    }
    const { people, next } = await nextPeople(store, broadcast, broadcast.expanding);
    await store.commit(expandTo(broadcast, people, next));
    added += Math.max(people.length, 1);
    // Where it was stopped meanwhile, nothing more of it is written.
    broadcast = { ...broadcast, expanding: next };
    if (performance.now() - begun >= togetherMs) break;
  }
  return added;
}

async function nextPeople(
  store: Deps['store'],
  broadcast: BroadcastRow,
  from: NonNullable<BroadcastRow['expanding']>,
): Promise<{ people: readonly number[]; next: BroadcastRow['expanding'] }> {
  const { communes } = broadcast;
  let [place, after, round = 0] = from;
  for (; place < communes.length; place += 1, after = 0, round = 0) {
    const [code, validFrom] = communes[place] ?? ['', ''];
    const { people, last } = await someMeant(store, broadcast, { code, validFrom }, { after, most: PEOPLE });
    if (last !== undefined) return { people, next: [place, last, round + people.length] };
  }
  return { people: [], next: null };
}

/** How many steps were taken: of each list some get their message, or are let go where it was stopped. */
export async function queueNext({ store }: Pick<Deps, 'store'>, now: number): Promise<number> {
  // At night the rest of a list would only be held in the outbox: what is held there already counts too.
  const othersDueBy = isWaking(now) ? now : Number.MAX_SAFE_INTEGER;
  const lists = await listsToGoOn(store, { messages: AHEAD, urgentDueBy: now, othersDueBy });
  for (const list of lists) {
    await store.commit(
      list.status === 'stopped'
        ? [forget(list, FORGOTTEN_TOGETHER)]
        : queueRecipients(list, QUEUED_TOGETHER, now),
    );
  }
  return lists.length;
}
