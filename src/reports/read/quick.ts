/** The answer to a quick count: `DEM 12`, `DEM A12 B3`. Numbers are read by the same rules as in a report. */
import { assign } from './assign.ts';
import { type Form, tablesOf } from './form.ts';
import type { Item, Scanned } from './items.ts';
import { sentTime } from './month.ts';
import { normalise } from './normalise.ts';
import type { Question } from './reading.ts';
import { scan } from './scan.ts';
import { tokenise } from './tokenise.ts';

const KEYWORD = 'DEM';
/** Two text messages: nobody needs more for a few numbers. */
const MAX_LENGTH = 320;
/** No month is ever read, so the time does not matter. */
const NO_TIME = sentTime(new Date(0));

export type QuickReading =
  | { readonly values: Readonly<Record<string, number>> }
  /** Nothing is certain enough; the line to send back has `?` for what is not known. */
  | { readonly questions: readonly Question[]; readonly suggestion: string };

/** `names`: what is counted, a capital each. With exactly one, a number needs no name. */
export function readNumbers(text: string, names: readonly string[]): QuickReading {
  const form = formOf(names);
  if (text.length > MAX_LENGTH) return asked([{ field: 'layout', reason: 'too-long' }], {}, names);
  const said = withoutKeyword(normalise(text, form));
  let scanned = scan(tokenise(said, form.old), form, NO_TIME);
  const [only] = names;
  if (names.length === 1 && only && !scanned.items.some(({ kind }) => kind === 'code')) {
    scanned = scan(tokenise(`${only}: ${said}`, form.old), form, NO_TIME);
  }
  const { values, questions, mixed } = assign(scanned.items, form);
  const stored = Object.fromEntries(values);
  const unclear = [...layoutQuestions(scanned, mixed), ...questions];
  if (unclear.length > 0) return asked(unclear, stored, names);
  return values.size > 0 ? { values: stored } : asked([{ field: 'layout', reason: 'empty' }], stored, names);
}

/** What a report may carry beside its counts says here that something else is meant. */
function layoutQuestions({ items, doubt, rest }: Scanned, mixed: boolean): readonly Question[] {
  const other = items.find(({ kind }: Item) => kind === 'period' || kind === 'year');
  return [
    ...(doubt ? [{ field: 'layout', reason: doubt }] : []),
    ...(rest ? [{ field: 'layout', reason: 'rest-is-zero' } as const] : []),
    ...(mixed ? [{ field: 'layout', reason: 'mixed-order' } as const] : []),
    ...(other ? [{ field: 'layout', reason: 'unclear-value', typed: other.typed } as const] : []),
  ];
}

function asked(
  questions: readonly Question[],
  values: Readonly<Record<string, number>>,
  names: readonly string[],
): QuickReading {
  const numbers = names.map((name) => `${names.length > 1 ? name : ''}${values[name] ?? '?'}`);
  return { questions, suggestion: `${KEYWORD} ${numbers.join(' ')}` };
}

/** `DEM-12` is a separator, `DEM -5` is not. A lone `a` at the end is polite, whatever is counted. */
function withoutKeyword(text: string): string {
  return text
    .replace(/^[\s"'(]*(?:dem|đem|đếm)(?:\s*[:=.,]\s*|-(?=\S)|\s+|(?=\d)|$)/iu, '')
    .replace(/(?<=[\p{L}\d?)])\s+(?:a|ạ|ah)[\s.!]*$/u, '');
}

function formOf(names: readonly string[]): Form {
  return tablesOf({
    id: 'quick',
    keyword: KEYWORD,
    keywords: [KEYWORD],
    level: 'T',
    codes: names.map((code) => {
      const name = `số ${code}`;
      return { code, vi: name, en: name, aliases: [], unit: 'trẻ', kind: 'events', level: 'T' };
    }),
    checks: [],
    warnings: [],
  });
}
