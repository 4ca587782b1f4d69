/**
 * Short cries, bleeding told without a word of pregnancy, and what is called in English; and harmless messages that come
 * near them, of which none may be an alarm. Written with their accents, without, and with a slip.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { dangerIn } from '../../src/danger.ts';
import { unaccented } from '../../src/vietnamese.ts';

const row = z.object({ id: z.string(), text: z.string(), kind: z.enum(['danger', 'abuse', 'harmless']) });

const rows = readFileSync(join(import.meta.dirname, 'questions-cries.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => row.parse(JSON.parse(line)));
const HEARD = { danger: 'emergency', abuse: 'abuse', harmless: undefined } as const;

test.each(['danger', 'abuse', 'harmless'] as const)('all of %s are heard as that', (kind) => {
  const wrong = rows.filter(
    (each) =>
      each.kind === kind && [each.text, unaccented(each.text)].some((text) => dangerIn(text) !== HEARD[kind]),
  );
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

test('no two rows are the same', () => {
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});
