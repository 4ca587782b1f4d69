/** A commune itself as a place that reports: for its officers only. */
import type { Deps } from '../deps.ts';
import type { Turn, UnitKey } from '../handler.ts';
import { officerRoles } from '../roles.ts';
import { scopeOf } from '../store/roles.ts';
import { unitByKey } from '../store/units.ts';
import type { Place } from './where.ts';

/** The communes that a commune's officer answers for. */
export function communesOf(turn: Pick<Turn, 'roles'>): readonly UnitKey[] {
  return officerRoles(turn).flatMap(({ role, commune }) =>
    role === 'commune-officer' && commune !== undefined ? [commune] : [],
  );
}

export async function communePlaces(
  deps: Pick<Deps, 'store' | 'texts'>,
  turn: Pick<Turn, 'roles' | 'contact'>,
): Promise<readonly Place[]> {
  const places = await Promise.all(
    communesOf(turn).map(async (commune): Promise<Place | undefined> => {
      const unit = await unitByKey(deps.store, commune);
      if (unit === undefined) return undefined;
      const kind = unit.kind === 'phuong' || unit.kind === 'dac-khu' ? unit.kind : 'xa';
      const name = deps.texts.say(turn.contact.language, `reports.commune.${kind}`, { name: unit.name });
      return { key: scopeOf({ commune }), name, commune };
    }),
  );
  return places.filter((place) => place !== undefined);
}
