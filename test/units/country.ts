/** A database file of its own with the whole country in it, for the tests of one file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Counts, importUnits } from '../../db/import-units.ts';
import { openStore } from '../../src/node/open-database.ts';
import type { Store } from '../../src/store/database.ts';

export type Country = { readonly store: Store; readonly counts: Counts };

/** Imported once; the function gives it to the tests. */
export function wholeCountry(): () => Country {
  const folder = mkdtempSync(join(tmpdir(), 'vong-tay-units-'));
  let country: Country | undefined;
  beforeAll(async () => {
    const store = await openStore(`file:${join(folder, 'units.db')}`, 'real');
    country = { store, counts: await importUnits(store) };
  }, 60_000);
  afterAll(() => {
    country?.store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (country === undefined)
      throw new Error('the units are imported before the tests, not while they are collected');
    return country;
  };
}
