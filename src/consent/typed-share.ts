/** `CHIA SE cho chồng em 0912345678` and `SO CU 0912345678`, taken apart. Pure. */

import { fold } from '../vietnamese.ts';
import { bareWords } from '../words/bare.ts';
import { mobileOf } from './typed-village.ts';

export type TypedShare = TypedNumber | { readonly kind: 'stop' };
export type TypedNumber =
  | { readonly kind: 'how' }
  /** `phone`: E.164; undefined where what stands there is no number that can be written to. */
  | { readonly kind: 'with'; readonly phone: string | undefined };

const SHARE = /^[^\p{L}\p{N}]*chia ?se(?!\p{L})/u;
const OLD_NUMBER = /^[^\p{L}\p{N}]*so ?cu(?!\p{L})/u;
const NUMBER = /\+?\d(?:[ .-]?\d){3,14}/;
const STOPS = new Set(['thoi', 'dung', 'ngung', 'huy', 'tc', 'stop']);
/** Whose number it is may be said: nothing else is a command any more. */
const BESIDE = new Set(
  (
    'cho voi sang toi den so sdt dt dien thoai di dong may cua tin chong vo ba ong noi ngoai bo me cha bac chu co di ' +
    'cau anh chi em con be chau nha minh toi nguoi than la giup nhe a ah vang da oi'
  ).split(' '),
);

/** undefined where other words stand there: then it is ordinary text. */
export function readShare(text: string): TypedShare | undefined {
  const rest = restOf(text, SHARE);
  return rest !== undefined && STOPS.has(bareWords(wordsIn(rest)).join(' '))
    ? { kind: 'stop' }
    : numberIn(rest);
}

export function readOldNumber(text: string): TypedNumber | undefined {
  return numberIn(restOf(text, OLD_NUMBER));
}

function restOf(text: string, command: RegExp): string | undefined {
  const folded = fold(text);
  const found = command.exec(folded);
  return found === null ? undefined : folded.slice(found[0].length);
}

function numberIn(rest: string | undefined): TypedNumber | undefined {
  if (rest === undefined) return undefined;
  const number = NUMBER.exec(rest);
  const beside = wordsIn(number === null ? rest : rest.replace(number[0], ' '));
  // Two numbers: one at a time.
  if (number !== null && beside.some((word) => /^\d{9,}$/.test(word))) return { kind: 'how' };
  if (!beside.every((word) => BESIDE.has(word))) return undefined;
  return number === null ? { kind: 'how' } : { kind: 'with', phone: mobileOf(number[0]) };
}

function wordsIn(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
