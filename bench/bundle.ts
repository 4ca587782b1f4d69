/** The Worker as it is uploaded: its size gzipped, beside the budget. */
import { rmSync } from 'node:fs';
import { bundleWorker } from '../test/worker/workerd.ts';
import { type Measurement, measured } from './measure.ts';

const BUDGET_KIB = 400;

export async function benchBundle(): Promise<Measurement[]> {
  const bundle = await bundleWorker();
  rmSync(bundle.folder, { recursive: true, force: true });
  return [
    measured('worker-bundle', bundle.gzipBytes / 1024, 'KiB', BUDGET_KIB, 'gzipped; limit: the budget'),
  ];
}
