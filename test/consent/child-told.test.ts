import { describe, expect, test } from 'vitest';
import { relation, stageOf } from '../../src/consent/child-told.ts';

const TODAY = '2026-11-02';

describe('a date tells whether a child is here or expected', () => {
  test.each([
    ['2026-11-02', undefined, { stage: 'born' }],
    ['2026-11-03', undefined, { stage: 'due' }],
    ['2027-08-23', undefined, { stage: 'due' }],
    ['2027-08-24', undefined, { problem: 'dueFar' }],
    ['2026-10-12', 'due', { stage: 'due' }],
    ['2026-10-11', 'due', { problem: 'duePast' }],
    ['2026-11-03', 'born', { problem: 'bornFuture' }],
    ['2018-11-02', undefined, { stage: 'born' }],
    ['2018-11-01', undefined, { problem: 'tooOld' }],
  ] as const)('%s said as %s', (date, stage, result) => {
    expect(stageOf(date, TODAY, stage)).toMatchObject(result);
  });
});

describe('beside a child that is known a date is', () => {
  const born = { id: 'a', born: '2026-03-15', due: null };
  const due = { id: 'a', born: null, due: '2026-12-20' };
  test.each([
    [born, 'born', '2026-03-15', 'same'],
    [born, 'born', '2026-05-13', 'correction'],
    [born, 'born', '2025-01-05', 'maybe'],
    [born, 'due', '2027-05-20', 'other'],
    [born, 'due', '2026-08-01', 'maybe'],
    [due, 'due', '2026-12-20', 'same'],
    [due, 'due', '2027-02-01', 'correction'],
    [due, 'born', '2026-12-01', 'maybe'],
    [due, 'born', '2024-12-01', 'other'],
  ] as const)('%o: %s %s is %s', (known, stage, date, expected) => {
    expect(relation(known, { stage, date })).toBe(expected);
  });
});
