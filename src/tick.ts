/** What time does by itself: a plain list of jobs, each safe to run twice. */
import { settleBroadcastsJob } from './broadcasts/settle.ts';
import { forget } from './consent/forget.ts';
import { unknownJob } from './deliver-unknown.ts';
import type { Deps } from './deps.ts';
import { askedJob } from './guidance/ask/asked-job.ts';
import { tipsJob } from './guidance/due-tips.ts';
import type { Job } from './job.ts';
import { chaseJob } from './reports/chase.ts';
import { quickCountsJob } from './reports/quick/job.ts';
import { faultOf } from './store/database.ts';

export const JOBS: readonly Job[] = [
  forget,
  tipsJob,
  askedJob,
  chaseJob,
  quickCountsJob,
  settleBroadcastsJob,
  unknownJob,
];

/** One job's failure must not silence the others. */
export async function tick(deps: Deps, now: number): Promise<void> {
  for (const job of JOBS) {
    try {
      await job.run(deps, now);
    } catch (thrown) {
      const error = faultOf(thrown);
      deps.log('error', 'job-failed', { job: job.name, error: error.name, reason: error.message });
    }
  }
}

export async function nextMoment(deps: Deps, now: number): Promise<number | undefined> {
  const moments = await Promise.all(JOBS.map((job) => job.nextAt(deps, now)));
  const known = moments.filter((m) => m !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
