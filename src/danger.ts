/** Danger words: looked for before anything else. Pure; the list is content. */
import danger from '../content/danger.json' with { type: 'json' };
import type { Heard } from './words/pattern.ts';
import { finderOf, listenerFor, scaleOf } from './words/phrases.ts';

/** Made at the first text and not when the module loads: a Worker must start fast, and many a request reads no text. */
let made: ReturnType<typeof makeRules> | undefined;

function rules() {
  made ??= makeRules();
  return made;
}

function makeRules() {
  const emergency = finderOf(danger.emergency, danger);
  const abuse = finderOf(danger.abuse, danger);
  // What no rule foresaw: signs that are little by themselves and much together.
  const emergencySigns = scaleOf(danger.emergencySigns, danger);
  const abuseSigns = scaleOf(danger.abuseSigns, danger);
  return {
    emergency,
    abuse,
    emergencySigns,
    abuseSigns,
    /** Asked ahead, or of long ago: no emergency, unless somebody cries for help as well. */
    ahead: finderOf(danger.aheadOf, { sets: danger.sets, takenBack: [] }),
    cries: finderOf(danger.cries, { sets: {}, takenBack: [] }),
    hear: listenerFor(
      new Set([emergency, abuse, emergencySigns, abuseSigns].flatMap(({ vocabulary }) => [...vocabulary])),
    ),
  };
}

/** Whether a text tells of an emergency or of abuse. */
export function dangerIn(text: string): 'emergency' | 'abuse' | undefined {
  const { emergency, abuse, hear } = rules();
  const heard = hear(text);
  const found = emergency.finds(heard) ? 'emergency' : abuse.finds(heard) ? 'abuse' : bySigns(heard);
  return found !== undefined && isAhead(heard) ? undefined : found;
}

function bySigns(heard: Heard): 'emergency' | 'abuse' | undefined {
  const { emergencySigns, abuseSigns } = rules();
  const emergency = emergencySigns.weigh(heard) - danger.enough.emergency;
  const abuse = abuseSigns.weigh(heard) - danger.enough.abuse;
  if (emergency < 0 && abuse < 0) return undefined;
  return emergency >= abuse ? 'emergency' : 'abuse';
}

function isAhead(heard: Heard): boolean {
  const { ahead, cries } = rules();
  return ahead.finds(heard) && !cries.finds(heard);
}
