/** Writes the people of a broadcast into the outbox, some at a time, so that nobody who writes to us waits for it. */
import type { Deps } from '../deps.ts';
import { expandTo, nextExpanding, someMeant } from '../store/broadcasts.ts';

/** A few milliseconds' work. */
const PEOPLE = 250;

/** How many messages were added; communes without anybody are passed on the way. */
export async function expandNext({ store }: Pick<Deps, 'store'>, now: number): Promise<number> {
  const broadcast = await nextExpanding(store);
  if (broadcast?.expanding == null) return 0;
  if (broadcast.expiresAt !== null && broadcast.expiresAt <= now) {
    await store.commit(expandTo(broadcast, '', [], null));
    return 1;
  }
  const { communes } = broadcast;
  let [at, after] = broadcast.expanding;
  let people: readonly number[] = [];
  for (; at < communes.length; at += 1, after = 0) {
    const [code, validFrom] = communes[at] ?? ['', ''];
    people = await someMeant(store, broadcast, { code, validFrom }, { after, most: PEOPLE });
    if (people.length > 0) break;
  }
  const last = people.at(-1);
  const next = last === undefined ? null : ([at, last] as const);
  await store.commit(expandTo(broadcast, communes[at]?.[0] ?? '', people, next));
  return Math.max(people.length, 1);
}
