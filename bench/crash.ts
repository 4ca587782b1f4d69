/** `npm run bench:crash -- --kills N --seed S`: the service killed N times at work, and what became of every message. */
import { parseArgs } from 'node:util';
import { run } from './crash/run.ts';
import { breachesOf, numbersOf, shownOutcome } from './crash/summary.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    people: { type: 'string' },
    rate: { type: 'string' },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
// A short run must drain in seconds.
const collaborators = Number(values.people ?? (kills < 100 ? 300 : 2_000));

const MOST_A_KILL_MS = 12_000;
const MOST_QUIET_MS = 900_000;
setTimeout(
  () => {
    console.error('The run did not come to an end in time.');
    process.exit(2);
  },
  kills * MOST_A_KILL_MS + MOST_QUIET_MS,
).unref();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));

const start = performance.now();
const say = (line: string) => console.log(`${Math.round((performance.now() - start) / 1000)} s  ${line}`);
const outcome = await run(
  {
    kills,
    seed,
    collaborators,
    parents: Math.ceil(collaborators / 10),
    perSecond: Number(values.rate ?? (kills < 100 ? 12 : 25)),
    broadcastEveryMs: kills < 100 ? 10_000 : 30_000,
  },
  say,
);
const breaches = breachesOf(outcome);
for (const line of shownOutcome(outcome)) console.log(line);
console.log('');
for (const breach of breaches) console.log(`BROKEN: ${breach}`);
say(breaches.length === 0 ? 'held' : 'did not hold');
console.log(JSON.stringify(numbersOf(outcome)));
process.exit(breaches.length === 0 ? 0 : 1);
