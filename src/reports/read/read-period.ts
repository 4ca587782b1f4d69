/** A month by itself, as `XEM T10` and `HUY thang 10` name it: the same words as in a report, and nothing else. */
import type { Form } from './form.ts';
import { periodOf, sentTime } from './month.ts';
import { normalise } from './normalise.ts';
import { segmentsOf } from './periods-of.ts';
import { scan } from './scan.ts';
import { tokenise } from './tokenise.ts';

const QUIET = new Set(['keyword', 'period', 'year', 'break', 'joint', 'polite', 'filler']);

/** `YYYY-MM`; undefined where the text is anything but one month. */
export function readPeriod(text: string, sentAt: Date, form: Form): string | undefined {
  const sent = sentTime(sentAt);
  const { items } = scan(tokenise(normalise(`${form.keyword} ${text}`, form), form.old), form, sent);
  // A bare number is a month right after the keyword, as in a report.
  const dated = items.filter(({ kind }) => kind === 'period' || kind === 'number').length;
  if (dated !== 1 || items.some(({ kind }) => !QUIET.has(kind) && kind !== 'number')) return undefined;
  const found = segmentsOf(items, sent);
  const [only] = found.ok ? found.segments : [];
  return only === undefined ? undefined : periodOf(only.month);
}
