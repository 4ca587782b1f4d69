/** What would make the tables unfit to be sent: a line for each fault, for the check before a release. */
import type { DatedRow, Tables } from '../../../content/tables/shape.ts';
import { plusDays } from '../../civil-time.ts';
import { repeated } from '../series-faults.ts';
import { textFaults } from '../text-faults.ts';
import { amountIn, amountRows } from './amounts.ts';
import { itemsByAge, tableSeriesOf } from './build.ts';
import { nominalDays, spanOf } from './item.ts';
import { templateFaults } from './template-faults.ts';
import { doseId } from './vaccine-items.ts';
import { inPeriod, periodOf, turns } from './valid.ts';
import { placeholders } from './words.ts';

export function tableFaults(tables: Tables): readonly string[] {
  const series = tableSeriesOf(tables);
  const items = series.flatMap((one): readonly Texted[] => one.items);
  return [
    ...rowFaults(tables),
    ...doseFaults(tables.vaccines),
    ...moneyFaults(tables.money),
    ...templateFaults(tables.templates),
    ...repeated(
      'table item',
      items.map(({ id }) => id),
    ),
    ...series.flatMap(({ id, items: own }) =>
      own.flatMap((item: Texted) => [...faultsOf(item, id === 'money'), ...unfilled(item)]),
    ),
    ...itemsByAge(series).flatMap(({ id, at, until }) =>
      'days' in at && 'days' in until && until.days <= at.days ? [`${id}: over before it begins`] : [],
    ),
  ];
}

function faultsOf(item: Texted, withSums: boolean): readonly string[] {
  return [
    ...textFaults(item, withSums).map((fault) => `${item.id}: ${fault}`),
    ...(item.source.trim() === '' ? [`${item.id}: no source`] : []),
  ];
}

type Texted = { readonly id: string; readonly vi: string; readonly en: string; readonly source: string };

function unfilled({ id, vi, en }: Texted): readonly string[] {
  return [...new Set([...placeholders(vi), ...placeholders(en)])].map(
    (name) => `${id}: nothing is known to stand for {${name}}`,
  );
}

/** A row with what it rules, and with the place in the schedule that its text has. */
type Keyed = { readonly key: string; readonly slot: string; readonly row: DatedRow };

function rowFaults({ vaccines, vitaminA, growth, papers, money }: Tables): readonly string[] {
  const byId = (rows: readonly (DatedRow & { readonly id: string })[]): readonly Keyed[] =>
    rows.map((row) => ({ key: row.id, slot: row.id, row }));
  const all: readonly (readonly Keyed[])[] = [
    vaccines.rows.map((row) => ({ key: doseId(row), slot: row.visit, row })),
    byId(vitaminA.rows),
    byId(growth.rows),
    byId(papers.rows),
    byId(money.allowances),
    money.base.map((row) => ({ key: 'base level', slot: 'base level', row })),
  ];
  return [
    ...all.flat().flatMap(({ key, row }) => oneRowFaults(key, row)),
    ...all.flatMap((rows) => [...overlaps(rows), ...gaps(rows), ...unnamed(rows)]),
    ...weighedTwice(growth),
    ...vitaminA.rows.flatMap(({ id, minMonths, maxMonths }) =>
      maxMonths < minMonths ? [`${id}: up to ${maxMonths} months, from ${minMonths}`] : [],
    ),
  ];
}

function oneRowFaults(key: string, { validFrom, validUntil, region, variant, source }: DatedRow) {
  return [
    ...(validUntil !== undefined && validUntil < validFrom
      ? [`${key}: ends on ${validUntil}, before ${validFrom}, when it begins`]
      : []),
    ...(source.trim() === '' ? [`${key}: no source`] : []),
    ...(region === 'all' && variant !== undefined ? [`${key}: a variant of what is for all provinces`] : []),
    ...(region !== 'all' && new Set(region).size < region.length ? [`${key}: a province twice`] : []),
  ];
}

/** Two rows for one thing, of which neither goes before the other. */
function overlaps(rows: readonly Keyed[]): readonly string[] {
  return rows.flatMap((a, i) =>
    rows
      .slice(i + 1)
      .filter((b) => a.key === b.key && meet(a.row, b.row))
      .map((b) => {
        const [, from] = [a.row.validFrom, b.row.validFrom].sort();
        return `${a.key}: two rows hold on ${from}`;
      }),
  );
}

function meet(a: DatedRow, b: DatedRow): boolean {
  const ends = ({ validUntil }: DatedRow, from: string) => validUntil !== undefined && validUntil < from;
  if (ends(a, b.validFrom) || ends(b, a.validFrom)) return false;
  if (a.region === 'all' || b.region === 'all') return a.region === b.region;
  return a.region.some((code) => b.region.includes(code));
}

/** What some provinces get beside what all get needs a name, by which their texts are told apart. */
function unnamed(rows: readonly Keyed[]): readonly string[] {
  const national = new Set(rows.filter(({ row }) => row.region === 'all').map(({ slot }) => slot));
  return rows
    .filter(({ slot, row }) => row.region !== 'all' && row.variant === undefined && national.has(slot))
    .map(({ key }) => `${key}: for some provinces beside a row for all, and no variant to name it by`);
}

/** Days between two rows for all provinces on which there is none. */
function gaps(rows: readonly Keyed[]): readonly string[] {
  const national = rows
    .filter(({ row }) => row.region === 'all')
    .toSorted((a, b) => a.row.validFrom.localeCompare(b.row.validFrom));
  return national.flatMap(({ key, row }) => {
    if (row.validUntil === undefined) return [];
    const day = plusDays(row.validUntil, 1);
    const next = national.find((it) => it.key === key && it.row.validFrom >= day);
    return next === undefined || next.row.validFrom === day
      ? []
      : [`${key}: no row from ${day} until ${next.row.validFrom}`];
  });
}

/** Each dose of each vaccine once on every day on which the programme has it, and no other. */
function doseFaults({ vaccines, rows }: Tables['vaccines']): readonly string[] {
  const visits = [...new Set(rows.map(({ visit }) => visit))];
  return [
    ...Object.entries(vaccines).flatMap(([vaccine, { doses, everywhere, from, until }]) =>
      doses.flatMap((dose) => {
        const id = doseId({ vaccine, dose });
        const own = rows.filter((row) => doseId(row) === id);
        if (own.length === 0) return [`${id}: no row`];
        if (!everywhere) return [];
        const national = own.filter(({ region }) => region === 'all');
        const days = [from, ...turns(national)].filter(
          (d) => d >= from && (until === undefined || d <= until),
        );
        return [...new Set(days)]
          .filter((d) => !national.some((row) => inPeriod(periodOf(row), d)))
          .map((d) => `${id}: no row for all provinces on ${d}`);
      }),
    ),
    ...rows
      .filter(({ vaccine, dose }) => !vaccines[vaccine]?.doses.includes(dose))
      .map((row) => `${doseId(row)}: not a dose of the vaccines listed`),
    ...visits.flatMap((visit) => {
      const ages = rows.filter((row) => row.visit === visit).map(({ at }) => nominalDays(spanOf(at)));
      return new Set(ages).size === 1 ? [] : [`${visit}: its doses are due at different ages`];
    }),
  ];
}

function weighedTwice({ rows }: Tables['growth']): readonly string[] {
  return rows.flatMap((a, i) =>
    rows
      .slice(i + 1)
      .filter((b) => a.id !== b.id && meet(a, b))
      .filter((b) => a.fromMonths <= b.untilMonths && b.fromMonths <= a.untilMonths)
      .map((b) => `${a.id}, ${b.id}: two rules of weighing for one age`),
  );
}

/** A sum of each allowance on every day from its first on, in whole dong. */
function moneyFaults(money: Tables['money']): readonly string[] {
  const ids = [...new Set(money.allowances.map(({ id }) => id))];
  const reminded = money.reminders.flatMap(({ id, amounts }) =>
    Object.values(amounts)
      .filter((it) => !ids.includes(it))
      .map((it) => `${id}: no allowance ${it}`),
  );
  const sums = ids.flatMap((id) => {
    const rows = amountRows(money, [id]).filter(({ region }) => region === 'all');
    const own = rows.filter(({ key }) => key === id);
    return turns(rows)
      .filter((day) => own.some((row) => inPeriod(periodOf(row), day)))
      .filter(
        (day) =>
          amountIn(
            rows.filter((row) => inPeriod(periodOf(row), day)),
            id,
          ) === undefined,
      )
      .map((day) => `${id}: no base level on ${day}`);
  });
  const broken = money.base.flatMap((base) =>
    money.allowances
      .filter(({ amount }) => 'ofBase' in amount && !Number.isInteger(base.amount * amount.ofBase))
      .map(({ id }) => `${id}: no whole sum of a base level of ${base.amount}`),
  );
  return [...reminded, ...sums, ...broken];
}
