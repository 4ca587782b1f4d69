/** Demo mode on Node: its clock, its people, and the simulator that shows them. */
import type { Hono } from 'hono';
import { DEMO_PROVINCE } from '../../db/demo.ts';
import { advanceTo } from '../clock.ts';
import { simulatorRoutes } from '../console/simulator/routes.ts';
import type { Deps } from '../deps.ts';
import { arrivedCount } from '../store/conversations.ts';
import type { DemoClock } from './demo-clock.ts';
import { nextEvent, pass, seedDemo } from './demo-seed.ts';

export type DemoOptions = {
  readonly clock: DemoClock;
  readonly drain: (now: number) => Promise<void>;
};

/** The database is filled and the routes are ready. */
export async function startDemo(deps: Deps, { clock, drain }: DemoOptions): Promise<Hono> {
  await clock.load(deps.store);
  await seedDemo(deps, drain, clock.now());
  let moving = false;

  async function moveTo(to: number): Promise<number | 'busy'> {
    if (moving) return 'busy';
    moving = true;
    try {
      const before = await arrivedCount(deps.store);
      await advanceTo(
        clock.now(),
        to,
        async (moment) => {
          await clock.setTo(deps.store, moment);
          await pass(deps, drain, moment);
        },
        (moment) => nextEvent(deps, moment),
      );
      return (await arrivedCount(deps.store)) - before;
    } finally {
      moving = false;
    }
  }

  return simulatorRoutes({ deps, now: clock.now, drain, moveTo, province: DEMO_PROVINCE });
}
