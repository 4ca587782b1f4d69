import { and, asc, eq, gte, inArray, or, sql } from 'drizzle-orm';
import { reports, reportVersions } from '../../db/schema.ts';
import type { Store } from './database.ts';
import { build, insert, update, type Write } from './statement.ts';

export type StoredReport = typeof reports.$inferSelect;
export type ReportVersion = typeof reportVersions.$inferSelect;

/** What a report holds of a place and month: enough to read, check and merge the next message. */
export type StandingReport = Pick<
  StoredReport,
  'period' | 'values' | 'version' | 'updatedAt' | 'flags' | 'reportedAt'
>;

/** One row of JSON: a text of a collaborator reads this, and rows one by one cost the driver more than the look-up. */
const recentSql = build
  .select({
    rows: sql`json_group_array(json_array(${reports.period}, json(${reports.values}), ${reports.version}, ${reports.updatedAt}, json(${reports.flags}), ${reports.reportedAt}))`,
  })
  .from(reports)
  .where(
    and(
      eq(reports.form, sql.placeholder('form')),
      eq(reports.place, sql.placeholder('place')),
      gte(reports.period, sql.placeholder('from')),
    ),
  )
  .toSQL().sql;

type RecentColumns = readonly [
  period: string,
  values: StoredReport['values'],
  version: number,
  updatedAt: number,
  flags: StoredReport['flags'],
  reportedAt: number | null,
];

/** A place's reports of a form from a period on. */
export async function reportsOf(
  store: Store,
  form: string,
  place: string,
  from: string,
): Promise<StandingReport[]> {
  const row = await store.first(recentSql, [form, place, from]);
  const rows = JSON.parse(String(row?.[0] ?? '[]')) as RecentColumns[];
  return rows.map(([period, values, version, updatedAt, flags, reportedAt]) => ({
    period,
    values,
    version,
    updatedAt,
    flags,
    reportedAt,
  }));
}

export async function reportsOfMany(
  store: Store,
  form: string,
  places: readonly string[],
  from: string,
): Promise<StoredReport[]> {
  return store.db
    .select()
    .from(reports)
    .where(and(eq(reports.form, form), inArray(reports.place, [...places]), gte(reports.period, from)));
}

/** Every version of one report, in the order in which they were sent; ties as they arrived. */
export async function versionsOf(
  store: Store,
  form: string,
  place: string,
  period: string,
): Promise<ReportVersion[]> {
  return store.db
    .select()
    .from(reportVersions)
    .where(
      and(eq(reportVersions.form, form), eq(reportVersions.place, place), eq(reportVersions.period, period)),
    )
    .orderBy(asc(reportVersions.sentAt), asc(reportVersions.version));
}

/** What a person said of some places, in a text first sent at an instant, or since another; as it arrived. */
export async function versionsBy(
  store: Store,
  contactId: string,
  form: string,
  places: readonly string[],
  { sentAt, since }: { readonly sentAt: number; readonly since: number },
): Promise<ReportVersion[]> {
  return store.db
    .select()
    .from(reportVersions)
    .where(
      and(
        eq(reportVersions.form, form),
        inArray(reportVersions.place, [...places]),
        eq(reportVersions.contactId, contactId),
        eq(reportVersions.act, 'report'),
        or(eq(reportVersions.sentAt, sentAt), gte(reportVersions.receivedAt, since)),
      ),
    )
    .orderBy(asc(reportVersions.id));
}

export function addVersion(row: Omit<typeof reportVersions.$inferInsert, 'id'>): Write {
  return insert(reportVersions, row);
}

/** The merged report after a version; the version's own uniqueness is what stops two at once. */
export function putReport(given: Omit<typeof reports.$inferInsert, 'villageId'>): Write {
  const row = { ...given, villageId: given.place.startsWith('commune:') ? null : given.place };
  if (row.version === 1) return insert(reports, row);
  const { form, place, period, villageId: _, ...set } = row;
  return update(reports, set, { form, place, period });
}
