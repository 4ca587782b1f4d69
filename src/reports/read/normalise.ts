/** A message as it came, made plain before anything is read: same letters, same digits, ASCII marks. */
import { cleanTyped } from '../../vietnamese.ts';
import type { Form } from './form.ts';
import { markOldBytes } from './old-spellings.ts';

const ASCII = /^[\t\n\r\x20-\x7e]*$/u;
const KEYCAP = /([0-9#*])\u20E3/gu;
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

const SAME_MARK: ReadonlyMap<string, string> = new Map([
  ...[...'“”„‟«»″〝〞'].map((c) => [c, '"'] as const),
  ...[...'‘’‚‛′‹›`´'].map((c) => [c, "'"] as const),
  ...[...'‐‑‒–—―−﹣➖'].map((c) => [c, '-'] as const),
  ...[...'→➡⇒'].map((c) => [c, '→'] as const),
  ['⁄', '/'],
  ['∕', '/'],
  ['÷', '/'],
  ['…', '...'],
  ['，', ','],
  ['、', ','],
  ['。', '.'],
  ['\uFFFD', '?'],
]);
const SAME_MARK_PATTERN = new RegExp(`[${[...SAME_MARK.keys()].join('')}]`, 'gu');

/** Cyrillic and Greek capitals that look like Latin ones: a phone with another keyboard. */
const LOOKALIKE_FROM = 'АВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const LOOKALIKE_TO = 'ABCEHIJKMOPSTXYABEZHIKMNOPTYX';
const LOOKALIKE_PATTERN = new RegExp(`[${LOOKALIKE_FROM}]`, 'gu');

/** Clean ASCII passes untouched; the rest is one pass over each table. */
export function normalise(text: string, form: Form): string {
  const clean = ASCII.test(text) ? text : normaliseUnicode(text, form);
  const lines = clean.includes('\r') ? clean.replace(LINE_ENDS, '\n') : clean;
  return form.markedKeyword ? lines.replace(form.markedKeyword, ` ${form.keyword} `) : lines;
}

function normaliseUnicode(text: string, form: Form): string {
  // Removing an invisible character can bring a letter and its accent together, so both are done twice.
  return cleanTyped(cleanTyped(markOldBytes(text, form.old)))
    .replace(LINE_ENDS, '\n')
    .replace(KEYCAP, '$1')
    .replace(SAME_MARK_PATTERN, (c) => SAME_MARK.get(c) ?? c)
    .replace(LOOKALIKE_PATTERN, (c) => LOOKALIKE_TO[LOOKALIKE_FROM.indexOf(c)] ?? c);
}
