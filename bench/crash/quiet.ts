/**
 * The quiet end of a run: nobody writes any more, what was not answered is brought again, faults end, and the service
 * lives on, from stop to stop, until everything that is due has left or is accounted for. What waits for a later
 * moment is not waited for: the clock goes there while the service is down.
 */
import { look } from './look.ts';
import type { Scene } from './run.ts';

const LOOK_EVERY_MS = 250;
/** Longer than anything takes once faults have ended. */
const IDLE_MS = 1_200;
/** Longer than the service waits for an answer that never comes. */
const LAST_FAULTS_MS = 17_000;
const LONGEST_LIFE_MS = 60_000;
const MOST_LIVES = 60;
/** As long as it takes until what the pace held back may leave. */
const PACE_MS = 601_000;
/** So many lives may pass without any change before what is left is taken for final. */
const SAME_LIVES = 2;

type Standing = {
  readonly signature: string;
  /** Neither at an end nor known to be lost. */
  readonly open: number;
  readonly unknown: number;
  /** When the first of what is open is due, or its lease ends. */
  readonly nextAt: number | undefined;
};

export async function quietEnd(scene: Scene): Promise<void> {
  const { service, providers, mail, clock, say } = scene;
  let same = 0;
  let last = '';
  for (let life = 0; life < MOST_LIVES; life += 1) {
    if (life === 1) await providers.calm();
    const one = await service.begin(clock.aheadMs());
    await one.ready;
    if (life === 0) await new Promise((resolve) => setTimeout(resolve, LAST_FAULTS_MS));
    else await idle(scene);
    await one.stop();
    await providers.settled();
    const standing = standingOf(scene.file);
    const receipts = await providers.receiptsWaiting();
    say(`quiet: ${standing.open} open, ${standing.unknown} unknown, ${receipts} receipts to come`);
    const isOver = life > 0 && standing.open === 0 && mail.waiting() === 0 && receipts === 0;
    same = standing.signature === last ? same + 1 : 0;
    last = standing.signature;
    if ((isOver && standing.unknown === 0) || same >= SAME_LIVES) return;
    const waitMs = (standing.nextAt ?? 0) - clock.now() + 1_000;
    await clock.leap(waitMs > 1_000 ? waitMs : PACE_MS);
  }
}

/** Resolves when nothing has changed for a while. */
async function idle({ file, providers, mail }: Scene): Promise<void> {
  const start = performance.now();
  let changedAt = start;
  let last = '';
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const now = performance.now();
    const { signature } = standingOf(file);
    const current = `${signature} ${mail.waiting()} ${await providers.receiptsWaiting()}`;
    if (current !== last) changedAt = now;
    last = current;
    if (now - start > LONGEST_LIFE_MS) return;
    if (now - changedAt > IDLE_MS) return;
  }
}

function standingOf(file: string): Standing {
  return look(file, (database) => {
    const states = database.all('SELECT state, count(*) AS n FROM outbox GROUP BY state ORDER BY state');
    const of = (...names: readonly string[]) =>
      states.filter(({ state }) => names.includes(String(state))).reduce((sum, { n }) => sum + Number(n), 0);
    const halted = database.all(`SELECT count(*) AS n FROM outbox WHERE state = 'queued'
      AND broadcast_id IN (SELECT id FROM broadcasts WHERE status IN ('paused', 'stopped'))`)[0]?.n;
    const next = database.all(`SELECT min(at) AS at FROM (
      SELECT min(due_at) AS at FROM outbox WHERE state = 'queued'
        AND (broadcast_id IS NULL OR broadcast_id NOT IN (SELECT id FROM broadcasts WHERE status = 'paused'))
      UNION ALL SELECT min(lease_until) FROM outbox WHERE lease_until IS NOT NULL)`)[0]?.at;
    return {
      signature: states.map(({ state, n }) => `${state} ${n}`).join(', '),
      open: of('queued', 'claimed', 'sending') - Number(halted ?? 0),
      unknown: of('unknown'),
      nextAt: next == null ? undefined : Number(next),
    };
  });
}
