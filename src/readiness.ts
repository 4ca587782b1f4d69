/** Whether the service can do its work: the database answers, is migrated, and takes a write to its disk. */
import type { Store } from './store/database.ts';
import { answers, takesWrites } from './store/ready.ts';

/** Anyone may ask, so that asking often must not become work for the disk. */
const TRUSTED_MS = 1_000;

/** Throws what is in the way. */
export function readiness(store: Store): (now: number) => Promise<void> {
  let readyAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const ask = async (now: number) => {
    await answers(store);
    await takesWrites(store, now);
    readyAt = now;
  };
  return (now) => {
    if (Math.abs(now - readyAt) < TRUSTED_MS) return Promise.resolve();
    asking ??= ask(now).finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
