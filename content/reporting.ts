/** When a month's counts are asked for, as shipped; a province may decide otherwise. */
import * as z from 'zod';
import shipped from './reporting.json' with { type: 'json' };

const EARLIEST_MINUTE = 7 * 60;
const LATEST_MINUTE = 20 * 60;

export const reportingCalendar = z
  .strictObject({
    /** From this day of the month itself its report is expected. */
    opensOnDay: z.int().min(2).max(28),
    /** Of the next month: what was sent until the end of this day is on time. */
    dueOnDay: z.int().min(1).max(27),
    /** January to June close at the end of the month that comes so many after June; July to December likewise. */
    closesMonthsAfterHalfYear: z.int().min(1).max(6),
    /** From `opensOnDay` on a day is of the month itself, before it of the next; the 31st is the last of a shorter month. */
    remindOn: z.array(z.int().min(1).max(31)).min(1).max(5),
    /** Of the day; within waking hours, so that the messages leave on it. */
    remindAtMinute: z.int().min(EARLIEST_MINUTE).max(LATEST_MINUTE),
  })
  .refine((c) => c.dueOnDay < c.opensOnDay, 'the due day must come before the opening day')
  .refine((c) => new Set(c.remindOn).size === c.remindOn.length, 'a reminding day is named twice');

export type ReportingCalendar = Readonly<z.infer<typeof reportingCalendar>>;

export const REPORTING: ReportingCalendar = reportingCalendar.parse(shipped);
