/** What a place name costs: the index of the whole country once at start, and each name that is looked for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importUnits } from '../db/import-units.ts';
import { openStore } from '../src/node/open-database.ts';
import { allSuccessors, allUnits } from '../src/store/units.ts';
import { findPlace } from '../src/units/find-place.ts';
import { labelOf } from '../src/units/kinds.ts';
import { buildPlaceIndex } from '../src/units/place-index.ts';
import { type Measurement, measured } from './measure.ts';

const INDEX_BUDGET_MS = 300;
const NAME_BUDGET_US = 1_000;
const ROUNDS = 5;

export async function benchPlaces(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-places-'));
  const store = await openStore(`file:${join(folder, 'places.db')}`, 'real');
  await importUnits(store);
  const units = await allUnits(store);
  const successors = await allSuccessors(store);
  store.close();
  rmSync(folder, { recursive: true, force: true });
  const today = units.filter((unit) => unit.level === 'commune' && unit.validTo === null);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = cpu();
    const index = buildPlaceIndex(units, successors);
    const made = cpu();
    for (const unit of today) findPlace(index, labelOf(unit), unit.provinceCode);
    return { made: made - before, asked: (cpu() - made) / today.length };
  });
  const made = Math.min(...rounds.map((round) => round.made)) / 1000;
  const asked = Math.min(...rounds.map((round) => round.asked));
  return [
    measured(
      'places',
      made,
      'ms',
      INDEX_BUDGET_MS,
      `the index of ${units.length} units, CPU time; limit: a fixed budget`,
    ),
    measured(
      'place',
      asked,
      'us',
      NAME_BUDGET_US,
      `one of ${today.length} communes by name, CPU time; limit: a fixed budget`,
    ),
  ];
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
