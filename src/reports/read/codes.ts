/** A word that is a code, several codes written together, or nothing known. */
import { hasInnerAccent, splitGlued } from './glued.ts';
import { codeItem, faultBeforeName, isTitleCase } from './names.ts';
import { readMonth } from './periods.ts';
import { awaits, type Scan, setFault } from './scan.ts';
import type { Token } from './tokenise.ts';

export function readCode(state: Scan, at: number, token: Token): number | undefined {
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

export function readGlued(state: Scan, at: number, token: Token): number | undefined {
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
      items.push({
        kind: 'code',
        glued,
        typed,
        code: part.code,
        ...(part.accented ? { fault: 'accented-code' } : {}),
      });
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

export function readUnknown(state: Scan, at: number, token: Token): number {
  const { tokens, items } = state;
  if (token.literal) {
    // An old spelling that is no name here is read as it stands, digits and all.
    const rest: Scan = { ...state, tokens: token.literal };
    for (const part of token.literal) readLiteral(rest, part);
    return at + 1;
  }
  const last = items.at(-1);
  if (
    !token.gap &&
    (last?.kind === 'number' || last?.kind === 'period') &&
    tokens[at - 1]?.kind === 'number'
  ) {
    setFault(state, /^[olixk]/u.test(token.fold) ? 'letter-for-digit' : 'unclear-value', token.raw);
    return at + 1;
  }
  const next = tokens[at + 1];
  const joined = next?.kind === 'number' && !next.gap;
  if (items.at(-1)?.kind === 'keyword' && /^th?[li]o?$/u.test(token.fold)) {
    // `Tl0`, `TIO`: the month, with letters for its digits.
    items.push({ kind: 'period', glued: false, typed: token.raw, mention: { fault: 'month-ambiguous' } });
    return joined ? at + 2 : at + 1;
  }
  if (awaits(state) && /^[olixk]$/u.test(token.fold)) {
    items.push({ kind: 'doubt', glued: !token.gap, typed: token.raw, reason: 'letter-for-digit' });
    return at + 1;
  }
  const capitals = /^\p{Lu}{1,4}$/u.test(token.raw);
  const noVowel = token.fold.length <= 3 && !/[aeiouy]/u.test(token.fold);
  items.push({
    ...{ kind: 'word', glued: !token.gap, typed: token.raw, fold: token.fold, title: isTitleCase(token.raw) },
    codeLike: (joined || capitals || noVowel) && !/^(?:ctv|yttb|sdt)$/u.test(token.fold),
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
