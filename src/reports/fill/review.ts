/** A filled form as the line it would be as a text, and what the reader and the history say of it. Pure. */
import type { ReportForm } from '../form.ts';
import { shownPeriod } from '../periods.ts';
import { type Doubt, doubtsOf } from '../plausible.ts';
import { readReport } from '../read/read.ts';
import type { Reading } from '../read/reading.ts';
import type { Standing } from '../take.ts';
import { shownValues } from '../wording.ts';
import type { Filling } from './steps.ts';

/** `BC T10/2026 TS120 TE61`: the report as it could be sent, with the village's name where there are several. */
export function lineOf({ period, values }: Filling, form: ReportForm, village?: string): string {
  const month = period === undefined ? 'T?' : shownPeriod(period);
  const line = [form.form.keyword, month, shownValues(values, form.order)];
  return [...line, ...(village === undefined ? [] : [village])].join(' ');
}

export type Review = {
  readonly reading: Reading;
  /** Codes that cannot be true together: they would not be stored. */
  readonly unfit: readonly string[];
  readonly doubts: readonly Doubt[];
};

const NOTHING: Review = {
  reading: { outcome: 'other', reports: [], questions: [] },
  unfit: [],
  doubts: [],
};

export function reviewOf(filling: Filling, form: ReportForm, standing: Standing, sentAt: number): Review {
  if (Object.keys(filling.values).length === 0) return NOTHING;
  const reading = readReport(lineOf(filling, form), new Date(sentAt), form.form, {
    villages: [],
    stored: (period) => standing.get(period)?.values ?? {},
  });
  return {
    reading,
    unfit: reading.questions.map(({ field }) => field),
    doubts: reading.reports.flatMap(({ period, values }) =>
      doubtsOf(form.form.codes, period, values, standing),
    ),
  };
}
