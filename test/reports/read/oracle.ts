/**
 * A second opinion, written from the rules alone and sharing nothing with the reader but the form: is each stored
 * count said in the text, beside its own code, in one of the allowed ways? It errs on the side of the reader.
 */
import type { FormFile } from '../../../content/forms/shape.ts';
import { namesOf } from '../../../src/reports/read/form.ts';
import type { Reading } from '../../../src/reports/read/reading.ts';

const LOOKALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  [...'АВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((char, i) => [char, 'ABCEHIJKMOPSTXYABEZHIKMNOPTYX'[i] ?? char]),
);

/** Folded as a person would read it: no accents, no case, no invisible characters; digits stay what they are. */
export function plain(text: string): string {
  return (
    [...text.normalize('NFC').replace(/\p{Cf}|\p{Variation_Selector}|\u034F|\0|\u20E3/gu, '')]
      .map((char) => {
        const code = char.codePointAt(0) ?? 0;
        if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
        return LOOKALIKE[char] ?? char;
      })
      .join('')
      .normalize('NFD')
      // A mark that was typed between a letter and its accent.
      .replace(/(?<=\p{L})[^\p{L}\p{N}\s?](?=\p{M}+\p{L})/gu, '')
      .replace(/\p{M}/gu, '')
      .replace(/[đĐðÐ]/gu, 'd')
      .replace(/(?<=[a-z])([aeo])\1/giu, '$1')
      .replace(/[‐‑‒–—―−]/gu, '-')
      .replace(/[“”„«»〝〞‘’‚‛′‹›`´"']/gu, '"')
      .replace(/[^\S\n]/gu, ' ')
      .toLowerCase()
  );
}

/** As `plain`, where `dd` is the letter đ of Telex. */
function withTelexD(folded: string): string {
  return folded.replace(/dd/gu, 'd');
}

/** As `plain`, without the marks that VIQR has for accents: `ma.ng`. */
function withoutViqr(folded: string): string {
  return folded.replace(/(?<=[a-z])[.'`?~^(+](?=[a-z])/gu, '');
}

/** As `plain`, where Telex was typed with its tone or its second letter at the end: `cos`, `xax`, `cana`. */
function withTelexEnds(folded: string): string {
  return withTelexD(folded)
    .replace(/([aeiouy][a-z]{0,2})[sfrxj](?![a-z])/gu, '$1')
    .replace(/([aeo])([a-z]{1,2})\1(?![a-z])/gu, '$1$2');
}

const ONES = ['', 'mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin'];

/** A number below ten thousand in words, as a pattern. */
function inWords(value: number): string {
  if (value === 0) return ZERO;
  const thousands = Math.floor(value / 1000);
  const hundreds = Math.floor((value % 1000) / 100);
  const rest = value % 100;
  const parts: string[] = [];
  if (thousands) parts.push(`${ONES[thousands]} +(?:nghin|ngan)`);
  if (hundreds) parts.push(`${ONES[hundreds]} +tram`);
  else if (thousands && rest) parts.push('khong +tram');
  if (rest) parts.push(rest < 10 && parts.length ? `(?:linh|le) +${last(rest)}` : belowHundred(rest));
  return parts.join(' +');
}

function last(digit: number): string {
  return digit === 4 ? '(?:bon|tu)' : (ONES[digit] ?? '');
}

function belowHundred(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return ONES[ones] ?? '';
  const ten = tens === 1 ? 'muoi' : `${ONES[tens]} +muoi`;
  if (ones === 0) return ten;
  if (ones === 5) return `${ten} +(?:lam|nham)`;
  return `${ten} +${tens > 1 && ones === 4 ? '(?:bon|tu)' : ONES[ones]}`;
}

const ZERO =
  '(?:(?:khong|ko|0)(?: co)?|hong co|chua co)(?:(?: co)? (?:ai|(?:chau|tre|tre em|em|be|nguoi|dua|truong hop|ca)(?: nao)?))?';

function inDigits(value: number): string {
  const digits = String(value).replaceAll('0', '[0o]');
  const grouped = value >= 1000 ? `|${digits.replace(/^(.)/u, '$1\\.')}` : '';
  return `(?:(?:0[0o]*)?(?:${digits}${grouped})(?:\\.00?)?)`;
}

/** What may stand between a code and its number, and what may follow the number at once. */
const BETWEEN =
  '(?:\\p{Extended_Pictographic}|[\\s:=.,;()\\[\\]{}_/|#*"\\\\>→•!&-]|(?:hien co|so luong|la|co|duoc|dc|gom)(?![a-z]))*?';
const GLUED_FILLER = '(?:la|co)?';
const NEVER_BEFORE = /(?:[~<≈±≥≤+$?%]|=>|(?<!-)>)\s*$|(?:[^a-z0-9)]-|\s\.)$/u;
const NEVER_AFTER =
  /^(?:\d| *[%‰?²³⁰-⁹½¼]| *(?:-|\+|\/|~) *\d(?!\d?h| h|\d?\/\d\d?\/20)|[lisk](?![a-z])| +(?:nam(?! ?\d| oi?(?![a-z]))|nu(?! oi)|trai|gai|tuoi|tram|nghin|ngan|chuc|trieu|ruoi|phan tram)(?![a-z]))/u;
const UNIT = '(?: *(?:chau|tre em|tre|em be|em|be|nguoi|ng|c|dua tre|dua|truong hop))?';
const BEFORE_CODE = /(?:^|[^a-z]|dd?)$/u;

export type Spelled = ReadonlyMap<string, readonly string[]>;

export function oracle(form: FormFile) {
  const known = new Map(form.codes.map((code) => [code.code, [code.code, ...namesOf(code)].map(phrase)]));
  const glued = new RegExp(
    `^(?:${[...form.codes.map(({ code }) => plain(code)), ...form.keywords.map(plain), 'chau', 'tre', 'em', 'be', 'nguoi', 'ng', 'c', 'o'].join('|')})*$`,
    'u',
  );

  function isSaid(text: string, code: string, value: number, spelled: Spelled): boolean {
    const names = [...(known.get(code) ?? []), ...(spelled.get(code) ?? []).map(phrase)];
    const number = `(?:${inDigits(value)}|${inWords(value)})`;
    const after = new RegExp(`(${names.join('|')})(${BETWEEN}|${GLUED_FILLER})(${number})`, 'gu');
    const before = new RegExp(`(${number})(${UNIT}[\\s:=.,;()_/|#*"-]*)(${names.join('|')})`, 'gu');
    return (
      matches(text, after).some((match) => {
        const [whole, name = '', gap = ''] = match;
        const end = match.index + whole.length;
        return (
          startsWell(text, match.index) &&
          !NEVER_BEFORE.test(text.slice(0, match.index) + name + gap) &&
          !NEVER_AFTER.test(text.slice(end)) &&
          !/^[.,:/+*~x='-]\d/u.test(/\d$/u.test(whole) ? text.slice(end) : '')
        );
      }) ||
      matches(text, before).some((match) => {
        const lead = text.slice(0, match.index);
        const month = /(?:^|[^a-z])t(?:h|hang)? *\d{1,2},$/u.test(lead);
        return (
          (month || !/[0-9]$|[0-9][.,/x*+~-]$/u.test(lead)) &&
          !/(?:[~<≈±≥≤+$?]|[^a-z0-9]-|[\s]-)$/u.test(lead)
        );
      })
    );
  }

  /** A code at the beginning of a word, or after others that are written together with it. */
  function startsWell(text: string, at: number): boolean {
    const lead = text.slice(Math.max(0, at - 40), at);
    if (BEFORE_CODE.test(lead)) return true;
    const word = /[a-z]+$/u.exec(lead)?.[0] ?? '';
    return glued.test(word) || word.length > 1 || word === 'a' || /\d[olix]$/u.test(lead);
  }

  /** The stored counts that the text does not say. */
  return (typed: string, reading: Reading, spelled: Spelled = new Map()): readonly string[] => {
    const folded = plain(typed);
    const spellings = [folded, withTelexD(folded), withTelexEnds(folded), withoutViqr(folded)];
    return reading.reports.flatMap(({ values }) =>
      Object.entries(values)
        .filter(([code, value]) => !spellings.some((text) => isSaid(text, code, value, spelled)))
        .map(([code, value]) => `${code}=${value} is nowhere in the text`),
    );
  };
}

function phrase(name: string): string {
  const words = plain(name).match(/[a-z]+|\d+/gu) ?? [];
  const lost = (word: string) => [...word].map((letter) => `[${letter}?]`).join('');
  return words
    .map((word) => (/^\d/u.test(word) ? `0*${word}` : words.length > 1 ? lost(word) : word))
    .join('[\\s,/.()-]*');
}

function matches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match);
    // The next may begin inside this one.
    pattern.lastIndex = match.index + 1;
  }
  return found;
}
