/**
 * What an officer can say after `GUI`, as one small grammar. Pure.
 *
 *   GUI [KHAN] [PH | CTV | TAT CA] [places] [: text]     GUI 4821     GUI HUY     GUI ?     XEM GUI
 *   GUI NGUNG     GUI TAM NGUNG     GUI TIEP
 *
 * A colon or a line end stands before the text; without one, an officer of one commune may leave it out.
 */

import { fold, foldName } from '../vietnamese.ts';
import { bareWords } from '../words/bare.ts';

export type Audience = 'parents' | 'collaborators' | 'everyone';

/** Names as they were typed, or every commune of the officer's area. */
export type Wanted = 'all' | readonly string[];

export type Request =
  | {
      readonly kind: 'draft';
      readonly urgent: boolean;
      readonly audience: Audience | undefined;
      readonly places: Wanted | undefined;
      readonly text: string | undefined;
    }
  | { readonly kind: 'code'; readonly digits: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'progress' };

const AUDIENCES: readonly (readonly [RegExp, Audience])[] = [
  [/^(?:ph|phu huynh|cha me|bo me)$/, 'parents'],
  [/^(?:ctv|cong tac vien)$/, 'collaborators'],
  [/^(?:tat ca|tat ca moi nguoi|moi nguoi|ca hai)$/, 'everyone'],
];
const MOST_AUDIENCE_WORDS = 4;

const CANCEL = new Set(['huy', 'bo', 'thoi']);
const STOP = new Set(['ngung', 'dung', 'stop', 'ngung gui', 'dung gui']);
const PAUSE = new Set(['tam ngung', 'tam dung', 'tam ngung gui', 'tam dung gui', 'pause']);
const RESUME = new Set(['tiep', 'tiep tuc', 'gui tiep', 'resume']);
const PROGRESS = new Set(['xem', 'tien do']);
const ALL_PLACES = /^(?:ca|toan|khap|tat ca)(?: cac)? (?:tinh|thanh pho|xa|phuong)$|^tat ca$/;
const KIND_WORD = /^(?:xa|x|phuong|p|thi tran|tt|dac khu) \S/;

/** Not the colon of a time of day. */
const BEFORE_TEXT = /(?<!\d):|:(?!\d)|\n/;

/** undefined: it begins like this command and is ordinary text. `communes`: how many the officer answers for. */
export function requestIn(text: string, communes: 'one' | 'several'): Request | undefined {
  const [first, ...others] = wordsIn(text);
  if (first === undefined) return undefined;
  if (first.folded === 'xem') {
    return others.length === 1 && others[0]?.folded === 'gui' ? { kind: 'progress' } : undefined;
  }
  if (first.folded !== 'gui') return undefined;
  const rest = text.slice(first.end).trim();
  return wordAfter(rest) ?? draftIn(rest, communes);
}

/** The audience, where the text is nothing but its name. */
export function audienceIn(text: string): Audience | undefined {
  const name = foldName(text);
  return AUDIENCES.find(([words]) => words.test(name))?.[1];
}

/** Names between commas, or the whole area. */
export function placesIn(text: string): Wanted {
  if (ALL_PLACES.test(foldName(text))) return 'all';
  return text
    .split(/[,;\n]|\s+v[aà]\s+(?=(?:x[aã]|ph[uư][oờ]ng|th[iị]|đặc|dac)\s)/iu)
    .map((name) => name.trim())
    .filter((name) => foldName(name) !== '');
}

export function isCancel(text: string): boolean {
  return CANCEL.has(bare(text));
}

function wordAfter(rest: string): Request | undefined {
  if (/^\?+$/.test(rest)) return { kind: 'progress' };
  const word = bare(rest);
  const digits = word.replaceAll(' ', '');
  if (/^\d{3,6}$/.test(digits)) return { kind: 'code', digits };
  if (CANCEL.has(word)) return { kind: 'cancel' };
  if (STOP.has(word)) return { kind: 'stop' };
  if (PAUSE.has(word)) return { kind: 'pause' };
  if (RESUME.has(word)) return { kind: 'resume' };
  return PROGRESS.has(word) ? { kind: 'progress' } : undefined;
}

function draftIn(rest: string, communes: 'one' | 'several'): Request | undefined {
  const hurry = /^khan(?: cap)?(?![\p{L}\p{N}])/u.exec(fold(rest).slice(0, 8));
  const urgent = hurry !== null;
  const afterHurry = urgent ? afterWords(rest, hurry[0].split(' ').length) : rest;
  const { audience, tail } = audienceAt(afterHurry);
  const draft = { kind: 'draft', urgent, audience } as const;
  if (audience === undefined && tail !== '' && !beginsWithCommunes(tail, communes)) return undefined;
  return { ...draft, ...placesAndText(tail, communes) };
}

export type PlacesAndText = { readonly places: Wanted | undefined; readonly text: string | undefined };

/** The communes that are named, and after a colon or a line end the text. */
export function placesAndText(tail: string, communes: 'one' | 'several'): PlacesAndText {
  if (tail === '') return { places: undefined, text: undefined };
  const { split, head, text } = parted(tail);
  if (split && head === '') return { places: undefined, text };
  const places = placesIn(head);
  if (communes === 'several' || places === 'all') return { places, text };
  if (split && areNamed(places)) return { places, text };
  const whole = tail.replace(/^[\s,.;-]+/, '');
  return { places: undefined, text: whole === '' ? undefined : whole };
}

function beginsWithCommunes(tail: string, communes: 'one' | 'several'): boolean {
  const { split, head } = parted(tail);
  if (split && head === '') return true;
  return areNamed(placesIn(head)) && (split || communes === 'several');
}

function parted(tail: string): {
  readonly split: boolean;
  readonly head: string;
  readonly text: string | undefined;
} {
  const mark = BEFORE_TEXT.exec(tail);
  const head = (mark === null ? tail : tail.slice(0, mark.index)).trim();
  const body = mark === null ? '' : tail.slice(mark.index + 1).trim();
  return { split: mark !== null, head, text: body === '' ? undefined : body };
}

function areNamed(places: Wanted): boolean {
  return places === 'all' || places.every((name) => KIND_WORD.test(foldName(name)));
}

/** The longest name of an audience at the start; two of them, or both of the others, are everyone. */
function audienceAt(text: string): { readonly audience: Audience | undefined; readonly tail: string } {
  const found: Audience[] = [];
  let tail = text.trim();
  for (;;) {
    const next = found.length === 0 ? tail : tail.replace(/^(?:[,+&]|v[aà]\s)\s*/iu, '');
    const taken = longestAudience(next);
    if (taken === undefined) break;
    found.push(taken.audience);
    tail = next.slice(taken.end).trim();
    // "TAT CA: …" must not look for a second one in the text.
    if (taken.audience === 'everyone') break;
  }
  const [first] = found;
  return { audience: found.some((a) => a !== first) ? 'everyone' : first, tail };
}

function longestAudience(text: string): { readonly audience: Audience; readonly end: number } | undefined {
  const line = BEFORE_TEXT.exec(text)?.index ?? text.length;
  const words = wordsIn(text.slice(0, line)).slice(0, MOST_AUDIENCE_WORDS);
  for (let n = words.length; n > 0; n -= 1) {
    const end = words[n - 1]?.end ?? 0;
    const audience = audienceIn(text.slice(0, end));
    if (audience !== undefined) return { audience, end };
  }
  return undefined;
}

type Word = { readonly folded: string; readonly end: number };

function wordsIn(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((m) => ({
    folded: fold(m[0]),
    end: m.index + m[0].length,
  }));
}

function afterWords(text: string, count: number): string {
  return text.slice(wordsIn(text)[count - 1]?.end ?? 0).trim();
}

function bare(text: string): string {
  return bareWords(foldName(text).split(' ')).join(' ');
}
