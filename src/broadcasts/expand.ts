/** Writes the people of a broadcast into the outbox, some at a time, so that nobody who writes to us waits for it. */
import type { Deps } from '../deps.ts';
import { someMeant } from '../store/audience.ts';
import { type BroadcastRow, expandTo, nextExpanding } from '../store/broadcasts.ts';

/** A few milliseconds' work. */
const PEOPLE = 400;
/** So long before anything else leaves: what is written later costs no less, and what waits hardly notices. */
const TOGETHER_MS = 60;

/** How many messages were added; communes without anybody are passed on the way. */
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
      await store.commit(expandTo(broadcast, '', [], null));
      return added + 1;
    }
    const { code, people, next } = await nextPeople(store, broadcast, broadcast.expanding);
    await store.commit(expandTo(broadcast, code, people, next));
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
  from: readonly [number, number],
): Promise<{ code: string; people: readonly number[]; next: readonly [number, number] | null }> {
  const { communes } = broadcast;
  let [at, after] = from;
  for (; at < communes.length; at += 1, after = 0) {
    const [code, validFrom] = communes[at] ?? ['', ''];
    const people = await someMeant(store, broadcast, { code, validFrom }, { after, most: PEOPLE });
    const last = people.at(-1);
    if (last !== undefined) return { code, people, next: [at, last] };
  }
  return { code: '', people: [], next: null };
}
