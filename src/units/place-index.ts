/** All communes of today and of before by name, linked to what they became. Built once from the table of units. */
import type { SuccessorRow, UnitRow } from '../store/units.ts';
import { foldName } from '../vietnamese.ts';
import type { Kind } from './kinds.ts';
import { plainNumber } from './typed-words.ts';

export type PlaceEntry = {
  readonly code: string;
  readonly validFrom: string;
  readonly today: boolean;
  readonly kind: Kind;
  readonly name: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly districtName: string | null;
  /** Its next versions, and those before. */
  readonly became: readonly PlaceEntry[];
  readonly was: readonly PlaceEntry[];
};

type Linked = { -readonly [K in keyof PlaceEntry]: PlaceEntry[K] };
type ByName = ReadonlyMap<string, readonly PlaceEntry[]>;

export type PlaceIndex = {
  readonly byName: ByName;
  /** The same by name without spaces; made when first needed, which is when a name was mistyped. */
  readonly byLetters: () => ByName;
  /** Provinces and districts, of today and of before. */
  readonly surroundings: ReadonlySet<string>;
  /** Today's communes by what they lie or lay in; made when first needed. */
  readonly bySurrounding: () => ByName;
};

const DISTRICT_KIND = /^(?:huyện đảo|huyện|quận|thị xã|thành phố)\s+/iu;
const PADDED_NUMBER = /(?:^| )0\d/u;
const NONE: readonly PlaceEntry[] = [];

export function buildPlaceIndex(units: readonly UnitRow[], successors: readonly SuccessorRow[]): PlaceIndex {
  const versions = new Map<string, Linked[]>();
  const byName = new Map<string, PlaceEntry[]>();
  const surroundings = new Set(ALIASES.keys());
  const districts = new Set<string>();
  const today: PlaceEntry[] = [];
  for (const row of units) {
    if (row.level === 'province') {
      surroundings.add(row.nameFolded);
      continue;
    }
    const { code, validFrom, kind, name, provinceCode, provinceName, districtName } = row;
    const current = row.validTo === null;
    const known = { code, validFrom, kind, name, provinceCode, provinceName, districtName };
    const entry: Linked = { ...known, today: current, became: NONE, was: NONE };
    put(versions, code, entry);
    put(byName, plainNumbers(row.nameFolded), entry);
    if (current) today.push(entry);
    if (districtName !== null) districts.add(districtName);
  }
  for (const row of successors) {
    const before = versions.get(row.code)?.find((e) => e.validFrom === row.validFrom);
    const after = versions.get(row.newCode)?.find((e) => e.validFrom === row.newValidFrom);
    if (before === undefined || after === undefined) continue;
    before.became = [...before.became, after];
    after.was = [...after.was, before];
  }
  for (const district of districts) surroundings.add(districtFolded(district));
  return {
    byName,
    surroundings,
    byLetters: once(() => lettersOf(byName)),
    bySurrounding: once(() => inside(today)),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function inside(today: readonly PlaceEntry[]): ByName {
  const found = new Map<string, PlaceEntry[]>();
  for (const entry of today) for (const name of surroundingsOf(entry)) put(found, name, entry);
  return found;
}

function lettersOf(byName: ByName): ByName {
  const letters = new Map<string, readonly PlaceEntry[]>();
  for (const [name, entries] of byName) {
    const key = name.replaceAll(' ', '');
    letters.set(key, [...(letters.get(key) ?? NONE), ...entries]);
  }
  return letters;
}

function plainNumbers(folded: string): string {
  return PADDED_NUMBER.test(folded) ? folded.split(' ').map(plainNumber).join(' ') : folded;
}

/** As people shorten or remember provinces. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['hcm', 'ho chi minh'],
  ['tphcm', 'ho chi minh'],
  ['sai gon', 'ho chi minh'],
  ['hn', 'ha noi'],
  ['thua thien hue', 'hue'],
  ['vung tau', 'ba ria vung tau'],
]);

/** Today's communes that a unit has become, itself if it is one of today. */
export function currentEntries(entry: PlaceEntry): readonly PlaceEntry[] {
  return entry.today ? [entry] : [...new Set(entry.became.flatMap(currentEntries))];
}

/** Whether a commune lies or lay in a province or district of this name. */
export function liesIn(entry: PlaceEntry, surrounding: string): boolean {
  const names = surroundingsOf(entry);
  return names.has(surrounding) || names.has(ALIASES.get(surrounding) ?? surrounding);
}

/** Today's communes that lie or lay in all of these provinces and districts. */
export function communesIn(index: PlaceIndex, surroundings: readonly string[]): readonly PlaceEntry[] {
  const [first = '', ...rest] = surroundings;
  const map = index.bySurrounding();
  const found = map.get(first) ?? map.get(ALIASES.get(first) ?? first) ?? NONE;
  return found.filter((entry) => rest.every((name) => liesIn(entry, name)));
}

function surroundingsOf(entry: PlaceEntry): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (e: PlaceEntry) => {
    names.add(foldName(e.provinceName));
    if (e.districtName !== null) names.add(districtFolded(e.districtName));
  };
  for (const heir of currentEntries(entry)) add(heir);
  let before: readonly PlaceEntry[] = [entry];
  while (before.length > 0) {
    for (const e of before) add(e);
    before = before.flatMap((e) => e.was);
  }
  return names;
}

function districtFolded(district: string): string {
  return plainNumber(foldName(district.replace(DISTRICT_KIND, '')));
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
