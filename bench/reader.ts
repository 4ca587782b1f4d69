/** Count messages read a second on one core, beside a plain split of the same texts. */
import { readFileSync } from 'node:fs';
import { MONTHLY } from '../src/reports/form.ts';
import { readReport } from '../src/reports/read/read.ts';
import { type Measurement, measured } from './measure.ts';

const SECONDS = 3;

export async function benchReader(): Promise<Measurement[]> {
  const lines = readFileSync(new URL('../test/reports/read/examples.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const examples = lines.map((line) => JSON.parse(line) as { text: string; sentAt: string });
  const texts = examples.map(({ text, sentAt }) => ({ text, sentAt: new Date(sentAt) }));
  const read = perSecond(texts.length, () => {
    for (const { text, sentAt } of texts) readReport(text, sentAt, MONTHLY, { villages: ['Nà Ban'] });
  });
  const split = perSecond(texts.length, () => {
    for (const { text } of texts) text.split(/\s+/);
  });
  return [measured('reader', read, '1/s', split, 'the example messages; limit: split on spaces')];
}

function perSecond(each: number, run: () => void): number {
  const warmUntil = performance.now() + 500;
  while (performance.now() < warmUntil) run();
  const start = performance.now();
  let rounds = 0;
  while (performance.now() - start < SECONDS * 1000) {
    run();
    rounds += 1;
  }
  return (rounds * each * 1000) / (performance.now() - start);
}
