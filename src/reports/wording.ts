/** What a reporter hears back: always the month, the village and every value stored. Pure but for the texts. */
import type { Language } from '../message.ts';
import type { TextKey, Texts } from '../texts.ts';
import type { Values } from './merge.ts';
import { shownPeriod } from './periods.ts';
import type { Question } from './read/reading.ts';

/** Codes in the order of the form, then any others. */
export type CodeOrder = readonly string[];

export function shownValues(values: Values, order: CodeOrder): string {
  const known = order.filter((code) => values[code] !== undefined);
  const others = Object.keys(values).filter((code) => !order.includes(code));
  return [...known, ...others].map((code) => `${code}${values[code]}`).join(' ');
}

export type Echo = {
  readonly period: string;
  readonly village: string;
  readonly named: Values;
  readonly all: Values;
};

export type ReplyParts = {
  readonly stored: readonly Echo[];
  readonly questions: readonly Question[];
  readonly suggestion: string | undefined;
};

export type FormCodes = { readonly order: CodeOrder; readonly required: readonly string[] };

export function replyTo(texts: Texts, language: Language, form: FormCodes, parts: ReplyParts): string {
  const say = (key: TextKey, values?: Record<string, string | number>) => texts.say(language, key, values);
  const lines: string[] = [];
  for (const echo of parts.stored) {
    lines.push(
      say('reports.received', {
        period: shownPeriod(echo.period),
        village: echo.village,
        values: shownValues(echo.named, form.order),
      }),
    );
  }
  if (parts.questions.length > 0) {
    const problems = parts.questions.map((q) => problem(texts, language, q)).join(', ');
    lines.push(say(parts.stored.length > 0 ? 'reports.unsure' : 'reports.notStored', { problems }));
    if (parts.suggestion !== undefined) lines.push(say('reports.sendLike', { line: parts.suggestion }));
  }
  const asked = new Set(parts.questions.map((q) => q.field));
  for (const echo of parts.stored) {
    const missing = form.required.filter((code) => echo.all[code] === undefined && !asked.has(code));
    if (missing.length > 0) lines.push(say('reports.missing', { codes: missing.join(' ') }));
    else if (parts.questions.length === 0) lines.push(say('reports.complete'));
  }
  return lines.join('\n');
}

const NAMED_FIELDS = new Set(['period', 'village', 'layout', 'keyword']);

function problem(texts: Texts, language: Language, question: Question): string {
  const field = NAMED_FIELDS.has(question.field)
    ? texts.say(language, `reports.field.${question.field as 'period'}`)
    : question.field;
  return texts.say(language, 'reports.problem', {
    field,
    reason: texts.say(language, `reports.reason.${question.reason}`),
  });
}
