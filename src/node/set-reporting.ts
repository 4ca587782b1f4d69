/** `admin set-reporting`: a province's own days for the monthly counts, over those that are shipped. */
import type * as z from 'zod';
import { REPORTING, type ReportingCalendar, reportingCalendar } from '../../content/reporting.ts';
import { provinceScope, REPORTING_KEY, withChanges } from '../reports/calendar-of.ts';
import { recordAct } from '../store/audit.ts';
import { putSetting, settingsFor } from '../store/settings.ts';
import { ACTOR, type AdminNeeds, AdminRefused, provinceName } from './admin-needs.ts';

export const SET_REPORTING_USAGE =
  '  npm run admin -- set-reporting --province 12 --opens 20 --due 10 --closes 1 --remind 25,1,5 --at 08:00';

export const SET_REPORTING_OPTIONS = {
  opens: { type: 'string' },
  due: { type: 'string' },
  closes: { type: 'string' },
  remind: { type: 'string' },
  at: { type: 'string' },
} as const;

export type Typed = { readonly [K in keyof typeof SET_REPORTING_OPTIONS]?: string | undefined };

/** Only what is named is changed. */
export async function setReporting(
  { store, now }: AdminNeeds,
  province: string | undefined,
  typed: Typed,
): Promise<readonly string[]> {
  if (province === undefined)
    throw new AdminRefused(`Say which province: --province 12.\n${SET_REPORTING_USAGE}`);
  const name = await provinceName(store, province);
  const named = namedIn(typed);
  const scope = provinceScope(province);
  const own = (await settingsFor(store, REPORTING_KEY, now)).get(scope);
  // What nobody can read any more is not built on.
  const changes = { ...(withChanges(REPORTING, own) === undefined ? {} : Object(own)), ...named };
  const calendar = reportingCalendar.safeParse({ ...REPORTING, ...changes });
  if (!calendar.success) throw new AdminRefused(`Nothing is changed: ${faults(calendar.error)}.`);
  if (Object.keys(named).length > 0) {
    const committed = await putSetting(
      store,
      { scope, key: REPORTING_KEY, value: changes, setBy: ACTOR, at: now },
      [recordAct({ at: now, actor: ACTOR, action: 'reporting-set', subject: scope, detail: named })],
    );
    if (!committed.ok) throw new AdminRefused('Someone changed the same setting at this moment: try again.');
  }
  return [`Reporting in ${name} (${province}):`, ...inWords(calendar.data)];
}

function namedIn({ opens, due, closes, remind, at }: Typed): Partial<ReportingCalendar> {
  return {
    ...(opens === undefined ? {} : { opensOnDay: numberIn('--opens', opens) }),
    ...(due === undefined ? {} : { dueOnDay: numberIn('--due', due) }),
    ...(closes === undefined ? {} : { closesMonthsAfterHalfYear: numberIn('--closes', closes) }),
    ...(remind === undefined ? {} : { remindOn: remind.split(',').map((day) => numberIn('--remind', day)) }),
    ...(at === undefined ? {} : { remindAtMinute: minuteIn(at) }),
  };
}

function numberIn(option: string, typed: string): number {
  if (!/^\s*\d{1,4}\s*$/.test(typed)) {
    const example = option === '--remind' ? 'days with commas between them, like 25,1,5' : 'a whole number';
    throw new AdminRefused(`${option} takes ${example}, not "${typed}".`);
  }
  return Number(typed);
}

function minuteIn(typed: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(typed) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new AdminRefused(`--at takes a time of the day like 08:00, not "${typed}".`);
  }
  return Number(hours) * 60 + Number(minutes);
}

const RANGES: Readonly<Record<keyof ReportingCalendar, string>> = {
  opensOnDay: '--opens takes a day from 2 to 28',
  dueOnDay: '--due takes a day from 1 to 27',
  closesMonthsAfterHalfYear: '--closes takes 1 to 6 months',
  remindOn: '--remind takes one to five days from 1 to 31',
  remindAtMinute: '--at takes a time from 07:00 to 20:00',
};

function faults(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => RANGES[path[0] as keyof ReportingCalendar] ?? message)
    .join('; ');
}

function inWords(calendar: ReportingCalendar): readonly string[] {
  const { opensOnDay, dueOnDay, closesMonthsAfterHalfYear, remindOn, remindAtMinute } = calendar;
  const ofItself = remindOn.filter((day) => day >= opensOnDay);
  const ofNext = remindOn.filter((day) => day < opensOnDay);
  const time = `${String(Math.floor(remindAtMinute / 60)).padStart(2, '0')}:${String(remindAtMinute % 60).padStart(2, '0')}`;
  const days = [
    ...(ofItself.length > 0 ? [`day ${ofItself.join(', ')} of the month itself`] : []),
    ...(ofNext.length > 0 ? [`day ${ofNext.join(', ')} of the next month`] : []),
  ];
  const half = (month: number) => ((month + closesMonthsAfterHalfYear - 1) % 12) + 1;
  return [
    `  a month opens on its day ${opensOnDay} and is on time until the end of day ${dueOnDay} of the next month`,
    `  reminders at ${time} on ${days.join(' and ')}`,
    `  January to June close at the end of month ${half(6)}, July to December at the end of month ${half(12)}`,
  ];
}
