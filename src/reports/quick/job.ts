/** What time does to quick counts: villages that have not answered are reminded once, and a count closes by itself. */
import type { Deps } from '../../deps.ts';
import type { Job } from '../../job.ts';
import {
  answersOf,
  closeCount,
  collaboratorsOf,
  keysOf,
  markReminded,
  type QuickCount,
  queueReminder,
  unclosedCounts,
  villagesAsked,
} from '../../store/quick-counts.ts';
import type { Write } from '../../store/statement.ts';
import { missingLetters, standingByVillage } from './letters.ts';
import { closesAt, remindsAt } from './open.ts';

export const quickCountsJob: Job = {
  name: 'quick-counts',
  async run(deps, now) {
    for (const count of await unclosedCounts(deps.store)) {
      const writes = await due(deps, count, now);
      if (writes.length === 0) continue;
      const committed = await deps.store.commit(writes);
      if (!committed.ok) throw new Error(`A quick count could not move on: ${committed.collided} collided.`);
      deps.wake();
    }
  },
  async nextAt(deps, now) {
    const moments = (await unclosedCounts(deps.store)).flatMap((count) => [
      closesAt(count),
      remindsAt(count) ?? now,
    ]);
    const later = moments.filter((moment) => moment > now);
    return later.length === 0 ? undefined : Math.min(...later);
  },
};

async function due(deps: Deps, count: QuickCount, now: number): Promise<readonly Write[]> {
  if (now >= closesAt(count)) return closeCount(count.id, now);
  const reminds = remindsAt(count);
  if (reminds === undefined || now < reminds) return [];
  // After an outage: the author has been told who is missing, and a reminder would come too late.
  if (now >= count.deadlineAt) return [markReminded(count.id, now)];
  return [markReminded(count.id, now), ...(await reminders(deps, count, now))];
}

async function reminders(deps: Deps, count: QuickCount, now: number): Promise<readonly Write[]> {
  const villages = await villagesAsked(deps.store, keysOf(count));
  const stands = standingByVillage(await answersOf(deps.store, count.id));
  const waiting = villages.filter(
    ({ id }) => missingLetters(count.names, stands.get(id)?.values ?? {}).length > 0,
  );
  const people = await collaboratorsOf(
    deps.store,
    waiting.map(({ id }) => id),
  );
  return [...new Set(people.map(({ contactId }) => contactId))].map((contactId) =>
    queueReminder({ countId: count.id, contactId, deadlineAt: count.deadlineAt }, now),
  );
}
