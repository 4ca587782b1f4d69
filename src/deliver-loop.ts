/** Keeps delivering while there is something to deliver, woken or by its own timer. */
import { deliverDue, type Pass } from './deliver.ts';
import type { Deps } from './deps.ts';
import { createDesk } from './desk.ts';
import { AHEAD_MS, createPacer } from './pace.ts';
import { DatabaseBusy, faultOf } from './store/database.ts';
import { changeMessage } from './store/outbox.ts';

export type Deliverer = {
  wake(): void;
  /** Delivers until nothing is due at this moment; what is held by pace is waited for. */
  drain(now: number): Promise<void>;
  /** Begins nothing more, waits for what is under way, and says of the rest that it may have left. */
  stop(): Promise<void>;
};

const LONGEST_SLEEP_MS = 30_000;
/** What waits for another row of the same person is looked at again, but not without pause. */
const SHORTEST_SLEEP_MS = 200;
const AFTER_FAILURE_MS = 5_000;
const AFTER_BUSY_MS = 500;
/** So many places are filled together: each look at the queue costs as much as several messages. */
const REFILL = 48;
const REFILL_WITHIN_MS = 3;
/** Of the ten seconds that a stop may take: writing down what is left takes its time on a machine that is busy. */
const LAST_CALLS_MS = 6_000;

export function createDeliverer(deps: Deps, clock: () => number): Deliverer {
  const desk = createDesk(clock, { pacer: createPacer(AHEAD_MS) });
  let running: Promise<void> | undefined;
  let again = false;
  let isOn = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAt = Number.POSITIVE_INFINITY;

  async function loop(): Promise<void> {
    let sleepMs = LONGEST_SLEEP_MS;
    try {
      let pass: Pass;
      do {
        again = false;
        pass = await deliverDue(deps, desk, clock());
        if (pass.handled > 0) again = true;
        // The queue is not looked at again before a few places are free, however fast it is woken.
        if (again && fewFree()) break;
      } while (again && !stopped);
      if (pass.nextAt !== undefined) {
        const waitMs = pass.nextAt - clock();
        sleepMs = Math.min(waitMs > 0 ? waitMs : SHORTEST_SLEEP_MS, LONGEST_SLEEP_MS);
      }
      again = false;
    } catch (thrown) {
      const error = faultOf(thrown);
      const isBusy = error instanceof DatabaseBusy;
      deps.log(isBusy ? 'warn' : 'error', 'delivery-pass-failed', {
        error: error.name,
        reason: error.message,
      });
      sleepMs = isBusy ? AFTER_BUSY_MS : AFTER_FAILURE_MS;
    }
    wakeIn(sleepMs);
  }

  function fewFree(): boolean {
    return Math.min(desk.free('phone'), desk.free('telegram')) < REFILL;
  }

  function wakeIn(ms: number): void {
    const at = performance.now() + ms;
    if (stopped || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(wake, ms);
  }

  function wake(): void {
    if (stopped) return;
    isOn = true;
    again = true;
    if (running !== undefined) return;
    clearTimeout(timer);
    timerAt = Number.POSITIVE_INFINITY;
    running = loop().finally(() => {
      running = undefined;
    });
  }

  desk.onEnd(() => {
    if (!isOn) return;
    if (fewFree()) wakeIn(REFILL_WITHIN_MS);
    else wake();
  });

  return {
    wake,
    async drain(now) {
      await running;
      let pass: Pass;
      do {
        pass = await deliverDue(deps, desk, now);
        await desk.quiet();
      } while (pass.handled > 0);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      let late: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<void>((resolve) => {
        late = setTimeout(resolve, LAST_CALLS_MS);
      });
      await running;
      await Promise.race([desk.quiet(), patience]);
      clearTimeout(late);
      const left = desk.underWay();
      if (left.length === 0) return;
      const set = { state: 'unknown', reason: 'interrupted', leaseUntil: null, settledAt: clock() } as const;
      await deps.store.commit(left.map((id) => changeMessage(id, set, 'sending')));
    },
  };
}
