/** What a word means where it stands: each reader below takes it or leaves it to the next. */

import { readAside, readPhone } from './asides.ts';
import { readCode, readGlued } from './codes.ts';
import type { Meaning } from './common-phrases.ts';
import { readCommon } from './common-words.ts';
import { KEYWORD_MEANING } from './form.ts';
import { namedMonth } from './month.ts';
import { codeItem, faultBeforeName, isCode, isTitleCase } from './names.ts';
import { readSpoken } from './number-words.ts';
import { signBefore } from './numbers.ts';
import { push } from './period-parts.ts';
import { findPhrase, type PhraseFound } from './phrases.ts';
import { splitWord } from './split-word.ts';
import { awaits, repeatsInBrackets, type Scan } from './state.ts';
import type { Token } from './tokenise.ts';
import { readUnknown } from './unknown.ts';
import { mayBeVillage } from './village-or-count.ts';
import { readOwnVillage, readVillage } from './villages.ts';
import { VOCABULARY } from './vocabulary.ts';

export function readWord(state: Scan, at: number): number {
  const token = state.tokens[at];
  if (!token) return at + 1;
  const code = token.plain ? state.form.onlyCodes.get(token.fold) : undefined;
  if (code !== undefined) {
    const fault = faultBeforeName(state, false) ?? (mayBeVillage(state, at) ? 'village-unclear' : undefined);
    state.items.push(codeItem(code, token, fault));
    return at + 1;
  }
  if (token.fold === 't' && isPlainMonth(state, at)) {
    const mention = namedMonth(Number(state.tokens[at + 1]?.raw), undefined, state.sent);
    return push(state, at, { mention, next: at + 2 });
  }
  if (state.form.keywordWords.has(token.fold)) {
    state.items.push({ kind: 'keyword', glued: !token.gap, typed: token.raw });
    return at + 1;
  }
  if (!state.form.leading.has(token.fold) && !token.alternatives) {
    return readOwnVillage(state, at) ?? readUnlisted(state, at, token);
  }
  return (
    readPhone(state, at, token) ??
    readVillage(state, at) ??
    readOwnVillage(state, at) ??
    readAside(state, at, token) ??
    readSpokenHere(state, at) ??
    readPhrase(state, at, token) ??
    readUnlisted(state, at, token)
  );
}

/** `T10 KT5`, `T10` at the end: the way nearly all months are written. */
function isPlainMonth({ tokens, form }: Scan, at: number): boolean {
  const [number, next] = [tokens[at + 1], tokens[at + 2]];
  if (number?.kind !== 'number' || number.gap || number.raw.length > 2 || number.raw !== number.fold)
    return false;
  return (
    !next || next.kind === 'newline' || (next.kind === 'word' && next.gap && form.onlyCodes.has(next.fold))
  );
}

/** What these make of the number before them, they may mean with a wrong accent too: `11 nư`, `46 trám`. */
const COUNTS_OTHERWISE = new Set('nu trai gai tuoi nghin ngan tram chuc trieu ruoi'.split(' '));

function readGarbled(state: Scan, at: number, token: Token): number | undefined {
  const last = state.items.at(-1)?.kind;
  if (token.plain || !COUNTS_OTHERWISE.has(token.fold) || (last !== 'number' && last !== 'unit'))
    return undefined;
  state.items.push({ kind: 'doubt', glued: !token.gap, typed: token.raw, reason: 'not-one-number' });
  return at + 1;
}

/** A word that is in no table as it stands. */
function readUnlisted(state: Scan, at: number, token: Token): number {
  return (
    readGarbled(state, at, token) ??
    readCode(state, at, token) ??
    readGlued(state, at, token) ??
    readParts(state, at, token) ??
    readUnknown(state, at, token)
  );
}

function readParts(state: Scan, at: number, token: Token): number | undefined {
  const parts = splitWord(token, state.tokens[at + 1], state.form);
  if (!parts) return undefined;
  state.tokens.splice(at, 1, ...parts);
  return at;
}

function readPhrase(state: Scan, at: number, token: Token): number | undefined {
  const name = findPhrase(state.form.names, state.tokens, at, true);
  const common = findPhrase(VOCABULARY, state.tokens, at, false);
  if (name && name.next >= (common?.next ?? 0)) {
    if (isUnitBefore(state, at, common, name.next)) {
      state.items.push({ kind: 'unit', glued: !token.gap, typed: token.raw });
      return at + 1;
    }
    if (name.meaning === KEYWORD_MEANING) {
      state.items.push({ kind: 'keyword', glued: !token.gap, typed: token.raw });
    } else {
      const fault = faultBeforeName(state, name.next - at > 1);
      state.items.push(codeItem(name.meaning, token, fault));
    }
    return name.next;
  }
  if (!common || (common.next === at + 1 && isCode(state, token) && !isSameAgain(state, at, token)))
    return undefined;
  return readCommon(state, at, token, common.meaning as Meaning, common.next);
}

/** `21 trẻ Khuyết tật nặng … 3`: the word belongs to the number before it, as the longer name shows. */
function isUnitBefore(state: Scan, at: number, common: PhraseFound | undefined, nameEnd: number): boolean {
  if (common?.meaning !== 'unit') return false;
  let before = state.items.length - 1;
  while (state.items[before]?.kind === 'joint') before--;
  if (state.items[before]?.kind !== 'number') return false;
  const from = state.tokens[at + 1]?.kind === 'mark' ? at + 2 : at + 1;
  const after = findPhrase(state.form.names, state.tokens, from, true);
  return after !== undefined && after.next > nameEnd;
}

/** `nt` after a code is "as above", unless a number shows that it is the code NT. */
function isSameAgain(state: Scan, at: number, token: Token): boolean {
  if (token.fold !== 'nt' || !awaits(state)) return false;
  const next = state.tokens[at + 1];
  if (next?.kind === 'number') return state.tokens[at + 2]?.raw === '/';
  return !(next?.kind === 'mark' && /^[:=-]$/u.test(next.raw) && state.tokens[at + 2]?.kind === 'number');
}

/** `sáu tháng đầu năm`; `mười tháng 10` is a day. */
function lengthAfter(state: Scan, at: number, from: number): number | undefined {
  const { tokens } = state;
  const [month, after] = [tokens[from], tokens[from + 1]];
  if (month?.fold !== 'thang' || after?.kind === 'number' || readSpoken(tokens, from + 1, state.accented))
    return undefined;
  return push(state, at, { mention: { fault: 'not-a-month' }, next: from + 1 });
}

/** `ba cháu`: a count, whether or not one is expected. `ba em` may be a father. */
function isOfChildren(tokens: readonly Token[], at: number): boolean {
  const unit = findPhrase(VOCABULARY, tokens, at, false);
  return unit?.meaning === 'unit' && !/^(?:em|c|be)$/u.test(tokens[at]?.fold ?? '');
}

/** `5mười`, `mười5`. */
function isGluedToDigits(tokens: readonly Token[], at: number, end: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[end]];
  return (before?.kind === 'number' && tokens[at]?.gap === false) || (after?.kind === 'number' && !after.gap);
}

/** `tháng phường 5, mười CN`: no code waits for the number, but a month that has lost its own may. */
function mayBeMonth(state: Scan, at: number): boolean {
  if (awaits(state)) return false;
  const period = state.items.some(({ kind }) => kind === 'period');
  return !period && state.tokens.slice(Math.max(0, at - 4), at).some(({ fold }) => fold === 'thang');
}

function readSpokenHere(state: Scan, at: number): number | undefined {
  const { tokens, items } = state;
  const spoken = readSpoken(tokens, at, state.accented);
  if (!spoken) return undefined;
  const token = tokens[at];
  const last = items.at(-1);
  const inBrackets = repeatsInBrackets(items);
  const beforeCode =
    isCode(state, tokens[spoken.next]) || findPhrase(state.form.names, tokens, spoken.next, true);
  const next = tokens[spoken.next];
  const phrase = findPhrase(VOCABULARY, tokens, at, false) ?? findPhrase(state.form.names, tokens, at, true);
  if (phrase && phrase.next > spoken.next) return undefined;
  const titled = isTitleCase(token?.raw ?? '') && spoken.next === at + 1;
  const months = spoken.value === undefined ? undefined : lengthAfter(state, at, spoken.next);
  if (months !== undefined) return months;
  const counted = isOfChildren(tokens, spoken.next) && !titled;
  if (awaits(state) || inBrackets || (beforeCode && next?.kind === 'word') || counted) {
    const joined = isGluedToDigits(tokens, at, spoken.next) ? 'unclear-value' : signBefore(tokens, at)?.fault;
    const fault = spoken.value === undefined || mayBeMonth(state, at) ? 'ambiguous' : joined;
    const typed = tokens
      .slice(at, spoken.next)
      .map(({ raw }) => raw)
      .join(' ');
    const value = fault ? undefined : spoken.value;
    const loose = spoken.loose === undefined ? {} : { loose: spoken.loose };
    items.push({
      kind: 'number',
      glued: !token?.gap,
      typed,
      value,
      fault,
      spoken: true,
      digits: false,
      ...loose,
    });
    return spoken.next;
  }
  if ((last?.kind === 'number' || last?.kind === 'unit') && !titled) {
    items.push({ kind: 'doubt', glued: false, typed: token?.raw ?? '', reason: 'not-one-number' });
    return spoken.next;
  }
  return undefined;
}
