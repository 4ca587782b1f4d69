/** A word that is a code, or several codes written together. */
import { hasInnerAccent, splitGlued } from './glued.ts';
import { codeItem, faultBeforeName, isTitleCase } from './names.ts';
import { readMonth } from './periods.ts';
import { type Scan, setFault } from './state.ts';
import type { Token } from './tokenise.ts';
import { mayBeVillage } from './village-or-count.ts';

export function readCode(state: Scan, at: number, token: Token): number | undefined {
  const telexD = token.fold.startsWith('dd') ? token.fold.slice(1) : token.fold;
  const code = state.form.codeOf.get(token.fold) ?? state.form.codeOf.get(telexD);
  if (!code) return undefined;
  const accented = !token.plain && hasInnerAccent(token.raw.toLowerCase(), token.fold);
  // A name like Mơ is a code with an accent too; nothing is counted by it at the end of a line.
  if (accented && isTitleCase(token.raw) && state.tokens[at + 1]?.kind !== 'number') return undefined;
  const fault = accented ? 'accented-code' : faultBeforeName(state, false);
  state.items.push(codeItem(code, token, fault ?? (mayBeVillage(state, at) ? 'village-unclear' : undefined)));
  return at + 1;
}

/** A digit of another script is not continued by a letter: `⑤LBR`. */
const BREAKS_OFF: ReadonlySet<string | undefined> = new Set(['mark', 'alien']);

export function readGlued(state: Scan, at: number, token: Token): number | undefined {
  const { tokens, items, form } = state;
  const last = items.at(-1);
  const next = tokens[at + 1];
  const afterNumber =
    !token.gap &&
    (last?.kind === 'number' || last?.kind === 'period') &&
    !BREAKS_OFF.has(tokens[at - 1]?.kind);
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
