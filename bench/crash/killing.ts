/** The service killed at random moments, with everybody writing to it, and stopped once in the middle of that. */
import { type Chance, chance } from './chance.ts';
import { type Look, lookAtRemains } from './look.ts';
import type { Officers } from './officers.ts';
import type { RunOptions, Scene } from './run.ts';

const FIRST_BROADCAST_WITHIN_MS = 30_000;

/** The first kill finds a broadcast under way. */
async function firstBroadcast({ confirmed }: Officers): Promise<void> {
  const end = performance.now() + FIRST_BROADCAST_WITHIN_MS;
  while (confirmed() === 0 && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A stop while everybody writes: it is to end well, and within its time. */
export async function stoppedAtWork({ service, clock, providers }: Scene): Promise<void> {
  const life = await service.begin(clock.aheadMs());
  await life.ready;
  await new Promise((resolve) => setTimeout(resolve, LIFE_MS.to));
  await life.stop();
  await providers.settled();
}

export type UnderWay = {
  /** Messages that were being sent when their process was killed. */
  readonly rows: Set<number>;
  readonly problems: string[];
};

/** One in so many is killed while it starts. */
const KILLED_AT_START = 0.1;
const LIFE_MS = { from: 300, to: 1_500 };
/** After one kill in three the service stays down for longer than any lease. */
const OUTAGE = 0.3;
const OUTAGE_MS = { from: 65_000, to: 140_000 };

export async function killing(
  scene: Scene,
  { kills, seed }: RunOptions,
  officers: Officers,
): Promise<UnderWay> {
  const { file, service, providers, clock, say } = scene;
  const luck = chance(seed, 'kills');
  const rows = new Set<number>();
  const problems: string[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    const plan = planned(luck);
    const life = await service.begin(clock.aheadMs());
    if (!plan.atStart || kill === 1) await life.ready;
    if (kill === 1) await firstBroadcast(officers);
    await new Promise((resolve) => setTimeout(resolve, plan.lifeMs));
    await life.kill();
    const cut = (await providers.killed()).flatMap(({ deliveryId }) => deliveryId ?? []);
    lookAtRemains(file, (database) => {
      for (const id of [...sendingIn(database), ...cut]) rows.add(id);
      const early = cut.filter((id) => isWaiting(database, id)).length;
      if (early > 0) problems.push(`${early} messages were handed over before the disk knew of it`);
    });
    if (kill % 10 === 0) say(`${kill} kills, ${rows.size} messages under way at them`);
    if (plan.outageMs === 0) continue;
    // What was handed in before is taken before the clock goes on, as it would be in those minutes.
    await providers.settled();
    await clock.leap(plan.outageMs);
  }
  return { rows, problems };
}

function sendingIn(database: Look): readonly number[] {
  return database.all("SELECT id FROM outbox WHERE state = 'sending'").map(({ id }) => Number(id));
}

function isWaiting(database: Look, id: number): boolean {
  return database.all("SELECT 1 FROM outbox WHERE id = ? AND state IN ('queued', 'claimed')", id).length > 0;
}

function planned(luck: Chance) {
  const atStart = luck.next() < KILLED_AT_START;
  const lifeMs = atStart ? luck.between(0, LIFE_MS.from) : luck.between(LIFE_MS.from, LIFE_MS.to);
  const isOutage = luck.next() < OUTAGE;
  const outageMs = luck.between(OUTAGE_MS.from, OUTAGE_MS.to);
  return { atStart, lifeMs, outageMs: isOutage ? outageMs : 0 };
}
