/** What other rooms ask about units of administration. */
import type { UnitKey } from '../handler.ts';
import type { Store } from '../store/database.ts';
import { communesOf, successorsOf, type UnitRow, unitByKey } from '../store/units.ts';
import { labelOf } from './kinds.ts';

export type Commune = UnitKey & { readonly name: string; readonly label: string };

/** Today's communes of one of today's provinces, by name. */
export async function communesOfProvince(store: Store, provinceCode: string): Promise<readonly Commune[]> {
  const rows = await communesOf(store, provinceCode);
  return rows.map((row) => ({
    code: row.code,
    validFrom: row.validFrom,
    name: row.name,
    label: labelOf(row),
  }));
}

/** "xã Mường Than", as this version of the unit was called; undefined for a unit that is not known. */
export async function unitLabel(store: Store, key: UnitKey): Promise<string | undefined> {
  const row = await unitByKey(store, key);
  return row === undefined ? undefined : labelOf(row);
}

/** "xã Mường Than, Lai Châu": several communes have one name. */
export async function fullLabel(store: Store, key: UnitKey): Promise<string | undefined> {
  const row = await unitByKey(store, key);
  return row && fullLabelOf(row);
}

export function fullLabelOf(row: UnitRow): string {
  return `${labelOf(row)}, ${row.provinceName}`;
}

/** What the unit is today: itself, its heir, or several where it was divided. */
export async function currentOf(store: Store, key: UnitKey): Promise<readonly UnitKey[]> {
  return (await currentRows(store, key)).map(({ code, validFrom }) => ({ code, validFrom }));
}

/** Today's province of a unit, of its first heir where it was divided. */
export async function provinceOf(
  store: Store,
  key: UnitKey,
): Promise<{ readonly code: string; readonly name: string } | undefined> {
  const [row] = await currentRows(store, key);
  return row === undefined ? undefined : { code: row.provinceCode, name: row.provinceName };
}

async function currentRows(store: Store, key: UnitKey): Promise<readonly UnitRow[]> {
  const start = await unitByKey(store, key);
  const found = new Map<string, UnitRow>();
  let next = start === undefined ? [] : [start];
  // Each step is later in time, so this ends.
  while (next.length > 0) {
    const later: UnitRow[] = [];
    for (const row of next) {
      if (row.validTo === null) found.set(`${row.code}@${row.validFrom}`, row);
      else later.push(...(await successorsOf(store, row)));
    }
    next = later;
  }
  return [...found.values()];
}
