/** The texts that one place in a schedule takes: one a set of rows that hold together, by period and province. Pure. */
import type { DatedRow } from '../../../content/tables/shape.ts';
import { type CivilDate, plusDays } from '../../civil-time.ts';
import { type Dated, type Period, rowsOn, turns, type Validity } from './valid.ts';

export type Row = Dated & Pick<DatedRow, 'variant'>;
export type Variant<R> = Validity & { readonly id: string; readonly rows: readonly R[] };

type Stretch<R> = { readonly rows: readonly R[]; readonly valid: Period };

/**
 * Ids are stable while rows are only added: `vx-2m` is what holds for all at first, `vx-2m-rota` what provinces with the
 * variant `rota` get, and whatever follows them bears its first day, `vx-2m-20270101`.
 *
 * @param isWhole says whether rows that hold together make a text; money without its base level makes none.
 */
export function variantsOf<R extends Row>(
  id: string,
  rows: readonly R[],
  keyOf: (row: R) => string,
  isWhole: (rows: readonly R[]) => boolean = () => true,
): readonly Variant<R>[] {
  const provinces = [...new Set(rows.flatMap(({ region }) => (region === 'all' ? [] : region)))].sort();
  const local = new Map<string, Stretch<R> & { readonly region: string[] }>();
  for (const province of provinces) {
    for (const stretch of stretches(rows, keyOf, province)) {
      if (!isWhole(stretch.rows) || stretch.rows.every(({ region }) => region === 'all')) continue;
      const key = [
        stretch.valid.from,
        stretch.valid.until,
        ...stretch.rows.map((r) => rows.indexOf(r)),
      ].join();
      const same = local.get(key);
      if (same === undefined) local.set(key, { ...stretch, region: [province] });
      else same.region.push(province);
    }
  }
  const unless = [...local.values()].map(({ valid, region }) => ({ valid, region }));
  const national = stretches(rows, keyOf, undefined).filter((stretch) => isWhole(stretch.rows));
  return numbered(id, [
    ...national.map((stretch) => ({ ...stretch, region: 'all' as const, unless })),
    ...[...local.values()].map((stretch) => ({ ...stretch, unless: [] })),
  ]);
}

/** The periods in which the same rows hold in a province, none where no row does. */
function stretches<R extends Row>(
  rows: readonly R[],
  keyOf: (row: R) => string,
  province: string | undefined,
): readonly Stretch<R>[] {
  const days = turns(rows);
  const found: Stretch<R>[] = [];
  days.forEach((from, i) => {
    const here = rowsOn(rows, keyOf, from, province);
    const next = days[i + 1];
    const valid = next === undefined ? { from } : { from, until: plusDays(next, -1) };
    const before = found.at(-1);
    if (before !== undefined && follows(before, from) && sameRows(before.rows, here)) {
      found[found.length - 1] = { rows: here, valid: { ...valid, from: before.valid.from } };
    } else if (here.length > 0) found.push({ rows: here, valid });
  });
  return found;
}

function follows({ valid }: Stretch<Row>, from: CivilDate): boolean {
  return valid.until !== undefined && plusDays(valid.until, 1) === from;
}

function sameRows(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row) => b.includes(row));
}

function numbered<R extends Row>(
  id: string,
  variants: readonly Omit<Variant<R>, 'id'>[],
): readonly Variant<R>[] {
  const used = new Set<string>();
  return variants
    .toSorted((a, b) => a.valid.from.localeCompare(b.valid.from))
    .map((variant) => {
      const tags = new Set(
        variant.rows.flatMap(({ region, variant: tag }) => (region === 'all' ? [] : (tag ?? []))),
      );
      const named = [id, ...[...tags].sort()].join('-');
      const isFirst = !used.has(named);
      used.add(named);
      return { ...variant, id: isFirst ? named : `${named}-${variant.valid.from.replaceAll('-', '')}` };
    });
}
