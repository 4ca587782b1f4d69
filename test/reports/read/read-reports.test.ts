import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

function run(input: string) {
  return spawnSync(process.execPath, ['src/node/read-reports.ts'], { input, encoding: 'utf8' });
}

test('the 79 examples go through the command, one answer each, in order', () => {
  const input = readFileSync(new URL('./examples.jsonl', import.meta.url), 'utf8');
  const examples = input
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { stdout, status } = run(input);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(status).toBe(0);
  expect(answers.map(({ id }) => id)).toEqual(examples.map(({ id }) => id));
  const outcomes = {
    accept: ['accepted'],
    partial: ['partial'],
    none: ['asked', 'rejected', 'ignored', 'other'],
  };
  examples.forEach((example, i) => {
    expect(outcomes[example.expect as keyof typeof outcomes]).toContain(answers[i].outcome);
    const reports = example.reports.map((report: object) => ({ ...report, village: null }));
    expect(answers[i].reports).toEqual(reports);
    expect(Object.keys(answers[i])).toEqual(['id', 'outcome', 'reports', 'questions']);
  });
});

test('a line that is not a message is named, and the rest is still read', () => {
  const good = '{"id":"a","text":"BC T10 KT5","sentAt":"2026-11-02T09:00:00+07:00"}';
  const { stdout, stderr, status } = run(
    `${good}\nnot json\n\n{"id":"b","text":"x","sentAt":"?"}\n${good}\n`,
  );
  expect(stdout.trim().split('\n')).toHaveLength(2);
  expect(stderr).toContain('Line 2: not JSON');
  expect(stderr).toContain('Line 4: sentAt');
  expect(status).toBe(1);
});
