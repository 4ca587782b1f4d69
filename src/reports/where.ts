/** For which place a text reports: the sender's own village, one of several, or one that is not theirs. */
import type { Turn, UnitKey } from '../handler.ts';
import { remembered } from '../remembered.ts';
import { ownVillages } from '../roles.ts';
import { foldName } from '../vietnamese.ts';
import { PLACE_WORDS, TITLES, VILLAGE_WORDS } from './read/vocabulary.ts';

export type Place = {
  /** As in `reports.place`. */
  readonly key: string;
  readonly name: string;
  readonly commune: UnitKey | undefined;
  /** For who has two of one name: with its commune. */
  readonly label?: string;
};

export function ownPlaces(turn: Pick<Turn, 'roles'>): readonly Place[] {
  return ownVillages(turn).map((role) => ({
    key: role.villageId,
    name: role.villageName,
    commune: role.commune,
  }));
}

/** By what a text may call its place: any of the sender's own, and the one that it is for. */
export function namesFor(turn: Pick<Turn, 'roles'>, place?: Place): readonly string[] {
  const places = [...ownPlaces(turn), ...(place === undefined ? [] : [place])];
  return [...new Set(places.map(({ name }) => name))];
}

/** Those that cannot be taken for a count of one of the codes, as `Bản Km 12` can. */
export function namesWithout(names: readonly string[], codes: readonly string[]): readonly string[] {
  const folded = new Set(codes.map(foldName));
  return names.filter(
    (name) =>
      !foldName(name)
        .split(' ')
        .some((word) => folded.has(word)),
  );
}

/** The places whose name stands in the text, as subject or as signature; of names within names the longest. */
export function placesNamed<P extends Pick<Place, 'name'>>(text: string, places: readonly P[]): readonly P[] {
  return placesIn(` ${spaced(text)} `, places);
}

function placesIn<P extends Pick<Place, 'name'>>(words: string, places: readonly P[]): readonly P[] {
  const found = places
    .map((place) => ({ place, name: nameOf(place.name) }))
    .filter(({ name }) => words.includes(` ${name} `));
  return found
    .filter(
      ({ name }) => !found.some((other) => other.name !== name && ` ${other.name} `.includes(` ${name} `)),
    )
    .map(({ place }) => place);
}

/**
 * The same in a whole report, where a name may also be a person's, a commune's or a code: `chi Ha`, `xa Muong Than`,
 * `MO 3`. One syllable counts only after the word for village.
 */
export function placesReported<P extends Pick<Place, 'name'>>(
  text: string,
  places: readonly P[],
): readonly P[] {
  const words = ` ${spaced(text)} `;
  return placesIn(words, places).filter(({ name }) => {
    const own = nameOf(name);
    if (VILLAGE_WORDS.has(own.split(' ')[0] ?? '')) return true;
    return words.split(` ${own} `).some((before, i, parts) => {
      const last = before.trim().split(' ').at(-1) ?? '';
      if (i === parts.length - 1 || PLACE_WORDS.has(last) || TITLES.has(last)) return false;
      return own.includes(' ') || VILLAGE_WORDS.has(last);
    });
  });
}

/**
 * Places of a text that would be taken for `own`, and yet is not about it: named without the word for village, or by
 * a longer name (`Na Ban 2`). With the word it may be a signature, which the reader knows.
 */
export function placesBeside<P extends Pick<Place, 'key' | 'name'>>(
  text: string,
  places: readonly P[],
  own: Pick<Place, 'key' | 'name'>,
): readonly P[] {
  const found = placesReported(text, places);
  if (found.some(({ key }) => key === own.key)) return [];
  const words = ` ${spaced(text)} `;
  return found.filter((place) => {
    const name = nameOf(place.name);
    if (` ${name} `.includes(` ${nameOf(own.name)} `)) return true;
    const [before = ''] = words.split(` ${name} `);
    return (
      !VILLAGE_WORDS.has(name.split(' ')[0] ?? '') &&
      !VILLAGE_WORDS.has(before.trim().split(' ').at(-1) ?? '')
    );
  });
}

/** The text without the name of a place, and the word for village before it. */
export function withoutPlace(text: string, { name }: Pick<Place, 'name'>): string {
  const kinds = [...VILLAGE_WORDS.keys()].join('|');
  return ` ${spaced(text)} `.replace(new RegExp(` (?:(?:${kinds}) )*${nameOf(name)} `), ' ').trim();
}

const NAMES_KEPT = 5_000;

/** `Thôn 02` and `thon2` are one name. A village that is only a number keeps its word: a bare 2 is a count. */
export const nameOf = remembered((name: string) => {
  const folded = spaced(name);
  const own = bare(folded);
  return /^[\d ]+$/.test(own) ? folded : own;
}, NAMES_KEPT);

function bare(folded: string): string {
  const words = folded.split(' ');
  const from = words.findIndex(
    (word, i) => i === words.length - 1 || !(VILLAGE_WORDS.has(word) || word === 'so'),
  );
  return words.slice(from).join(' ');
}

function spaced(text: string): string {
  return foldName(text)
    .replace(/(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/g, ' ')
    .replace(/(?<= |^)(?:so )?0*(?=\d)/g, '');
}
