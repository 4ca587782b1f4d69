/** The sheet on which health staff read, correct and approve texts, as a file of Excel and back. */
import { readFileSync } from 'node:fs';
import readWorkbook from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';
import { civilDate, shownDate } from '../civil-time.ts';
import type { EditedRow } from '../guidance/edit-plan.ts';
import type { ReviewState } from '../guidance/review.ts';
import type { ItemStanding } from '../guidance/standing.ts';
import { segmentsOf } from '../guidance/text-faults.ts';
import { fold, foldName, unaccented } from '../vietnamese.ts';
import type { CatalogueItem } from './catalogue.ts';
import { HOW_TO, HOW_TO_SHEET, TEXTS_SHEET } from './review-sheet-words.ts';

const STATES: Readonly<Record<ReviewState, string>> = {
  draft: 'bản nháp',
  reviewed: 'đã duyệt',
  published: 'được gửi',
};
const ANCHORS: Readonly<Record<CatalogueItem['anchor'], string>> = {
  due: 'ngày dự sinh',
  birth: 'ngày sinh',
  joined: 'ngày đăng ký',
  lost: 'ngày báo tin buồn',
  year: 'ngày trong năm',
  calendar: 'ngày trong năm',
  asked: 'khi được hỏi',
};
const AUDIENCES: Readonly<Record<CatalogueItem['audience'], string>> = {
  carer: 'người chăm sóc',
  mother: 'mẹ',
  father: 'cha',
  grandparents: 'ông bà',
  family: 'gia đình',
};
const CERTAINTY: Readonly<Record<CatalogueItem['certainty'], string>> = {
  read: 'đã đọc trong nguồn',
  recalled: 'theo hiểu biết, cần đối chiếu',
  uncertain: 'có thể đã thay đổi',
};

type Standing = ItemStanding<CatalogueItem>;
type Column = {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  readonly cell: (standing: Standing) => string | number;
  /** May be changed in the sheet. */
  readonly open?: true;
};

const COLUMNS = {
  id: { title: 'Mã', width: 20, cell: ({ item }) => item.id },
  series: { title: 'Chuỗi bài', width: 14, cell: ({ item }) => item.series },
  anchor: { title: 'Tính từ', width: 14, cell: ({ item }) => ANCHORS[item.anchor] },
  offset: { title: 'Số ngày', width: 9, cell: ({ item }) => item.offset },
  topic: { title: 'Chủ đề', width: 16, cell: ({ item }) => item.topic },
  audience: { title: 'Nói với ai', width: 14, cell: ({ item }) => AUDIENCES[item.audience] },
  vi: { title: 'Tiếng Việt', width: 55, cell: ({ vi }) => vi, open: true },
  en: { title: 'Tiếng Anh', width: 45, cell: ({ en }) => en, open: true },
  sms: { title: 'Tin nhắn không dấu', width: 45, cell: ({ vi }) => unaccented(vi) },
  segments: { title: 'Số phần tin', width: 9, cell: ({ vi }) => segmentsOf(vi) },
  source: { title: 'Nguồn', width: 28, cell: ({ item }) => item.source },
  certainty: { title: 'Độ chắc chắn', width: 18, cell: ({ item }) => CERTAINTY[item.certainty] },
  state: { title: 'Trạng thái', width: 12, cell: ({ state }) => STATES[state] },
  mark: { title: 'Duyệt', width: 9, cell: () => '', open: true },
  reviewedBy: { title: 'Người duyệt', width: 20, cell: ({ review }) => review?.reviewedBy ?? '' },
  reviewedAt: {
    title: 'Ngày duyệt',
    width: 12,
    cell: ({ review }) => (review === undefined ? '' : shownDate(civilDate(review.reviewedAt))),
  },
  base: { title: 'Mã văn bản', width: 19, cell: ({ hash }) => hash },
} as const satisfies Readonly<Record<string, Column>>;

/** What can't be done without when a sheet comes back. */
const NEEDED = ['id', 'vi', 'en', 'state', 'mark', 'base'] as const;

const HEAD = { fontWeight: 'bold', backgroundColor: '#e2d6c5', wrap: true, alignVertical: 'top' } as const;
const PLAIN = { wrap: true, alignVertical: 'top' } as const;
const OPEN = { ...PLAIN, backgroundColor: '#fff8d6' } as const;

export async function reviewWorkbook(items: readonly Standing[]): Promise<Buffer> {
  const columns: readonly Column[] = Object.values(COLUMNS);
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
  const help = HOW_TO.map((line, i) => [{ value: line, type: String, ...PLAIN, ...(i === 0 ? HEAD : {}) }]);
  return writeWorkbook(
    [
      {
        sheet: TEXTS_SHEET,
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
    const places = NEEDED.map((key) => [key, titles.indexOf(foldName(COLUMNS[key].title))] as const);
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
