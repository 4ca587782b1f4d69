/** Which of a collaborator's own villages an answer names, and the answer without that name. Pure. */
import type { Role } from '../../handler.ts';
import { fold, foldName } from '../../vietnamese.ts';

export type Village = Role & { readonly villageId: string; readonly villageName: string };

export type Named<V> = {
  readonly villages: readonly V[];
  /** What is left for the reader of numbers. */
  readonly rest: string;
};

/** Stand before a name, in it or not. */
const KINDS = new Set('thon ban ap xom khom khu kp tdp to buon lang phum soc'.split(' '));
const BEFORE = new Set([...KINDS, ...'pho dan cu cua o tai'.split(' ')]);
/** A bare name that could be a number is only taken with its kind: `Bản Hai`. */
const NUMBER_WORDS = new Set(
  'khong mot hai ba bon nam lam sau bay tam chin muoi tram nghin ngan tu linh le'.split(' '),
);

type Word = { readonly folded: string; readonly from: number; readonly to: number };

export function villagesNamed<V extends { readonly villageName: string }>(
  text: string,
  own: readonly V[],
): Named<V> {
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((m) => ({
    folded: fold(m[0]),
    from: m.index,
    to: m.index + m[0].length,
  }));
  const taken = new Set<Word>();
  const found = new Set<V>();
  const spellings = own
    .flatMap((village) => spellingsOf(village.villageName).map((name) => ({ village, name })))
    .sort((a, b) => b.name.length - a.name.length);
  for (const { village, name } of spellings) {
    for (let at = 0; at + name.length <= words.length; at += 1) {
      const span = words.slice(at, at + name.length);
      if (!span.every((word, n) => word.folded === name[n] && !taken.has(word))) continue;
      for (const word of span) taken.add(word);
      for (let before = at - 1; BEFORE.has(words[before]?.folded ?? ''); before -= 1) {
        taken.add(words[before] as Word);
      }
      found.add(village);
    }
  }
  let rest = text;
  for (const { from, to } of [...taken].sort((a, b) => b.from - a.from)) {
    rest = `${rest.slice(0, from)} ${rest.slice(to)}`;
  }
  return { villages: own.filter((village) => found.has(village)), rest: rest.replace(/ {2,}/g, ' ').trim() };
}

/** The whole name, and the name without its kind where it cannot be taken for anything else. */
function spellingsOf(name: string): readonly (readonly string[])[] {
  const whole = foldName(name).split(' ');
  const bare = whole.slice(whole.findIndex((word) => !BEFORE.has(word)));
  const plain =
    bare.length < whole.length &&
    bare.some((word) => /^[a-z]{2,}$/.test(word)) &&
    !bare.some((word) => NUMBER_WORDS.has(word));
  return plain ? [whole, bare] : [whole];
}

const NAMES_VILLAGE = new Set('thon ban ap xom khom khu kp tdp buon lang phum'.split(' '));
const LONGEST_NAME = 3;

/** `thon 9`: a village by its kind, as typed; undefined where none is named so. */
export function villageByKind(text: string): string | undefined {
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  const at = words.findIndex((word, n) => NAMES_VILLAGE.has(fold(word)) && n + 1 < words.length);
  return at < 0 ? undefined : words.slice(at, at + LONGEST_NAME).join(' ');
}
