import type { Deps } from './deps.ts';

/** Something that time does by itself, safe to run twice. */
export type Job = {
  readonly name: string;
  run(deps: Deps, now: number): Promise<void>;
  /** The next moment at which it has something to do, later than `now`; undefined where nothing waits. */
  nextAt(deps: Deps, now: number): Promise<number | undefined>;
};
