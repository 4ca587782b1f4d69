/** A province's reporting calendar: the shipped one, with what the province decided over it. */
import { REPORTING, type ReportingCalendar, reportingCalendar } from '../../content/reporting.ts';
import type { Deps } from '../deps.ts';
import type { UnitKey } from '../handler.ts';
import type { Store } from '../store/database.ts';
import { settingsFor } from '../store/settings.ts';
import { unitByKey } from '../store/units.ts';
import { currentPeriods } from './calendar.ts';

export const REPORTING_KEY = 'reporting';

/** How a province is written in `settings.scope`. */
export function provinceScope(provinceCode: string): string {
  return `province:${provinceCode}`;
}

type Needs = Pick<Deps, 'store' | 'log'>;

export async function calendarOf(deps: Needs, provinceCode: string, now: number): Promise<ReportingCalendar> {
  return (await ownCalendars(deps, now)).get(provinceCode) ?? REPORTING;
}

/** By a commune; its province is looked up only where some province decided for itself, and once. */
export async function calendarOfCommune(
  deps: Needs,
  commune: UnitKey,
  now: number,
): Promise<ReportingCalendar> {
  const own = await ownCalendars(deps, now);
  if (own.size === 0) return REPORTING;
  const province = await provinceOf(deps.store, commune);
  return (province === undefined ? undefined : own.get(province)) ?? REPORTING;
}

/** The months that were open when a text was sent, where its province has days of its own. */
export async function currentFor(
  deps: Needs,
  commune: UnitKey | undefined,
  sentAt: number,
  now: number,
): Promise<readonly string[] | undefined> {
  if (commune === undefined) return undefined;
  const calendar = await calendarOfCommune(deps, commune, now);
  return calendar === REPORTING ? undefined : currentPeriods(calendar, sentAt);
}

const read = new WeakMap<ReadonlyMap<string, unknown>, ReadonlyMap<string, ReportingCalendar>>();

/** The calendars of the provinces that decided for themselves, by code. */
export async function ownCalendars(
  { store, log }: Needs,
  now: number,
): Promise<ReadonlyMap<string, ReportingCalendar>> {
  const rows = await settingsFor(store, REPORTING_KEY, now);
  const known = read.get(rows);
  if (known !== undefined) return known;
  const calendars = new Map<string, ReportingCalendar>();
  for (const [scope, value] of rows) {
    const merged = withChanges(REPORTING, value);
    if (merged === undefined) {
      log('warn', 'reporting-setting-unreadable', { scope, use: 'npm run admin -- set-reporting' });
    } else calendars.set(scope.replace(/^province:/, ''), merged);
  }
  read.set(rows, calendars);
  return calendars;
}

/** undefined where the outcome is no calendar. */
export function withChanges(calendar: ReportingCalendar, changes: unknown): ReportingCalendar | undefined {
  if (typeof changes !== 'object' || changes === null) return undefined;
  return reportingCalendar.safeParse({ ...calendar, ...changes }).data;
}

const provinces = new WeakMap<Store, Map<string, string>>();

async function provinceOf(store: Store, commune: UnitKey): Promise<string | undefined> {
  const known = provinces.get(store) ?? new Map<string, string>();
  provinces.set(store, known);
  const key = `${commune.code}@${commune.validFrom}`;
  const province = known.get(key) ?? (await unitByKey(store, commune))?.provinceCode;
  if (province !== undefined) known.set(key, province);
  return province;
}
