/**
 * How many SMS anyone can have us write by writing to us: a machine, or a sender that is forged, must cost little and
 * bring little to whoever is written to. In Telegram a reply is free and reaches only who asked. Pure.
 */
import type { Intent } from './command-words.ts';
import type { Role } from './handler.ts';
import type { Spent } from './store/echoes.ts';

/** Of the same text in an hour. */
export const SAME_AN_HOUR = 10;
/** A civil day, with the one that says that it was the last. */
export const REPLIES_A_DAY = 60;
/** Of replies to the work of collaborators and officers, which do not count among those. */
export const WORK_A_DAY = 200;

/** What a reply is, in the outbox's `series`: danger is always answered, and work has a number of its own. */
export type ReplySeries = 'danger' | 'work';

/** Villages counted, collaborators named, parents answered: a whole commune in a day. */
const WORK: ReadonlySet<Intent> = new Set([
  'report',
  'correct',
  'withdraw',
  'report-commune',
  'show-report',
  'answer',
  'register',
  'reply-question',
  'open-questions',
  'broadcast',
  'quick-count',
  'quick-answer',
]);

export function replySeries(intent: Intent, roles: readonly Pick<Role, 'status'>[]): ReplySeries | undefined {
  if (intent === 'emergency' || intent === 'abuse') return 'danger';
  return WORK.has(intent) && roles.some(({ status }) => status === 'active') ? 'work' : undefined;
}

/** Whether all replies of the day have left but the one that says so. */
export function isDaySpent({ day, work }: Spent, series: string | null | undefined): boolean {
  if (series === 'work' && work < WORK_A_DAY) return false;
  return day - Math.min(work, WORK_A_DAY) >= REPLIES_A_DAY - 1;
}

const TELEPHONE = /^(?:\+[1-9]\d{6,14}|\d{9,15})$/;
/** 1800, 1900 and their like; telephones here begin with no 1. */
const SERVICE = /^(?:(?:\+?84|0)1|1[89]00)/;

/** Short codes, names and service numbers are machines. Wider than what can be written to: new prefixes come. */
export function canBePerson(number: string): boolean {
  return TELEPHONE.test(number) && !SERVICE.test(number);
}
