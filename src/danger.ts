/** Danger words: looked for before anything else. Pure; the list is content. */
import danger from '../content/danger.json' with { type: 'json' };
import type { Heard } from './words/pattern.ts';
import { finderOf, listenerFor, scaleOf } from './words/phrases.ts';

/** Letters and digits, apart. */
export function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}']+/u).filter((word) => word !== '');
}

const EMERGENCY = finderOf(danger.emergency, danger);
const ABUSE = finderOf(danger.abuse, danger);
/** Asked ahead, or of long ago: no emergency, unless somebody cries for help as well. */
const AHEAD = finderOf(danger.aheadOf, { sets: danger.sets, takenBack: [] });
const CRIES = finderOf(danger.cries, { sets: {}, takenBack: [] });

/** What no rule foresaw: signs that are little by themselves and much together. */
const EMERGENCY_SIGNS = scaleOf(danger.emergencySigns, danger);
const ABUSE_SIGNS = scaleOf(danger.abuseSigns, danger);

const hear = listenerFor(
  new Set([EMERGENCY, ABUSE, EMERGENCY_SIGNS, ABUSE_SIGNS].flatMap(({ vocabulary }) => [...vocabulary])),
);

/** Whether a text tells of an emergency or of abuse. */
export function dangerIn(text: string): 'emergency' | 'abuse' | undefined {
  const heard = hear(text);
  const found = EMERGENCY.finds(heard) ? 'emergency' : ABUSE.finds(heard) ? 'abuse' : bySigns(heard);
  return found !== undefined && isAhead(heard) ? undefined : found;
}

function bySigns(heard: Heard): 'emergency' | 'abuse' | undefined {
  const emergency = EMERGENCY_SIGNS.weigh(heard) - danger.enough.emergency;
  const abuse = ABUSE_SIGNS.weigh(heard) - danger.enough.abuse;
  if (emergency < 0 && abuse < 0) return undefined;
  return emergency >= abuse ? 'emergency' : 'abuse';
}

function isAhead(heard: Heard): boolean {
  return AHEAD.finds(heard) && !CRIES.finds(heard);
}
