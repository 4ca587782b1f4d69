/** What every text of guidance has, whichever way it goes to people. */
import * as z from 'zod';
import { TOPICS } from './topics.ts';

/** Lower case, digits and single hyphens. */
export const guidanceId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const guidanceText = {
  topic: z.enum(TOPICS),
  /** Who is spoken to. */
  audience: z.enum(['carer', 'mother', 'father', 'grandparents', 'family']),
  vi: z.string().min(1),
  en: z.string().min(1),
};

export const sourced = {
  source: z.string().min(1),
  /** Whether its facts were read in the source, recalled from it, or may have changed. */
  certainty: z.enum(['read', 'recalled', 'uncertain']),
};

/** A review counts only for the text it was made for. */
export const review = z.union([z.literal(false), z.strictObject({ hash: z.string().min(1) })]);
