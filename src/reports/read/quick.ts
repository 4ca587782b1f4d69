/** Stand-in until the real reader is here: only what is plainly written is a value. */
import type { Question } from './reading.ts';

export type QuickReading =
  | { readonly values: Readonly<Record<string, number>> }
  /** Nothing is certain enough; the line to send back has `?` for what is not known. */
  | { readonly questions: readonly Question[]; readonly suggestion: string };

/** `names`: what is counted, a capital each. With exactly one, a number needs no name. */
export function readNumbers(text: string, names: readonly string[]): QuickReading {
  const rest = text
    .replace(/^\W*(?:dem|đếm)/iu, '')
    .replace(/\s(?:a|ạ|nhé)$/iu, '')
    .trim();
  const pairs = [...rest.matchAll(/(?<!\p{L})([A-E])\s*(\d{1,4})(?![\d.,-])/giu)];
  const values = Object.fromEntries(pairs.map((m) => [(m[1] ?? '').toUpperCase(), Number(m[2])]));
  const left = pairs.reduce((all, pair) => all.replace(pair[0], ''), rest).trim();
  const [only] = names;
  if (names.length === 1 && only !== undefined && /^\d{1,4}$/.test(rest)) {
    return { values: { [only]: Number(rest) } };
  }
  if (pairs.length > 0 && left === '' && Object.keys(values).every((name) => names.includes(name))) {
    return { values };
  }
  const numbers = names.map((name) => `${names.length > 1 ? name : ''}${values[name] ?? '?'}`);
  return {
    questions: [{ field: 'layout', reason: 'unclear-value' }],
    suggestion: `DEM ${numbers.join(' ')}`,
  };
}
