/** What is forgotten by time. Each night as much as is due, in parts: nobody who writes to us waits for it. */
import { civilDate, DAY_MS, HOUR_MS, instantOf, MINUTE_MS, plusMonths } from '../civil-time.ts';
import type { Job } from '../job.ts';
import { takeTurn } from '../store/contacts.ts';
import {
  blankSettledReports,
  blankTexts,
  endOfPart,
  forgetQuestions,
  longGone,
  nextTexts,
  oldestTexts,
  walk,
  walkedTo,
} from '../store/forgetting.ts';
import { erasureOf } from './erasure.ts';

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

export const forgetTexts: Job = {
  name: 'forget-texts',
  async run(deps, now) {
    const upTo = lastNight(now) - TEXTS_KEPT_MS;
    for (const [table, at] of await oldestTexts(deps.store)) {
      if (at > upTo) continue;
      const part = await nextTexts(deps.store, table, upTo, TEXTS_A_PART);
      if (part !== undefined) await deps.store.commit(blankTexts(table, part, now));
    }
  },
  async nextAt(deps, now) {
    const oldest = (await oldestTexts(deps.store)).map(([, at]) => lastNight(at + TEXTS_KEPT_MS) + DAY_MS);
    return oldest.length === 0 ? undefined : Math.max(Math.min(...oldest), now + MINUTE_MS);
  },
};

export const forgetPeople: Job = {
  name: 'forget-people',
  async run(deps, now) {
    const { after, from } = await walk(deps.store);
    if (after === 0 && now < from) return;
    const end = await endOfPart(deps.store, after, PEOPLE_A_PART);
    if (end === undefined) {
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
  },
  async nextAt(deps, now) {
    const { after, from } = await walk(deps.store);
    return after > 0 ? now + MINUTE_MS : Math.max(from, now + MINUTE_MS);
  },
};
