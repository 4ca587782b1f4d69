import bc from '../../../content/forms/bc.json' with { type: 'json' };
import { compileForm } from '../../../src/reports/read/form.ts';
import { readReport } from '../../../src/reports/read/read.ts';
import type { ReaderContext, Reading } from '../../../src/reports/read/reading.ts';

export const BC = compileForm(bc);
export const SENT_AT = '2026-11-02T09:00:00+07:00';

export function read(text: string, sentAt = SENT_AT, context: ReaderContext = { villages: [] }): Reading {
  return readReport(text, new Date(sentAt), BC, context);
}

export function valuesOf(reading: Reading): Record<string, Readonly<Record<string, number>>> {
  return Object.fromEntries(reading.reports.map(({ period, values }) => [period, values]));
}
