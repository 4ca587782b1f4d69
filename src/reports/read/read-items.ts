/** From items to a reading: whose month, whose village, which number with which code, and what is asked. */
import { assign } from './assign.ts';
import { applyChecks } from './checks.ts';
import type { Form } from './form.ts';
import type { Item, Scanned } from './items.ts';
import { periodOf, type Sent } from './month.ts';
import { rejectsMonth, type Segment, type Segments, segmentsOf } from './periods-of.ts';
import {
  isRefusal,
  type Outcome,
  type Question,
  type ReaderContext,
  type Reading,
  type ReadReport,
  type Reason,
} from './reading.ts';
import { type Part, suggest, withZeros } from './suggest.ts';
import { villageMeant } from './village-meant.ts';

export function readItems(scanned: Scanned, sent: Sent, form: Form, context: ReaderContext): Reading {
  const { items, doubt, rest, nothing } = scanned;
  const split = segmentsOf(items, sent);
  if (Number.isNaN(sent.month)) return asked('period', 'month-ambiguous');
  if (!items.some(({ kind }) => kind === 'code')) {
    return withoutCodes(items, nothing, split, sent, form);
  }
  const parts = () => readParts(scanned, sent, form, context);
  if (doubt) return asked('layout', doubt, parts());
  const village = villageMeant(items, context.villages);
  if (village.kind === 'unclear') return asked('village', 'two-villages', parts());
  if (!split.ok) return asked(split.field, split.reason, parts());
  const name = village.kind === 'other' ? village.name : null;
  const read = split.segments.map((segment) => readSegment(segment, form, context));
  const reports: ReadReport[] = [];
  const questions: Question[] = [];
  for (const { period, values, questions: unclear, mixed } of read) {
    if (mixed) return asked('layout', 'mixed-order');
    if (Object.keys(values).length > 0) reports.push({ period, village: name, values });
    for (const one of unclear) if (!questions.some(({ field }) => field === one.field)) questions.push(one);
  }
  if (rest) questions.push({ field: 'layout', reason: 'rest-is-zero' });
  if (questions.length === 0 && reports.length > 0) return { outcome: 'accepted', reports, questions };
  const [only] = read;
  const offered = rest && read.length === 1 && only !== undefined ? [withZeros(form, only)] : read;
  const line = suggest(form, offered, questions, sent);
  return {
    outcome: outcomeOf(reports, questions),
    reports,
    questions,
    ...(line ? { suggestion: line } : {}),
  };
}

function outcomeOf(reports: readonly ReadReport[], questions: readonly Question[]): Outcome {
  if (reports.length > 0) return 'partial';
  return questions.every(({ reason }) => isRefusal(reason)) ? 'rejected' : 'asked';
}

function withoutCodes(
  items: readonly Item[],
  nothing: boolean,
  split: Segments,
  sent: Sent,
  form: Form,
): Reading {
  const numbers = items.filter((item) => item.kind === 'number');
  const zeroOnly = numbers.length > 0 && numbers.every((number) => number.value === 0);
  if (zeroOnly || (nothing && numbers.length === 0)) {
    const months = split.ok ? split.segments.map(({ month }) => periodOf(month)) : [undefined];
    const parts = months.map((period) => withZeros(form, { period, values: {} }));
    return asked('layout', 'all-zero', { parts, questions: [], sent, form });
  }
  if (!split.ok && rejectsMonth(split.reason)) return asked('period', split.reason);
  return asked('layout', numbers.length > 0 ? 'stray-number' : 'empty');
}

type SegmentRead = Part & {
  readonly period: string;
  readonly questions: readonly Question[];
  readonly mixed: boolean;
};

const NOTHING_STORED = {};

function readSegment({ month, items }: Segment, form: Form, context: ReaderContext): SegmentRead {
  const period = periodOf(month);
  const { values, questions, mixed } = assign(items, form);
  const checked = applyChecks(values, questions, context.stored?.(period) ?? NOTHING_STORED, form);
  const unclear = checked.questions.length > 0 ? [...questions, ...checked.questions] : questions;
  return { period, values: checked.values, questions: unclear, mixed };
}

export type Parts = {
  readonly parts: readonly Part[];
  readonly questions: readonly Question[];
  readonly sent: Sent;
  readonly form: Form;
};

/** Their numbers as far as they are certain, for the line that is sent back. */
export function readParts({ items }: Scanned, sent: Sent, form: Form, context: ReaderContext): Parts {
  const split = segmentsOf(items, sent);
  if (split.ok) {
    const parts = split.segments.map((segment) => readSegment(segment, form, context));
    return { parts, questions: parts.flatMap(({ questions }) => questions), sent, form };
  }
  const { values, questions } = assign(items, form);
  return { parts: [{ period: undefined, values: Object.fromEntries(values) }], questions, sent, form };
}

/** Nothing is stored; one question, with what is known in the line to send back. */
export function asked(field: string, reason: Reason, known?: Parts, opening?: string): Reading {
  const line = known && suggest(known.form, known.parts, known.questions, known.sent, opening);
  const outcome = rejectsMonth(reason) ? 'rejected' : 'asked';
  return { outcome, reports: [], questions: [{ field, reason }], ...(line ? { suggestion: line } : {}) };
}
