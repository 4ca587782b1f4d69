/** What an answer says: its numbers where they are certain, what to ask where they are not, or nothing about a count. */
import { foldName } from '../../vietnamese.ts';
import type { Values } from '../merge.ts';
import { readNumbers } from '../read/quick.ts';
import type { Question } from '../read/reading.ts';

export type QuickReading =
  | { readonly outcome: 'accepted'; readonly values: Values }
  /** Nothing is stored, the line is to be sent again. */
  | { readonly outcome: 'asked'; readonly questions: readonly Question[]; readonly line: string }
  /** A sentence that only begins like an answer: `đêm qua bé sốt 39 độ` without its accents. */
  | { readonly outcome: 'other' };

/** More words than these beside the numbers are a sentence. */
export const MOST_STRANGE = 3;

export function readAnswer(text: string, letters: readonly string[]): QuickReading {
  const read = readNumbers(text, letters);
  const strange = strangeWords(text).length;
  if (strange > MOST_STRANGE || (strange > 0 && !/\d/.test(text))) return { outcome: 'other' };
  if (!('values' in read)) return { outcome: 'asked', questions: read.questions, line: read.suggestion };
  if (strange === 0) return { outcome: 'accepted', values: read.values };
  // What the reader of reports lets pass around many codes may change the meaning of one number.
  return {
    outcome: 'asked',
    questions: [{ field: 'layout', reason: 'unclear-value' }],
    line: lineOf(letters, read.values),
  };
}

const KNOWN = new Set(
  [
    'em anh chi co chu bac ong ba da vang xin chao kinh gui thua nhe nha nhi oi ah ok cam on thanks luon day het',
    'la duoc dc so luong gom hien tong va voi bao cao',
    'khong ko chua ai nao ca chau tre be nguoi ng dua truong hop ho',
    'mot hai bon nam lam nham sau bay tam chin muoi tu tram linh le',
  ].flatMap((words) => words.split(' ')),
);

/** Words after the first that are no politeness, no unit and no number. */
export function strangeWords(text: string): readonly string[] {
  return foldName(text)
    .split(' ')
    .slice(1)
    .filter((word) => /^[a-z]{2,}$/.test(word) && !KNOWN.has(word));
}

function lineOf(letters: readonly string[], values: Values): string {
  if (letters.length === 1) return `DEM ${values[letters[0] ?? ''] ?? '?'}`;
  return `DEM ${letters.map((letter) => `${letter}${values[letter] ?? '?'}`).join(' ')}`;
}
