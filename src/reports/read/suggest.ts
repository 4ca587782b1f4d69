/** The corrected line to send back: their own numbers, `?` where one is not known. */
import { fails } from './checks.ts';
import { checkedCodes, type Form } from './form.ts';
import { namedMonth, periodOf, type Sent } from './month.ts';
import type { Question } from './reading.ts';

export type Part = {
  readonly period: string | undefined;
  readonly values: Readonly<Record<string, number>>;
  /** Those of its own month, where a message has several. */
  readonly questions?: readonly Question[];
};

export function suggest(
  form: Form,
  parts: readonly Part[],
  questions: readonly Question[],
  sent: Sent,
  opening = form.keyword,
): string | undefined {
  let known = false;
  const said = parts.map(({ period, values, questions: own = questions }) => {
    const named = Object.entries(values).map(([code, value]) => `${code}${value}`);
    const asked = new Set(own.map(({ field }) => field).filter((code) => isAsked(form, code, values)));
    known ||= named.length + asked.size > 0;
    return [shownMonth(period, sent), ...named, ...[...asked].map((code) => `${code}?`)].join(' ');
  });
  return known ? `${opening} ${said.join(' ')}` : undefined;
}

function isAsked(form: Form, code: string, values: Part['values']): boolean {
  return form.byCode.get(code)?.level === form.level && !(code in values);
}

/** The counts that a month is asked for, zero where nothing else is said of them and nothing said contradicts it. */
export function withZeros(form: Form, { period, values, questions = [] }: Part): Part {
  const said = new Set([...Object.keys(values), ...questions.map(({ field }) => field)]);
  const zeros = form.codes.flatMap(({ code, short }) => (short === true && !said.has(code) ? [code] : []));
  const all = { ...values, ...Object.fromEntries(zeros.map((code) => [code, 0])) };
  const odd = new Set(form.checks.filter((check) => fails(check, (code) => all[code])).flatMap(checkedCodes));
  const unsure = zeros.filter((code) => odd.has(code));
  return {
    period,
    values: Object.fromEntries(Object.entries(all).filter(([code]) => !unsure.includes(code))),
    questions: [...questions, ...unsure.map((field): Question => ({ field, reason: 'no-value' }))],
  };
}

function shownMonth(period: string | undefined, sent: Sent): string {
  if (!period) return 'T?';
  const [year, month] = period.split('-');
  const short = namedMonth(Number(month), undefined, sent).month;
  return short !== undefined && periodOf(short) === period
    ? `T${Number(month)}`
    : `T${Number(month)}/${year}`;
}
