/** Which commune of today a person means by what they typed. Pure; asks rather than guesses. */
import type { UnitKey } from '../handler.ts';
import { labelOf } from './kinds.ts';
import { mistyped } from './one-slip.ts';
import { communesIn, currentEntries, liesIn, type PlaceEntry, type PlaceIndex } from './place-index.ts';
import { readAround } from './read-around.ts';
import { type Reading, readingsOf } from './read-place.ts';
import { accentKey, isAccented, joined, type Word, wordsOf } from './typed-words.ts';

export type Place = {
  /** A unit of today. */
  readonly unit: UnitKey;
  /** "xã Than Uyên, Lai Châu" */
  readonly label: string;
  /** The former name by which it was found: "xã Mường Cang". */
  readonly via?: string;
};

export type Found =
  | { readonly kind: 'one'; readonly place: Place }
  /** To be asked, even where it is only one: likeliest first. */
  | { readonly kind: 'several'; readonly candidates: readonly Place[] }
  /** Too many for a question by numbers: `ask` is what would tell them apart. */
  | { readonly kind: 'too-many'; readonly count: number; readonly ask: 'province' | 'district' | 'commune' }
  | { readonly kind: 'none' };

const MOST_CANDIDATES = 6;
const GLUED_LETTERS = 6;

/** `scope`: today's code of the province in which the person is likely to be. */
export function findPlace(index: PlaceIndex, typed: string, scope?: string): Found {
  const words = wordsOf(typed);
  if (words.length === 0) return { kind: 'none' };

  const exact = readingsOf(index, words, (name) => named(index, name));
  const whole = exact.filter((r) => r.whole);
  if (whole.length > 0) {
    const { matches, sure } = narrowed(whole, scope);
    return foundOf(matches, scope, sure);
  }
  const around = readAround(index, words);
  if (around.whole && around.surroundings.length > 0) {
    const inside = communesIn(index, around.surroundings);
    if (inside.length > 0) return foundOf(inside.map(direct), scope, false, 'commune');
  }
  const slips = readingsOf(index, words, (name) => nearlyNamed(index, name)).filter((r) => r.whole);
  const rest = slips.length > 0 ? slips : exact;
  return rest.length > 0 ? foundOf(narrowed(rest, scope).matches, scope, false) : { kind: 'none' };
}

/** One way from the typed name to a commune of today. */
type Match = { readonly heir: PlaceEntry; readonly entry: PlaceEntry };

function direct(entry: PlaceEntry): Match {
  return { heir: entry, entry };
}

function named(index: PlaceIndex, name: readonly Word[]): readonly PlaceEntry[] {
  const folded = joined(name);
  const found = index.byName.get(folded);
  if (found !== undefined || name.length > 1 || folded.length < GLUED_LETTERS) return found ?? [];
  return index.byLetters().get(folded) ?? [];
}

function nearlyNamed(index: PlaceIndex, name: readonly Word[]): readonly PlaceEntry[] {
  const letters = joined(name).replaceAll(' ', '');
  const found: PlaceEntry[] = [];
  for (const [candidate, entries] of index.byLetters())
    if (mistyped(letters, candidate)) found.push(...entries);
  return found;
}

function narrowed(
  readings: readonly Reading[],
  scope: string | undefined,
): { matches: readonly Match[]; sure: boolean } {
  let sure = true;
  const matches = readings.flatMap(({ entries, name, kind, surroundings, age }) => {
    const inside = entries.filter((e) => surroundings.every((s) => liesIn(e, s)));
    // A district or province that does not fit makes it a question.
    if (inside.length === 0) sure = false;
    const reached = (inside.length > 0 ? inside : entries).flatMap((entry) =>
      currentEntries(entry).map((heir) => ({ heir, entry })),
    );
    const aged = age === undefined ? reached : preferred(reached, (m) => m.entry.today === (age === 'today'));
    const spelled = isAccented(name) ? joined(name, 'accented') : undefined;
    const placed = inside.length > 0 && surroundings.length > 0;
    const near = likeliest(aged, placed ? undefined : scope, spelled);
    return preferred(near, (m) => kind === undefined || m.entry.kind === kind);
  });
  return { matches, sure };
}

/** Spelled just so, and in the person's own province, as far as the two agree. */
function likeliest(
  matches: readonly Match[],
  scope: string | undefined,
  spelled: string | undefined,
): readonly Match[] {
  const fits = (m: Match) => spelled === undefined || accentKey(m.entry.name) === spelled;
  const inside = matches.filter((m) => m.heir.provinceCode === scope);
  if (inside.length === 0) return preferred(matches, fits);
  const outside = matches.filter((m) => m.heir.provinceCode !== scope && fits(m));
  if (!inside.some(fits)) return [...inside, ...outside];
  const chosen = inside.filter(fits);
  // Here it is only a former name: a commune of today elsewhere may be meant as well.
  return chosen.some((m) => m.entry.today) ? chosen : [...chosen, ...outside.filter((m) => m.entry.today)];
}

/** Those that fit, or all where none does. */
function preferred<T>(list: readonly T[], fits: (item: T) => boolean): readonly T[] {
  const fitting = list.filter(fits);
  return fitting.length > 0 ? fitting : list;
}

function foundOf(
  matches: readonly Match[],
  scope: string | undefined,
  sure: boolean,
  unsaid?: 'commune',
): Found {
  const byHeir = new Map<PlaceEntry, Match>();
  for (const match of matches) {
    const other = byHeir.get(match.heir);
    if (other === undefined || (match.entry.today && !other.entry.today)) byHeir.set(match.heir, match);
  }
  const all = [...byHeir.values()].sort((a, b) => rankOf(a, scope) - rankOf(b, scope) || byLabel(a, b));
  const provinces = new Set(all.map((m) => m.heir.provinceCode));
  // Within one province asking for it would lead nowhere: names of today come first, then as many as fit.
  const fits = all.length <= MOST_CANDIDATES || (provinces.size === 1 && all[0]?.entry.today && !unsaid);
  if (!fits) {
    return {
      kind: 'too-many',
      count: all.length,
      ask: unsaid ?? (provinces.size > 1 ? 'province' : 'district'),
    };
  }
  const chosen = all.slice(0, MOST_CANDIDATES);
  const vias = chosen.filter((m) => !m.entry.today).map(viaOf);
  const places = chosen.map((match) => placeOf(match, vias));
  const [first] = places;
  if (first === undefined) return { kind: 'none' };
  return places.length === 1 && sure
    ? { kind: 'one', place: first }
    : { kind: 'several', candidates: places };
}

/** Near ones first, then names of today, then heirs that kept the former name. */
function rankOf({ heir, entry }: Match, scope: string | undefined): number {
  return (heir.provinceCode === scope ? 0 : 4) + (entry.today ? 0 : 2) + (heir.name === entry.name ? 0 : 1);
}

function byLabel(a: Match, b: Match): number {
  return placeLabel(a.heir) < placeLabel(b.heir) ? -1 : 1;
}

function placeLabel(unit: PlaceEntry): string {
  return `${labelOf(unit)}, ${unit.provinceName}`;
}

function placeOf(match: Match, vias: readonly string[]): Place {
  const { heir, entry } = match;
  const place = {
    unit: { code: heir.code, validFrom: heir.validFrom },
    label: placeLabel(heir),
  };
  if (entry.today) return place;
  const via = viaOf(match);
  const shared = vias.filter((v) => v === via).length > 1 && entry.districtName !== null;
  return { ...place, via: shared ? `${via}, ${entry.districtName}` : via };
}

function viaOf({ entry }: Match): string {
  return labelOf(entry);
}
