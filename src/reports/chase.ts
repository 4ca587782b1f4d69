/**
 * The tick's job on a reminding day: those whose village owes a report of the month are reminded, officers hear how
 * far it has come. Each province's day is worked through once; what the messages say is bound when they leave.
 */
import { REPORTING } from '../../content/reporting.ts';
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Job } from '../job.ts';
import {
  type Chase,
  type Chased,
  collaboratorsToChase,
  markChased,
  officersToTell,
  provincesWithVillages,
  standingsOf,
  type VillageStanding,
  wasChased,
} from '../store/chases.ts';
import type { Store } from '../store/database.ts';
import { queueMessage } from '../store/outbox.ts';
import type { Write } from '../store/statement.ts';
import { type Reminder, remindersBetween } from './calendar.ts';
import { ownCalendars } from './calendar-of.ts';
import { isComplete } from './completeness.ts';
import { MONTHLY_CODES, MONTHLY_ID } from './form.ts';
import { itemOf, keyOf, type Whom } from './reminder-item.ts';

/** How far back a start looks for days that an outage swallowed. */
const LOOKS_BACK_MS = 7 * DAY_MS;
/** No two reminders of a calendar lie further apart. */
const LONGEST_GAP_MS = 35 * DAY_MS;
const ROWS_A_UNIT = 200;

/** Until when each database has been looked after by this process: a tick looks only at the time since. */
const doneUntil = new WeakMap<Store, number>();

export const chaseJob: Job = { name: 'chase', run: chaseDue, nextAt: nextReminderAt };

async function chaseDue(deps: Deps, now: number): Promise<void> {
  const before = doneUntil.get(deps.store) ?? Number.POSITIVE_INFINITY;
  const since = before <= now ? before : now - LOOKS_BACK_MS;
  for (const { province, reminder } of await dueSince(deps, since, now)) {
    const chase = { provinceCode: province, period: reminder.period, day: reminder.day };
    if (!(await wasChased(deps.store, chase))) await chaseProvince(deps, chase, reminder, now);
  }
  doneUntil.set(deps.store, now);
}

type Due = { readonly province: string; readonly reminder: Reminder };

async function dueSince(deps: Deps, since: number, now: number): Promise<readonly Due[]> {
  const own = await ownCalendars(deps, now);
  const usual = remindersBetween(REPORTING, since, now);
  const dueOf = (province: string) => {
    const calendar = own.get(province);
    return calendar === undefined ? usual : remindersBetween(calendar, since, now);
  };
  if (usual.length === 0 && [...own.keys()].every((province) => dueOf(province).length === 0)) return [];
  const provinces = await provincesWithVillages(deps.store);
  return provinces.flatMap((province) => dueOf(province).map((reminder) => ({ province, reminder })));
}

async function nextReminderAt(deps: Deps, now: number): Promise<number | undefined> {
  const calendars = [REPORTING, ...(await ownCalendars(deps, now)).values()];
  const moments = calendars.flatMap((calendar) =>
    remindersBetween(calendar, now, now + LONGEST_GAP_MS).map(({ at }) => at),
  );
  return moments.length === 0 ? undefined : Math.min(...moments);
}

async function chaseProvince(deps: Deps, chase: Chase, reminder: Reminder, now: number): Promise<void> {
  const { provinceCode, period } = chase;
  const [villages, collaborators, officers] = await Promise.all([
    standingsOf(deps.store, { form: MONTHLY_ID, period }, provinceCode),
    collaboratorsToChase(deps.store, provinceCode),
    officersToTell(deps.store, provinceCode),
  ]);
  // Whoever came later than the reminder was not missed by it.
  const then = ({ since }: Chased) => since <= reminder.at;
  const rows = [
    ...remindersFor(villages, collaborators.filter(then)),
    ...digestsFor(villages, officers.filter(then), reminder.last),
  ];
  const writes = rows.map(({ contactId, whom, once }): Write => {
    const item = itemOf({ whom, provinceCode, period });
    return queueMessage(
      {
        key: keyOf(contactId, item, reminder.day, once),
        contactId,
        kind: 'reminder',
        series: MONTHLY_ID,
        item,
        dueAt: now,
        // What an outage has made stale is queued all the same: the gate skips it and that is on record.
        expiresAt: reminder.until,
        createdAt: now,
      },
      'ignore',
    );
  });
  for (let from = 0; from < writes.length; from += ROWS_A_UNIT) {
    await committed(deps, writes.slice(from, from + ROWS_A_UNIT));
  }
  // Last, so that a day that was broken off is begun again: each message has its own key.
  await committed(deps, [markChased(chase, now)]);
  if (writes.length > 0) deps.wake();
}

type Row = {
  readonly contactId: string;
  readonly whom: Whom;
  /** All is there: told once for the month, not on each day. */
  readonly once: boolean;
};

/** One message a person, however many villages they report for. */
function remindersFor(
  villages: readonly VillageStanding[],
  collaborators: readonly (Chased & { readonly villageId: string })[],
): readonly Row[] {
  const owing = new Set(villages.filter((village) => !isWhole(village)).map(({ villageId }) => villageId));
  const chased = collaborators.filter(({ villageId }) => owing.has(villageId));
  return contactsOf(chased).map((contactId) => ({ contactId, whom: 'villages', once: false }));
}

/** Officers of communes each day until all is there, and then once; those of the province on the last day. */
function digestsFor(
  villages: readonly VillageStanding[],
  officers: readonly (Chased & { readonly communeId: string | null })[],
  last: boolean,
): readonly Row[] {
  const expected = new Set(villages.map(({ communeId }) => communeId));
  const owing = new Set(villages.filter((village) => !isWhole(village)).map(({ communeId }) => communeId));
  const ofCommunes = officers.filter(({ communeId }) => communeId !== null && expected.has(communeId));
  const waiting = new Set(contactsOf(ofCommunes.filter(({ communeId }) => owing.has(communeId ?? ''))));
  const ofProvince =
    last && villages.length > 0 ? officers.filter(({ communeId }) => communeId === null) : [];
  return [
    ...contactsOf(ofCommunes).map(
      (contactId): Row => ({
        contactId,
        whom: 'communes',
        once: !waiting.has(contactId),
      }),
    ),
    ...contactsOf(ofProvince).map((contactId): Row => ({ contactId, whom: 'province', once: false })),
  ];
}

function isWhole(village: VillageStanding): boolean {
  return isComplete(MONTHLY_CODES.required, village);
}

function contactsOf(people: readonly Chased[]): readonly string[] {
  return [...new Set(people.map(({ contactId }) => contactId))];
}

async function committed(deps: Deps, writes: readonly Write[]): Promise<void> {
  const result = await deps.store.commit(writes);
  if (!result.ok) throw new Error(`The reminders due could not be queued: ${result.collided} collided.`);
}
