/** Where an officer may send, and which communes they named. */
import type { Deps } from '../deps.ts';
import type { Role, Turn, UnitKey } from '../handler.ts';
import type { Language } from '../message.ts';
import { answersFor, officerRoles } from '../roles.ts';
import { currentProvince } from '../store/broadcasts.ts';
import { communeVersions, unitByKey } from '../store/units.ts';
import { foldName } from '../vietnamese.ts';
import type { Wanted } from './compose.ts';

export type Commune = UnitKey & { readonly name: string; readonly label: string };
export type Place = { readonly unit: UnitKey; readonly label: string };

/** What this room needs to know of units. */
export type Places = {
  find(
    deps: Deps,
    typed: string,
    /** The province in which a name is looked for first. */
    provinceCode?: string,
  ): Promise<
    | { readonly kind: 'one'; readonly place: Place }
    | { readonly kind: 'several'; readonly candidates: readonly Place[] }
    | { readonly kind: 'too-many' }
    | { readonly kind: 'none' }
  >;
  communesOf(deps: Deps, provinceCode: string): Promise<readonly Commune[]>;
  label(deps: Deps, unit: UnitKey): Promise<string | undefined>;
};

export type Area = {
  readonly roles: readonly Role[];
  /** Every commune they answer for, as it is today. */
  readonly communes: readonly Place[];
  /** The whole of a province is theirs. */
  readonly provincial: boolean;
  /** Whose name a message bears: "xã Mường Than", "tỉnh Lai Châu". */
  readonly sender: string;
};

/** undefined for who is no officer. */
export async function areaOf(places: Places, deps: Deps, turn: Turn): Promise<Area | undefined> {
  const roles = officerRoles(turn);
  const communes = new Map<string, Place>();
  let province: string | undefined;
  for (const role of roles) {
    if (role.provinceCode !== undefined && role.role === 'province-officer') {
      const unit = await currentProvince(deps.store, role.provinceCode);
      province ??= unit === undefined ? undefined : await places.label(deps, unit);
      for (const { code, validFrom, label } of await places.communesOf(deps, role.provinceCode)) {
        communes.set(`${code}@${validFrom}`, { unit: { code, validFrom }, label });
      }
    } else if (role.commune !== undefined) {
      const label = await places.label(deps, role.commune);
      if (label !== undefined) {
        communes.set(`${role.commune.code}@${role.commune.validFrom}`, { unit: role.commune, label });
      }
    }
  }
  const own = [...communes.values()];
  const sender = province ?? own[0]?.label;
  if (sender === undefined) return undefined;
  return { roles, communes: own, provincial: province !== undefined, sender };
}

/** Whether all of them are (still) the officer's, asked of the one place that decides. */
export async function isWithin(deps: Deps, area: Area, communes: readonly UnitKey[]): Promise<boolean> {
  const rows = await communeVersions(
    deps.store,
    communes.map((unit) => unit.code),
  );
  const known = new Map(rows.map((row) => [`${row.code}@${row.validFrom}`, row]));
  return communes.every(({ code, validFrom }) => {
    const row = known.get(`${code}@${validFrom}`);
    if (row === undefined) return false;
    const commune = { key: { code, validFrom }, provinceCode: row.provinceCode };
    return area.roles.some((role) => answersFor(role, commune));
  });
}

export type Chosen =
  | { readonly ok: true; readonly communes: readonly Place[]; readonly whole: boolean }
  /** What is wrong, a sentence a name. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** The communes that were named; one doubtful or foreign name refuses them all. */
export async function chosenIn(
  places: Places,
  deps: Deps,
  { area, wanted, language }: { readonly area: Area; readonly wanted: Wanted; readonly language: Language },
): Promise<Chosen> {
  if (wanted === 'all') return { ok: true, communes: area.communes, whole: true };
  const chosen = new Map<string, Place>();
  const problems: string[] = [];
  for (const typed of wanted) {
    const found = await communeNamed(places, deps, area, typed);
    if (found.kind === 'whole') return { ok: true, communes: area.communes, whole: true };
    if (found.kind === 'one')
      chosen.set(`${found.place.unit.code}@${found.place.unit.validFrom}`, found.place);
    else if (found.kind === 'several') {
      const names = found.candidates.map((place) => place.label).join(', ');
      problems.push(deps.texts.say(language, 'broadcasts.places.several', { typed, names }));
    } else if (found.kind === 'outside') {
      problems.push(deps.texts.say(language, 'broadcasts.places.outside', { names: found.label }));
    } else problems.push(deps.texts.say(language, 'broadcasts.places.none', { typed }));
  }
  if (chosen.size === 0 && problems.length === 0) {
    problems.push(deps.texts.say(language, 'broadcasts.places.noName'));
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, communes: [...chosen.values()], whole: false };
}

type Named =
  | { readonly kind: 'one'; readonly place: Place }
  | { readonly kind: 'several'; readonly candidates: readonly Place[] }
  | { readonly kind: 'outside'; readonly label: string }
  | { readonly kind: 'whole' | 'none' };

/** Their own communes by name first: no namesake elsewhere in the country can stand in the way. */
async function communeNamed(places: Places, deps: Deps, area: Area, typed: string): Promise<Named> {
  if (area.provincial && foldName(typed) === foldName(area.sender)) return { kind: 'whole' };
  const own = ownNamed(area, typed);
  if (own.length > 0) return oneOf(own);
  const [first] = area.communes;
  const home = first === undefined ? undefined : await unitByKey(deps.store, first.unit);
  const found = await places.find(deps, typed, home?.provinceCode);
  if (found.kind === 'none' || found.kind === 'too-many') return { kind: 'none' };
  const candidates = found.kind === 'one' ? [found.place] : found.candidates;
  const mine = area.communes.filter((place) => candidates.some((c) => isSame(c.unit, place.unit)));
  if (mine.length === 0) return { kind: 'outside', label: candidates.map((place) => place.label).join(', ') };
  // A slip or a divided commune is put to the officer by name, also where only one is left.
  return found.kind === 'one' ? oneOf(mine) : { kind: 'several', candidates: mine };
}

function oneOf(found: readonly Place[]): Named {
  const [only] = found;
  return found.length === 1 && only !== undefined
    ? { kind: 'one', place: only }
    : { kind: 'several', candidates: found };
}

function isSame(a: UnitKey, b: UnitKey): boolean {
  return a.code === b.code && a.validFrom === b.validFrom;
}

const KIND = /^(?:xa|x|phuong|p|thi tran|tt|dac khu) /;

function ownNamed(area: Area, typed: string): readonly Place[] {
  const exact = area.communes.filter((place) => place.label.toLowerCase() === typed.trim().toLowerCase());
  if (exact.length === 1) return exact;
  const name = foldName(typed);
  const whole = area.communes.filter((place) => foldName(place.label) === name);
  if (whole.length > 0) return whole;
  const bare = name.replace(KIND, '');
  return area.communes.filter((place) => foldName(place.label).replace(KIND, '') === bare);
}
