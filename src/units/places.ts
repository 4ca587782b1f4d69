/** The index of places of a store: built when first asked for, then kept with the store. */
import type { Store } from '../store/database.ts';
import { allSuccessors, allUnits } from '../store/units.ts';
import { buildPlaceIndex, type PlaceIndex } from './place-index.ts';

const built = new WeakMap<Store, Promise<PlaceIndex>>();

/** Units change only by an import, after which a running service is started again. */
export function placesOf(store: Store): Promise<PlaceIndex> {
  const known = built.get(store);
  if (known !== undefined) return known;
  const building = build(store).then(
    (index) => {
      // Nothing imported yet: look again next time.
      if (index.byName.size === 0) built.delete(store);
      return index;
    },
    (error: unknown) => {
      built.delete(store);
      throw error;
    },
  );
  built.set(store, building);
  return building;
}

async function build(store: Store): Promise<PlaceIndex> {
  return buildPlaceIndex(await allUnits(store), await allSuccessors(store));
}
