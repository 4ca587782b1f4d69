/** What stands in a message beside the command and the date. Pure. */

import { fold, foldName } from '../vietnamese.ts';
import { bareWords } from '../words/bare.ts';
import { withoutTwins } from '../words/twins.ts';
import type { Stage } from './typed-date.ts';

const POLITE = new Set(
  'a ah ak da vang em chi anh oi nhe nha nhi voi co bac cam on ok giup minh toi chau be con please pls'.split(
    ' ',
  ),
);
/** Longer than this and it is a sentence, not a name. */
const NAME_WORDS = 7;
const QUESTION =
  /\?|(?:^| )(?:khong|ko|k|hok|gi|sao|duoc|dc|nao|bao nhieu|the nao|ntn|bao gio|khi nao)(?: |$)/;
const COMMAND = /^[^\p{L}\p{N}]*(?:dk|dang ky|dang ki)(?!\p{L})[\s:,.-]*/u;
const EXPECTING =
  /^(?:(?:mang|co|dang) )?(?:mang )?(?:thai|bau)\b[\s,.;:-]*|[\s,.;:-]*\b(?:(?:mang|co|dang) )?(?:mang )?(?:thai|bau)$/;
/** `cho em voi be o xa …`: what stands before is no part of the address. */
const BEFORE_ADDRESS = /^.*?(?:^|[\s,.])(?:o|tai)[\s:]+(?=(?:xa|phuong|thi tran|tt|dac khu)[ .])/;
const AGE =
  /^(?:(?:be|con|chau|em|toi|minh|nha|da|dang|co|duoc|mang|thai|bau|vo) )*(?:\d{1,2} ?(?:thang|tuan|tuoi)(?: tuoi| roi)*|(?:thang|tuan) thu \d{1,2})(?![\p{L}\d])/u;
const LIVING_IN = /^[\s,.;:-]*(?:(?:o|ở|tai|tại|dia chi|địa chỉ|thuoc|thuộc)[\s:]+)?/i;

/** What stands after the command word; empty where only politeness does, the whole text where there is none. */
export function argumentOf(text: string): string {
  const words = foldName(text).split(' ');
  const bare = bareWords(words).join(' ');
  if (['dk', 'dang ky', 'dang ki'].includes(bare)) return '';
  const folded = fold(text);
  const source = folded.length === text.length ? text : folded;
  const argument = source.slice(COMMAND.exec(folded)?.[0].length ?? 0).trim();
  return isPolite(argument) ? '' : withoutTwins(argument);
}

/** `thai 8 thang`, `con toi 2 tuoi o Muong Than`: how old, and no day. */
export function ageTold(
  text: string,
): { readonly stage: Stage | undefined; readonly place: string | undefined } | undefined {
  const folded = fold(text);
  const [age] = AGE.exec(folded) ?? [];
  if (age === undefined) return undefined;
  const rest = (folded.length === text.length ? text : folded).slice(age.length);
  const born = /\b(?:be|con|chau|tuoi)\b/.test(age) ? 'born' : undefined;
  return { stage: /\b(?:thai|bau)\b/.test(age) ? 'due' : born, place: beside(rest).place };
}

export function isPolite(text: string): boolean {
  return foldName(text)
    .split(' ')
    .every((word) => word === '' || POLITE.has(word));
}

/** `thai`, `dang mang thai`: a birth is expected, no day is said. */
export function isExpecting(text: string): boolean {
  return isPolite(foldName(text).replace(EXPECTING, '')) && /\b(?:thai|bau)\b/.test(fold(text));
}

export function isSentence(text: string): boolean {
  const folded = fold(text);
  return asks(text) || folded.split(' ').length > NAME_WORDS;
}

export function asks(text: string): boolean {
  return QUESTION.test(fold(text));
}

export function isShort(text: string): boolean {
  return !asks(text) && foldName(text).split(' ').length <= 3;
}

/** The words around a date: a place, or only what says that a birth is expected, or politeness. */
export function beside(rest: string): {
  readonly place: string | undefined;
  readonly stage: Stage | undefined;
} {
  const folded = fold(rest);
  const source = folded.length === rest.length ? rest : folded;
  const found = EXPECTING.exec(folded);
  const left =
    found === null
      ? source
      : `${source.slice(0, found.index)} ${source.slice(found.index + found[0].length)}`;
  const address = left.slice(BEFORE_ADDRESS.exec(fold(left))?.[0].length ?? 0);
  const place = address
    .replace(LIVING_IN, '')
    .replace(/ nhé?$/i, '')
    .trim();
  return { place: isPolite(place) ? undefined : place, stage: found === null ? undefined : 'due' };
}
