/** Villages: `thôn 2`, `bản Nà Khoang`, `tổ 3 khu phố 5`. Their numbers are never counts. */
import { fold, foldName } from '../../vietnamese.ts';
import type { Item, NumberItem } from './items.ts';
import { findPhrase } from './phrases.ts';
import type { Scan } from './scan.ts';
import type { Token } from './tokenise.ts';
import { NAME_ENDS, VILLAGE_WORDS } from './vocabulary.ts';

const MAX_NAME_WORDS = 4;

export type VillageItem = Extract<Item, { kind: 'village' }>;

export function readVillage(state: Scan, at: number): number | undefined {
  const { tokens, items } = state;
  let i = afterVillageWord(tokens, at);
  if (i === undefined) return undefined;
  const inner = afterVillageWord(tokens, i);
  if (inner !== undefined) i = inner;
  while (tokens[i]?.kind === 'mark' && /^[.:]$/u.test(tokens[i]?.raw ?? '') && i < at + 5) i++;
  if (tokens[i]?.fold === 'so' && tokens[i + 1]?.kind === 'number') i++;
  const nameFrom = i;
  while (i < nameFrom + MAX_NAME_WORDS && belongsToName(state, i, i === nameFrom)) i++;
  const words = i - nameFrom;
  const number = tokens[i];
  let tail: NumberItem | undefined;
  if (number?.kind === 'number' && /^\d{1,3}$/u.test(number.raw) && !isPartOfMore(state, i, words)) {
    if (words > 0) {
      const value = Number(number.raw);
      tail = {
        kind: 'number',
        glued: false,
        typed: number.raw,
        value,
        fault: undefined,
        spoken: false,
        digits: true,
      };
    }
    i++;
    const letter = tokens[i];
    if (letter && !letter.gap && /^[A-Da-d]$/u.test(letter.raw) && tokens[i + 1]?.kind !== 'number') i++;
  }
  if (i === nameFrom) return undefined;
  const typed = tokens.slice(at, i).map((token) => (token.gap ? ' ' : '') + token.raw);
  const last = items.at(-1);
  const signed = last?.kind === 'word' && last.title;
  items.push({
    kind: 'village',
    glued: false,
    typed: '',
    name: typed.join('').trim(),
    signed,
    ...(tail ? { tail } : {}),
  });
  return i;
}

function afterVillageWord(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word' || (!token.gap && tokens[at - 1]?.kind === 'number')) return undefined;
  const forms = VILLAGE_WORDS.get(token.fold);
  if (!forms || (!token.plain && !forms.includes(token.raw.toLowerCase()))) return undefined;
  const [second, third] = [tokens[at + 1]?.fold, tokens[at + 2]?.fold];
  if (token.fold === 'khu' && (second === 'pho' || second === 'vuc')) return at + 2;
  if (token.fold === 'to' && second === 'dan' && third === 'pho') return at + 3;
  return at + 1;
}

function belongsToName(state: Scan, at: number, first: boolean): boolean {
  const { tokens, form } = state;
  const token = tokens[at];
  if (token?.kind !== 'word' || !token.gap) return false;
  if (form.keywordWords.has(token.fold) || NAME_ENDS.has(token.fold)) return false;
  if (findPhrase(form.names, tokens, at, true)) return false;
  const next = tokens[at + 1];
  if (form.codeOf.has(token.fold)) {
    // `thôn Mơ 2` is a village; a code without a vowel is no name of anything.
    return first && !token.plain && next?.kind !== 'number';
  }
  return next?.kind !== 'number' || next.gap;
}

/** A number that a code, a unit or a date takes is not the end of a village's name. */
function isPartOfMore(state: Scan, at: number, words: number): boolean {
  const { tokens, form } = state;
  const after = tokens[at + 1];
  if (!after || after.gap) return false;
  if (after.kind === 'mark') return /^[/+%-]$/u.test(after.raw) && tokens[at + 2]?.kind === 'number';
  if (after.kind !== 'word') return true;
  return words > 0 && form.codeOf.has(after.fold);
}

export type VillageMeant =
  | { readonly kind: 'own' }
  | { readonly kind: 'other'; readonly name: string }
  | { readonly kind: 'unclear' };

/**
 * Whose report it is. With the sender's villages known, one of them is their own; another named as a signature
 * (`Lan thôn 5`) changes nothing. Two different villages are asked.
 */
export function villageMeant(items: readonly Item[], own: readonly string[]): VillageMeant {
  const named: VillageItem[] = [];
  items.forEach((item, i) => {
    if (item.kind !== 'village') return;
    const before = items[i - 1]?.kind === 'break' ? items[i - 2] : items[i - 1];
    // `tổ 3, khu phố 5` is one place told twice.
    const sameKind = before?.kind === 'village' && firstWord(before.name) === firstWord(item.name);
    if (before?.kind === 'village' && !sameKind) return;
    if (!named.some((other) => sameVillage(other.name, item.name))) named.push(item);
  });
  const [only, second] = named;
  if (!only) return { kind: 'own' };
  if (second) return { kind: 'unclear' };
  if (own.length === 0 || only.signed || own.some((name) => isOwn(only.name, name))) return { kind: 'own' };
  return { kind: 'other', name: only.name };
}

function firstWord(name: string): string {
  return fold(name).split(' ', 1)[0] ?? '';
}

function sameVillage(a: string, b: string): boolean {
  return withoutKind(a) === withoutKind(b);
}

/** The sender's own village, with or without the word for village, and with whatever was typed after it. */
function isOwn(typed: string, own: string): boolean {
  const [a, b] = [withoutKind(typed), withoutKind(own)];
  return a === b || (b !== '' && a.startsWith(`${b} `));
}

function withoutKind(name: string): string {
  const words = foldName(name)
    .split(' ')
    .filter(
      (word, i, all) =>
        !(VILLAGE_WORDS.has(word) && i < all.length - 1) && !(i < 3 && /^(?:pho|dan|so)$/u.test(word)),
    );
  return words.map((word) => word.replace(/^0+(?=\d)/u, '')).join(' ');
}
