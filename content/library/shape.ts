/**
 * Guidance that is written and waits for its way to people: by topic for carers who choose one, for fathers and
 * grandparents, for the carer's own mind, by season and region, and after a loss. The service does not send it yet.
 */
import * as z from 'zod';
import { guidanceId, guidanceText } from '../guidance.ts';

const days = z.strictObject({ days: z.int().min(0).max(1_000) });
const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

const text = {
  id: guidanceId,
  ...guidanceText,
  reviewed: z.literal(false),
};

/** Days from when a track was joined, or a loss was told. */
const stepped = z.strictObject({ ...text, at: days, until: days });
/** From one day of the year to another, where that season comes. */
const seasonal = z.strictObject({
  ...text,
  from: monthDay,
  to: monthDay,
  region: z.enum(['north-mountain', 'mekong', 'red-river', 'all']),
});

export const libraryFile = z.array(z.union([stepped, seasonal])).min(8);
export type LibraryItem = z.infer<typeof libraryFile>[number];
