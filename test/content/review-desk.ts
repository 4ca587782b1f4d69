/** A health officer's desk in a test: a fresh database, sheets that are exported, filled in and sent back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { openStore } from '../../src/node/open-database.ts';
import { exportReview, importReview } from '../../src/node/review-desk.ts';
import type { Store } from '../../src/store/database.ts';
import { type CellOf, workbook } from '../doubles/workbook.ts';

export const NOW = Date.parse('2026-11-24T09:00:00+07:00');
export const BY = 'Nguyễn Thị Hoa';
export const GOOD = {
  vi: 'Mẹ cho bé bú sớm, cả ngày lẫn đêm. Sữa mẹ là đủ, bé không cần uống thêm nước trong sáu tháng đầu nhé.',
  en: 'Breastfeed early, day and night. Breast milk is enough; the baby needs no water in the first six months.',
};
export const NOTHING = { edited: [], reviewed: [], published: [], refused: [] };

/** Places of the columns as exported. */
const COLUMN = { id: 0, vi: 6, en: 7, state: 12, mark: 13, base: 16 } as const;

export type Cells = Partial<Record<keyof typeof COLUMN, CellOf>>;

/** The row of an item with other cells in some columns. */
export function change(rows: CellOf[][], id: string, cells: Cells): CellOf[][] {
  return rows.map((row) =>
    row[COLUMN.id] !== id
      ? row
      : row.map((cell, i) => {
          const key = (Object.keys(COLUMN) as (keyof typeof COLUMN)[]).find((name) => COLUMN[name] === i);
          const other = key === undefined ? undefined : cells[key];
          return other === undefined ? cell : other;
        }),
  );
}

export type Desk = {
  readonly folder: string;
  /** Of this test alone. */
  readonly store: Store;
  /** A name that no file has yet. */
  path(ending?: string): string;
  /** A new export, the first sheet as cells. */
  exported(...only: string[]): Promise<CellOf[][]>;
  /** The pregnancy texts as shipped, exported once for all who only read them. */
  asShipped(): Promise<CellOf[][]>;
  saved(rows: readonly (readonly CellOf[])[]): string;
  imported(
    rows: readonly (readonly CellOf[])[],
    publish?: boolean,
  ): Promise<Omit<Awaited<ReturnType<typeof importReview>>, 'writes'>>;
};

export function reviewDesk(): Desk {
  let folder = '';
  let store: Store | undefined;
  let files = 0;
  let shipped: Promise<CellOf[][]> | undefined;
  const storeNow = () => {
    if (store === undefined) throw new Error('no test is running');
    return store;
  };
  const path = (ending = 'xlsx') => {
    files += 1;
    return join(folder, `${files}.${ending}`);
  };
  const exported = async (...only: string[]) => {
    const file = path();
    await exportReview(storeNow(), file, only);
    const [first] = await readWorkbook(file, { trim: false });
    return (first?.data ?? []) as CellOf[][];
  };
  const saved = (rows: readonly (readonly CellOf[])[]) => {
    const file = path();
    writeFileSync(file, workbook({ 'Bài hướng dẫn': rows }));
    return file;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vong-tay-sheet-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    const fresh = await openStore(`file:${path('db')}`, 'real');
    store = fresh;
    onTestFinished(() => fresh.close());
  });
  return {
    get folder() {
      return folder;
    },
    get store() {
      return storeNow();
    },
    path,
    exported,
    saved,
    asShipped: () => {
      shipped ??= exported('pregnancy');
      return shipped;
    },
    imported: async (rows, publish = false) => {
      const options = { by: BY, publish, now: NOW };
      const { writes: _writes, ...told } = await importReview(storeNow(), saved(rows), options);
      return told;
    },
  };
}
