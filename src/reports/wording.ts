/** What a reporter hears back: always the month, the village and every value stored. Pure but for the texts. */
import type { Language } from '../message.ts';
import { segmentsOf, smsForm, type TextKey, type Texts } from '../texts.ts';
import { askedIn, asksMonth, isMixedUp, isWhole } from './draft.ts';
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

export type Reply = {
  readonly text: string;
  /** All that is open is named with how to answer it; where there was no room for that, nothing may be confirmed. */
  readonly offered: boolean;
};

/** Everything there is to say; where that is too long, without what can be asked for with XEM, then in short. */
export function replyTo(texts: Texts, language: Language, form: ReportForm, parts: ReplyParts): Reply {
  const say: Say = (key, values) => texts.say(language, key, values);
  const stored = parts.stored.flatMap((echo) => storedLines(say, form, echo));
  const closed = parts.closed.map((period) =>
    say(parts.mayReopen ? 'reports.closedOfficer' : 'reports.closed', {
      period: shownPeriod(period),
      village: parts.village,
    }),
  );
  const months = parts.closed.map(shownPeriod).join(', ');
  const closedShort = months === '' ? [] : [say('reports.closedShort', { period: months })];
  const head = [...stored, ...closed];
  const problems = (brief: boolean) => problemLines(say, parts, brief);
  const missing = missingLines(say, form, parts);
  const inTurn: readonly (() => readonly string[])[] = [
    () => [...head, ...problems(false), ...missing],
    () => [...head, ...problems(false)],
    () => [...head, ...problems(true), ...missing],
    () => [...head, ...problems(true)],
    () => [...stored, ...closedShort, ...problems(true)],
    () => [...storedShort(say, form, parts.stored), ...closedShort, ...problems(true)],
  ];
  for (const lines of inTurn) {
    const found = lines();
    if (fits(found)) return { text: found.join('\n'), offered: true };
  }
  const open = parts.questions.length + parts.doubts.length;
  const many = open === 0 ? [] : [say('reports.unsureMany', { count: open })];
  const rest = [...closedShort, ...many];
  const last = [...stored, ...rest];
  return {
    text: (fits(last) ? last : [...storedShort(say, form, parts.stored), ...rest]).join('\n'),
    offered: false,
  };
}

/** Where not even the values of all months fit, they are counted, and read with XEM. */
function storedShort(say: Say, form: ReportForm, stored: readonly Echo[]): readonly string[] {
  return stored.map(({ period, village, named }) =>
    say('reports.receivedShort', {
      form: form.id,
      period: shownPeriod(period),
      village: village.slice(0, LONGEST_VILLAGE),
      count: Object.keys(named).length,
    }),
  );
}

const LONGEST_VILLAGE = 30;

function fits(lines: readonly string[]): boolean {
  return segmentsOf(smsForm(lines.join('\n'), false)) <= MOST_SEGMENTS;
}

function storedLines(say: Say, form: ReportForm, echo: Echo): readonly string[] {
  const period = shownPeriod(echo.period);
  const values = shownValues(echo.named, form.order);
  const key = echo.late ? 'reports.receivedLate' : 'reports.received';
  if (values === '') return [say('reports.withdrawnSince', { period })];
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
  if (isMixedUp(line)) return say('reports.oneMonthEach');
  if (asksMonth(line) && periods.length > 0) {
    const [first = '', second = ''] = periods.map(shownPeriod);
    return say('reports.whichMonth', { first, second, line });
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
  const stored = parts.stored.filter(({ named }) => Object.keys(named).length > 0);
  return stored.flatMap((echo) => {
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
