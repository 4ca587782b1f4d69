/** What a person answers and no text: the shape of declined.json, wherever it is read from. */
import * as z from 'zod';

const phrases = z.array(z.string().min(1)).min(1);
const rule = z.strictObject({
  about: z.string().exactOptional(),
  say: z.union([z.string().min(1), phrases]),
  with: phrases.exactOptional(),
  and: phrases.exactOptional(),
  without: phrases.exactOptional(),
  accented: z.boolean().exactOptional(),
});

export const declinedFile = z.strictObject({
  comment: z.string(),
  sets: z.record(z.string(), phrases),
  takenBack: z.array(z.string()),
  rules: z.array(z.union([z.string().min(1), rule])),
  /** Little by themselves: by so many points more an answer must fit. */
  signs: z.array(z.strictObject({ ...rule.shape, points: z.number() })),
});

export type Declined = z.infer<typeof declinedFile>;
