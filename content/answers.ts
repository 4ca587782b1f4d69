/** The answers as shipped, checked once when they are loaded; a Worker reads the same file as an asset. */
import answers from './answers.json' with { type: 'json' };
import { type Answer, answersFile } from './answers-shape.ts';

export const ANSWERS: readonly Answer[] = answersFile.parse(answers);
