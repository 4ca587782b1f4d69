/** What is said of a question that a person answers. Pure but for the texts. */
import { civilDate, DAY_MS, HOUR_MS, MINUTE_MS, minuteOfDay, shownDate } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { UnitKey } from '../../handler.ts';
import type { Language } from '../../message.ts';
import type { TextKey, Texts } from '../../texts.ts';
import { fitted } from './excerpt.ts';

/** "xã Mường Than" */
export type Label = (deps: Deps, unit: UnitKey) => Promise<string | undefined>;
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function sayIn(texts: Texts, language: Language): Say {
  return (key, values) => texts.say(language, key, values);
}

export function momentIn(at: number): { readonly time: string; readonly date: string } {
  const minutes = minuteOfDay(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    date: shownDate(civilDate(at)).slice(0, 5),
  };
}

/** What was asked; dots where it was sealed with a secret that nobody has any more. */
export function questionIn(deps: Pick<Deps, 'secrets'>, textSealed: string): string {
  return deps.secrets.tryOpen(textSealed) ?? '...';
}

export type ForOfficer = {
  readonly number: number;
  readonly place: string;
  readonly question: string;
  /** Nobody has answered for a day. */
  readonly again: boolean;
  /** Others of their commune that wait. */
  readonly others: number;
  readonly byTelegram: boolean;
};

/** All that an officer learns: where, and what was asked. */
export function forOfficer(say: Say, told: ForOfficer): string {
  const { number, place } = told;
  return fitted(told.question, ({ words, whole }) =>
    [
      say(told.again ? 'asked.officer.again' : 'asked.officer.first', { number, place, question: words }),
      ...(whole ? [] : [say('asked.officer.whole', { number })]),
      say(told.byTelegram ? 'asked.officer.howInChat' : 'asked.officer.how', { number }),
      ...(told.others === 0 ? [] : [say('asked.officer.others', { number: told.others })]),
    ].join(' '),
  );
}

/** How long a question has waited. */
export function ageOf(say: Say, ms: number): string {
  if (ms < HOUR_MS) return say('asked.age.minutes', { number: Math.max(1, Math.floor(ms / MINUTE_MS)) });
  if (ms < 2 * DAY_MS) return say('asked.age.hours', { number: Math.floor(ms / HOUR_MS) });
  return say('asked.age.days', { number: Math.floor(ms / DAY_MS) });
}
