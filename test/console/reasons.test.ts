import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pages } from '../../content/pages.ts';
import { reasonInWords } from '../../src/console/reason.ts';
import { createTexts } from '../../src/texts.ts';

const SRC = join(import.meta.dirname, '../../src');

/** Where reasons of outbox rows come from: results of channels, the gate, texts bound late; and skipped queues anywhere. */
const PLACES = [
  'gate.ts',
  'deliver.ts',
  'channels',
  'store',
  'guidance',
  'broadcasts/late-text.ts',
  'reports/reminder-text.ts',
  'reports/quick/late-text.ts',
];
const GIVEN = [/\b(?:reason|skip|fail): '([a-z-]+)'/g, /\bheld\([^)]*, '([a-z-]+)'\)/g];
const SKIPPED = [/\bskip(?:Queued|Tips)\([^)]*?, '([a-z-]+)'/g];
/** Put together from two parts in the code. */
const COMPOSED = ['reach-blocked', 'reach-invalid', 'stale-night', 'stale-daily-cap'];
const OF_THE_GUARD = ['loop-echo', 'loop-same', 'loop-hour', 'loop-minute', 'day-limit', 'no-person'];

function reasons(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    const patterns = PLACES.some((place) => file.startsWith(place)) ? [...GIVEN, ...SKIPPED] : SKIPPED;
    return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  });
  return [...new Set([...found, ...COMPOSED, ...OF_THE_GUARD])];
}

test('every reason why a message did not leave has its words in both languages', () => {
  expect(reasons().length).toBeGreaterThan(20);
  for (const language of ['vi', 'en'] as const) {
    const known: readonly string[] = Object.keys(pages[language].delivery);
    expect(reasons().filter((reason) => !known.includes(reason))).toEqual([]);
  }
});

test('a reason of an older version is shown as it is, not lost', () => {
  const texts = createTexts(pages);
  expect(reasonInWords((key, values) => texts.say('vi', key, values), 'from-long-ago')).toBe(
    'Lý do khác: from-long-ago',
  );
});
