/** A commune itself as a place that reports: for its officers only. */
import type { Deps } from '../deps.ts';
import type { Turn, UnitKey } from '../handler.ts';
import type { Language } from '../message.ts';
import { officerRoles } from '../roles.ts';
import { scopeOf } from '../store/roles.ts';
import { type UnitRow, unitByKey } from '../store/units.ts';
import type { Place } from './where.ts';

/** The communes that a commune's officer answers for. */
export function communesOf(turn: Pick<Turn, 'roles'>): readonly UnitKey[] {
  return officerRoles(turn).flatMap(({ role, commune }) =>
    role === 'commune-officer' && commune !== undefined ? [commune] : [],
  );
}

export function communeName(
  { texts }: Pick<Deps, 'texts'>,
  language: Language,
  { kind, name }: Pick<UnitRow, 'kind' | 'name'>,
): string {
  const known = kind === 'phuong' || kind === 'dac-khu' ? kind : 'xa';
  return texts.say(language, `reports.commune.${known}`, { name });
}

export async function communePlaces(
  deps: Pick<Deps, 'store' | 'texts'>,
  turn: Pick<Turn, 'roles' | 'contact'>,
): Promise<readonly Place[]> {
  const places = await Promise.all(
    communesOf(turn).map(async (commune): Promise<Place | undefined> => {
      const unit = await unitByKey(deps.store, commune);
      if (unit === undefined) return undefined;
      return { key: scopeOf({ commune }), name: communeName(deps, turn.contact.language, unit), commune };
    }),
  );
  return places.filter((place) => place !== undefined);
}
