/** The demo's clock: the world's, moved ahead. How far is kept, so that a restart goes on where it was. */

import type { Store } from '../store/database.ts';
import { clockOffset, keepClockOffset } from '../store/phones.ts';

export type DemoClock = {
  now(): number;
  load(store: Store): Promise<void>;
  /** Only ever forward. */
  setTo(store: Store, at: number): Promise<void>;
};

export function demoClock(world: () => number): DemoClock {
  let offsetMs = 0;
  return {
    now: () => world() + offsetMs,
    load: async (store) => {
      offsetMs = Math.max(0, await clockOffset(store));
    },
    setTo: async (store, at) => {
      const next = at - world();
      if (next <= offsetMs) return;
      offsetMs = next;
      await keepClockOffset(store, next);
    },
  };
}
