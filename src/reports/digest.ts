/** How far a month's reports have come in an officer's area. Pure but for the texts. */
import type { VillageStanding } from '../store/chases.ts';
import { completenessOf, isComplete, isReported } from './completeness.ts';
import { fitted, listed, owingIn, type Say } from './listed.ts';
import { shownPeriod } from './periods.ts';

/** `single`: one commune, whose villages are named; else its communes are. */
export type Area = { readonly place: string; readonly single: boolean };

export function digestOf(
  say: Say,
  { place, single }: Area,
  villages: readonly VillageStanding[],
  required: readonly string[],
  period: string,
): string {
  // Whether in time is not told here.
  const { all, communes } = completenessOf(villages, required, Number.POSITIVE_INFINITY);
  const values = { place, period: shownPeriod(period), complete: all.complete, expected: all.expected };
  if (all.complete === all.expected) return say('reminders.all', values);

  if (single) {
    const owing = villages.filter((village) => !isComplete(required, village));
    const named = (which: (village: VillageStanding) => boolean) =>
      owing.filter(which).map(({ village }) => village);
    const lists = {
      none: named((village) => !isReported(village) && !village.unattended),
      incomplete: named(isReported),
      unattended: named((village) => !isReported(village) && village.unattended),
    };
    return fitted(owing.length, (number) =>
      say('reminders.digest', { ...values, owing: owingIn(say, lists, number) }),
    );
  }

  const names = new Map(villages.map(({ communeId, commune }) => [communeId, commune.name]));
  // Those that lag furthest behind are named first.
  const lagging = [...communes]
    .filter(([, { complete, expected }]) => complete < expected)
    .sort(([, a], [, b]) => a.complete / a.expected - b.complete / b.expected)
    .map(([id, { complete, expected }]) => `${names.get(id)} ${complete}/${expected}`);
  return fitted(lagging.length, (named) =>
    say('reminders.digestCommunes', {
      ...values,
      communes: communes.size - lagging.length,
      expectedCommunes: communes.size,
      list: listed(say, lagging, named, 'communes'),
    }),
  );
}
