import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from './form.ts';

type Example = {
  id: string;
  text: string;
  sentAt: string;
  expect: 'accept' | 'partial' | 'none';
  reports: { period: string; values: Record<string, number> }[];
  unclear?: string[];
};

const examples: Example[] = readFileSync(new URL('./examples.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test('there are 79 examples', () => {
  expect(examples).toHaveLength(79);
});

test.each(examples)('the example $id is read as the rules say: $text', (example) => {
  const reading = read(example.text, example.sentAt);
  expect(reading.reports).toEqual(example.reports.map((report) => ({ ...report, village: null })));
  if (example.expect === 'accept') expect(reading.outcome).toBe('accepted');
  else if (example.expect === 'partial') expect(reading.outcome).toBe('partial');
  else expect(['asked', 'rejected', 'ignored', 'other']).toContain(reading.outcome);
  if (example.unclear)
    expect(reading.questions.map(({ field }) => field).sort()).toEqual(example.unclear.toSorted());
});
