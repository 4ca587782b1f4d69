/** Villages: `thôn 2`, `bản Nà Khoang`, `tổ 3 khu phố 5`. Their numbers are never counts. */
import type { NumberItem } from './items.ts';
import { foldLetters } from './letters.ts';
import { isTitleCase } from './names.ts';
import { ownNameEnd, ownNames } from './own-names.ts';
import { findPhrase } from './phrases.ts';
import type { Scan } from './state.ts';
import type { Token } from './tokenise.ts';
import { BEGIN_WORDS, NAME_ENDS, NAMES_TOO, VILLAGE_WORDS } from './vocabulary.ts';

const MAX_NAME_WORDS = 4;

export function readVillage(state: Scan, at: number): number | undefined {
  const { tokens, items } = state;
  let i = afterVillageWord(tokens, at);
  if (i === undefined) return undefined;
  const inner = afterVillageWord(tokens, i);
  if (inner !== undefined) i = inner;
  while (tokens[i]?.kind === 'mark' && /^[.:]$/u.test(tokens[i]?.raw ?? '') && i < at + 5) i++;
  if (tokens[i]?.fold === 'so' && tokens[i + 1]?.kind === 'number') i++;
  const nameFrom = i;
  const ownEnd = ownNameEnd(ownOf(state), tokens, nameFrom, true);
  if (ownEnd === undefined) {
    while (i < nameFrom + MAX_NAME_WORDS && belongsToName(state, i, i === nameFrom)) i++;
  } else i = ownEnd;
  const words = i - nameFrom;
  const number = tokens[i - 1]?.kind === 'number' ? undefined : tokens[i];
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
  const second = tokens[i - 1]?.kind === 'number' ? secondNumber(tokens, i) : undefined;
  const last = items.at(-1);
  const signed = last?.kind === 'word' && last.title;
  items.push({
    kind: 'village',
    glued: false,
    typed: '',
    name: nameOf(tokens, at, i),
    signed,
    ...(ownEnd === undefined || tail ? {} : { own: true }),
    ...(tail && second === undefined ? { tail } : {}),
  });
  if (second === undefined) return i;
  const name = `${tokens[at]?.raw} ${tokens[second]?.raw}`;
  items.push({ kind: 'village', glued: false, typed: '', name, signed });
  return second + 1;
}

/** One of the sender's own, without the word for village. */
export function readOwnVillage(state: Scan, at: number): number | undefined {
  const { tokens, items } = state;
  if (!mayBeginOwn(state, tokens[at]?.fold ?? '')) return undefined;
  const end = ownNameEnd(ownOf(state), tokens, at, false);
  if (end === undefined) return undefined;
  const name = nameOf(tokens, at, end);
  items.push({ kind: 'village', glued: false, typed: '', name, signed: false, own: true });
  return end;
}

/** Looked at before the names are made ready: in most messages no word begins as one of them does. */
function mayBeginOwn(state: Scan, folded: string): boolean {
  if (state.villages.length === 0) return false;
  state.ownLetters ??= ` ${state.villages.map(foldLetters).join(' ')}`;
  return state.ownLetters.includes(` ${folded.slice(0, 1)}`);
}

function ownOf(state: Scan): ReturnType<typeof ownNames> {
  state.own ??= ownNames(state.villages, state.form);
  return state.own;
}

/** As typed, but `thon2` in two words. */
function nameOf(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token, i, all) => {
      const apart = token.gap || (token.kind === 'number' && all[i - 1]?.kind === 'word');
      return (apart ? ' ' : '') + token.raw;
    })
    .join('')
    .trim();
}

/** `thôn 2,3`, `thôn 2 và 3`: the number of another village, where no code can claim it. */
function secondNumber(tokens: readonly Token[], at: number): number | undefined {
  const link = tokens[at];
  const number = tokens[at + 1];
  if (number?.kind !== 'number' || number.raw.length > 2) return undefined;
  const glued = link?.kind === 'mark' && /^[,&+-]$/u.test(link.raw) && !link.gap && !number.gap;
  const spaced = /^(?:va|&|\+)$/u.test(link?.fold ?? '');
  if (!glued && !spaced) return undefined;
  const after = tokens[at + 2];
  if (!after || after.kind === 'newline') return at + 1;
  if (after.kind === 'word' && after.gap && tokens[at + 3]?.kind === 'number') return at + 1;
  return after.kind === 'mark' && /^[:;,)]$/u.test(after.raw) ? at + 1 : undefined;
}

/** The index after the word for village at `at`. */
export function afterVillageWord(tokens: readonly Token[], at: number): number | undefined {
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
  if (form.keywordWords.has(token.fold) || endsName(token)) return false;
  const next = tokens[at + 1];
  if (token.fold === 'nam' && /^20\d\d$/u.test(next?.raw ?? '')) return false;
  if (next?.kind === 'number' && !next.gap) return false;
  // `thôn Mơ 2` is a village; a code that cannot be said is no name of anything.
  if (form.codeOf.has(token.fold)) {
    return first && BEGIN_WORDS.has(token.fold) && (isTitleCase(token.raw) || !token.plain);
  }
  return !findPhrase(form.names, tokens, at, true);
}

function endsName({ raw, fold, plain }: Token): boolean {
  if (plain && NAMES_TOO.has(fold) && isTitleCase(raw)) return false;
  return NAME_ENDS.has(raw.toLowerCase());
}

/** A number that a code, a unit or a date takes is not the end of a village's name. */
function isPartOfMore(state: Scan, at: number, words: number): boolean {
  const { tokens, form } = state;
  const after = tokens[at + 1];
  if (!after || after.gap || after.kind === 'newline') return false;
  if (after.kind === 'mark') {
    const joined = /^[/+%-]$/u.test(after.raw) && tokens[at + 2]?.kind === 'number';
    return joined && secondNumber(tokens, at + 1) === undefined;
  }
  if (after.kind !== 'word') return true;
  return words > 0 && form.codeOf.has(after.fold);
}
