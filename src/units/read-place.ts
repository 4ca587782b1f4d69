/**
 * The ways in which typed words can be read as a commune and what lies around it: "xa Muong Than, h. Than Uyen" is
 * kind, name, surroundings. Pure.
 */
import type { Kind } from './kinds.ts';
import type { PlaceEntry, PlaceIndex } from './place-index.ts';
import { type Around, matchAt, NUMBER, type Phrase, phrase, readAround } from './read-around.ts';
import type { Word } from './typed-words.ts';

export type Reading = Pick<Around, 'surroundings' | 'age'> & {
  readonly entries: readonly PlaceEntry[];
  readonly name: readonly Word[];
  readonly kind: Kind | undefined;
  /** Every word is accounted for. */
  readonly whole: boolean;
};

export type Lookup = (name: readonly Word[]) => readonly PlaceEntry[];

const KINDS: readonly (readonly [Kind, readonly Phrase[]])[] = [
  ['xa', ['xã', 'x'].map(phrase)],
  ['phuong', ['phường', 'p', 'f'].map(phrase)],
  ['thi-tran', ['thị trấn', 'tt'].map(phrase)],
  ['dac-khu', ['đặc khu', 'dk'].map(phrase)],
  ['huyen-dao', ['huyện đảo'].map(phrase)],
];
/** What stands before a commune when the village is named too. */
const VILLAGE = new Set([
  'thon',
  'ban',
  'ap',
  'xom',
  'khu',
  'kp',
  'to',
  'tdp',
  'khom',
  'buon',
  'lang',
  'soc',
  'phum',
  'so',
  'ngo',
  'duong',
  'pho',
]);
const BEFORE = new Set([
  'toi',
  'em',
  'minh',
  'chau',
  'con',
  'chi',
  'anh',
  'nha',
  'o',
  'tai',
  'que',
  'song',
  'dang',
  'thuoc',
]);
const NAME_WORDS = 6;

/** Readings in which `lookup` knows the name, the first and longest first. */
export function readingsOf(index: PlaceIndex, words: readonly Word[], lookup: Lookup): readonly Reading[] {
  const readings: Reading[] = [];
  for (const start of startsOf(words)) {
    const led = isLead(words.slice(0, start));
    for (const { kind, length } of kindsAt(words, start)) {
      const from = start + length;
      for (let size = Math.min(NAME_WORDS, words.length - from); size > 0; size -= 1) {
        const name = words.slice(from, from + size);
        if (name.slice(1).some((w) => w.parted)) continue;
        // A bare number answers a question; it names no commune.
        if (kind === undefined && name.every((w) => NUMBER.test(w.folded))) continue;
        const entries = lookup(name);
        if (entries.length === 0) continue;
        const around = readAround(index, words.slice(from + size));
        readings.push({ entries, name, kind, ...around, whole: led && around.whole });
        if (led && around.whole) break;
      }
    }
    // What comes first is the commune; what comes after it lies around it.
    if (readings.some((r) => r.whole)) break;
  }
  return readings;
}

/** Where a commune's name may begin: at first, after words of courtesy, after a comma, at "xã", "phường", … */
function startsOf(words: readonly Word[]): readonly number[] {
  const courtesy = words.findIndex((w) => !BEFORE.has(w.folded));
  return words.flatMap((word, at) => {
    const begins = at === 0 || at === courtesy || word.parted || kindsAt(words, at).length > 1;
    return begins ? [at] : [];
  });
}

function isLead(words: readonly Word[]): boolean {
  const rest = words.slice(
    Math.max(
      0,
      words.findIndex((w) => !BEFORE.has(w.folded)),
    ),
  );
  const first = rest[0]?.folded;
  if (first === undefined || words.every((w) => BEFORE.has(w.folded))) return true;
  return VILLAGE.has(first) || NUMBER.test(first);
}

/** Without a kind, and with each kind that the words here may be. */
function kindsAt(
  words: readonly Word[],
  at: number,
): readonly { readonly kind: Kind | undefined; readonly length: number }[] {
  const found = KINDS.flatMap(([kind, phrases]) => {
    const length = Math.max(...phrases.map((p) => matchAt(words, at, p)));
    return length > 0 ? [{ kind, length }] : [];
  });
  return [{ kind: undefined, length: 0 }, ...found];
}
