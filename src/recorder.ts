/**
 * Puts what became of messages on disk: while one group is being written, the next gathers. A database that can't be
 * written now is tried again for as long as the messages are ours.
 */
import { pauseWhereFailing } from './broadcasts/watch.ts';
import type { Deps } from './deps.ts';
import { type Outcome, outcomeWrites } from './outcome.ts';
import { DatabaseBusy, faultOf } from './store/database.ts';

const AGAIN_MS = 500;

export type Recorder = {
  /** Resolves when it is on disk, or when it was given up, which leaves the message to its lease. */
  record(deps: Deps, outcome: Outcome, leaseUntil: number, clock: () => number): Promise<void>;
};

type Waiting = { readonly outcome: Outcome; readonly leaseUntil: number; readonly done: () => void };

export function createRecorder(): Recorder {
  let waiting: Waiting[] = [];
  let isWriting = false;

  async function write(deps: Deps, clock: () => number): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await keep(deps, group, clock);
      for (const { done } of group) done();
    }
    isWriting = false;
  }

  return {
    record: (deps, outcome, leaseUntil, clock) =>
      new Promise((done) => {
        waiting.push({ outcome, leaseUntil, done });
        if (!isWriting) void write(deps, clock);
      }),
  };
}

async function keep(deps: Deps, group: readonly Waiting[], clock: () => number): Promise<void> {
  const until = Math.min(...group.map((one) => one.leaseUntil));
  const outcomes = group.map((one) => one.outcome);
  for (;;) {
    const now = clock();
    try {
      const committed = await deps.store.commit(outcomeWrites(outcomes, now));
      if (!committed.ok) throw new Error(`What became of messages collided in ${committed.collided}.`);
      await pauseWhereFailing(deps, failedBroadcasts(outcomes), now);
      return;
    } catch (thrown) {
      const error = faultOf(thrown);
      deps.log('error', 'outcome-not-kept', {
        error: error.name,
        reason: error.message,
        messages: group.length,
      });
      if (!(error instanceof DatabaseBusy) || clock() >= until) return;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

function failedBroadcasts(outcomes: readonly Outcome[]): ReadonlySet<string> {
  return new Set(
    outcomes.flatMap(({ row, result }) =>
      result.kind === 'failed' && row.broadcastId !== null ? [row.broadcastId] : [],
    ),
  );
}
