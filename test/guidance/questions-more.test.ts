/**
 * Messages written before they were tried: 120 by a second reader and 60 by the writer of the rules, learned from since;
 * and 60 more by the writer of the rules, who wrote no rule for one of them but had them in mind. Then 400 that
 * strangers wrote and 640 of the next writer of the rules: of their harmless ones it is held that none is an alarm, not
 * which text answers them. Then 426 questions and chatter by the same strangers and the writer of the keys.
 * Then 449 by further strangers and 77 of the next writer of the rules; of their harmless ones too only that.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dangerIn } from '../../src/danger.ts';
import { decide } from '../../src/guidance/ask/decide.ts';
import { unaccented } from '../../src/vietnamese.ts';

const row = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(['topic', 'danger', 'abuse', 'person', 'harmless']),
  topic: z.string().nullable(),
});
type Row = z.infer<typeof row>;

function rowsOf(file: string): readonly Row[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));
}

const isRight = ({ text, kind, topic }: Row) => {
  const decided = decide(text);
  return decided.kind === kind && (decided.kind !== 'topic' || decided.topic === topic);
};
const isGrave = ({ kind }: Row) => kind === 'danger' || kind === 'abuse';
const textsOf = (rows: readonly Row[]) => rows.map(({ text }) => text);

describe('questions learned from', () => {
  const rows = rowsOf('questions-more.jsonl');
  const harmless = rows.filter((each) => !isGrave(each));
  test('every emergency and every abuse is heard, with accents and without', () => {
    const grave = rows.filter(isGrave);
    expect(textsOf(grave.filter((each) => !isRight(each)))).toEqual([]);
    expect(textsOf(grave.filter(({ text }) => dangerIn(unaccented(text)) === undefined))).toEqual([]);
  });
  test('19 of 20 of the others find their topic', () => {
    const asked = harmless.filter(({ kind }) => kind === 'topic');
    expect(asked.filter(isRight).length / asked.length).toBeGreaterThanOrEqual(0.95);
  });
  test('19 of 20 that no text answers go to a person', () => {
    const others = harmless.filter(({ kind }) => kind === 'person');
    expect(others.filter(isRight).length / others.length).toBeGreaterThanOrEqual(0.95);
  });
  test('no two rows are called alike', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });
  test('hardly a harmless one is taken for danger', () => {
    const alarms = harmless.filter(({ text }) => dangerIn(text) !== undefined);
    expect(alarms.length / harmless.length).toBeLessThanOrEqual(0.02);
  });
});

/**
 * No rule may be made for one of these: the floors are what was reached the first time, less one heard by
 * chance, and only rise. */
describe('questions never learned from', () => {
  const rows = rowsOf('questions-unseen.jsonl');
  const heard = (kind: Row['kind']) =>
    rows.filter((each) => each.kind === kind && dangerIn(each.text) !== undefined).length;
  const harmless = rows.filter((each) => !isGrave(each));
  test('27 of 30 emergencies', () => expect(heard('danger')).toBeGreaterThanOrEqual(27));
  test('9 of 10 abuses', () => expect(heard('abuse')).toBeGreaterThanOrEqual(9));
  test('two alarms of 20 at most', () => {
    expect(harmless.filter(({ text }) => dangerIn(text) !== undefined).length).toBeLessThanOrEqual(2);
  });
  test('12 of 20 find their topic or a person', () => {
    expect(harmless.filter(isRight).length).toBeGreaterThanOrEqual(12);
  });
});

test('our own texts without their accents are no alarm where they are none with them', () => {
  const content = join(import.meta.dirname, '../../content');
  const files = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(?:json|ts)$/.test(file) && !/danger|declined|short-forms/.test(file),
  );
  const texts = files.flatMap((file) =>
    [...readFileSync(join(content, file), 'utf8').matchAll(/["'`]((?:[^"'`\\]|\\.){8,})["'`]/g)].flatMap(
      ([, text = '']) => (unaccented(text) === text ? [] : text.split(/[.!?;]/)),
    ),
  );
  const clauses = [...new Set(texts)].filter((text) => text.trim().length > 6);
  const alarms = clauses.filter(
    (text) => dangerIn(unaccented(text)) !== undefined && dangerIn(text) === undefined,
  );
  expect(clauses.length).toBeGreaterThan(2000);
  expect(alarms.length / clauses.length, alarms.join('\n')).toBeLessThanOrEqual(0.008);
});
