/** Reads a province's reports and adds them up for a page or a file. */
import { civilDate, plusMonths } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Language } from '../../message.ts';
import { dueAt } from '../../reports/calendar.ts';
import { calendarOf } from '../../reports/calendar-of.ts';
import { completenessOf } from '../../reports/completeness.ts';
import { MONTHLY, MONTHLY_CODES, MONTHLY_ID } from '../../reports/form.ts';
import { sharesOf } from '../../reports/shares.ts';
import { CARRIED_MONTHS, totalsOf } from '../../reports/totals.ts';
import { newestPeriod, reportsOfProvince, villagesOfProvince } from '../../store/area-reports.ts';
import type { Store } from '../../store/database.ts';
import { labelOf } from '../../units/kinds.ts';
import type { ShownCode, TotalsParts } from './totals-page.ts';

export async function provinceTotals(
  deps: Pick<Deps, 'store' | 'log'>,
  { province, period, now }: { readonly province: string; readonly period: string; readonly now: number },
  language: Language,
): Promise<TotalsParts> {
  const { store } = deps;
  const oldest = plusMonths(`${period}-01`, -CARRIED_MONTHS).slice(0, 7);
  const [places, reports, calendar] = await Promise.all([
    villagesOfProvince(store, province),
    reportsOfProvince(store, MONTHLY_ID, province, oldest, period),
    calendarOf(deps, province, now),
  ]);
  const communes = new Map(
    places.map((place) => {
      const id = communeId(place);
      return [
        id,
        { id, code: place.communeCode, label: labelOf({ kind: place.communeKind, name: place.communeName }) },
      ];
    }),
  );
  const villages = places.map((place) => ({ id: place.id, communeId: communeId(place) }));
  const ofPeriod = new Map(reports.filter((r) => r.period === period).map((r) => [r.villageId, r]));
  const standing = villages.map(({ id, communeId }) => {
    const { values = {}, reportedAt = null } = ofPeriod.get(id) ?? {};
    return { communeId, values, reportedAt };
  });
  const totals = totalsOf(MONTHLY.codes, villages, reports, period);
  // The short form always, so that what is missing shows; the others where anyone counted them.
  const codes: ShownCode[] = MONTHLY.codes
    .filter(({ code, short }) => short === true || totals.all.sums.has(code))
    .sort((a, b) => Number(b.short ?? false) - Number(a.short ?? false))
    .map((code) => ({ code: code.code, kind: code.kind, name: code[language] }));
  return {
    period,
    totals,
    completeness: completenessOf(standing, MONTHLY_CODES.required, dueAt(calendar, period)),
    communes: [...communes.values()],
    codes,
    shares: sharesOf(MONTHLY.codes, villages, reports, period),
  };
}

function communeId(place: { readonly communeCode: string; readonly communeFrom: string }): string {
  return `${place.communeCode}@${place.communeFrom}`;
}

const PERIOD = /^20\d\d-(?:0[1-9]|1[0-2])$/;

/** The month asked for; the newest that anyone reported where none is; undefined where there is no such month. */
export async function shownPeriodOf(
  store: Store,
  asked: string | undefined,
  now: number,
): Promise<string | undefined> {
  if (asked !== undefined) return PERIOD.test(asked) ? asked : undefined;
  return (await newestPeriod(store, MONTHLY_ID)) ?? civilDate(now).slice(0, 7);
}
