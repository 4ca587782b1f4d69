/** Whether a text is about another village than the one it would be taken for. */
import type { Deps } from '../deps.ts';
import type { Turn } from '../handler.ts';
import { foldName } from '../vietnamese.ts';
import { VILLAGE_FORM } from './form.ts';
import { strangeVillage } from './read/named-village.ts';
import { villagesIn } from './villages-in.ts';
import { ownPlaces, type Place, placesBeside, placesReported } from './where.ts';

/** Another village of the same commune that stands in the text, without its word too: `BC na phat T10 KT5`. */
export async function villageBeside(
  deps: Pick<Deps, 'store'>,
  text: string,
  place: Place,
): Promise<Place | undefined> {
  if (place.commune === undefined || otherWords(text) < 2) return undefined;
  return placesBeside(text, await villagesIn(deps, [place.commune]), place)[0];
}

/** For an answer, which says nothing of a place as a rule. */
export async function isElsewhere(
  deps: Pick<Deps, 'store'>,
  turn: Pick<Turn, 'text' | 'roles'>,
  place: Place,
): Promise<boolean> {
  const { text } = turn;
  if (strangeVillage(text, VILLAGE_FORM.form, [place.name]) !== undefined) return true;
  if (/ (?:xa|phuong) (?!\d)/.test(` ${foldName(text)} `)) return true;
  if (placesReported(text, ownPlaces(turn)).some(({ key }) => key !== place.key)) return true;
  return (await villageBeside(deps, text, place)) !== undefined;
}

/** Words that are neither codes nor the keyword: only among these is a name. */
function otherWords(text: string): number {
  const { codeOf, keywordWords } = VILLAGE_FORM.form;
  return foldName(text)
    .split(' ')
    .filter((word) => /^\p{L}{2,}$/u.test(word) && !codeOf.has(word) && !keywordWords.has(word)).length;
}
