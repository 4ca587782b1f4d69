/** `CHIA SE cho chồng em 0912345678`, taken apart. Pure. */
import { bareWords } from '../route.ts';
import { fold } from '../vietnamese.ts';
import { phoneOf } from './typed-village.ts';

export type TypedShare =
  | { readonly kind: 'how' }
  | { readonly kind: 'stop' }
  /** `phone`: E.164; undefined where what stands there is no number that can be written to. */
  | { readonly kind: 'with'; readonly phone: string | undefined };

const COMMAND = /^[^\p{L}\p{N}]*chia ?se(?![\p{L}\p{N}])/u;
const GLUED = /^[^\p{L}\p{N}]*chia ?se(?=\d)/u;
const NUMBER = /\+?\d(?:[ .-]?\d){3,14}/;
const STOPS = new Set(['thoi', 'dung', 'ngung', 'huy', 'tc', 'stop']);
/** Whose number it is may be said: nothing else is a command any more. */
const BESIDE = new Set(
  (
    'cho voi sang toi den so sdt dt dien thoai di dong may cua tin chong vo ba ong noi ngoai bo me cha bac chu co di ' +
    'cau anh chi em con be chau nha minh toi nguoi than giup nhe a ah vang da oi'
  ).split(' '),
);

/** undefined where other words stand there: then it is ordinary text. */
export function readShare(text: string): TypedShare | undefined {
  const folded = fold(text);
  const command = COMMAND.exec(folded) ?? GLUED.exec(folded);
  if (command === null) return undefined;
  const rest = folded.slice(command[0].length);
  const number = NUMBER.exec(rest);
  const beside = wordsIn(number === null ? rest : rest.replace(number[0], ' '));
  if (number === null && STOPS.has(bareWords(beside).join(' '))) return { kind: 'stop' };
  // Two numbers: one at a time.
  if (number !== null && beside.some((word) => /^\d{9,}$/.test(word))) return { kind: 'how' };
  if (!beside.every((word) => BESIDE.has(word))) return undefined;
  return number === null ? { kind: 'how' } : { kind: 'with', phone: phoneOf(number[0]) };
}

function wordsIn(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
