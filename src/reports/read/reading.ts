/** What a count message was read as. */

/** Why something was asked. Each is worded for people elsewhere; the names here are for code and the logs. */
export const REASONS = {
  'accented-code':
    'a code whose vowel carries an accent, or with a Đ inside: a Vietnamese keyboard may have eaten a digit',
  'all-zero': 'only a zero, or "nothing", with no code: is every count zero?',
  ambiguous: 'a number word that has another meaning without its accents',
  approximate: 'about, more than, a sign such as ~ or >: not a whole count',
  'cross-check': 'two counts that cannot both be true',
  doubtful: 'the sender says that something may be wrong, or shows an example',
  empty: 'a report without a single count',
  forwarded: 'forwarded or quoted: whose report is it?',
  'keyword-missing': 'counts without the keyword, or with a misspelt one',
  'letter-for-digit': 'a letter where a digit belongs: o, l, I, x',
  'level-x': 'a count that only the commune makes',
  'mixed-order': 'it is not clear which number belongs to which code',
  'month-after-window': 'no month, and it was not sent between the 20th and the 10th',
  'month-ambiguous': 'a month that can be read in two ways',
  'month-far': 'a month without its year that is more than six back',
  'month-future': 'a month that has not begun',
  'month-lunar': 'a month of the lunar calendar',
  'month-impossible': 'there is no such month',
  'month-twice': 'two months for one set of counts',
  'no-value': 'a code without a number',
  'not-a-month': 'a quarter, half a year, a year or a week',
  'not-one-number': 'a range, a sum, a fraction, a breakdown, a change',
  'not-whole': 'a decimal, a percentage, a power: refused',
  'not-zero': 'words near "none" that do not say zero',
  'rest-is-zero': 'says that all the others are zero',
  'stray-number': 'a number tied to no code',
  'swapped-letters': 'a code with its letters swapped',
  thousands: 'digits grouped by a comma or a space',
  'too-large': 'beyond 9,999: refused',
  'too-long': 'more text than a report can have',
  'two-values': 'one code with two different numbers',
  'two-villages': 'two villages named',
  'unclear-value': 'something stands between the code and its number',
  'unknown-code': 'no such code',
  'village-unclear': 'a number that may be a village or a count',
  'words-disagree': 'the number repeated in words is another number',
} as const;

export type Reason = keyof typeof REASONS;

export type Outcome = 'accepted' | 'partial' | 'asked' | 'rejected' | 'ignored' | 'other';

export type ReadReport = {
  /** `YYYY-MM` */
  readonly period: string;
  /** As typed, where a village other than the sender's is named as the subject. */
  readonly village: string | null;
  readonly values: Readonly<Record<string, number>>;
};

export type Question = {
  /** A code, an unknown code or a stray number as typed in capitals, or one of `period village layout keyword`. */
  readonly field: string;
  readonly reason: Reason;
  readonly typed?: string;
};

export type Reading = {
  readonly outcome: Outcome;
  readonly reports: readonly ReadReport[];
  readonly questions: readonly Question[];
  /** The line to send back, unaccented, with their own numbers; what is not known is `?`. */
  readonly suggestion?: string;
};

export type SenderContext = {
  /** The sender's own villages; empty where they are not known. */
  readonly villages: readonly string[];
  /** The months that are reported now, `YYYY-MM`, where the place has days of its own for that. */
  readonly current?: readonly string[] | undefined;
};

export type ReaderContext = SenderContext & {
  /** What is stored already for a period, for the cross-checks. */
  readonly stored?: ((period: string) => Readonly<Record<string, number>>) | undefined;
};

/** Reasons that say "this cannot be a count", not "which count is it?". */
const REFUSALS: ReadonlySet<Reason> = new Set(['not-whole', 'too-large']);

export function isRefusal(reason: Reason): boolean {
  return REFUSALS.has(reason);
}
