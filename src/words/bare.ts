/** A short message as it was meant: its words without the politeness around them, a choice, yes or no. */
import { fold } from '../vietnamese.ts';

/** Letters and digits, apart. */
export function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}']+/u).filter((word) => word !== '');
}

/**
 * Politeness that may stand around a command. Nothing that could change its meaning: `co mat` is "present" and
 * `ba mat` is about a grandmother, neither of them the word MAT.
 */
const POLITE = new Set('a ah da vang em chi anh oi nhe nha nhi voi'.split(' '));

/** The words without politeness around them; all of them where nothing else is left. */
export function bareWords(words: readonly string[]): readonly string[] {
  let start = 0;
  let end = words.length;
  while (start < end - 1 && POLITE.has(words[start] ?? '')) start += 1;
  while (end > start + 1 && POLITE.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(start, end);
}

const YES = new Set('ok,oke,okay,okie,co,dong y,yes,y,phai,u,uh,vang,da'.split(','));
const NO = new Set('khong,ko,k,no,n'.split(','));

/** What a bare answer means: a number as it stands, yes and no in their usual words. */
export function choiceIn(text: string): number | 'yes' | 'no' | undefined {
  return choiceOf(wordsOf(fold(text)));
}

export function choiceOf(words: readonly string[]): number | 'yes' | 'no' | undefined {
  const bare = bareWords(words).join(' ');
  if (/^\d{1,2}$/.test(bare)) return Number(bare);
  if (YES.has(bare)) return 'yes';
  if (NO.has(bare)) return 'no';
  // `vang a`: nothing but manners, and one of them says yes.
  return words.every((word) => POLITE.has(word)) && words.some((word) => YES.has(word)) ? 'yes' : undefined;
}

/** `nhan nham roi a`: what was sent before was not meant. */
export function saysMistake(words: readonly string[]): boolean {
  return /^(?:toi |minh )?(?:(?:nhan|bam|soan|gui) )?nham(?: tin| roi| thoi)*$/.test(
    bareWords(words).join(' '),
  );
}

/** A choice, or a count as it is typed by itself. */
export function isBareAnswer(text: string): boolean {
  return choiceIn(text) !== undefined || /^\d{1,4}$/.test(bareWords(wordsOf(fold(text))).join(' '));
}

/** What may be meant for the code of an XOA or of a move: by itself, or as `XOA 4821`. Never a choice. */
export function codeIn(text: string): string | undefined {
  return codeOf(wordsOf(fold(text)))?.digits;
}

export function codeOf(
  words: readonly string[],
): { readonly digits: string; readonly erases: boolean } | undefined {
  const [, erases, digits] =
    /^(?:soan )?(xoa ?)?(?:het )?(?:ma )?(\d{3,6})$/.exec(bareWords(words).join(' ')) ?? [];
  return digits === undefined ? undefined : { digits, erases: erases !== undefined };
}
