/**
 * What every message passes on its way out, and the only place where it is decided: consent, waking hours, the daily
 * cap, staleness. Pure.
 */
import { civilDate, instantOf, minuteOfDay, plusDays } from './civil-time.ts';
import type { DueRow, OutboxKind } from './store/outbox.ts';

export const WAKING = { from: 7 * 60, to: 21 * 60 } as const;
const TIPS_A_DAY = 1;
const MESSAGES_A_DAY = 3;

export type Passage =
  | { readonly go: 'send' }
  | { readonly go: 'hold'; readonly until: number; readonly reason: string }
  | { readonly go: 'skip'; readonly reason: string };

/** A person's own message is answered at once; an urgent broadcast may come at night. */
const UNHURRIED: readonly OutboxKind[] = ['invitation', 'reminder', 'tip', 'broadcast'];

/**
 * When what is due now is due: the tips of one day are told apart by the last milliseconds, so that the most important
 * leaves first where only one may, on the day it was meant for and on each later one.
 */
export function inRank(now: number, rank: number): number {
  return now - (now % RANKS_MS) + rank;
}

const RANKS_MS = 1_000;

export function passage(
  row: Pick<DueRow, 'kind' | 'consent' | 'reach' | 'expiresAt'> &
    Partial<Pick<DueRow, 'byTelegram' | 'dueAt'>>,
  sentToday: ReadonlyMap<string, number>,
  now: number,
): Passage {
  if (row.kind === 'reply') return { go: 'send' };
  if (row.reach !== 'ok') return { go: 'skip', reason: `reach-${row.reach}` };
  if (row.consent === 'out') return { go: 'skip', reason: 'opted-out' };
  if (row.kind !== 'invitation' && row.consent !== 'in') return { go: 'skip', reason: 'not-opted-in' };
  // One person, two addresses: never both.
  if (row.byTelegram === true) return { go: 'skip', reason: 'by-telegram' };
  if (row.expiresAt !== null && row.expiresAt <= now) return { go: 'skip', reason: 'stale' };
  if (!UNHURRIED.includes(row.kind)) return { go: 'send' };

  if (!isWaking(now)) return held(row, nextMorning(now), 'night');
  const total = [...sentToday.values()].reduce((sum, n) => sum + n, 0);
  if (total >= MESSAGES_A_DAY || (row.kind === 'tip' && (sentToday.get('tip') ?? 0) >= TIPS_A_DAY)) {
    return held(row, nextMorning(now), 'daily-cap');
  }
  return { go: 'send' };
}

function held(
  row: Pick<DueRow, 'kind' | 'expiresAt'> & Partial<Pick<DueRow, 'dueAt'>>,
  morning: number,
  reason: string,
): Passage {
  const until = row.kind === 'tip' ? tipHeldUntil(row.dueAt ?? 0, morning, reason) : morning;
  return row.expiresAt !== null && row.expiresAt <= until
    ? { go: 'skip', reason: `stale-${reason}` }
    : { go: 'hold', until, reason };
}

/** What goes beside the tips of the age waits until those of that day have left, and must not take their place. */
function tipHeldUntil(dueAt: number, morning: number, reason: string): number {
  const rank = dueAt % RANKS_MS;
  const later = reason === 'daily-cap' && rank > AGE_RANK ? AFTER_TIPS_MS : 0;
  return inRank(morning + later, rank);
}

const AGE_RANK = 2;
/** 10:31: the tips that fall due by themselves come from 07:30 to 10:30. */
const AFTER_TIPS_MS = (10 * 60 + 31 - WAKING.from) * 60_000;

export function isWaking(now: number): boolean {
  const minute = minuteOfDay(now);
  return minute >= WAKING.from && minute < WAKING.to;
}

/** 07:00 of the hours in which we may write, or of the next ones. */
export function wakingFrom(now: number): number {
  return isWaking(now) ? instantOf(civilDate(now), WAKING.from) : nextMorning(now);
}

/** 07:00 of today if that is still to come, else of tomorrow. */
export function nextMorning(now: number): number {
  const today = civilDate(now);
  const morning = instantOf(today, WAKING.from);
  return now < morning ? morning : instantOf(plusDays(today, 1), WAKING.from);
}
