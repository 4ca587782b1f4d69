/** Words that take along what follows them: telephones, people, places, days. None of it is a count. */
import { codeItem, isCode, isTitleCase } from './names.ts';
import { isNumberWord } from './number-words.ts';
import { phoneEnd } from './numbers.ts';
import { findPhrase } from './phrases.ts';
import { readFromTo } from './ranges.ts';
import { awaits, isServed, type Scan } from './state.ts';
import type { Token } from './tokenise.ts';
import { NUMBER_NAMES, PHONE_WORDS, PLACE_WORDS, TITLES } from './vocabulary.ts';

const TITLE_FORMS = new Set('chị anh cô chú bác dì cậu ông bà ba em mợ thím cụ'.split(' '));

export function readPhone(state: Scan, at: number, token: Token): number | undefined {
  if (!PHONE_WORDS.has(token.fold)) return undefined;
  let i = at + 1;
  while (state.tokens[i]?.kind === 'mark' && i < at + 3) i++;
  const end = phoneEnd(state.tokens, i, true) ?? phoneEnd(state.tokens, afterSlip(state.tokens, i), true);
  if (end === undefined) return brokenPhone(state, at, token, i);
  state.items.push({ kind: 'aside', glued: false, typed: '' });
  return end;
}

/** `ĐT: 0912 tuổi 345 678`: a telephone number that fell apart, or a count of the code DT. */
function brokenPhone(state: Scan, at: number, token: Token, numberAt: number): number | undefined {
  const code = state.form.codeOf.get(token.fold);
  if (code === undefined || token.plain || !/^0[35789]\d\d/u.test(state.tokens[numberAt]?.raw ?? ''))
    return undefined;
  state.items.push(codeItem(code, token, 'unclear-value'));
  return at + 1;
}

/** `ĐT:9/ 0912 345 678`: a number that was begun and broken off. */
function afterSlip(tokens: readonly Token[], at: number): number {
  const [number, mark] = [tokens[at], tokens[at + 1]];
  return number?.kind === 'number' && mark?.kind === 'mark' && /^[/.-]$/u.test(mark.raw) ? at + 2 : at;
}

/** Words that take the number or the name after them along: `lần 2`, `chị Ba`, `phường 5`, `ngày 31`. */
export function readAside(state: Scan, at: number, token: Token): number | undefined {
  const { tokens } = state;
  const lower = token.raw.toLowerCase();
  const aside = (next: number) => {
    state.items.push({ kind: 'aside', glued: false, typed: '' });
    return next;
  };
  const next = tokens[at + 1];
  if (token.fold === 'nam' && (token.plain || lower === 'năm')) {
    const yearAt = next?.kind === 'mark' && /^[:=-]$/u.test(next.raw) ? at + 2 : at + 1;
    const year = tokens[yearAt];
    if (/^20\d\d$/u.test(year?.raw ?? '')) {
      state.items.push({ kind: 'year', glued: false, typed: '', year: Number(year?.raw) });
      return yearAt + 1;
    }
  }
  if (awaits(state) && !isServed(state)) return undefined;
  const number =
    next?.kind === 'number' &&
    /^\d{1,2}$/u.test(next.raw) &&
    !isJoined(tokens, at + 1) &&
    !isSpokenOn(tokens[at + 2]);
  if (
    number &&
    next.raw.length === 1 &&
    token.fold === 'lan' &&
    (lower === 'lần' || (token.plain && (at === 0 || !isTitleCase(token.raw))))
  )
    return aside(at + 2);
  if (token.fold === 'lan' && next?.fold === 'thu' && tokens[at + 2]?.kind === 'number') return aside(at + 3);
  if (number && PLACE_WORDS.has(token.fold)) return aside(at + 2);
  if (number && lower === 'thứ') return aside(at + 2);
  if (token.fold === 'ngay' && (token.plain || lower === 'ngày')) {
    const claimed = isCode(state, tokens[at + 2]) && tokens[at + 3]?.kind !== 'number';
    if (number && tokens[at + 2]?.fold !== 'thang' && !claimed) return aside(at + 2);
    state.items.push({
      kind: 'word',
      glued: !token.gap,
      typed: token.raw,
      fold: 'ngay',
      title: false,
      codeLike: false,
    });
    return at + 1;
  }
  if (token.fold === 'tu' && (token.plain || lower === 'từ')) return readFromTo(state, at);
  if (
    TITLES.has(token.fold) &&
    ((token.plain && !isCode(state, token)) || TITLE_FORMS.has(lower)) &&
    next?.kind === 'word' &&
    next.gap
  ) {
    const phrase = findPhrase(state.form.names, tokens, at + 1, true);
    if (phrase && phrase.next > at + 2) return undefined;
    const named = NUMBER_NAMES.has(next.fold) || (isTitleCase(next.raw) && state.form.codeOf.has(next.fold));
    if (named && !isCode(state, next)) return aside(at + 2);
    if (named && tokens[at + 2]?.kind !== 'number' && isTitleCase(next.raw)) return aside(at + 2);
  }
  return undefined;
}

/** `phường 5mười`: a number that goes on in words. */
function isSpokenOn(token: Token | undefined): boolean {
  return token?.kind === 'word' && !token.gap && isNumberWord(token.fold);
}

function isJoined(tokens: readonly Token[], at: number): boolean {
  const mark = tokens[at + 1];
  const after = tokens[at + 2];
  return mark?.kind === 'mark' && !mark.gap && after?.kind === 'number' && !after.gap;
}
