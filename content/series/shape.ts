/** What a series file holds. */
import * as z from 'zod';
import { TOPICS } from '../topics.ts';

const count = z.int().min(0).max(3_000);
const week = z.strictObject({ week: z.int().min(1).max(45) });
const days = z.strictObject({ days: count });
const months = z.strictObject({ months: z.int().min(0).max(100) });
const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const item = z.strictObject({
  id: kebab,
  /** From when on it is due, counted from the anchor: a week of pregnancy, or days or months after. */
  at: z.union([week, days, months]),
  /** When it has become wrong for the age. */
  until: z.union([week, days, months]),
  topic: z.enum(TOPICS),
  /** Who is spoken to. */
  audience: z.enum(['carer', 'mother', 'father', 'grandparents', 'family']),
  vi: z.string().min(1),
  en: z.string().min(1),
  source: z.string().min(1),
  /** Whether its facts were read in the source, recalled from it, or may have changed. */
  certainty: z.enum(['read', 'recalled', 'uncertain']),
  /** A review counts only for the text it was made for. */
  reviewed: z.union([z.literal(false), z.strictObject({ hash: z.string().min(1) })]),
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
