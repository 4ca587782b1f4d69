/** What a word means where it stands: a code, a name, a village, a unit, a title, a month, or nothing. */
import { KEYWORD_MEANING } from './form.ts';
import { hasInnerAccent, splitGlued } from './glued.ts';
import type { Item } from './items.ts';
import { readSpoken } from './number-words.ts';
import { phoneEnd } from './numbers.ts';
import { readFromTo, readMonth } from './periods.ts';
import { findPhrase, type PhraseFound } from './phrases.ts';
import type { Reason } from './reading.ts';
import { awaits, isServed, mayHoldCounts, type Scan, setFault } from './scan.ts';
import type { Token } from './tokenise.ts';
import { readVillage } from './villages.ts';
import {
  BEFORE_NAMES,
  type Meaning,
  NUMBER_NAMES,
  OTHER_PEOPLE,
  PHONE_WORDS,
  PLACE_WORDS,
  TITLES,
  VOCABULARY,
} from './vocabulary.ts';

const TITLE_FORMS = new Set('chị anh cô chú bác dì cậu ông bà ba em mợ thím cụ'.split(' '));

export function isTitleCase(raw: string): boolean {
  return /^\p{Lu}\p{Ll}+$/u.test(raw);
}

export function readWord(state: Scan, at: number): number {
  const token = state.tokens[at];
  if (!token) return at + 1;
  return (
    readPhone(state, at, token) ??
    readVillage(state, at) ??
    readAside(state, at, token) ??
    readSpokenHere(state, at) ??
    readPhrase(state, at, token) ??
    readCode(state, at, token) ??
    readGlued(state, at, token) ??
    readUnknown(state, at, token)
  );
}

function readPhone(state: Scan, at: number, token: Token): number | undefined {
  if (!PHONE_WORDS.has(token.fold)) return undefined;
  let i = at + 1;
  while (state.tokens[i]?.kind === 'mark' && i < at + 3) i++;
  const end = phoneEnd(state.tokens, i, true);
  if (end === undefined) return undefined;
  state.items.push({ kind: 'aside', glued: false, typed: '' });
  return end;
}

/** Words that take the number or the name after them along: `lần 2`, `chị Ba`, `phường 5`, `ngày 31`. */
function readAside(state: Scan, at: number, token: Token): number | undefined {
  const { tokens } = state;
  const lower = token.raw.toLowerCase();
  const aside = (next: number) => {
    state.items.push({ kind: 'aside', glued: false, typed: '' });
    return next;
  };
  const next = tokens[at + 1];
  if (token.fold === 'nam' && (token.plain || lower === 'năm') && /^20\d\d$/u.test(next?.raw ?? '')) {
    state.items.push({ kind: 'year', glued: false, typed: '', year: Number(next?.raw) });
    return at + 2;
  }
  if (awaits(state) && !isServed(state)) return undefined;
  const number = next?.kind === 'number' && /^\d{1,2}$/u.test(next.raw) && !isJoined(tokens, at + 1);
  if (number && next.raw.length === 1 && token.fold === 'lan' && (lower === 'lần' || (token.plain && (at === 0 || !isTitleCase(token.raw))))) return aside(at + 2);
  if (token.fold === 'lan' && next?.fold === 'thu' && tokens[at + 2]?.kind === 'number') return aside(at + 3);
  if (number && PLACE_WORDS.has(token.fold)) return aside(at + 2);
  if (number && lower === 'thứ') return aside(at + 2);
  if (token.fold === 'ngay' && (token.plain || lower === 'ngày')) {
    if (number && tokens[at + 2]?.fold !== 'thang' && !isCode(state, tokens[at + 2])) return aside(at + 2);
    state.items.push({ kind: 'word', glued: !token.gap, typed: token.raw, fold: 'ngay', title: false, codeLike: false });
    return at + 1;
  }
  if (token.fold === 'tu' && (token.plain || lower === 'từ')) return readFromTo(state, at);
  if (TITLES.has(token.fold) && ((token.plain && !isCode(state, token)) || TITLE_FORMS.has(lower)) && next?.kind === 'word' && next.gap) {
    const phrase = findPhrase(state.form.names, tokens, at + 1, true);
    if (phrase && phrase.next > at + 2) return undefined;
    const named = NUMBER_NAMES.has(next.fold) || (isTitleCase(next.raw) && state.form.codeOf.has(next.fold));
    if (named && !isCode(state, next)) return aside(at + 2);
    if (named && tokens[at + 2]?.kind !== 'number' && isTitleCase(next.raw)) return aside(at + 2);
  }
  return undefined;
}

function isJoined(tokens: readonly Token[], at: number): boolean {
  const mark = tokens[at + 1];
  const after = tokens[at + 2];
  return mark?.kind === 'mark' && !mark.gap && after?.kind === 'number' && !after.gap;
}

function isCode(state: Scan, token: Token | undefined): boolean {
  return token?.kind === 'word' && state.form.codeOf.has(token.fold);
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
  if (!common || (common.next === at + 1 && isCode(state, token) && !isSameAgain(state, at, token))) return undefined;
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
  if (next?.kind === 'number') return false;
  return !(next?.kind === 'mark' && /^[:=-]$/u.test(next.raw) && state.tokens[at + 2]?.kind === 'number');
}

function codeItem(code: string, token: Token, fault: Reason | undefined): Item {
  return { kind: 'code', glued: !token.gap, typed: token.raw, code, ...(fault ? { fault } : {}) };
}

/** An unknown word before a name makes it another name: `mẹ trẻ khuyết tật` are not the children. */
function faultBeforeName(state: Scan, isName: boolean): Reason | undefined {
  let at = state.items.length - 1;
  while (state.items[at]?.kind === 'filler') at--;
  const last = state.items[at];
  if (last?.kind === 'doubt') return isName ? 'unclear-value' : undefined;
  if (last?.kind !== 'word') return undefined;
  if (isName) return BEFORE_NAMES.has(last.fold) ? undefined : 'unclear-value';
  return OTHER_PEOPLE.has(last.fold) && !last.title ? 'unclear-value' : undefined;
}

function readCommon(state: Scan, at: number, token: Token, meaning: Meaning, next: number): number | undefined {
  const { tokens, items, sent } = state;
  const glued = !token.gap;
  const typed = token.raw;
  const waiting = awaits(state);
  const last = items.at(-1);
  const afterNumber = last?.kind === 'number' || last?.kind === 'unit';
  const doubt = (reason: Reason) => {
    state.items.push({ kind: 'doubt', glued, typed, reason });
    return next;
  };
  const period = (mention: { month?: number; fault?: Reason }) => {
    state.items.push({ kind: 'period', glued, typed, mention });
    return next;
  };
  switch (meaning) {
    case 'unit':
    case 'filler':
      if (meaning === 'filler' && glued && tokens[at - 1]?.kind === 'number') return undefined;
      if (meaning === 'unit' && next === at + 1 && glued && tokens[next]?.kind === 'word' && !tokens[next]?.gap) return undefined;
      state.items.push({ kind: meaning, glued, typed });
      return next;
    case 'polite':
    case 'aside':
      // `5ạ` is a polite five; `5a` and `5OK` may be anything.
      if (glued && tokens[at - 1]?.kind === 'number' && token.fold.length < 3 && typed.toLowerCase() !== 'ạ') return undefined;
      state.items.push({ kind: meaning, glued, typed });
      return next;
    case 'zero':
      if (waiting) {
        if (token.fold === 'hong' && token.plain) return doubt('not-zero');
        state.items.push({ kind: 'zero', glued, typed });
        return next;
      }
      state.nothing = true;
      return doubt('not-zero');
    case 'not-zero':
      return waiting || afterNumber ? doubt('not-zero') : undefined;
    case 'qualifier': {
      if (isTitleCase(token.raw) && token.plain && !waiting) return undefined;
      const spoken = waiting ? readSpoken(tokens, at, state.accented) : undefined;
      return spoken && spoken.next >= next ? undefined : doubt('not-one-number');
    }
    case 'doubtful':
      if (next === at + 1 && isTitleCase(token.raw) && token.plain && at > 0) return undefined;
      state.doubt ??= 'doubtful';
      return doubt('doubtful');
    case 'as-before':
      return doubt('not-one-number');
    case 'rest':
      return readRest(state, at, next);
    case 'this-month':
      return period(sent.day <= 10 ? { fault: 'month-ambiguous' } : { month: sent.month });
    case 'last-month':
      return period({ month: sent.month - 1 });
    case 'this-year':
    case 'last-year': {
      const year = Math.floor(sent.month / 12) - (meaning === 'last-year' ? 1 : 0);
      state.items.push({ kind: 'year', glued, typed, year });
      return next;
    }
    case 'lunar-month':
    case 'lunar':
      return token.plain && isTitleCase(token.raw) && next === at + 1 ? undefined : period({ fault: 'month-lunar' });
    case 'month': {
      const end = readMonth(state, at, next);
      if (end !== undefined) return end;
      if (token.fold !== 'thang' && next === at + 1 && !token.alternatives) return undefined;
      state.items.push({ kind: 'aside', glued, typed });
      return next;
    }
    case 'quarter':
    case 'week': {
      let i = next;
      while (tokens[i]?.kind === 'mark' && /^[.:\-/]$/u.test(tokens[i]?.raw ?? '') && i < next + 2) i++;
      const after = tokens[i];
      const counted = (after?.kind === 'number' && after.raw.length <= 2) || /^(?:i{1,3}|iv|nay|truoc)$/u.test(after?.fold ?? '');
      if (waiting || !counted) return undefined;
      state.items.push({ kind: 'period', glued, typed: `${typed}${after?.raw ?? ''}`, mention: { fault: 'not-a-month' } });
      return i + 1;
    }
    case 'half-year':
      return period({ fault: 'not-a-month' });
    case 'sent-from': {
      let end = next;
      while (end < tokens.length && tokens[end]?.kind !== 'newline') end++;
      if (mayHoldCounts(tokens, next, end, state.form) && !isDevice(tokens[next])) return undefined;
      state.items.push({ kind: 'aside', glued, typed });
      return end;
    }
  }
}

function isDevice(token: Token | undefined): boolean {
  return /^(?:samsung|iphone|galaxy|dien|oppo|nokia|xiaomi|vivo|my|outlook|yahoo|mail|huawei|realme|may)$/u.test(token?.fold ?? '');
}

/** `còn lại không`, `tất cả đều 0`. */
function readRest(state: Scan, at: number, from: number): number | undefined {
  const { tokens } = state;
  let i = from;
  while (/^(?:deu|la|bang|=|:|cung|cac|muc)$/u.test(tokens[i]?.fold ?? '')) i++;
  const none = tokens[i];
  const zero = none?.kind === 'number' ? /^0+$/u.test(none.fold) : /^(?:khong|ko|k)$/u.test(none?.fold ?? '');
  if (!zero) return undefined;
  if (awaits(state)) {
    state.items.push({ kind: 'doubt', glued: false, typed: tokens[at]?.raw ?? '', reason: 'not-zero' });
  } else {
    state.rest = true;
    state.nothing = true;
    state.items.push({ kind: 'break', glued: false, typed: '' });
  }
  return i + 1;
}

function readCode(state: Scan, at: number, token: Token): number | undefined {
  if (state.form.keywordWords.has(token.fold)) {
    state.items.push({ kind: 'keyword', glued: !token.gap, typed: token.raw });
    return at + 1;
  }
  const telexD = token.fold.startsWith('dd') ? token.fold.slice(1) : token.fold;
  const code = state.form.codeOf.get(token.fold) ?? state.form.codeOf.get(telexD);
  if (!code) return undefined;
  const accented = !token.plain && hasInnerAccent(token.raw.toLowerCase(), token.fold);
  // A name like Mơ is a code with an accent too; nothing is counted by it at the end of a line.
  if (accented && isTitleCase(token.raw) && state.tokens[at + 1]?.kind !== 'number') return undefined;
  state.items.push(codeItem(code, token, accented ? 'accented-code' : faultBeforeName(state, false)));
  return at + 1;
}

function readSpokenHere(state: Scan, at: number): number | undefined {
  const { tokens, items } = state;
  const spoken = readSpoken(tokens, at, state.accented);
  if (!spoken) return undefined;
  const token = tokens[at];
  const last = items.at(-1);
  const inBrackets = last?.kind === 'joint' && last.typed === '(' && /number|unit/u.test(items.at(-2)?.kind ?? '');
  const beforeCode = isCode(state, tokens[spoken.next]) || findPhrase(state.form.names, tokens, spoken.next, true);
  const next = tokens[spoken.next];
  const phrase = findPhrase(VOCABULARY, tokens, at, false) ?? findPhrase(state.form.names, tokens, at, true);
  if (phrase && phrase.next > spoken.next) return undefined;
  if (awaits(state) || inBrackets || (beforeCode && next?.kind === 'word')) {
    items.push({
      ...{ kind: 'number', glued: !token?.gap, typed: tokens.slice(at, spoken.next).map((t) => t.raw).join(' ') },
      ...{ value: spoken.value, fault: spoken.value === undefined ? 'ambiguous' : undefined, spoken: true, digits: false },
      ...(spoken.loose === undefined ? {} : { loose: spoken.loose }),
    });
    return spoken.next;
  }
  const titled = isTitleCase(token?.raw ?? '') && spoken.next === at + 1;
  if ((last?.kind === 'number' || last?.kind === 'unit') && !titled) {
    items.push({ kind: 'doubt', glued: false, typed: token?.raw ?? '', reason: 'not-one-number' });
    return spoken.next;
  }
  return undefined;
}

function readGlued(state: Scan, at: number, token: Token): number | undefined {
  const { tokens, items, form } = state;
  const last = items.at(-1);
  const next = tokens[at + 1];
  const afterNumber = !token.gap && (last?.kind === 'number' || last?.kind === 'period');
  const beforeNumber = next?.kind === 'number';
  if (!afterNumber && !beforeNumber && token.raw !== token.raw.toUpperCase()) {
    if (token.raw.length > 5 || !/^\p{Lu}{2}/u.test(token.raw)) return undefined;
  }
  const parts = splitGlued(token.fold, token.raw.toLowerCase(), form, { afterNumber, beforeNumber });
  if (!parts) return undefined;
  parts.forEach((part, i) => {
    const glued = i > 0 || !token.gap;
    const typed = token.raw;
    if (part.kind === 'code') {
      items.push({ kind: 'code', glued, typed, code: part.code, ...(part.accented ? { fault: 'accented-code' } : {}) });
    } else if (part.kind === 'letter') {
      if (i === 0) setFault(state, 'letter-for-digit');
      else items.push({ kind: 'doubt', glued, typed: token.raw, reason: 'letter-for-digit' });
    } else if (part.kind !== 'month') {
      items.push({ kind: part.kind, glued, typed });
    }
  });
  if (parts.at(-1)?.kind === 'month') return readMonth(state, at, at + 1) ?? at + 1;
  return at + 1;
}

function readUnknown(state: Scan, at: number, token: Token): number {
  const { tokens, items } = state;
  if (token.literal) {
    // An old spelling that is no name here is read as it stands, digits and all.
    const rest: Scan = { ...state, tokens: token.literal };
    for (const part of token.literal) readLiteral(rest, part);
    return at + 1;
  }
  const last = items.at(-1);
  if (!token.gap && (last?.kind === 'number' || last?.kind === 'period') && tokens[at - 1]?.kind === 'number') {
    setFault(state, /^[olixk]/u.test(token.fold) ? 'letter-for-digit' : 'unclear-value', token.raw);
    return at + 1;
  }
  const next = tokens[at + 1];
  const joined = next?.kind === 'number' && !next.gap;
  if (awaits(state) && /^[olixk]$/u.test(token.fold)) {
    items.push({ kind: 'doubt', glued: !token.gap, typed: token.raw, reason: 'letter-for-digit' });
    return at + 1;
  }
  const capitals = /^\p{Lu}{1,4}$/u.test(token.raw);
  const noVowel = token.fold.length <= 3 && !/[aeiouy]/u.test(token.fold);
  items.push({
    ...{ kind: 'word', glued: !token.gap, typed: token.raw, fold: token.fold, title: isTitleCase(token.raw) },
    codeLike: joined || capitals || noVowel,
  });
  return at + 1;
}

function readLiteral(state: Scan, token: Token): void {
  const glued = !token.gap;
  if (token.kind === 'number') {
    const value = Number(token.fold);
    state.items.push({
      ...{ kind: 'number', glued, typed: token.raw, value: undefined, fault: 'unclear-value' },
      ...{ spoken: false, digits: false, loose: value },
    });
  } else if (token.kind === 'word') {
    state.items.push({
      ...{ kind: 'word', glued, typed: token.raw, fold: token.fold, title: false, codeLike: true },
    });
  } else {
    state.items.push({ kind: 'joint', glued, typed: token.raw });
  }
}
