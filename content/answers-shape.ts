/** What is said to a question that a parent asks: the shape of answers.json, wherever it is read from. */
import * as z from 'zod';
import { guidanceText, review, sourced } from './guidance.ts';

const answer = z.strictObject({
  id: z.string().regex(/^an-[a-z0-9]+(-[a-z0-9]+)*$/),
  ...guidanceText,
  ...sourced,
  /** Words and phrases by which parents ask for it, with their accents. */
  keys: z.array(z.string().min(1)).min(1),
  reviewed: review,
});

export type Answer = z.infer<typeof answer>;

export const answersFile = z.array(answer).min(1);
