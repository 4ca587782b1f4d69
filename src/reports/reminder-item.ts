/** What a queued reminder is about, as it stands in the outbox's `item`: `villages:12@2026-10`. Its text is bound late. */

/** villages: a collaborator's own · communes: an officer's · province: all of it, for its officers. */
export type Whom = 'villages' | 'communes' | 'province';

export type ReminderItem = { readonly whom: Whom; readonly provinceCode: string; readonly period: string };

export function itemOf({ whom, provinceCode, period }: ReminderItem): string {
  return `${whom}:${provinceCode}@${period}`;
}

export function readItem(item: string | null): ReminderItem | undefined {
  const [, whom, provinceCode, period] =
    /^(villages|communes|province):([^@]+)@(\d{4}-\d\d)$/.exec(item ?? '') ?? [];
  if (whom === undefined || provinceCode === undefined || period === undefined) return undefined;
  return { whom: whom as Whom, provinceCode, period };
}

const ONCE = 'complete';

/** Once a day; or once for the month, where it says that all is there. */
export function keyOf(contactId: string, item: string, day: string, once: boolean): string {
  return `remind:${contactId}:${item}:${once ? ONCE : day}`;
}

export function saysOnce(key: string): boolean {
  return key.endsWith(`:${ONCE}`) || key.endsWith(`:${ONCE}:sms`);
}
