/** Runs the tick as time goes by, one at a time: what it queues is delivered at once. */
import type { Deps } from './deps.ts';
import { tick } from './tick.ts';

export type Ticker = { stop(): Promise<void> };

const EVERY_MS = 30_000;

export function startTicker(deps: Deps, clock: () => number): Ticker {
  let running: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const run = () => {
    running = tick(deps, clock()).then(() => {
      deps.wake();
      if (!stopped) timer = setTimeout(run, EVERY_MS);
    });
  };
  run();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
