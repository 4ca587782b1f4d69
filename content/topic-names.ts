/** The names of topics and answers as shipped; a Worker reads the same file as an asset. */
import names from './topic-names.json' with { type: 'json' };
import { topicNamesFile } from './topic-names-shape.ts';

export const TOPIC_NAMES = topicNamesFile.parse(names);
