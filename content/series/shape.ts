/** What a series file holds. */
import * as z from 'zod';
import { guidanceId, guidanceText, review } from '../guidance.ts';

const count = z.int().min(0).max(3_000);
const week = z.strictObject({ week: z.int().min(1).max(45) });
const days = z.strictObject({ days: count });
const months = z.strictObject({ months: z.int().min(0).max(100) });

const item = z.strictObject({
  id: guidanceId,
  /** From when on it is due, counted from the anchor: a week of pregnancy, or days or months after. */
  at: z.union([week, days, months]),
  /** When it has become wrong for the age. */
  until: z.union([week, days, months]),
  ...guidanceText,
  reviewed: review,
});

export const seriesFile = z.strictObject({
  id: z.enum(['pregnancy', 'first-years', 'disability']),
  anchor: z.enum(['due', 'birth', 'joined']),
  title: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
  items: z.array(item).min(1),
});

export type Series = z.infer<typeof seriesFile>;
export type SeriesItem = Series['items'][number];
export type Moment = SeriesItem['at'];
export type SeriesId = Series['id'];
