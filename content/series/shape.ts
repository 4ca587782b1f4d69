/** What a series file holds. */
import * as z from 'zod';
import { guidanceId, guidanceText, review } from '../guidance.ts';
import { REGIONS } from '../regions.ts';

const count = z.int().min(0).max(3_000);
const week = z.strictObject({ week: z.int().min(1).max(45) });
const days = z.strictObject({ days: count });
const months = z.strictObject({ months: z.int().min(0).max(100) });
/** Month and day, every year. */
const day = z.strictObject({ day: z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/) });
const moment = z.union([week, days, months, day]);

const item = z.strictObject({
  id: guidanceId,
  /** From when on it is due, counted from the anchor: a week of pregnancy, days or months after, or a day of the year. */
  at: moment,
  /** When it has become wrong for the age or the season. */
  until: moment,
  /** Where it holds; everywhere where not said. */
  region: z.enum(REGIONS).optional(),
  ...guidanceText,
  reviewed: review,
});

export const SERIES_IDS = [
  'pregnancy',
  'first-years',
  'carer-mind',
  'fathers-grandparents',
  'seasons',
  'disability',
  'movement',
  'hearing',
  'vision',
  'intellectual',
  'autism',
  'speech',
  'epilepsy',
  'loss',
] as const;

export const seriesFile = z.strictObject({
  id: z.enum(SERIES_IDS),
  /** due, birth: of the child · joined: when the carer chose the series · lost: when a loss was told · year: the calendar. */
  anchor: z.enum(['due', 'birth', 'joined', 'lost', 'year']),
  title: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
  /** The lower leaves first where a day holds only one; what stays behind too long is dropped, and that is recorded. */
  rank: z.int().min(0).max(9),
  /** For who joins in the middle: the item of today's age at once, or nothing before the next one. */
  catchUp: z.enum(['current', 'next']),
  items: z.array(item).min(1),
});

export type Series = z.infer<typeof seriesFile>;
export type SeriesItem = Series['items'][number];
export type Moment = SeriesItem['at'];
export type SeriesId = Series['id'];
