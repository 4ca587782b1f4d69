/** What the villages of a province reported, for totals. */
import { and, asc, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import { reports, units, villages } from '../../db/schema.ts';
import type { Store } from './database.ts';
import type { UnitRow } from './units.ts';

export type AreaVillage = {
  readonly id: string;
  readonly name: string;
  readonly communeCode: string;
  readonly communeFrom: string;
  readonly communeName: string;
  readonly communeKind: UnitRow['kind'];
};

export async function villagesOfProvince(store: Store, provinceCode: string): Promise<AreaVillage[]> {
  return store.db
    .select({
      id: villages.id,
      name: villages.name,
      communeCode: villages.communeCode,
      communeFrom: villages.communeFrom,
      communeName: units.name,
      communeKind: units.kind,
    })
    .from(villages)
    .innerJoin(units, and(eq(units.code, villages.communeCode), eq(units.validFrom, villages.communeFrom)))
    .where(and(eq(units.provinceCode, provinceCode), isNull(units.validTo)))
    .orderBy(asc(units.nameFolded), asc(villages.nameFolded));
}

export type VillageReport = Pick<typeof reports.$inferSelect, 'period' | 'values' | 'reportedAt'> & {
  readonly villageId: string;
};

/** A form's reports of a province's villages, from one period to another, both included; none that was withdrawn. */
export async function reportsOfProvince(
  store: Store,
  form: string,
  provinceCode: string,
  from: string,
  to: string,
): Promise<VillageReport[]> {
  return store.db
    .select({
      villageId: villages.id,
      period: reports.period,
      values: reports.values,
      reportedAt: reports.reportedAt,
    })
    .from(reports)
    .innerJoin(villages, eq(villages.id, reports.villageId))
    .innerJoin(units, and(eq(units.code, villages.communeCode), eq(units.validFrom, villages.communeFrom)))
    .where(
      and(
        eq(reports.form, form),
        eq(units.provinceCode, provinceCode),
        gte(reports.period, from),
        lte(reports.period, to),
        sql`${reports.values} <> '{}'`,
      ),
    );
}

/** The newest month of which anything was reported. */
export async function newestPeriod(store: Store, form: string): Promise<string | undefined> {
  const row = await store.db
    .select({ period: sql<string | null>`max(${reports.period})` })
    .from(reports)
    .where(eq(reports.form, form))
    .get();
  return row?.period ?? undefined;
}
