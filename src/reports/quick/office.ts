/** What this room needs of the room in which officers compose messages; it is handed in where features meet. */
import type { Deps } from '../../deps.ts';
import type { Role, Turn, UnitKey } from '../../handler.ts';
import type { Language } from '../../message.ts';
import type { ReadDate } from './deadline.ts';
import type { Say } from './wording.ts';

export type Place = { readonly unit: UnitKey; readonly label: string };

export type Area = {
  readonly roles: readonly Role[];
  /** Every commune they answer for, as it is today. */
  readonly communes: readonly Place[];
  /** The whole of a province is theirs. */
  readonly provincial: boolean;
  /** Whose name a message bears: "xã Mường Than", "tỉnh Lai Châu". */
  readonly sender: string;
};

/** Names of communes as they were typed, or every commune of the officer's area. */
export type Wanted = 'all' | readonly string[];

export type Office = {
  /** undefined for who is no officer. */
  areaOf(deps: Deps, turn: Turn): Promise<Area | undefined>;
  choose(
    deps: Deps,
    area: Area,
    wanted: Wanted,
    language: Language,
  ): Promise<
    | { readonly ok: true; readonly communes: readonly Place[]; readonly place: string }
    | { readonly ok: false; readonly problems: string }
  >;
  /** Whether all of them are the officer's, as of now. */
  isWithin(deps: Deps, area: Area, communes: readonly UnitKey[]): Promise<boolean>;
  placesIn(text: string): Wanted;
  placesAndText(
    tail: string,
    communes: 'one' | 'several',
  ): { readonly places: Wanted | undefined; readonly text: string | undefined };
  /** `GUI 4821` and `GUI HUY`, among others. */
  requestIn(
    text: string,
    communes: 'one' | 'several',
  ): { readonly kind: string; readonly digits?: string } | undefined;
  isCancel(text: string): boolean;
  /** When a message goes, in words. */
  whenOf(say: Say, urgent: boolean, now: number): string;
  /** "xã Mường Than" */
  label(deps: Deps, unit: UnitKey): Promise<string | undefined>;
  readDate: ReadDate;
};
