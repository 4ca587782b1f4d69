/** Moves a clock that is not the world's: in tests, and in the simulator. */
import { MINUTE_MS } from './civil-time.ts';

/** Where something is overdue and stays so, the clock goes on in steps of this length. */
const STUCK_STEP_MS = 15 * MINUTE_MS;

/**
 * Calls `at` for `from`, for every moment on the way at which something is due, and for `to`, in order and each once.
 * `next` tells the next such moment after the one given.
 */
export async function advanceTo(
  from: number,
  to: number,
  at: (moment: number) => Promise<void>,
  next: (moment: number) => Promise<number | undefined>,
): Promise<void> {
  let moment = from;
  for (;;) {
    await at(moment);
    if (moment >= to) return;
    const due = (await next(moment)) ?? to;
    moment = Math.min(due > moment ? due : moment + STUCK_STEP_MS, to);
  }
}
