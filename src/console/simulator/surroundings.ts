/** What is near a person, for suggestions that fit: last month's counts of their village, someone to register. */
import type { Deps } from '../../deps.ts';
import { MONTHLY_ID } from '../../reports/form.ts';
import { earliestPeriod } from '../../reports/periods.ts';
import { reportsOf } from '../../store/reports.ts';
import { villagesOf } from '../../store/villages.ts';
import { unaccented } from '../../vietnamese.ts';
import { everyone, type Person } from './phones.ts';

export type Surroundings = {
  /** The newest counts of the collaborator's own village. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Someone an officer could name as a collaborator: a number, and a village of theirs. */
  readonly candidate?: { readonly number: string; readonly village: string };
};

export async function surroundings(deps: Deps, person: Person, now: number): Promise<Surroundings> {
  const [villageId] = person.roles.flatMap((r) => (r.role === 'collaborator' ? (r.villageId ?? []) : []));
  if (villageId !== undefined) {
    const reports = await reportsOf(deps.store, MONTHLY_ID, villageId, earliestPeriod(now));
    const newest = reports.toSorted((a, b) => (a.period < b.period ? 1 : -1))[0];
    return newest === undefined ? {} : { counts: newest.values };
  }
  const role = person.roles.find((r) => r.role === 'commune-officer');
  if (role === undefined || role.communeCode === null || role.communeFrom === null) return {};
  const [village] = await villagesOf(deps.store, { code: role.communeCode, validFrom: role.communeFrom });
  const newcomer = (await everyone(deps)).find(({ contact }) => contact === undefined);
  if (village === undefined || newcomer === undefined) return {};
  return {
    candidate: { number: newcomer.phone.number.replace('+84', '0'), village: unaccented(village.name) },
  };
}
