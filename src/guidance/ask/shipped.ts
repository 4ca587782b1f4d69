/** The library as Node has it: a Worker has no room for it in its script. */
import { ANSWERS } from '../../../content/answers.ts';
import { DECLINED } from '../../../content/declined.ts';
import { TOPIC_NAMES } from '../../../content/topic-names.ts';
import { libraryOf } from './library.ts';

export const SHIPPED_LIBRARY = libraryOf({ answers: ANSWERS, declined: DECLINED, names: TOPIC_NAMES });
