/** A list of villages as an office keeps it: CSV from Excel or by hand, taken apart row by row. Pure. */
import Papa from 'papaparse';

export type VillageLine = {
  /** As an editor counts: the header is line 1. */
  readonly line: number;
  readonly communeCode: string;
  readonly name: string;
  readonly phone: string;
};
export type BadLine = { readonly line: number; readonly reason: string };

const COLUMNS = { communeCode: 'commune_code', name: 'village_name', phone: 'reporter_phone' } as const;
const HEADER = 'the first line must be commune_code,village_name or commune_code,village_name,reporter_phone';
const QUOTES = 'a quotation mark is opened or closed in the wrong place';
const GIVEN_UP = 'too many quotation marks are in the wrong place: no line was read, mend them first';
const MOST_BROKEN = 100;
const BREAK = /\r\n|\r|\n/gu;
const CODE_DIGITS = 5;

export function readVillageCsv(text: string): {
  readonly lines: readonly VillageLine[];
  readonly bad: readonly BadLine[];
} {
  const { rows, bad } = rowsOf(text.replace(/^\uFEFF/u, ''));
  const header = (rows[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const at = (column: string) => header.indexOf(column);
  if (at(COLUMNS.communeCode) < 0 || at(COLUMNS.name) < 0)
    return { lines: [], bad: [{ line: 1, reason: HEADER }] };
  const lines = rows
    .slice(1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => {
      const cell = (column: string) =>
        (cells[at(column)] ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
      const code = cell(COLUMNS.communeCode);
      return { line, communeCode: paddedCode(code), name: cell(COLUMNS.name), phone: cell(COLUMNS.phone) };
    });
  return { lines, bad };
}

type Rows = {
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly bad: readonly BadLine[];
};

/** A stray quotation mark swallows the lines behind it: its line goes, and those are read again. */
function rowsOf(text: string): Rows {
  const bad: BadLine[] = [];
  const physical = text.split(BREAK);
  while (bad.length < MOST_BROKEN) {
    const { rows, broken } = parsed(physical.join('\n'));
    if (broken === undefined || physical[broken - 1] === '') return { rows, bad };
    bad.push({ line: broken, reason: QUOTES });
    physical[broken - 1] = '';
  }
  return { rows: parsed(physical[0] ?? '').rows, bad: [...bad, { line: physical.length, reason: GIVEN_UP }] };
}

function parsed(text: string): { readonly rows: Rows['rows']; readonly broken: number | undefined } {
  const { data, errors } = Papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t'] });
  let line = 1;
  const rows = data.map((cells) => {
    const start = line;
    // A quoted cell may hold line breaks of its own.
    line += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(BREAK)?.length ?? 0), 0);
    return { line: start, cells };
  });
  const broken = errors.find((error) => error.type === 'Quotes')?.row;
  return { rows, broken: broken === undefined ? undefined : rows[broken]?.line };
}

/** Excel takes the zeros off "03595". */
function paddedCode(code: string): string {
  return /^\d+$/u.test(code) ? code.padStart(CODE_DIGITS, '0') : code;
}
