/** The corrected line to send back: their own numbers, `?` where one is not known. */
import type { Form } from './form.ts';
import { namedMonth, periodOf, type Sent } from './month.ts';
import type { Question } from './reading.ts';

export type Part = { readonly period: string | undefined; readonly values: Readonly<Record<string, number>> };

export function suggest(
  form: Form,
  parts: readonly Part[],
  questions: readonly Question[],
  sent: Sent,
  opening = form.keyword,
): string | undefined {
  const asked = [
    ...new Set(
      questions.map(({ field }) => field).filter((field) => form.byCode.get(field)?.level === form.level),
    ),
  ];
  if (asked.length === 0 && parts.every(({ values }) => Object.keys(values).length === 0)) return undefined;
  const said = parts.map(({ period, values }, i) => {
    const last = i === parts.length - 1;
    const unknown = last ? asked.filter((code) => !(code in values)).map((code) => `${code}?`) : [];
    return [
      shownMonth(period, sent),
      ...Object.entries(values).map(([code, value]) => `${code}${value}`),
      ...unknown,
    ].join(' ');
  });
  return `${opening} ${said.join(' ')}`;
}

function shownMonth(period: string | undefined, sent: Sent): string {
  if (!period) return 'T?';
  const [year, month] = period.split('-');
  const short = namedMonth(Number(month), undefined, sent).month;
  return short !== undefined && periodOf(short) === period
    ? `T${Number(month)}`
    : `T${Number(month)}/${year}`;
}
