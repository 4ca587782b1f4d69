/** Danger words: looked for before anything else. Pure; the list is content. */
import danger from '../content/danger.json' with { type: 'json' };
import type { Heard } from './words/pattern.ts';
import { finderOf, listenerFor } from './words/phrases.ts';

/** Letters and digits, apart. */
export function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}']+/u).filter((word) => word !== '');
}

const EMERGENCY = finderOf(danger.emergency, danger);
const ABUSE = finderOf(danger.abuse, danger);
/** Asked ahead, or of long ago: no emergency, unless somebody cries for help as well. */
const AHEAD = finderOf(danger.aheadOf, { sets: {}, takenBack: [] });
const CRIES = finderOf(danger.cries, { sets: {}, takenBack: [] });

const hear = listenerFor(new Set([...EMERGENCY.vocabulary, ...ABUSE.vocabulary]));

/** Whether a text tells of an emergency or of abuse. */
export function dangerIn(text: string): 'emergency' | 'abuse' | undefined {
  const heard = hear(text);
  const found = EMERGENCY.finds(heard) ? 'emergency' : ABUSE.finds(heard) ? 'abuse' : undefined;
  return found !== undefined && isAhead(heard) ? undefined : found;
}

function isAhead(heard: Heard): boolean {
  return AHEAD.finds(heard) && !CRIES.finds(heard);
}
