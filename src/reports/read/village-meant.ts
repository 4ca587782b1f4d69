/** Whose report it is: the sender's own village, or another that the text names. */
import { foldName } from '../../vietnamese.ts';
import type { Item } from './items.ts';
import { VILLAGE_WORDS } from './vocabulary.ts';

type VillageItem = Extract<Item, { kind: 'village' }>;

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
    if (before?.kind === 'village' && !sameKind && !(before.own && item.own)) return;
    if (!named.some((other) => sameVillage(other.name, item.name))) named.push(item);
  });
  const [only, second] = named;
  if (!only) return { kind: 'own' };
  if (second) return { kind: 'unclear' };
  if (own.length === 0 || only.own || only.signed || own.some((name) => isOwn(only.name, name)))
    return { kind: 'own' };
  return { kind: 'other', name: only.name };
}

function firstWord(name: string): string {
  return foldName(name).split(' ', 1)[0] ?? '';
}

function sameVillage(a: string, b: string): boolean {
  return withoutKind(a) === withoutKind(b);
}

/** The sender's own village, with or without the word for village; words may follow it, a number makes it another. */
function isOwn(typed: string, own: string): boolean {
  const [a, b] = [withoutKind(typed), withoutKind(own)];
  return a === b || (b !== '' && a.startsWith(`${b} `) && !/\d/u.test(a.charAt(b.length + 1)));
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
