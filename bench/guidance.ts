/** What guidance costs: billed parts of an SMS beside the accented form, and the time that a question takes. */
import { readFileSync } from 'node:fs';
import SmsSegments from 'sms-segments-calculator';
import { SERIES } from '../content/series/index.ts';
import { dangerIn } from '../src/danger.ts';
import { SHIPPED_LIBRARY } from '../src/guidance/ask/shipped.ts';
import { tableSeries } from '../src/guidance/tables/shipped.ts';
import { unaccented } from '../src/vietnamese.ts';
import { type Measurement, measured } from './measure.ts';

const TURNS = 12;
const WARM_UP_TURNS = 4;
const BUDGET_US = 1_000;

export async function benchGuidance(): Promise<Measurement[]> {
  const texts = [...Object.values(SERIES), ...tableSeries()].flatMap((series): readonly string[] =>
    series.items.map(({ vi }) => vi),
  );
  const plain = mean(texts.map((text) => segments(unaccented(text))));
  const accented = mean(texts.map(segments));
  const questions = readFileSync(new URL('../test/guidance/questions.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  return [
    measured(
      'tip-segments',
      plain,
      'parts',
      accented,
      `a tip by SMS, mean of ${texts.length}; limit: with its accents`,
    ),
    measured(
      'question',
      best(questions, SHIPPED_LIBRARY.find),
      'us',
      BUDGET_US,
      'a search among the answers, CPU time; limit: a fixed budget',
    ),
    measured(
      'danger',
      best(questions, dangerIn),
      'us',
      BUDGET_US,
      'the look for signs of danger in a question, CPU time; limit: a fixed budget',
    ),
  ];
}

function segments(text: string): number {
  return new SmsSegments.SegmentedMessage(text).segmentsCount;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}

/** Microseconds of CPU time a text, the best of several rounds. */
function best(texts: readonly string[], run: (text: string) => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const before = process.cpuUsage();
    for (const text of texts) run(text);
    const { user, system } = process.cpuUsage(before);
    if (turn >= WARM_UP_TURNS) least = Math.min(least, (user + system) / texts.length);
  }
  return least;
}
