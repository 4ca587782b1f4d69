import { MINUTE_MS } from '../civil-time.ts';
import type { Job } from '../job.ts';
import { nextPurgeAt, purgeErased as purge } from '../store/people.ts';

/** What was left of erased people goes once their last answer has left. */
export const purgeErased: Job = {
  name: 'purge-erased',
  async run(deps, now) {
    const at = await nextPurgeAt(deps.store);
    if (at !== undefined && at <= now) await deps.store.commit(purge(now));
  },
  async nextAt(deps, now) {
    const at = await nextPurgeAt(deps.store);
    return at === undefined ? undefined : Math.max(at, now + MINUTE_MS);
  },
};
