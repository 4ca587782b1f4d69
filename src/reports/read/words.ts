/** What a word means where it stands: each reader below takes it or leaves it to the next. */
import { readAside, readPhone } from './asides.ts';
import { readCode, readGlued, readUnknown } from './codes.ts';
import { readCommon } from './common-words.ts';
import { KEYWORD_MEANING } from './form.ts';
import { codeItem, faultBeforeName, isCode, isTitleCase } from './names.ts';
import { readSpoken } from './number-words.ts';
import { findPhrase, type PhraseFound } from './phrases.ts';
import { awaits, type Scan } from './scan.ts';
import type { Token } from './tokenise.ts';
import { readVillage } from './villages.ts';
import { type Meaning, VOCABULARY } from './vocabulary.ts';

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

function readSpokenHere(state: Scan, at: number): number | undefined {
  const { tokens, items } = state;
  const spoken = readSpoken(tokens, at, state.accented);
  if (!spoken) return undefined;
  const token = tokens[at];
  const last = items.at(-1);
  const inBrackets =
    last?.kind === 'joint' && last.typed === '(' && /number|unit/u.test(items.at(-2)?.kind ?? '');
  const beforeCode =
    isCode(state, tokens[spoken.next]) || findPhrase(state.form.names, tokens, spoken.next, true);
  const next = tokens[spoken.next];
  const phrase = findPhrase(VOCABULARY, tokens, at, false) ?? findPhrase(state.form.names, tokens, at, true);
  if (phrase && phrase.next > spoken.next) return undefined;
  if (awaits(state) || inBrackets || (beforeCode && next?.kind === 'word')) {
    items.push({
      ...{
        kind: 'number',
        glued: !token?.gap,
        typed: tokens
          .slice(at, spoken.next)
          .map((t) => t.raw)
          .join(' '),
      },
      ...{
        value: spoken.value,
        fault: spoken.value === undefined ? 'ambiguous' : undefined,
        spoken: true,
        digits: false,
      },
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
