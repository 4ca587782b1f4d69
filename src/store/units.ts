import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { meta, unitSuccessors, units } from '../../db/schema.ts';
import type { UnitKey } from '../handler.ts';
import { prepared, type Store } from './database.ts';
import { build, type Write, write } from './statement.ts';

export type UnitRow = typeof units.$inferSelect;
export type SuccessorRow = typeof unitSuccessors.$inferSelect;

const EDITION = 'units';
/** Well under the parameters a statement may carry, on either database. */
const CODES_A_QUERY = 500;

/** Every version of every unit: for the import and the index of places. */
export async function allUnits(store: Store): Promise<UnitRow[]> {
  return store.db.select().from(units);
}

export async function allSuccessors(store: Store): Promise<SuccessorRow[]> {
  return store.db.select().from(unitSuccessors);
}

const editionQuery = prepared((db) =>
  db.select({ value: meta.value }).from(meta).where(eq(meta.key, EDITION)).prepare(),
);

/** Which edition of the units is in, if a whole one is. */
export async function editionOf(store: Store): Promise<string | undefined> {
  return (await editionQuery(store).get())?.value;
}

export function markEdition(value: string): Write {
  return write(
    build
      .insert(meta)
      .values({ key: EDITION, value })
      .onConflictDoUpdate({ target: meta.key, set: { value } }),
  );
}

const unitQuery = prepared((db) =>
  db
    .select()
    .from(units)
    .where(and(eq(units.code, sql.placeholder('code')), eq(units.validFrom, sql.placeholder('validFrom'))))
    .prepare(),
);

export async function unitByKey(store: Store, key: UnitKey): Promise<UnitRow | undefined> {
  return unitQuery(store).get({ code: key.code, validFrom: key.validFrom });
}

const successorQuery = prepared((db) =>
  db
    .select({ unit: units })
    .from(unitSuccessors)
    .innerJoin(
      units,
      and(eq(units.code, unitSuccessors.newCode), eq(units.validFrom, unitSuccessors.newValidFrom)),
    )
    .where(
      and(
        eq(unitSuccessors.code, sql.placeholder('code')),
        eq(unitSuccessors.validFrom, sql.placeholder('validFrom')),
      ),
    )
    .orderBy(asc(units.nameFolded))
    .prepare(),
);

/** What a unit became next; nothing for a unit of today. */
export async function successorsOf(store: Store, key: UnitKey): Promise<UnitRow[]> {
  const rows = await successorQuery(store).all({ code: key.code, validFrom: key.validFrom });
  return rows.map((row) => row.unit);
}

const communesQuery = prepared((db) =>
  db
    .select()
    .from(units)
    .where(
      and(
        eq(units.provinceCode, sql.placeholder('province')),
        eq(units.level, 'commune'),
        isNull(units.validTo),
      ),
    )
    .orderBy(asc(units.nameFolded), asc(units.code))
    .prepare(),
);

/** Today's communes of one of today's provinces. */
export async function communesOf(store: Store, provinceCode: string): Promise<UnitRow[]> {
  return communesQuery(store).all({ province: provinceCode });
}

/** Every version of the communes with these codes, of today and of before. */
export async function communeVersions(store: Store, codes: readonly string[]): Promise<UnitRow[]> {
  const found: UnitRow[] = [];
  for (let at = 0; at < codes.length; at += CODES_A_QUERY) {
    const some = codes.slice(at, at + CODES_A_QUERY);
    const rows = await store.db
      .select()
      .from(units)
      .where(and(eq(units.level, 'commune'), inArray(units.code, some)));
    found.push(...rows);
  }
  return found;
}
