/** What `wrangler.toml` puts in the place of parts of libraries, in workerd. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createTestHarness } from 'wrangler';
import * as standIn from '../../src/worker-no-json-schema.ts';
import { segmentCounts } from './segment-counts.ts';
import { outcomes } from './zod-outcomes.ts';

const ROOT = join(import.meta.dirname, '../..');
const fileOf = (name: string) => readFileSync(join(ROOT, name), 'utf8');

let told: Record<string, unknown>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-stand-ins-'));
  const configPath = join(folder, 'wrangler.toml');
  writeFileSync(
    configPath,
    fileOf('wrangler.toml')
      .replace(/^\[\[?(?:queues|triggers|assets)[^[]*/gm, '')
      .replace('src/worker.ts', join(ROOT, 'test/worker/stand-ins-worker.ts'))
      .replaceAll('"./src/', `"${ROOT}/src/`),
  );
  process.env.WRANGLER_SEND_METRICS = 'false';
  const harness = createTestHarness({ root: ROOT, workers: [{ configPath }] });
  try {
    await harness.listen();
    told = JSON.parse(await (await harness.fetch('/')).text());
  } finally {
    await harness.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test('every kind of schema takes and refuses what it does on Node, in the same words', () => {
  expect(told.zod).toEqual(JSON.parse(JSON.stringify(outcomes())));
});

test('the JSON Schema of one is refused, and the error says what to do', () => {
  expect(told.jsonSchema).toBe(
    'The Worker carries no JSON Schema: take the aliases to src/worker-no-json-schema.ts out of wrangler.toml.',
  );
});

test('an SMS has as many parts as it has on Node', () => {
  expect(told.segments).toEqual(segmentCounts());
});

test('in place of the JSON Schema there is every name that the schemas of zod take from it', () => {
  const schemas = fileOf('node_modules/zod/v4/classic/schemas.js');
  const named = [...schemas.matchAll(/ processors\.(\w+)/g)].map(([, name]) => name ?? '');
  const [, imported = ''] = /import \{(.*)\} from "\.\.\/core\/to-json-schema\.js"/.exec(schemas) ?? [];
  const wanted = new Set([...named, ...imported.split(',').map((name) => name.trim())]);
  expect(wanted.size).toBeGreaterThan(30);
  expect([...wanted].filter((name) => !Object.hasOwn(standIn, name))).toEqual([]);
});
