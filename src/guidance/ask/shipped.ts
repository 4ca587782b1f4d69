/** The library as Node has it: a Worker has no room for it in its script. */
import { ANSWERS } from '../../../content/answers.ts';
import { DECLINED } from '../../../content/declined.ts';
import { libraryOf } from './library.ts';

export const SHIPPED_LIBRARY = libraryOf(ANSWERS, DECLINED);
