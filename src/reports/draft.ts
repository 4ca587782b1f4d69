/**
 * What is still open about a report: the line as it was offered, with `?` where something is not known. An answer
 * fills the line in, and the whole line is read again by the same reader.
 */
import type { Said } from '../handler.ts';
import { fold } from '../vietnamese.ts';
import type { Flags } from './merge.ts';

export type Draft = {
  readonly form: string;
  readonly place: string;
  /** `BC T10 KT? KD3`: unaccented, in the reader's own layout. */
  readonly line: string;
  /** Codes that OK confirms although they are far from the history, and why they were asked. */
  readonly confirm: Flags;
  /** Months to choose from by number, `YYYY-MM`. */
  readonly periods: readonly string[];
  /** What was sent, to know its repeat. */
  readonly text: string;
  /** When the line was said: its month without a year is told from then. */
  readonly sentAt: number;
  /** By month, what of the line is stored already: an answer does not say it anew. */
  readonly taken: Readonly<Record<string, readonly string[]>>;
};

/** Which village a text is about is open: the text waits as it came. */
export type PlaceDraft = {
  readonly form: string;
  readonly places: readonly string[];
  readonly text: string;
  readonly sentAt: number;
  /** What came while it was open, and how each is asked when its turn comes. */
  readonly next?: readonly { readonly draft: PlaceDraft; readonly said: Said }[];
};

/** The codes whose number is missing in a line. */
export function askedIn(line: string): readonly string[] {
  return [...line.matchAll(/(?<![A-Z0-9])([A-Z]{2,3})\?/g)].map((found) => found[1] ?? '');
}

export function asksMonth(line: string): boolean {
  return /\bT\?/.test(line);
}

/** Unknown counts in a line of several months: it can't be told whose they are. */
export function isMixedUp(line: string): boolean {
  return !isWhole(line) && (line.match(/\bT(?:\d|\?)/g) ?? []).length > 1;
}

export function isWhole(line: string): boolean {
  return !line.includes('?');
}

export function withMonth(line: string, shown: string): string {
  return line.replace(/\bT\?/, shown);
}

/** The line with numbers put in; undefined where a code stands in it twice, so that it must be sent whole. */
export function withValues(
  line: string,
  values: Readonly<Record<string, number | string>>,
): string | undefined {
  let filled = line;
  for (const [code, value] of Object.entries(values)) {
    const place = new RegExp(`(?<![A-Z0-9])${code}(?:\\?|\\d+)`, 'g');
    const found = filled.match(place)?.length ?? 0;
    if (found > 1) return undefined;
    filled = found === 1 ? filled.replace(place, `${code}${value}`) : `${filled} ${code}${value}`;
  }
  return filled;
}

/** The line without the codes that are still unknown: what can be stored of it. */
export function known(line: string): string {
  return line.replace(/ [A-Z]{2,3}\?/g, '');
}

/** Signs count: `KT ~5` and `KT 5` are not the same. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string) => fold(text).replace(/\s+/g, ' ').trim();
  return plain(a) === plain(b);
}
