/** Totals as a file that Excel opens as it is: UTF-8 with a byte order mark, commas, nothing that runs. */
import { stringify } from 'csv-stringify/sync';
import type { Completeness } from './completeness.ts';
import { type CountedCode, cellKey, hiddenCells, type Totals } from './totals.ts';

export type NamedCommune = { readonly id: string; readonly code: string; readonly label: string };

const BYTE_ORDER_MARK = '\uFEFF';

export type TotalsTable = {
  readonly period: string;
  readonly totals: Totals;
  readonly completeness: Completeness;
  readonly communes: readonly NamedCommune[];
  readonly codes: readonly CountedCode[];
};

export function totalsCsv({ period, totals, completeness, communes, codes }: TotalsTable): string {
  const hidden = hiddenCells(totals);
  const header = [
    'period',
    'commune_code',
    'commune',
    'villages_reported',
    'villages_expected',
    'villages_complete',
    'villages_on_time',
  ];
  const rows = communes.map(({ id, code, label }) => {
    const area = totals.communes.get(id);
    const villages = completeness.communes.get(id);
    return [
      period,
      code,
      harmless(label),
      area?.reported ?? 0,
      area?.expected ?? 0,
      villages?.complete ?? 0,
      villages?.onTime ?? 0,
      ...codes.map((c) => (hidden.has(cellKey(id, c.code)) ? '*' : (area?.sums.get(c.code)?.value ?? ''))),
    ];
  });
  return (
    BYTE_ORDER_MARK +
    stringify([[...header, ...codes.map((c) => c.code)], ...rows], { record_delimiter: '\r\n' })
  );
}

/** A spreadsheet runs what begins so as a formula, also after spaces and in full width. */
const FORMULA = /^[\s\u3000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
