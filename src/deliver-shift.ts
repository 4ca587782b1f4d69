/** Delivers for a while and says when to come back: for a runtime that runs only while it handles an event. */
import { deliverDue } from './deliver.ts';
import type { Deps } from './deps.ts';
import { createDesk } from './desk.ts';
import type { Pacer } from './pace.ts';
import { DatabaseBusy, faultOf } from './store/database.ts';

const SHIFT_MS = 20_000;
/** Each message costs about five subrequests, of which an event may make a thousand. */
const SHIFT_MESSAGES = 100;
/** While pace holds what is due, look this often whether something else has come. */
const LOOK_AGAIN_MS = 2_000;
/** An event may have six connections open at once; the database needs the other two, however slow a provider is. */
const SENDS_AT_ONCE = 4;

/** `nextAt` is when to come back, if anything is left. */
export type Shift = { readonly ok: true; readonly nextAt: number | undefined } | { readonly ok: false };

export async function deliverShift(deps: Deps, pacer: Pacer, clock: () => number): Promise<Shift> {
  const end = clock() + SHIFT_MS;
  // Made for one shift: shared between events, one would wait for a connection of another that has ended.
  const desk = createDesk(clock, { pacer, mostInAll: SENDS_AT_ONCE });
  let handled = 0;
  try {
    for (;;) {
      const pass = await deliverDue(deps, desk, clock());
      await desk.quiet();
      handled += pass.handled;
      const now = clock();
      if (pass.nextAt === undefined) return { ok: true, nextAt: undefined };
      if (now >= end || handled >= SHIFT_MESSAGES) return { ok: true, nextAt: pass.nextAt };
      if (pass.handled > 0) continue;
      // What is overdue and yet was not taken is another's, or its person has one on the way.
      const waitMs = pass.nextAt <= now ? LOOK_AGAIN_MS : pass.nextAt - now;
      if (now + waitMs >= end) return { ok: true, nextAt: now + waitMs };
      await new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, LOOK_AGAIN_MS)));
    }
  } catch (thrown) {
    const error = faultOf(thrown);
    const level = error instanceof DatabaseBusy ? 'warn' : 'error';
    deps.log(level, 'delivery-pass-failed', { error: error.name, reason: error.message });
    return { ok: false };
  }
}
