/** The villages of some communes, as places that report. */
import type { Deps } from '../deps.ts';
import { villagesOf } from '../store/villages.ts';
import type { Place } from './where.ts';

export async function villagesIn(
  deps: Pick<Deps, 'store'>,
  communes: readonly NonNullable<Place['commune']>[],
): Promise<readonly Place[]> {
  const lists = await Promise.all(
    communes.map(async (commune) =>
      (await villagesOf(deps.store, commune)).map(({ id, name }) => ({ key: id, name, commune })),
    ),
  );
  return lists.flat();
}
