/** Danger words: looked for before anything else. Pure; the list is content. */
import danger from '../content/danger.json' with { type: 'json' };
import type { Heard } from './words/pattern.ts';
import { type Finder, finderOf, listenerFor, type Rule, scaleOf } from './words/phrases.ts';

/** Made at the first text and not when the module loads: a Worker must start fast, and many a request reads no text. */
let made: ReturnType<typeof makeRules> | undefined;

function rules() {
  made ??= makeRules();
  return made;
}

type Danger = 'emergency' | 'abuse';

function makeRules() {
  const vietnamese = findersOf(danger);
  const english = findersOf(danger.english);
  // What no rule foresaw: signs that are little by themselves and much together.
  const emergencySigns = scaleOf(danger.emergencySigns, danger);
  const abuseSigns = scaleOf(danger.abuseSigns, danger);
  const all = [...vietnamese, ...english].map(([, finder]) => finder);
  return {
    vietnamese,
    english,
    emergencySigns,
    abuseSigns,
    /** Asked ahead, or of long ago: no emergency, unless somebody cries for help as well. */
    ahead: finderOf(danger.aheadOf, { sets: danger.sets, takenBack: [] }),
    cries: finderOf(danger.cries, { sets: {}, takenBack: [] }),
    hear: listenerFor(
      new Set([...all, emergencySigns, abuseSigns].flatMap(({ vocabulary }) => [...vocabulary])),
    ),
  };
}

type Finders = readonly (readonly [Danger, Finder])[];

function findersOf({ emergency, abuse }: Readonly<Record<Danger, readonly Rule[]>>): Finders {
  return [
    ['emergency', finderOf(emergency, danger)],
    ['abuse', finderOf(abuse, danger)],
  ];
}

/** Whether a text tells of an emergency or of abuse. */
export function dangerIn(text: string): Danger | undefined {
  const { vietnamese, english, hear } = rules();
  const heard = hear(text);
  const found = foundBy(vietnamese, heard) ?? foundBy(english, heard) ?? bySigns(heard);
  return found !== undefined && isAhead(heard) ? undefined : found;
}

/** Whether what a text tells of is heard by its English words alone. */
export function isDangerInEnglish(text: string): boolean {
  const { vietnamese, english, hear } = rules();
  const heard = hear(text);
  return foundBy(vietnamese, heard) === undefined && foundBy(english, heard) !== undefined;
}

function foundBy(finders: Finders, heard: Heard): Danger | undefined {
  return finders.find(([, finder]) => finder.finds(heard))?.[0];
}

function bySigns(heard: Heard): Danger | undefined {
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
