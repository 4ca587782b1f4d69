/** Keeps delivering while there is something to deliver: one pass at a time, woken or by its own timer. */

import { type Delivered, deliverDue } from './deliver.ts';
import type { Deps } from './deps.ts';
import { createPacer } from './pace.ts';
import { DatabaseBusy, faultOf } from './store/database.ts';

export type Deliverer = {
  wake(): void;
  /** Delivers until nothing is due at this moment; what is held by pace is waited for. */
  drain(now: number): Promise<void>;
  stop(): Promise<void>;
};

const LONGEST_SLEEP_MS = 30_000;
/** What waits for another row of the same person is looked at again, but not without pause. */
const SHORTEST_SLEEP_MS = 200;
const AFTER_FAILURE_MS = 5_000;

export function createDeliverer(deps: Deps, clock: () => number): Deliverer {
  const pacer = createPacer();
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function loop(): Promise<void> {
    let sleepMs = LONGEST_SLEEP_MS;
    try {
      do {
        again = false;
        const pass = await deliverDue(deps, pacer, clock());
        if (pass.handled > 0) again = true;
        sleepMs =
          pass.nextAt === undefined
            ? LONGEST_SLEEP_MS
            : Math.min(Math.max(pass.nextAt - clock(), SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS);
      } while (again && !stopped);
    } catch (thrown) {
      const error = faultOf(thrown);
      deps.log(error instanceof DatabaseBusy ? 'warn' : 'error', 'delivery-pass-failed', {
        error: error.name,
        reason: error.message,
      });
      sleepMs = AFTER_FAILURE_MS;
    }
    if (!stopped) timer = setTimeout(wake, sleepMs);
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    if (running !== undefined) return;
    clearTimeout(timer);
    running = loop().finally(() => {
      running = undefined;
      if (again && !stopped) wake();
    });
  }

  return {
    wake,
    async drain(now) {
      await running;
      let pass: Delivered;
      do {
        pass = await deliverDue(deps, pacer, now);
      } while (pass.handled > 0);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
