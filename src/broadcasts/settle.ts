import { HOUR_MS } from '../civil-time.ts';
import type { Job } from '../job.ts';
import { hasUnsettled, settleBroadcasts } from '../store/broadcasts-left.ts';

/** Closes broadcasts that have nothing left to send in time. Nobody waits for it: progress is counted from the messages. */
export const settleBroadcastsJob: Job = {
  name: 'settle-broadcasts',
  async run(deps, now) {
    if (await hasUnsettled(deps.store)) await deps.store.commit(settleBroadcasts(now));
  },
  async nextAt(deps, now) {
    return (await hasUnsettled(deps.store)) ? now + HOUR_MS : undefined;
  },
};
