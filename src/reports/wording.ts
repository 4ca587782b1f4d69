/** What a reporter hears back: always the month, the village and every value stored. Pure but for the texts. */
import type { Language } from '../message.ts';
import { segmentsOf, smsForm, type TextKey, type Texts } from '../texts.ts';
import { askedIn, asksMonth, isWhole } from './draft.ts';
import type { ReportForm } from './form.ts';
import type { Values } from './merge.ts';
import { shownPeriod } from './periods.ts';
import type { Doubt } from './plausible.ts';
import type { Question } from './read/reading.ts';

export function shownValues(values: Values, order: readonly string[]): string {
  const known = order.filter((code) => values[code] !== undefined);
  const others = Object.keys(values).filter((code) => !order.includes(code));
  return [...known, ...others].map((code) => `${code}${values[code]}`).join(' ');
}

export type Echo = {
  readonly period: string;
  readonly village: string;
  readonly named: Values;
  readonly all: Values;
  readonly late: boolean;
  /** A newer message was here already and stays. */
  readonly overtaken: boolean;
  /** Codes that do not fit each other, although both are stored. */
  readonly odd: readonly string[];
};

export type ReplyParts = {
  readonly village: string;
  readonly stored: readonly Echo[];
  readonly questions: readonly Question[];
  readonly doubts: readonly Doubt[];
  /** Months that take nothing any more. */
  readonly closed: readonly string[];
  /** They can open a closed month themselves. */
  readonly mayReopen: boolean;
  /** The line as it could be sent, with `?` where something is not known. */
  readonly line: string | undefined;
  /** OK stores the line as it stands. */
  readonly confirmable: boolean;
  /** Months to choose from by number. */
  readonly periods: readonly string[];
};

/** Two SMS: more is not read on an old phone, and is paid for. */
const MOST_SEGMENTS = 2;

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** Everything there is to say; where that is too long, without what can be asked for with XEM, then in short. */
export function replyTo(texts: Texts, language: Language, form: ReportForm, parts: ReplyParts): string {
  const say: Say = (key, values) => texts.say(language, key, values);
  const stored = parts.stored.flatMap((echo) => storedLines(say, form, echo));
  const closed = parts.closed.map((period) =>
    say(parts.mayReopen ? 'reports.closedOfficer' : 'reports.closed', {
      period: shownPeriod(period),
      village: parts.village,
    }),
  );
  const head = [...stored, ...closed];
  const problems = (brief: boolean) => problemLines(say, parts, brief);
  const missing = missingLines(say, form, parts);
  const whole = [...head, ...problems(false), ...missing];
  const shorter = [
    [...head, ...problems(false)],
    [...head, ...problems(true), ...missing],
    [...head, ...problems(true)],
    [...stored.slice(0, 1), ...closed.slice(0, 1), ...problems(true)],
  ];
  return ([whole, ...shorter].find(fits) ?? shorter.at(-1) ?? whole).join('\n');
}

function fits(lines: readonly string[]): boolean {
  return segmentsOf(smsForm(lines.join('\n'), false)) <= MOST_SEGMENTS;
}

function storedLines(say: Say, form: ReportForm, echo: Echo): readonly string[] {
  const period = shownPeriod(echo.period);
  const values = shownValues(echo.named, form.order);
  const key = echo.late ? 'reports.receivedLate' : 'reports.received';
  return [
    say(key, { form: form.id, period, village: echo.village, values }),
    ...(echo.overtaken ? [say('reports.stale', { period })] : []),
    ...(echo.odd.length === 0 ? [] : [say('reports.odd', { codes: echo.odd.join(' ') })]),
  ];
}

function problemLines(say: Say, parts: ReplyParts, brief: boolean): readonly string[] {
  const { questions, doubts, line, confirmable } = parts;
  if (questions.length + doubts.length === 0) return [];
  const problems = problemWords(say, questions, doubts, brief);
  const nothing = parts.stored.length === 0 && parts.closed.length === 0;
  return [
    say(nothing ? 'reports.notStored' : 'reports.unsure', { problems }),
    ...(line === undefined || (isWhole(line) && !confirmable) ? [] : [howToAnswer(say, parts, line)]),
  ];
}

/** What is not certain and what is far from the history, each with its reason unless there is no room. */
export function problemWords(
  say: Say,
  questions: readonly Question[],
  doubts: readonly Doubt[],
  brief = false,
): string {
  return [
    ...grouped(questions).map(([reason, fields]) => {
      const field = fields.map((name) => shownField(say, name)).join(' ');
      return brief ? field : say('reports.problem', { field, reason: say(`reports.reason.${reason}`) });
    }),
    ...doubts.map((doubt) =>
      brief ? `${doubt.code}${doubt.value}` : say(`reports.doubt.${doubt.reason}`, doubt),
    ),
  ].join(', ');
}

function howToAnswer(say: Say, { doubts, periods, confirmable, village }: ReplyParts, line: string): string {
  if (asksMonth(line) && periods.length > 0) {
    const list = periods.map((period, i) => `${i + 1}: ${shownPeriod(period)}`).join(', ');
    return say('reports.whichMonth', { list, line });
  }
  const asked = askedIn(line);
  if (asked.length === 1 && doubts.length === 0 && !asksMonth(line)) {
    return say('reports.sendNumber', { code: asked[0] ?? '', line });
  }
  if (doubts.length > 0) {
    const codes = doubts.map((d) => d.code).join(' ');
    return isWhole(line)
      ? say('reports.confirmDoubt', { codes })
      : say('reports.confirmThen', { codes, line });
  }
  return say(isWhole(line) && confirmable ? 'reports.confirmLine' : 'reports.sendLike', { line, village });
}

function missingLines(say: Say, form: ReportForm, parts: ReplyParts): readonly string[] {
  const asked = new Set([...parts.questions.map((q) => q.field), ...parts.doubts.map((d) => d.code)]);
  return parts.stored.flatMap((echo) => {
    const missing = form.required.filter((code) => echo.all[code] === undefined && !asked.has(code));
    if (missing.length > 0) return [say('reports.missing', { codes: missing.join(' ') })];
    return asked.size === 0 ? [say('reports.complete')] : [];
  });
}

function grouped(
  questions: readonly Question[],
): readonly (readonly [Question['reason'], readonly string[]])[] {
  const groups = new Map<Question['reason'], string[]>();
  for (const { reason, field } of questions) {
    const group = groups.get(reason) ?? [];
    if (!group.includes(field)) group.push(field);
    groups.set(reason, group);
  }
  return [...groups];
}

const NAMED_FIELDS: ReadonlySet<string> = new Set(['period', 'village', 'layout', 'keyword']);
const LONGEST_FIELD = 12;

function shownField(say: Say, field: string): string {
  return NAMED_FIELDS.has(field) ? say(`reports.field.${field as 'period'}`) : field.slice(0, LONGEST_FIELD);
}
