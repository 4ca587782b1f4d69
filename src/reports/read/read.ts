/** The reader of count messages: pure text in, a reading out. Nothing uncertain is ever a value. */
import { assign } from './assign.ts';
import { applyChecks } from './checks.ts';
import { beginning, isAdvertOrReaction, isForwarded, isOwnReply } from './envelope.ts';
import type { Form } from './form.ts';
import type { Item, Scanned } from './items.ts';
import { periodOf, type Sent, sentTime } from './month.ts';
import { normalise } from './normalise.ts';
import { rejectsMonth, type Segment, segmentsOf } from './periods-of.ts';
import {
  isRefusal,
  type Question,
  type ReaderContext,
  type Reading,
  type ReadReport,
  type Reason,
} from './reading.ts';
import { scan } from './scan.ts';
import { type Part, suggest } from './suggest.ts';
import { tokenise } from './tokenise.ts';
import { villageMeant } from './villages.ts';
import { COMMAND_WORDS } from './vocabulary.ts';

/** Far beyond any report: three long text messages hold 480 characters. */
export const MAX_LENGTH = 3000;
/** Of a longer text only its kind is of interest: nothing in it is read. */
const LOOKED_AT_WHEN_LONG = 400;

const IGNORED: Reading = { outcome: 'ignored', reports: [], questions: [] };
const OTHER: Reading = { outcome: 'other', reports: [], questions: [] };

export function readReport(text: string, sentAt: Date, form: Form, context: ReaderContext): Reading {
  const begin = beginning(text);
  if (isAdvertOrReaction(begin) || isOwnReply(begin)) return IGNORED;
  const sent = sentTime(sentAt);
  const plain = normalise(text.length > MAX_LENGTH ? text.slice(0, LOOKED_AT_WHEN_LONG) : text, form);
  const scanned = scan(tokenise(plain, form.old), form, sent);
  const { items } = scanned;
  const keyword = items.some(({ kind }) => kind === 'keyword');
  if (!keyword && (startsWithCommand(plain) || !looksLikeReport(items))) return OTHER;
  if (keyword && !items.some(({ kind }) => kind === 'code') && isTalk(items)) return OTHER;
  if (text.length > MAX_LENGTH) return asked('layout', 'too-long');
  if (isForwarded(begin, plain)) return asked('layout', 'forwarded', readParts(scanned, sent, form, context));
  if (!keyword) return asked('keyword', 'keyword-missing', readParts(scanned, sent, form, context));
  if (takesBack(plain, items)) return asked('layout', 'doubtful', readParts(scanned, sent, form, context));
  return readItems(scanned, sent, form, context);
}

/** `HUY BC T10 KT5`, `không phải BC …`: a word before the keyword that says the opposite. */
function takesBack(plain: string, items: readonly Item[]): boolean {
  const keyword = items.findIndex(({ kind }) => kind === 'keyword');
  if (items.slice(0, keyword).some(({ kind }) => kind === 'doubt')) return true;
  return startsWithCommand(plain) && !/^\W*(?:s\p{L}+a|g\p{L}+i|ctv|bx|ok)(?!\p{L})/iu.test(plain);
}

/** `SUA T10 KT6`: the same words and rules, opened by another word. Other text that begins with `sửa` is `other`. */
export function readCorrection(text: string, sentAt: Date, form: Form, context: ReaderContext): Reading {
  const sent = sentTime(sentAt);
  if (text.length > MAX_LENGTH) return OTHER;
  const opening = /^[\s"'(]*s(?:u|ư|ử|ủ)\p{M}*a[\s:.,-]+(?:bc[\s:.,-]+)?/iu.exec(normalise(text, form));
  if (!opening) return OTHER;
  const rest = `${form.keyword} ${normalise(text, form).slice(opening[0].length)}`;
  const scanned = scan(tokenise(rest, form.old), form, sent);
  const words = scanned.items.filter(({ kind }) => kind === 'word').length;
  if (!scanned.items.some(({ kind }) => kind === 'code') || words > 2) return OTHER;
  const reading = readItems(scanned, sent, form, context);
  const named = scanned.items.some(({ kind }) => kind === 'period') || /^\p{L}+[^\p{L}\d]*\d/u.test(rest);
  if (!named && reading.reports.length > 0) {
    return asked('period', 'month-ambiguous', { parts: [], questions: [], sent, form }, 'SUA');
  }
  return reading.suggestion
    ? { ...reading, suggestion: reading.suggestion.replace(form.keyword, 'SUA') }
    : reading;
}

type Parts = {
  readonly parts: readonly Part[];
  readonly questions: readonly Question[];
  readonly sent: Sent;
  readonly form: Form;
};

function asked(field: string, reason: Reason, known?: Parts, opening?: string): Reading {
  const line = known && suggest(known.form, known.parts, known.questions, known.sent, opening);
  const outcome = rejectsMonth(reason) ? 'rejected' : 'asked';
  return { outcome, reports: [], questions: [{ field, reason }], ...(line ? { suggestion: line } : {}) };
}

function startsWithCommand(plain: string): boolean {
  const first = /\p{L}+/u.exec(plain)?.[0] ?? '';
  return COMMAND_WORDS.has(first.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
}

/** Without the keyword: a code with its number, and a month or a second code or nothing else at all. */
function looksLikeReport(items: readonly Item[]): boolean {
  let counts = 0;
  let period = false;
  let words = 0;
  items.forEach((item, i) => {
    if (item.kind === 'period' && item.mention.month !== undefined) period = true;
    if (item.kind === 'word') words++;
    if (item.kind !== 'code') return;
    const [before, after] = [items[i - 1], items[i + 1]];
    const number = after?.kind === 'number' || after?.kind === 'zero' || items[i + 2]?.kind === 'number';
    if (number || before?.kind === 'number') counts++;
  });
  return counts > 1 || (counts === 1 && (period || words === 0));
}

/** The keyword inside a sentence without counts: a question about reports, not a report. */
function isTalk(items: readonly Item[]): boolean {
  const words = items.filter(({ kind }) => kind === 'word').length;
  const counted = items.some(
    (item) => item.kind === 'number' || (item.kind === 'period' && /\d/u.test(item.typed)),
  );
  return words > 3 || (words > 1 && !counted);
}

function readItems(scanned: Scanned, sent: Sent, form: Form, context: ReaderContext): Reading {
  const { items, doubt, rest, nothing } = scanned;
  const known = () => readParts(scanned, sent, form, context);
  const codes = items.some(({ kind }) => kind === 'code');
  const split = segmentsOf(items, sent);
  if (Number.isNaN(sent.month)) return asked('period', 'month-ambiguous');
  if (!codes) return withoutCodes(items, nothing, split.ok ? undefined : split.reason);
  if (doubt) return asked('layout', doubt, known());
  const village = villageMeant(items, context.villages);
  if (village.kind === 'unclear') return asked('village', 'two-villages', known());
  if (!split.ok) return asked(split.field, split.reason, known());
  const read = split.segments.map((segment) => readSegment(segment, form, context));
  if (read.some(({ mixed }) => mixed)) return asked('layout', 'mixed-order');
  const questions = read.flatMap((segment) => segment.questions);
  if (rest) questions.push({ field: 'layout', reason: 'rest-is-zero' });
  const name = village.kind === 'other' ? village.name : null;
  const reports = read
    .filter(({ values }) => Object.keys(values).length > 0)
    .map(({ period, values }): ReadReport => ({ period, village: name, values }));
  if (questions.length === 0 && reports.length > 0) return { outcome: 'accepted', reports, questions };
  const line = suggest(form, read, questions, sent);
  const suggestion = line ? { suggestion: line } : {};
  if (reports.length > 0) return { outcome: 'partial', reports, questions, ...suggestion };
  const outcome = questions.every(({ reason }) => isRefusal(reason)) ? 'rejected' : 'asked';
  return { outcome, reports, questions, ...suggestion };
}

function withoutCodes(items: readonly Item[], nothing: boolean, period: Reason | undefined): Reading {
  const numbers = items.filter((item) => item.kind === 'number');
  const zeroOnly = numbers.length > 0 && numbers.every((number) => number.value === 0);
  if (zeroOnly || (nothing && numbers.length === 0)) return asked('layout', 'all-zero');
  if (period && rejectsMonth(period)) return asked('period', period);
  return asked('layout', numbers.length > 0 ? 'stray-number' : 'empty');
}

type SegmentRead = Part & {
  readonly period: string;
  readonly questions: readonly Question[];
  readonly mixed: boolean;
};

function readSegment({ month, items }: Segment, form: Form, context: ReaderContext): SegmentRead {
  const period = periodOf(month);
  const { values, questions, mixed } = assign(items, form);
  const checked = applyChecks(values, questions, context.stored?.(period) ?? {}, form);
  return { period, values: checked.values, questions: [...questions, ...checked.questions], mixed };
}

/** Their numbers as far as they are certain, for the line that is sent back. */
function readParts({ items }: Scanned, sent: Sent, form: Form, context: ReaderContext): Parts {
  const split = segmentsOf(items, sent);
  if (split.ok) {
    const parts = split.segments.map((segment) => readSegment(segment, form, context));
    return { parts, questions: parts.flatMap(({ questions }) => questions), sent, form };
  }
  const { values, questions } = assign(items, form);
  return { parts: [{ period: undefined, values: Object.fromEntries(values) }], questions, sent, form };
}
