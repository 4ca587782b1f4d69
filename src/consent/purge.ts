import { DAY_MS, MINUTE_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Job } from '../job.ts';
import { forgetStrangers, oldestToForget, purgeErased, REPEATS_MS } from '../store/people.ts';
import type { Write } from '../store/statement.ts';
import { ageTries } from '../store/tries.ts';
import { INVITATION_OPEN_MS } from './invited.ts';

const TRIES_KEPT_MS = 365 * DAY_MS;

/**
 * What was left of erased people goes once their last answer has left; whoever never answered an invitation with its
 * end, and after a year that there was one.
 */
export const purge: Job = {
  name: 'purge',
  async run(deps, now) {
    const due = await moments(deps);
    const silent = now - INVITATION_OPEN_MS;
    const writes: readonly Write[] = [
      ...(due.erased <= now ? purgeErased(now) : []),
      ...(due.open <= now ? forgetStrangers(silent) : []),
      ...(Math.min(due.open, due.tried) <= now ? ageTries({ silent, forgotten: now - TRIES_KEPT_MS }) : []),
    ];
    if (writes.length > 0) await deps.store.commit(writes);
  },
  async nextAt(deps, now) {
    const next = Math.min(...Object.values(await moments(deps)));
    return next === Number.POSITIVE_INFINITY ? undefined : Math.max(next, now + MINUTE_MS);
  },
};

/** When the first of each may go. */
async function moments({ store }: Deps) {
  const { erased, open, tried } = await oldestToForget(store);
  return {
    erased: Number(erased ?? Number.POSITIVE_INFINITY) + REPEATS_MS,
    open: Number(open ?? Number.POSITIVE_INFINITY) + INVITATION_OPEN_MS,
    tried: Number(tried ?? Number.POSITIVE_INFINITY) + TRIES_KEPT_MS,
  };
}
