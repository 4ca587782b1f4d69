/** What is said to a question that a parent asks: as shipped, checked once when it is loaded. */
import * as z from 'zod';
import answers from './answers.json' with { type: 'json' };
import { TOPICS } from './topics.ts';

const answer = z.strictObject({
  id: z.string().regex(/^an-[a-z0-9]+(-[a-z0-9]+)*$/),
  topic: z.enum(TOPICS),
  /** Whom the text speaks to. */
  audience: z.enum(['carer', 'mother', 'father', 'grandparents', 'family']),
  vi: z.string().min(1),
  en: z.string().min(1),
  source: z.string().min(1),
  /** Whether its fact was read in the source, recalled, or is uncertain. */
  certainty: z.enum(['read', 'recalled', 'uncertain']),
  /** Words and phrases by which parents ask for it, with their accents. */
  keys: z.array(z.string().min(1)).min(1),
  /** A review counts only for the text it was made for. */
  reviewed: z.union([z.literal(false), z.strictObject({ hash: z.string().min(1) })]),
});

export type Answer = z.infer<typeof answer>;

export const ANSWERS: readonly Answer[] = z.array(answer).min(1).parse(answers);
