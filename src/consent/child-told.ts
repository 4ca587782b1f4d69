/** What a newly told date means beside the children known of the same phone. Pure. */
import { type CivilDate, daysBetween, plusDays, plusMonths, shownDate } from '../civil-time.ts';
import type { Language } from '../message.ts';
import type { Texts } from '../texts.ts';
import { LONGEST_AHEAD_DAYS, OVERDUE_DAYS, type Stage } from './typed-date.ts';

export type Told = { readonly stage: Stage; readonly date: CivilDate };
export type KnownChild = {
  readonly id: string;
  readonly born: CivilDate | null;
  readonly due: CivilDate | null;
};

export type DateProblem = 'tooOld' | 'bornFuture' | 'dueFar' | 'duePast';

const OLDEST_MONTHS = 8 * 12;

/** Whether a date can be a birth or an expected birth that guidance is for; without a stage the date tells it. */
export function stageOf(
  date: CivilDate,
  today: CivilDate,
  stage: Stage | undefined,
): Told | { readonly problem: DateProblem } {
  const days = daysBetween(today, date);
  if ((stage ?? (days > 0 ? 'due' : 'born')) === 'due') {
    if (days > LONGEST_AHEAD_DAYS) return { problem: 'dueFar' };
    if (days < -OVERDUE_DAYS) return { problem: 'duePast' };
    return { stage: 'due', date };
  }
  if (days > 0) return { problem: 'bornFuture' };
  return plusMonths(date, OLDEST_MONTHS) < today ? { problem: 'tooOld' } : { stage: 'born', date };
}

export type Relation = 'same' | 'correction' | 'maybe' | 'other';

/** Two births of one mother lie further apart than this. */
const BETWEEN_BIRTHS_DAYS = 210;
const EARLIEST_BIRTH_DAYS = 18 * 7;
const LATEST_BIRTH_DAYS = 28;

export function relation(known: KnownChild, told: Told): Relation {
  const { born, due } = known;
  if (told.stage === 'born') {
    if (born !== null) {
      if (born === told.date) return 'same';
      return Math.abs(daysBetween(born, told.date)) < BETWEEN_BIRTHS_DAYS ? 'correction' : 'maybe';
    }
    // An expected child whose time has about come may be the one that is told of.
    const near =
      due !== null &&
      told.date >= plusDays(due, -EARLIEST_BIRTH_DAYS) &&
      told.date <= plusDays(due, LATEST_BIRTH_DAYS);
    return near ? 'maybe' : 'other';
  }
  if (born !== null) return daysBetween(born, told.date) < BETWEEN_BIRTHS_DAYS ? 'maybe' : 'other';
  return due === told.date ? 'same' : 'correction';
}

/** Due dates further apart than this are of two pregnancies, even where one was lost early. */
const SAME_PREGNANCY_DAYS = 42;

/** Whether a date can only tell of that child: no other child of its mother comes so soon before or after. */
export function isNear(known: KnownChild, told: Told): boolean {
  const apart = Math.abs(daysBetween(known.born ?? known.due ?? told.date, told.date));
  if (known.born === null && told.stage === 'due') return apart <= SAME_PREGNANCY_DAYS;
  if (known.born !== null && told.stage === 'born') return apart < BETWEEN_BIRTHS_DAYS;
  return relation(known, told) === 'maybe';
}

/** "bé sinh ngày 15/03/2026" */
export function childLabel(texts: Texts, language: Language, child: Omit<KnownChild, 'id'>): string {
  const date = shownDate(child.born ?? child.due ?? '');
  return texts.say(language, child.born === null ? 'consent.child.due' : 'consent.child.born', { date });
}

export function datesOf(told: Told): { readonly born: string | null; readonly due: string | null } {
  return told.stage === 'born' ? { born: told.date, due: null } : { born: null, due: told.date };
}
