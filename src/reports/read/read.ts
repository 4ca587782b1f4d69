/** The reader of count messages: pure text in, a reading out. Nothing uncertain is ever a value. */
import { beginning, isAdvertOrReaction, isForwarded, isOwnReply } from './envelope.ts';
import type { Form } from './form.ts';
import { commandOf, isKnownCode, isTalk, looksLikeReport, takesBack } from './looks-like.ts';
import { sentTime } from './month.ts';
import { normalise } from './normalise.ts';
import { asked, readItems, readParts } from './read-items.ts';
import type { ReaderContext, Reading, SenderContext } from './reading.ts';
import { scan } from './scan.ts';
import { tokenise } from './tokenise.ts';

/** Far beyond any report: three long text messages hold 480 characters. */
export const MAX_LENGTH = 3000;
/** Of a longer text only its kind is of interest: nothing in it is read. */
const LOOKED_AT_WHEN_LONG = 400;

const IGNORED: Reading = { outcome: 'ignored', reports: [], questions: [] };
const OTHER: Reading = { outcome: 'other', reports: [], questions: [] };

/** A text understood once, read as often as more becomes known of what is stored. */
export type Understood = (stored?: ReaderContext['stored']) => Reading;

export function readReport(text: string, sentAt: Date, form: Form, context: ReaderContext): Reading {
  return understandReport(text, sentAt, form, context)(context.stored);
}

export function understandReport(
  text: string,
  sentAt: Date,
  form: Form,
  { villages, current }: SenderContext,
): Understood {
  const plain = normalise(text.length > MAX_LENGTH ? text.slice(0, LOOKED_AT_WHEN_LONG) : text, form);
  const begin = beginning(plain);
  if (isAdvertOrReaction(begin) || isOwnReply(begin)) return () => IGNORED;
  const sent = sentTime(sentAt, current);
  const tokens = tokenise(plain, form.old);
  const command = commandOf(tokens);
  const scanned = scan(tokens, form, sent, villages);
  const { items } = scanned;
  const keyword = items.findIndex(({ kind }) => kind === 'keyword');
  if (keyword < 0 && (command || !looksLikeReport(items, form))) return () => OTHER;
  if (keyword >= 0 && !items.some((item) => isKnownCode(item, form)) && isTalk(items)) return () => OTHER;
  if (text.length > MAX_LENGTH) return () => asked('layout', 'too-long');
  const forwarded = isForwarded(begin, plain);
  return (stored) => {
    const context = { villages, stored };
    const parts = () => readParts(scanned, sent, form, context);
    if (forwarded) return asked('layout', 'forwarded', parts());
    if (keyword < 0) return asked('keyword', 'keyword-missing', parts());
    if (takesBack(command, items, keyword)) return asked('layout', 'doubtful', parts());
    return readItems(scanned, sent, form, context);
  };
}

/** `SUA T10 KT6`: the same words and rules, opened by another word. Other text that begins with `sửa` is `other`. */
export function readCorrection(text: string, sentAt: Date, form: Form, context: ReaderContext): Reading {
  return understandCorrection(text, sentAt, form, context)(context.stored);
}

export function understandCorrection(
  text: string,
  sentAt: Date,
  form: Form,
  { villages, current }: SenderContext,
): Understood {
  const sent = sentTime(sentAt, current);
  if (text.length > MAX_LENGTH) return () => OTHER;
  const plain = normalise(text, form);
  const opening = /^[\s"'(]*s(?:u|ư|ử|ủ)\p{M}*a[\s:.,-]+(?:bc[\s:.,-]+)?/iu.exec(plain);
  if (!opening) return () => OTHER;
  const rest = `${form.keyword} ${plain.slice(opening[0].length)}`;
  const scanned = scan(tokenise(rest, form.old), form, sent, villages);
  const words = scanned.items.filter(({ kind }) => kind === 'word').length;
  if (!scanned.items.some((item) => isKnownCode(item, form)) || words > 2) return () => OTHER;
  const named = scanned.items.some(({ kind }) => kind === 'period') || /^\p{L}+[^\p{L}\d]*\d/u.test(rest);
  return (stored) => {
    const reading = readItems(scanned, sent, form, { villages, stored });
    if (!named && reading.reports.length > 0) {
      const parts = reading.reports.map(({ values }) => ({ period: undefined, values }));
      return asked(
        'period',
        'month-after-window',
        { parts, questions: reading.questions, sent, form },
        'SUA',
      );
    }
    return reading.suggestion
      ? { ...reading, suggestion: reading.suggestion.replace(form.keyword, 'SUA') }
      : reading;
  };
}
