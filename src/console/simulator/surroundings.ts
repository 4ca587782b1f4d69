/** What is near a person, for suggestions that fit: last month's counts of their village, someone to register. */
import type { Deps } from '../../deps.ts';
import { MONTHLY_ID } from '../../reports/form.ts';
import { earliestPeriod } from '../../reports/periods.ts';
import { asks, isOpen } from '../../reports/quick/open.ts';
import { exampleOf } from '../../reports/quick/wording.ts';
import type { OwnerRole } from '../../store/phones.ts';
import { unclosedCounts } from '../../store/quick-counts.ts';
import { reportsOf } from '../../store/reports.ts';
import { villagesOf } from '../../store/villages.ts';
import { unaccented } from '../../vietnamese.ts';
import { everyone, type Person } from './phones.ts';

export type Surroundings = {
  /** The newest counts of the collaborator's own village. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Someone an officer could name as a collaborator: a number, and a village of theirs. */
  readonly candidate?: { readonly number: string; readonly village: string };
  /** How the collaborator's own village can answer a quick count that is open. */
  readonly quick?: string;
};

export async function surroundings(deps: Deps, person: Person, now: number): Promise<Surroundings> {
  const own = person.roles.find((r) => r.role === 'collaborator' && r.villageId !== null);
  const villageId = own?.villageId ?? undefined;
  if (own !== undefined && villageId !== undefined) {
    const quick = await quickAnswer(deps, own, now);
    const reports = await reportsOf(deps.store, MONTHLY_ID, villageId, earliestPeriod(now));
    const newest = reports.toSorted((a, b) => (a.period < b.period ? 1 : -1))[0];
    return {
      ...(newest === undefined ? {} : { counts: newest.values }),
      ...(quick === undefined ? {} : { quick }),
    };
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

/** An answer to the first count that is open for their village. */
async function quickAnswer(
  deps: Deps,
  { communeCode, communeFrom }: OwnerRole,
  now: number,
): Promise<string | undefined> {
  if (communeCode === null || communeFrom === null) return undefined;
  const commune = { code: communeCode, validFrom: communeFrom };
  const count = (await unclosedCounts(deps.store)).find((one) => isOpen(one, now) && asks(one, commune));
  return count === undefined ? undefined : exampleOf(count.names);
}
