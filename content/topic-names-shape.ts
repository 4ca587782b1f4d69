/** How topics and answers are called in a list to choose from, and which come first for whom: the shape of topic-names.json. */
import * as z from 'zod';
import { TOPICS } from './topics.ts';

/** Eight of them fit two SMS. */
const name = z.strictObject({ vi: z.string().min(1).max(34), en: z.string().min(1).max(34) });

export const topicNamesFile = z.strictObject({
  topics: z.record(z.enum(TOPICS), name),
  groups: z
    .array(z.strictObject({ id: z.string().min(1), title: name, topics: z.array(z.enum(TOPICS)).min(1) }))
    .min(1),
  /** Ids of the groups that are offered first. */
  stages: z.record(z.enum(['pregnant', 'baby', 'child', 'unknown']), z.array(z.string()).min(6).max(8)),
  /** By the id of an answer; one without a name is called by its topic. */
  answers: z.record(z.string(), name),
  /** Leads to the rest of a list. */
  more: name,
});

export type TopicNames = z.infer<typeof topicNamesFile>;
export type Stage = keyof TopicNames['stages'];
