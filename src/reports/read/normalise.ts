/** A message as it came, made plain before anything is read: same letters, same digits, ASCII marks. */
import { cleanTyped } from '../../vietnamese.ts';
import type { Form } from './form.ts';
import { markOldBytes } from './old-spellings.ts';

const SAME_MARK: ReadonlyMap<string, string> = new Map([
  ...[...'“”„‟«»″〝〞'].map((c) => [c, '"'] as const),
  ...[...'‘’‚‛′‹›`´'].map((c) => [c, "'"] as const),
  ...[...'‐‑‒–—―−﹣➖'].map((c) => [c, '-'] as const),
  ...[...'→➡⇒'].map((c) => [c, '→'] as const),
  ...[...'\r\v\f\u0085\u2028\u2029'].map((c) => [c, '\n'] as const),
  ['⁄', '/'],
  ['∕', '/'],
  ['÷', '/'],
  ['…', '...'],
  ['，', ','],
  ['、', ','],
  ['。', '.'],
  ['\uFFFD', '?'],
]);

/** Cyrillic and Greek capitals that look like Latin ones: a phone with another keyboard. */
const LOOKALIKE_FROM = 'АВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const LOOKALIKE_TO = 'ABCEHIJKMOPSTXYABEZHIKMNOPTYX';
const LOOKALIKE: ReadonlyMap<string, string> = new Map(
  [...LOOKALIKE_FROM].map((char, i) => [char, LOOKALIKE_TO[i] ?? char]),
);

const ENCLOSING_KEYCAP = '\u20E3';
const FIRST_MARK = 0x300;
const LAST_MARK = 0x36f;

export function normalise(text: string, form: Form): string {
  const whole = text.toWellFormed();
  const lines = whole.includes('\r') ? whole.replaceAll('\r\n', '\n') : whole;
  const plain = plainCharacters(markOldBytes(lines, form.old));
  const { markedKeyword, keywordMarks } = form;
  if (!markedKeyword || !keywordMarks.some((mark) => plain.includes(mark))) return plain;
  return plain.replace(markedKeyword, ` ${form.keyword} `);
}

/** One pass; a text of ASCII and composed Vietnamese comes out as it went in. */
function plainCharacters(text: string): string {
  let plain = '';
  let copied = 0;
  let combining = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80 && code !== 0x60 && code >= 0x0e) continue;
    if (code >= FIRST_MARK && code <= LAST_MARK) combining = true;
    const char = code >= 0xd800 && code < 0xdc00 ? text.slice(i, i + 2) : text.charAt(i);
    const same = replacementOf(char, code);
    if (same === char) {
      i += char.length - 1;
      continue;
    }
    plain += text.slice(copied, i);
    // 5️⃣ is a 5 in a frame.
    plain += char === ENCLOSING_KEYCAP && !/[0-9#*]$/u.test(plain) ? char : same;
    i += char.length - 1;
    copied = i + 1;
  }
  const whole = copied === 0 ? text : plain + text.slice(copied);
  // Taking an invisible character out can bring a letter and its accent together.
  return combining ? whole.normalize('NFC').replace(WITHOUT_LETTER, '') : whole;
}

/** An accent with nothing under it. */
const WITHOUT_LETTER = /(?<![\p{L}\p{M}])[\u0300-\u036F]+/gu;

/** Of the characters below, once they were met: Latin, punctuation and symbols. */
const MEMORY_END = 0x3100;
const replacements: (string | undefined)[] = [];

function replacementOf(char: string, code: number): string {
  const known = replacements[code];
  if (known !== undefined) return known;
  const found = char === ENCLOSING_KEYCAP ? '' : sameAs(char);
  if (code < MEMORY_END) replacements[code] = found;
  return found;
}

function sameAs(char: string): string {
  if (char.charCodeAt(0) >= FIRST_MARK && char.charCodeAt(0) <= LAST_MARK && char !== '\u034F') return char;
  const direct = SAME_MARK.get(char);
  if (direct !== undefined) return direct;
  const clean = cleanTyped(char);
  return SAME_MARK.get(clean) ?? LOOKALIKE.get(clean) ?? clean;
}
