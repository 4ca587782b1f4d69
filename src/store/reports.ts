import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm';
import { reports, reportVersions } from '../../db/schema.ts';
import { prepared, type Store } from './database.ts';
import { insert, update, type Write } from './statement.ts';

export type StoredReport = typeof reports.$inferSelect;
export type ReportVersion = typeof reportVersions.$inferSelect;

const recentQuery = prepared((db) =>
  db
    .select()
    .from(reports)
    .where(
      and(
        eq(reports.form, sql.placeholder('form')),
        eq(reports.villageId, sql.placeholder('villageId')),
        gte(reports.period, sql.placeholder('from')),
      ),
    )
    .prepare(),
);

/** A village's reports of a form from a period on. */
export async function reportsOf(
  store: Store,
  form: string,
  villageId: string,
  from: string,
): Promise<StoredReport[]> {
  return recentQuery(store).all({ form, villageId, from });
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
