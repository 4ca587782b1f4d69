/** Reminding days: which were worked through, how the villages stand on one, and who is to hear of it. */
import { and, asc, eq, exists, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import { chases, contacts, reports, roles, units, villages } from '../../db/schema.ts';
import { prepared, type Store } from './database.ts';
import { WRITTEN_TO } from './links.ts';
import { insert, type Write } from './statement.ts';
import type { UnitRow } from './units.ts';

export type Chase = Pick<typeof chases.$inferSelect, 'provinceCode' | 'period' | 'day'>;

const chaseQuery = prepared((db) =>
  db
    .select({ at: chases.at })
    .from(chases)
    .where(
      and(
        eq(chases.provinceCode, sql.placeholder('provinceCode')),
        eq(chases.period, sql.placeholder('period')),
        eq(chases.day, sql.placeholder('day')),
      ),
    )
    .prepare(),
);

export async function wasChased(store: Store, chase: Chase): Promise<boolean> {
  return (await chaseQuery(store).get(chase)) !== undefined;
}

export function markChased(chase: Chase, at: number): Write {
  return insert(chases, { ...chase, at }, { onConflict: 'ignore' });
}

const TODAYS_COMMUNE = and(eq(units.level, 'commune'), isNull(units.validTo));
const VILLAGE_OF_UNIT = and(eq(villages.communeCode, units.code), eq(villages.communeFrom, units.validFrom));

/** The provinces of today that have villages. */
export async function provincesWithVillages(store: Store): Promise<string[]> {
  const village = store.db.select({ one: sql`1` }).from(villages).where(VILLAGE_OF_UNIT);
  const rows = await store.db
    .selectDistinct({ code: units.provinceCode })
    .from(units)
    .where(and(TODAYS_COMMUNE, exists(village)))
    .orderBy(asc(units.provinceCode));
  return rows.map((row) => row.code);
}

export type VillageStanding = {
  readonly villageId: string;
  readonly village: string;
  /** `<code>@<valid from>` */
  readonly communeId: string;
  readonly commune: Pick<UnitRow, 'kind' | 'name'>;
  readonly provinceName: string;
  readonly values: Readonly<Record<string, number>>;
  readonly reportedAt: number | null;
  /** Nobody reports for it. */
  readonly unattended: boolean;
};

export type Month = { readonly form: string; readonly period: string };

const COMMUNE_ID = sql<string>`${units.code} || '@' || ${units.validFrom}`;

/** Every village of a province and its report of a month; of some communes where `communeIds` names them. */
export async function standingsOf(
  store: Store,
  { form, period }: Month,
  provinceCode: string,
  communeIds?: readonly string[],
): Promise<VillageStanding[]> {
  const some = communeIds === undefined ? undefined : inArray(COMMUNE_ID, [...communeIds]);
  return standings(store, { form, period }, and(eq(units.provinceCode, provinceCode), some));
}

/** The villages of a province that a collaborator reports for, and their reports of a month. */
export async function ownStandings(
  store: Store,
  month: Month,
  provinceCode: string,
  contactId: string,
): Promise<VillageStanding[]> {
  const own = store.db
    .select({ id: roles.villageId })
    .from(roles)
    .where(and(eq(roles.contactId, contactId), ACTIVE_COLLABORATOR));
  // The sign keeps the index of provinces out: a person's few villages are looked up, not a province's thousands.
  return standings(
    store,
    month,
    and(sql`+${units.provinceCode} = ${provinceCode}`, inArray(villages.id, own)),
  );
}

const ACTIVE_COLLABORATOR = and(eq(roles.role, 'collaborator'), eq(roles.status, 'active'));

async function standings(
  store: Store,
  { form, period }: Month,
  where: SQL | undefined,
): Promise<VillageStanding[]> {
  const attending = store.db
    .select({ one: sql`1` })
    .from(roles)
    .where(and(eq(roles.villageId, villages.id), ACTIVE_COLLABORATOR));
  const rows = await store.db
    .select({
      villageId: villages.id,
      village: villages.name,
      communeId: COMMUNE_ID,
      kind: units.kind,
      name: units.name,
      provinceName: units.provinceName,
      values: reports.values,
      reportedAt: reports.reportedAt,
      attended: sql<number>`${exists(attending)}`,
    })
    .from(units)
    .innerJoin(villages, VILLAGE_OF_UNIT)
    .leftJoin(
      reports,
      and(eq(reports.form, form), eq(reports.place, villages.id), eq(reports.period, period)),
    )
    .where(and(TODAYS_COMMUNE, where))
    .orderBy(asc(units.nameFolded), asc(villages.nameFolded));
  return rows.map(({ kind, name, attended, values, ...row }) => ({
    ...row,
    commune: { kind, name },
    values: values ?? {},
    unattended: attended === 0,
  }));
}

/** Someone who may be reminded; since when they have the role. */
export type Chased = { readonly contactId: string; readonly since: number };

const MAY_BE_SENT = and(eq(contacts.consent, 'in'), isNull(contacts.erasedAt), sql.raw(WRITTEN_TO));

export async function collaboratorsToChase(
  store: Store,
  provinceCode: string,
): Promise<(Chased & { readonly villageId: string })[]> {
  return store.db
    .select({ contactId: roles.contactId, since: roles.at, villageId: villages.id })
    .from(units)
    .innerJoin(villages, VILLAGE_OF_UNIT)
    .innerJoin(roles, and(eq(roles.villageId, villages.id), ACTIVE_COLLABORATOR))
    .innerJoin(contacts, eq(contacts.id, roles.contactId))
    .where(and(TODAYS_COMMUNE, eq(units.provinceCode, provinceCode), MAY_BE_SENT));
}

/** `communeId` is null for an officer of the province itself. */
export async function officersToTell(
  store: Store,
  provinceCode: string,
): Promise<(Chased & { readonly communeId: string | null })[]> {
  return store.db
    .select({
      contactId: roles.contactId,
      since: roles.at,
      communeId: sql<string | null>`${roles.communeCode} || '@' || ${roles.communeFrom}`,
    })
    .from(roles)
    .innerJoin(contacts, eq(contacts.id, roles.contactId))
    .leftJoin(units, and(eq(units.code, roles.communeCode), eq(units.validFrom, roles.communeFrom)))
    .where(
      and(
        ne(roles.role, 'collaborator'),
        eq(roles.status, 'active'),
        sql`coalesce(${roles.provinceCode}, ${units.provinceCode}) = ${provinceCode}`,
        MAY_BE_SENT,
      ),
    );
}

/** The communes of a province that someone is an officer of; `province` where they answer for all of it. */
export async function areaOf(
  store: Store,
  contactId: string,
  provinceCode: string,
): Promise<{ readonly communeIds: readonly string[]; readonly province: boolean }> {
  const rows = await store.db
    .select({
      province: roles.provinceCode,
      communeId: sql<string | null>`${roles.communeCode} || '@' || ${roles.communeFrom}`,
      of: units.provinceCode,
    })
    .from(roles)
    .leftJoin(units, and(eq(units.code, roles.communeCode), eq(units.validFrom, roles.communeFrom)))
    .where(and(eq(roles.contactId, contactId), ne(roles.role, 'collaborator'), eq(roles.status, 'active')));
  return {
    communeIds: rows.filter((row) => row.of === provinceCode).flatMap((row) => row.communeId ?? []),
    province: rows.some((row) => row.province === provinceCode),
  };
}
