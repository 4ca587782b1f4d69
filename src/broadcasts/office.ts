/** What composing a message needs of an officer's office: their area, the communes they name, when a message goes. */
import type { Deps } from '../deps.ts';
import type { Language } from '../message.ts';
import { type Area, areaOf, chosenIn, isWithin, type Place, type Places } from './area.ts';
import { isCancel, placesAndText, placesIn, requestIn, type Wanted } from './compose.ts';
import { whenOf } from './draft.ts';

export type NamedCommunes =
  | { readonly ok: true; readonly communes: readonly Place[]; readonly place: string }
  /** A sentence a name. */
  | { readonly ok: false; readonly problems: string };

/** Names that still fit an SMS beside the rest. */
const NAMES_SHOWN = 3;

export function officeOf(places: Places) {
  return {
    areaOf: (deps: Deps, turn: Parameters<typeof areaOf>[2]) => areaOf(places, deps, turn),
    /** The communes that were named and what to call them together. */
    choose: async (deps: Deps, area: Area, wanted: Wanted, language: Language): Promise<NamedCommunes> => {
      const chosen = await chosenIn(places, deps, { area, wanted, language });
      if (!chosen.ok) return { ok: false, problems: chosen.problems.join(' ') };
      const labels = chosen.communes.map((commune) => commune.label);
      return {
        ok: true,
        communes: chosen.communes,
        place: chosen.whole && area.provincial ? area.sender : together(deps, labels, language),
      };
    },
    label: places.label,
    isWithin,
    isCancel,
    requestIn,
    placesIn,
    placesAndText,
    whenOf,
  };
}

export type Office = ReturnType<typeof officeOf>;

function together(deps: Deps, labels: readonly string[], language: Language): string {
  if (labels.length <= NAMES_SHOWN) return labels.join(', ');
  const names = labels.slice(0, NAMES_SHOWN - 1).join(', ');
  return deps.texts.say(language, 'broadcasts.places.more', {
    names,
    others: labels.length - NAMES_SHOWN + 1,
  });
}
