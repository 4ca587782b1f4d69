import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { read, valuesOf } from './form.ts';

type Case = {
  rule: string;
  text: string;
  sentAt?: string;
  /** `none`: any outcome that stores nothing. */
  outcome: string;
  reports?: Record<string, Record<string, number>>;
  asked?: string[];
};

/** A line with a rule alone is the heading of those below it. */
function casesOf(file: string): Case[] {
  let rule = '';
  const cases: Case[] = [];
  for (const line of readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')) {
    const read = JSON.parse(line) as Partial<Case>;
    rule = read.rule ?? rule;
    if (read.text !== undefined) cases.push({ outcome: '', ...read, rule, text: read.text });
  }
  return cases;
}

// The groups of the second table are sentences of the rules, and their cases what each of them can mean.
const cases = [...casesOf('./cases.jsonl'), ...casesOf('./rule-book.jsonl')];

for (const rule of new Set(cases.map((one) => one.rule))) {
  describe(rule, () => {
    test.each(cases.filter((one) => one.rule === rule))(
      '$outcome: $text',
      ({ text, sentAt, outcome, reports, asked }) => {
        const reading = read(text, sentAt);
        if (outcome === 'none') expect(['asked', 'rejected', 'ignored', 'other']).toContain(reading.outcome);
        else expect(reading.outcome).toBe(outcome);
        expect(valuesOf(reading)).toEqual(reports ?? {});
        expect(reading.reports.every(({ village }) => village === null)).toBe(true);
        if (asked) expect(reading.questions.map(({ field }) => field).sort()).toEqual(asked.toSorted());
      },
    );
  });
}
