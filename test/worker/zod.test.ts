/** zod without its JSON Schema, which `wrangler.toml` leaves out of the Worker. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestHarness } from 'wrangler';
import * as standIn from '../../src/worker-no-json-schema.ts';
import { outcomes } from './zod-outcomes.ts';

const ROOT = join(import.meta.dirname, '../..');
const fileOf = (name: string) => readFileSync(join(ROOT, name), 'utf8');

test('in workerd every kind of schema takes and refuses what it does on Node, in the same words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-zod-'));
  const configPath = join(folder, 'wrangler.toml');
  writeFileSync(
    configPath,
    fileOf('wrangler.toml')
      .replace(/^\[\[?(?:queues|triggers|assets)[^[]*/gm, '')
      .replace('src/worker.ts', join(ROOT, 'test/worker/zod-worker.ts'))
      .replaceAll('"./src/', `"${ROOT}/src/`),
  );
  process.env.WRANGLER_SEND_METRICS = 'false';
  const harness = createTestHarness({ root: ROOT, workers: [{ configPath }] });
  try {
    await harness.listen();
    const { told, jsonSchema } = JSON.parse(await (await harness.fetch('/')).text()) as Record<
      string,
      unknown
    >;
    expect(jsonSchema).toContain('The Worker carries no JSON Schema');
    expect(told).toEqual(JSON.parse(JSON.stringify(outcomes())));
  } finally {
    await harness.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test('what stands in has every name that the schemas of zod take from those two files', () => {
  const schemas = fileOf('node_modules/zod/v4/classic/schemas.js');
  const named = [...schemas.matchAll(/ processors\.(\w+)/g)].map(([, name]) => name ?? '');
  const [, imported = ''] = /import \{(.*)\} from "\.\.\/core\/to-json-schema\.js"/.exec(schemas) ?? [];
  const wanted = new Set([...named, ...imported.split(',').map((name) => name.trim())]);
  expect(wanted.size).toBeGreaterThan(30);
  expect([...wanted].filter((name) => !Object.hasOwn(standIn, name))).toEqual([]);
});
