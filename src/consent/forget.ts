/** What is forgotten by time. Each night as much as is due, in parts: nobody who writes to us waits for it. */
import { civilDate, DAY_MS, HOUR_MS, instantOf, MINUTE_MS, plusMonths } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Job } from '../job.ts';
import { takeTurn } from '../store/contacts.ts';
import {
  blankSettledReports,
  blankTexts,
  forgetQuestions,
  longGone,
  nextTexts,
  type Standing,
  standing,
  walkedTo,
} from '../store/forgetting.ts';
import { erasureOf } from './erasure.ts';
import { purge } from './purge.ts';

/** Half a year: what was said and sent, once nothing needs it. */
export const TEXTS_KEPT_MS = 183 * DAY_MS;
/** A year after somebody left. */
export const LEFT_KEPT_MS = 365 * DAY_MS;
/** The guidance ends with the eighth birthday; a year after it. */
export const CHILD_KEPT_MONTHS = (8 + 1) * 12;

const NIGHT_MS = 3 * HOUR_MS;
const TEXTS_A_PART = 300;
const PEOPLE_A_PART = 500;
const ERASED_A_PART = 25;
const WALK_EVERY_MS = 7 * DAY_MS;

/** 03:00 of the night before. */
function lastNight(now: number): number {
  return instantOf(civilDate(now - NIGHT_MS)) + NIGHT_MS;
}

export const forget: Job = {
  name: 'forget',
  async run(deps, now) {
    // Both look for work at once: a look at a remote database takes its time.
    const [come] = await Promise.all([standing(deps.store, now, PEOPLE_A_PART), purge.run(deps, now)]);
    await forgetTexts(deps, come, now);
    await forgetPeople(deps, come, now);
  },
  async nextAt(deps, now) {
    const [{ oldest, after, from, end }, purged] = await Promise.all([
      standing(deps.store, now, PEOPLE_A_PART),
      purge.nextAt(deps, now),
    ]);
    const texts = oldest.map(([, at]) => lastNight(at + TEXTS_KEPT_MS) + DAY_MS);
    const people = after > 0 || end !== undefined ? [now] : from > now ? [from] : [];
    const moments = [...texts, ...people, ...(purged === undefined ? [] : [purged])];
    return moments.length === 0 ? undefined : Math.max(Math.min(...moments), now + MINUTE_MS);
  },
};

async function forgetTexts(deps: Deps, { oldest }: Standing, now: number): Promise<void> {
  const upTo = lastNight(now) - TEXTS_KEPT_MS;
  for (const [table, at] of oldest) {
    if (at > upTo) continue;
    const part = await nextTexts(deps.store, table, upTo, TEXTS_A_PART);
    if (part !== undefined) await deps.store.commit(blankTexts(table, part, now));
  }
}

/** One part of the walk through all people, where it is time for one. */
async function forgetPeople(deps: Deps, { after, from, end }: Standing, now: number): Promise<void> {
  if (end === undefined) {
    if (after === 0) return;
    const done = [...walkedTo(0, lastNight(now) + WALK_EVERY_MS), blankSettledReports(now - TEXTS_KEPT_MS)];
    await deps.store.commit(done);
    return;
  }
  const born = plusMonths(civilDate(now), -CHILD_KEPT_MONTHS);
  const gone = { left: now - LEFT_KEPT_MS, born };
  const people = await longGone(deps.store, { after, last: end }, gone, ERASED_A_PART);
  for (const { id, turn } of people) {
    // Whoever writes at this moment collides with it, and is looked at again in the next walk.
    await deps.store.commit([takeTurn(id, turn + 1), ...(await erasureOf(deps, id, 'time', now))]);
  }
  const last = people.length < ERASED_A_PART ? end : (people.at(-1)?.place ?? end);
  await deps.store.commit([forgetQuestions({ after, last }, now - TEXTS_KEPT_MS), ...walkedTo(last, from)]);
}
