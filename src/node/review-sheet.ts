/** The sheet on which health staff read, correct and approve texts, as a file of Excel and back. */
import { readFileSync } from 'node:fs';
import readWorkbook from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';
import type { EditedRow } from '../guidance/edit-plan.ts';
import type { LanguageFolder } from '../guidance/item-text.ts';
import { fold, foldName } from '../vietnamese.ts';
import { COLUMNS, type Column, type Standing, TRANSLATION_COLUMNS } from './review-sheet-columns.ts';
import {
  HOW_TO,
  HOW_TO_SHEET,
  HOW_TO_TRANSLATION,
  TEXTS_SHEET,
  TRANSLATIONS_SHEET,
} from './review-sheet-words.ts';

/** What can't be done without when a sheet comes back. */
const NEEDED = ['id', 'vi', 'en', 'state', 'mark', 'base'] as const;

function isTitleOf(key: (typeof NEEDED)[number], title: string): boolean {
  return [COLUMNS, TRANSLATION_COLUMNS].some((columns) => foldName(columns[key].title) === title);
}

const HEAD = { fontWeight: 'bold', backgroundColor: '#e2d6c5', wrap: true, alignVertical: 'top' } as const;
const PLAIN = { wrap: true, alignVertical: 'top' } as const;
const OPEN = { ...PLAIN, backgroundColor: '#fff8d6' } as const;

/** `language`: the items are its translations. */
export async function reviewWorkbook(items: readonly Standing[], language?: LanguageFolder): Promise<Buffer> {
  const columns: readonly Column[] = Object.values(language === undefined ? COLUMNS : TRANSLATION_COLUMNS);
  const howTo =
    language === undefined
      ? HOW_TO
      : [`${HOW_TO_TRANSLATION[0]}: ${language.name.vi}`, ...HOW_TO_TRANSLATION.slice(1)];
  const data = [
    columns.map(({ title }) => ({ value: title, ...HEAD })),
    ...items.map((standing) =>
      columns.map(({ cell, open }) => {
        const value = cell(standing);
        // The type is told, or a text that begins with = might pass for a formula.
        const typed =
          typeof value === 'number' ? { value, type: Number } : { value: literal(value), type: String };
        return { ...typed, ...(open ? OPEN : PLAIN) };
      }),
    ),
  ];
  const help = howTo.map((line, i) => [{ value: line, type: String, ...PLAIN, ...(i === 0 ? HEAD : {}) }]);
  return writeWorkbook(
    [
      {
        sheet: language === undefined ? TEXTS_SHEET : TRANSLATIONS_SHEET,
        data,
        columns: columns.map(({ width }) => ({ width })),
        stickyRowsCount: 1,
        stickyColumnsCount: 1,
        orientation: 'landscape',
      },
      { sheet: HOW_TO_SHEET, data: help, columns: [{ width: 110 }], stickyRowsCount: 1 },
    ],
    { fontFamily: 'Arial', fontSize: 11 },
  ).toBuffer();
}

/** Excel reads `_x0041_` as the character A; written so it stays what it is. */
function literal(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_');
}

/** The file is not such a sheet; the message says what to do. */
export class SheetRefused extends Error {
  override name = 'SheetRefused';
}

/** The rows of the first sheet that has our columns, whatever it is called and however they stand. */
export async function readReviewSheet(path: string): Promise<readonly EditedRow[]> {
  const sheets = await workbookAt(path);
  const read = sheets.map(({ data }) => tableOf(data.map((row) => row.map(textOf))));
  const found = read.find((table) => table.missing.length === 0);
  if (found !== undefined) return found.rows;
  const [nearest] = read.toSorted((a, b) => a.missing.length - b.missing.length);
  throw new SheetRefused(
    nearest === undefined || nearest.missing.length === NEEDED.length
      ? `${path} has no sheet with the columns that content:export writes: export again and fill in that file.`
      : `${path} lacks the columns ${nearest.missing.map((title) => `"${title}"`).join(', ')}: their titles must stay as exported. Put them back, or export again.`,
  );
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString() : String(cell);
}

/** Someone may have put a title above it. */
const HEADER_WITHIN = 10;

function tableOf(rows: readonly (readonly string[])[]): {
  readonly rows: readonly EditedRow[];
  readonly missing: readonly string[];
} {
  const heads = rows.slice(0, HEADER_WITHIN).map((row) => {
    const titles = row.map(foldName);
    const places = NEEDED.map((key) => [key, titles.findIndex((title) => isTitleOf(key, title))] as const);
    return {
      at: Object.fromEntries(places) as Record<(typeof NEEDED)[number], number>,
      missing: places.filter(([, place]) => place === -1).map(([key]) => COLUMNS[key].title),
    };
  });
  const head = heads.toSorted((a, b) => a.missing.length - b.missing.length)[0];
  if (head === undefined) return { rows: [], missing: NEEDED.map((key) => COLUMNS[key].title) };
  const { at, missing } = head;
  const first = heads.indexOf(head) + 1;
  return {
    missing,
    rows: rows
      .slice(first)
      .map((cells, i) => {
        const cell = (key: (typeof NEEDED)[number]) => cells[at[key]] ?? '';
        return {
          row: first + i + 1,
          id: cell('id'),
          vi: cell('vi'),
          en: cell('en'),
          base: cell('base'),
          state: cell('state'),
          mark: cell('mark'),
        };
      })
      .filter(({ id, vi, en, mark }) => [id, vi, en, mark].some((text) => fold(text).trim() !== '')),
  };
}

async function workbookAt(path: string) {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new SheetRefused(`${path} can't be read (${(error as Error).message}): check its name and place.`);
  }
  try {
    return await readWorkbook(bytes, { trim: false });
  } catch (error) {
    throw new SheetRefused(
      `${path} is no workbook of Excel (${(error as Error).message}): open it where it was filled in and save it as .xlsx, without a password.`,
      { cause: error },
    );
  }
}
