/** `1.` `2)` `1/` at the starts of lines: what numbers the lines is no count. */
import type { Token } from './tokenise.ts';

const NO_MARKS: ReadonlySet<Token> = new Set();

/** Rising; a single one only where it is the first, and other marks than `.` and `)` only where none is left out. */
export function findListMarks(tokens: readonly Token[]): ReadonlySet<Token> {
  const found: Token[] = [];
  let usual = true;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'number' || (i > 0 && tokens[i - 1]?.kind !== 'newline')) continue;
    const mark = tokens[i + 1];
    const after = tokens[i + 2];
    if (!mark || mark.gap || !/^[.)/:-]$/u.test(mark.raw) || !after || after.kind === 'newline') continue;
    const plain = mark.raw === '.' || mark.raw === ')';
    if (after.kind !== 'word' && !(after.gap && plain)) continue;
    found.push(token);
    usual &&= plain;
  }
  const rising = found.every((token, i) => {
    const before = Number(found[i - 1]?.raw ?? 0);
    return usual ? Number(token.raw) > before : Number(token.raw) === before + 1;
  });
  return rising && (found.length > 1 || found[0]?.raw === '1') ? new Set(found) : NO_MARKS;
}
