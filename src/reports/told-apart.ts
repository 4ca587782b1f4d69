/** Places of one name, in two communes: each is told, and may be named, with its commune. */
import type { Deps } from '../deps.ts';
import type { Turn } from '../handler.ts';
import { unitByKey } from '../store/units.ts';
import { foldName } from '../vietnamese.ts';
import { communesOf } from './commune-place.ts';
import { villagesIn } from './villages-in.ts';
import { nameOf, ownPlaces, type Place, placesNamed, withoutPlace } from './where.ts';

type Asking = Pick<Turn, 'roles' | 'contact'>;

/** `among`: all that could be meant. */
export async function toldApart(
  deps: Pick<Deps, 'store'>,
  places: readonly Place[],
  among: readonly Place[] = places,
): Promise<readonly Place[]> {
  return Promise.all(
    places.map(async (place) => {
      const alike = among.some(({ key, name }) => key !== place.key && isAlike(name, place.name));
      return alike ? { ...place, label: await inFull(deps, place) } : place;
    }),
  );
}

/** A place as this person is told of it: whoever has one village in all knows which is meant. */
export async function asTold(deps: Pick<Deps, 'store'>, turn: Asking, place: Place): Promise<Place> {
  const own = ownPlaces(turn);
  const communes = communesOf(turn);
  if (own.length + communes.length < 2) return place;
  const [told = place] = await toldApart(deps, [place], [...own, ...(await villagesIn(deps, communes))]);
  return told;
}

/** The places that a command names, each once and as it is told, and what else it says. */
export async function placesMeant(
  deps: Pick<Deps, 'store'>,
  words: string,
  all: readonly Place[],
): Promise<{ readonly named: readonly Place[]; readonly rest: string }> {
  const places = await toldApart(deps, [...new Map(all.map((place) => [place.key, place])).values()]);
  const plain = ` ${foldName(words)} `.replace(/ (?:xa|phuong|dac khu)(?= )/g, '');
  const whole = await Promise.all(
    placesNamed(words, places).map(async (place) => ({ place, name: await inFull(deps, place) })),
  );
  const [sure, ...others] = placesNamed(plain, whole);
  if (sure !== undefined && others.length === 0) {
    return { named: [sure.place], rest: withoutPlace(plain, sure) };
  }
  const named = whole.map(({ place }) => place);
  const [first] = named;
  const oneName = first !== undefined && named.every(({ name }) => isAlike(name, first.name));
  return { named, rest: oneName ? withoutPlace(words, first) : words };
}

function isAlike(a: string, b: string): boolean {
  return nameOf(a) === nameOf(b);
}

async function inFull(deps: Pick<Deps, 'store'>, { name, commune }: Place): Promise<string> {
  const unit = commune === undefined ? undefined : await unitByKey(deps.store, commune);
  return unit === undefined ? name : `${name} (${unit.name})`;
}
