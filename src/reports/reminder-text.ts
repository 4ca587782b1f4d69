/** What a reminder says when it leaves: as things stand then, or why it is not needed any more. */
import { civilDate, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Said } from '../handler.ts';
import { areaOf, ownStandings, standingsOf, type VillageStanding } from '../store/chases.ts';
import type { DueRow } from '../store/outbox.ts';
import type { UnitRow } from '../store/units.ts';
import { dueAt } from './calendar.ts';
import { calendarOf } from './calendar-of.ts';
import { isComplete, isReported, missingCodes } from './completeness.ts';
import { type Area, digestOf } from './digest.ts';
import { MONTHLY_CODES, MONTHLY_ID } from './form.ts';
import { fitted, owingIn, type Say } from './listed.ts';
import { shownPeriod } from './periods.ts';
import { type ReminderItem, readItem, saysOnce } from './reminder-item.ts';

type Bound = { readonly said: Said } | { readonly skip: string };

export type ReminderRow = Pick<DueRow, 'key' | 'item' | 'contactId' | 'language'>;

/** "xã Mường Than" */
export type Label = (unit: Pick<UnitRow, 'kind' | 'name'>) => string;

export function reminderTextWith(label: Label) {
  return async (deps: Deps, row: ReminderRow, now: number): Promise<Bound> => {
    const item = readItem(row.item);
    if (item === undefined) return { skip: 'unknown-kind' };
    const say: Say = (key, values) => deps.texts.say(row.language, key, values);
    return item.whom === 'villages'
      ? ownReminder(deps, say, row.contactId, item, now)
      : digest(deps, say, row, item, label);
  };
}

async function ownReminder(
  deps: Deps,
  say: Say,
  contactId: string,
  { provinceCode, period }: ReminderItem,
  now: number,
): Promise<Bound> {
  const own = await ownStandings(deps.store, { form: MONTHLY_ID, period }, provinceCode, contactId);
  if (own.length === 0) return { skip: 'no-longer-collaborator' };
  const owing = own.filter((village) => !isComplete(MONTHLY_CODES.required, village));
  const [first, ...others] = owing;
  if (first === undefined) return { skip: 'report-came' };
  const due = dueAt(await calendarOf(deps, provinceCode, now), period);
  const values = {
    period: shownPeriod(period),
    due: shownDate(civilDate(due - 1)),
    village: first.village,
    codes: lacking(first).join(' '),
    line: lineFor(first, period, own.length > 1),
  };
  if (others.length > 0) return { said: { text: severalText(say, owing, values) } };
  const text = say(isReported(first) ? 'reminders.incomplete' : 'reminders.none', values);
  return { said: { text } };
}

function severalText(
  say: Say,
  owing: readonly VillageStanding[],
  values: Readonly<Record<string, string>>,
): string {
  const lists = {
    none: owing.filter((village) => !isReported(village)).map(({ village }) => village),
    incomplete: owing
      .filter(isReported)
      .map((one) => say('reminders.lacks', { name: one.village, codes: lacking(one).join(' ') })),
  };
  return fitted(owing.length, (named) =>
    say('reminders.several', { ...values, owing: owingIn(say, lists, named) }),
  );
}

function lacking({ values }: VillageStanding): readonly string[] {
  return missingCodes(MONTHLY_CODES.required, values);
}

/** The report with a question mark for each number; with the village's name for someone who has several. */
function lineFor(village: VillageStanding, period: string, named: boolean): string {
  const numbers = lacking(village).map((code) => `${code}?`);
  const line = [MONTHLY_ID, `T${Number(period.slice(5))}`, ...numbers];
  return [...line, ...(named ? [village.village] : [])].join(' ');
}

async function digest(
  deps: Deps,
  say: Say,
  { contactId, key }: ReminderRow,
  { whom, provinceCode, period }: ReminderItem,
  label: Label,
): Promise<Bound> {
  const { communeIds, province } = await areaOf(deps.store, contactId, provinceCode);
  const ofProvince = whom === 'province';
  if (ofProvince ? !province : communeIds.length === 0) return { skip: 'no-longer-officer' };
  const month = { form: MONTHLY_ID, period };
  const villages = await standingsOf(deps.store, month, provinceCode, ofProvince ? undefined : communeIds);
  const [first] = villages;
  if (first === undefined) return { skip: 'no-longer-officer' };
  const { required } = MONTHLY_CODES;
  // The last village was faster: that all is there is told on the next day, once.
  const isAll = villages.every((village) => isComplete(required, village));
  if (isAll && !ofProvince && !saysOnce(key)) return { skip: 'all-reported' };
  const area: Area = ofProvince
    ? { place: first.provinceName, single: false }
    : communeIds.length === 1
      ? { place: upperFirst(label(first.commune)), single: true }
      : { place: say('reminders.area'), single: false };
  return { said: { text: digestOf(say, area, villages, required, period) } };
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
