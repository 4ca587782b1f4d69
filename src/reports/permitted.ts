/** A place that a person may report for now: their own, or one of the commune that they are an officer of. */
import type { Deps } from '../deps.ts';
import type { Turn } from '../handler.ts';
import { villageById } from '../store/villages.ts';
import { communePlaces, communesOf } from './commune-place.ts';
import { asTold } from './told-apart.ts';
import { ownPlaces, type Place } from './where.ts';

/** undefined where it is not, or not any more. */
export async function placeByKey(
  deps: Pick<Deps, 'store' | 'texts'>,
  turn: Pick<Turn, 'roles' | 'contact'>,
  key: string,
): Promise<Place | undefined> {
  const own = ownPlaces(turn).find((place) => place.key === key);
  if (own !== undefined) return asTold(deps, turn, own);
  const communes = communesOf(turn);
  if (communes.length === 0) return undefined;
  const itself = (await communePlaces(deps, turn)).find((place) => place.key === key);
  if (itself !== undefined) return itself;
  const village = await villageById(deps.store, key);
  const commune = communes.find(
    ({ code, validFrom }) => code === village?.communeCode && validFrom === village.communeFrom,
  );
  if (village === undefined || commune === undefined) return undefined;
  return asTold(deps, turn, { key, name: village.name, commune });
}
