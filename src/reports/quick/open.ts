/** Until when a count takes answers, when it reminds, and whom it asks. */
import { DAY_MS, MINUTE_MS } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Turn, UnitKey } from '../../handler.ts';
import { ownVillages } from '../../roles.ts';
import { type QuickCount, unclosedCounts } from '../../store/quick-counts.ts';

/** A count closes by itself this long after its deadline. */
export const OPEN_AFTER_MS = DAY_MS;

type Times = Pick<QuickCount, 'askedAt' | 'deadlineAt' | 'closedAt' | 'remindedAt'>;

export function closesAt(count: Pick<Times, 'deadlineAt'>): number {
  return count.deadlineAt + OPEN_AFTER_MS;
}

export function isOpen(count: Pick<Times, 'deadlineAt' | 'closedAt'>, now: number): boolean {
  return count.closedAt === null && now < closesAt(count);
}

const LONGEST_BEFORE_MS = DAY_MS;
const SHORTEST_BEFORE_MS = 30 * MINUTE_MS;
/** Of the time that was given, for what is left when the reminder comes. */
const LEFT_SHARE = 4;

/** A day before the deadline, or with a quarter of a shorter time left; where that is too little nobody is reminded. */
export function remindsAt({ askedAt, deadlineAt, remindedAt }: Times): number | undefined {
  const before = Math.min(LONGEST_BEFORE_MS, (deadlineAt - askedAt) / LEFT_SHARE);
  return remindedAt !== null || before < SHORTEST_BEFORE_MS ? undefined : Math.ceil(deadlineAt - before);
}

export function asks(count: Pick<QuickCount, 'communes'>, commune: UnitKey | undefined): boolean {
  return count.communes.some(([code, from]) => code === commune?.code && from === commune.validFrom);
}

/** The open counts that ask a village of the sender, the oldest first. */
export async function countsFor(deps: Deps, turn: Turn): Promise<readonly QuickCount[]> {
  const own = ownVillages(turn);
  const counts = await unclosedCounts(deps.store);
  return counts.filter(
    (count) => isOpen(count, turn.now) && own.some((village) => asks(count, village.commune)),
  );
}
