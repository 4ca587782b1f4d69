import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm';
import { reports, reportVersions } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { build, insert, update, type Write } from './statement.ts';

export type StoredReport = typeof reports.$inferSelect;
export type ReportVersion = typeof reportVersions.$inferSelect;

/** One row of JSON: a text of a collaborator reads this, and rows one by one cost the driver more than the look-up. */
const recentSql = build
  .select({
    rows: sql`json_group_array(json_array(${reports.period}, json(${reports.values}), ${reports.version}, ${reports.updatedAt}))`,
  })
  .from(reports)
  .where(
    and(
      eq(reports.form, sql.placeholder('form')),
      eq(reports.villageId, sql.placeholder('villageId')),
      gte(reports.period, sql.placeholder('from')),
    ),
  )
  .toSQL().sql;

type RecentColumns = readonly [
  period: string,
  values: StoredReport['values'],
  version: number,
  updatedAt: number,
];

/** A village's reports of a form from a period on. */
export async function reportsOf(
  store: Store,
  form: string,
  villageId: string,
  from: string,
): Promise<StoredReport[]> {
  const row = await store.first(recentSql, [form, villageId, from]);
  const rows = JSON.parse(String(row?.[0] ?? '[]')) as RecentColumns[];
  return rows.map(([period, values, version, updatedAt]) => ({
    form,
    villageId,
    period,
    values,
    version,
    updatedAt,
  }));
}

export async function reportsOfMany(
  store: Store,
  form: string,
  villageIds: readonly string[],
  from: string,
): Promise<StoredReport[]> {
  return store.db
    .select()
    .from(reports)
    .where(
      and(eq(reports.form, form), inArray(reports.villageId, [...villageIds]), gte(reports.period, from)),
    );
}

/** Every version of one report, in the order in which they were sent; ties as they arrived. */
export async function versionsOf(
  store: Store,
  form: string,
  villageId: string,
  period: string,
): Promise<ReportVersion[]> {
  return store.db
    .select()
    .from(reportVersions)
    .where(
      and(
        eq(reportVersions.form, form),
        eq(reportVersions.villageId, villageId),
        eq(reportVersions.period, period),
      ),
    )
    .orderBy(asc(reportVersions.sentAt), asc(reportVersions.version));
}

export function addVersion(row: Omit<typeof reportVersions.$inferInsert, 'id'>): Write {
  return insert(reportVersions, row);
}

/** The merged report after a version; the version's own uniqueness is what stops two at once. */
export function putReport(row: typeof reports.$inferInsert): Write {
  if (row.version === 1) return insert(reports, row);
  const { form, villageId, period, ...set } = row;
  return update(reports, set, { form, villageId, period });
}
