import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { read, valuesOf } from './form.ts';

type Case = {
  rule: string;
  text: string;
  sentAt?: string;
  outcome: string;
  reports?: Record<string, Record<string, number>>;
  asked?: string[];
};

const cases: Case[] = readFileSync(new URL('./cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

for (const rule of new Set(cases.map((one) => one.rule))) {
  describe(rule, () => {
    test.each(cases.filter((one) => one.rule === rule))(
      '$outcome: $text',
      ({ text, sentAt, outcome, reports, asked }) => {
        const reading = read(text, sentAt);
        expect(reading.outcome).toBe(outcome);
        expect(valuesOf(reading)).toEqual(reports ?? {});
        if (asked) expect(reading.questions.map(({ field }) => field).sort()).toEqual(asked);
      },
    );
  });
}
