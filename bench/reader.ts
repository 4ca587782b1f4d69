/** Count messages read a second on one core, beside a plain split of the same texts. */
import { readFileSync } from 'node:fs';
import { MONTHLY } from '../src/reports/form.ts';
import { readReport } from '../src/reports/read/read.ts';
import { SHAPES } from '../test/reports/read/shapes.ts';
import { type Measurement, measured } from './measure.ts';

/**
 * Turn by turn, each at its best of the slices: others on the machine take from a core's speed what no clock of ours
 * sees. The first ones only warm up.
 */
const TURNS = 16;
const WARM_UP_TURNS = 6;
const SLICE_MS = 250;

export async function benchReader(): Promise<Measurement[]> {
  const lines = readFileSync(new URL('../test/reports/read/examples.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const examples = lines.map((line) => JSON.parse(line) as { text: string; sentAt: string });
  const texts = examples.map(({ text, sentAt }) => ({ text, sentAt: new Date(sentAt) }));
  const read = counter(texts.length, () => {
    for (const { text, sentAt } of texts) readReport(text, sentAt, MONTHLY, { villages: ['Nà Ban'] });
  });
  const split = counter(texts.length, () => {
    for (const { text } of texts) text.split(/\s+/);
  });
  for (let turn = 0; turn < TURNS; turn++) {
    read.slice(turn >= WARM_UP_TURNS);
    split.slice(turn >= WARM_UP_TURNS);
  }
  const note = 'the example messages, by CPU time, the best of ten slices; limit: split on spaces';
  const hostile = slowest((shape) => shape.repeat(Math.ceil(HOSTILE_CHARACTERS / shape.length)));
  // Longer texts are only looked at: this is the longest that is read to its end.
  const whole = slowest((shape) =>
    `BC T10 ${shape.repeat(Math.ceil(READ_CHARACTERS / shape.length))}`.slice(0, READ_CHARACTERS),
  );
  return [
    measured('reader', read.perSecond(), '1/s', split.perSecond(), note),
    measured(
      'reader-hostile',
      hostile,
      'ms',
      5,
      `the slowest of ${SHAPES.length} texts of 10 KB; limit: a fixed budget`,
    ),
    measured(
      'reader-longest',
      whole,
      'ms',
      null,
      `the slowest of ${SHAPES.length} texts of ${READ_CHARACTERS} characters, read to the end`,
    ),
  ];
}

const HOSTILE_CHARACTERS = 10_240;
const READ_CHARACTERS = 3_000;

/** Each at its best of several runs, so that a pause of the machine is not taken for the reader's. */
function slowest(of: (shape: string) => string): number {
  const sentAt = new Date('2026-11-02T09:00:00+07:00');
  const times = SHAPES.map((shape) => {
    const text = of(shape);
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 8; run += 1) {
      const begin = performance.now();
      readReport(text, sentAt, MONTHLY, { villages: ['Nà Ban'] });
      best = Math.min(best, performance.now() - begin);
    }
    return best;
  });
  return Math.max(...times);
}

/** Counts what runs in a second of this process's own CPU time: other processes do not matter. */
function counter(each: number, run: () => void) {
  let best = 0;
  return {
    slice(counts: boolean): void {
      const before = process.cpuUsage();
      const until = performance.now() + SLICE_MS;
      let rounds = 0;
      for (; performance.now() < until; rounds++) run();
      const { user, system } = process.cpuUsage(before);
      if (counts) best = Math.max(best, (rounds * each * 1e6) / (user + system));
    },
    perSecond: () => best,
  };
}
