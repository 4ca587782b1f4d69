/** Weighing, papers and money: what is told at an age. Pure. */
import type { DatedRow, Tables } from '../../../content/tables/shape.ts';
import { type AmountRow, amountIn, amountRows } from './amounts.ts';
import { backed, DAYS_BEFORE, inOrder, STALE_DAYS, spanOf, type TableItem, timed } from './item.ts';
import { type Variant, variantsOf } from './variants.ts';
import { every, filled, span, sum } from './words.ts';

export function growthItems({ growth, templates }: Tables): readonly TableItem[] {
  const ages = new Set(growth.rows.flatMap(agesOf));
  return inOrder(
    [...ages].flatMap((months) =>
      variantsOf(
        `gr-${months}m`,
        growth.rows.filter((row) => agesOf(row).includes(months)),
        () => 'weighing',
      ).flatMap((variant) =>
        variant.rows.map((row): TableItem => {
          const { template, everyMonths, flatMonths } = row;
          const values = {
            age: span({ months }),
            every: every(everyMonths),
            ...(flatMonths === undefined ? {} : { stall: span({ months: flatMonths }) }),
          };
          return {
            ...placed(variant, `gr-${months}m`),
            ...timed(spanOf({ months }), {
              at: spanOf({ months }, -DAYS_BEFORE),
              until: spanOf({ months }, STALE_DAYS),
            }),
            topic: 'growth',
            audience: 'carer',
            ...filled(templates.growth[template], row.certainty, values, months),
            ...backed([row]),
          };
        }),
      ),
    ),
  );
}

function agesOf(row: Tables['growth']['rows'][number]): readonly number[] {
  const count = Math.floor((row.untilMonths - row.fromMonths) / row.everyMonths) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, i) => row.fromMonths + i * row.everyMonths);
}

export function paperItems({ papers, templates }: Tables): readonly TableItem[] {
  const ids = new Set(papers.rows.flatMap((row) => row.reminders.map(({ id }) => id)));
  return inOrder(
    [...ids].flatMap((slot) =>
      variantsOf(
        slot,
        papers.rows.filter((row) => row.reminders.some(({ id }) => id === slot)),
        (row) => row.id,
      ).flatMap((variant) =>
        variant.rows.flatMap((row) =>
          row.reminders
            .filter(({ id }) => id === slot)
            .map(({ template, at, until, audience, needs }): TableItem => {
              const deadline = span(row.deadline);
              return {
                ...placed(variant, slot),
                ...timed(spanOf(at), { at: spanOf(at), until: spanOf(until) }),
                topic: row.topic,
                audience,
                ...filled(templates.papers[template], row.certainty, { age: deadline, days: deadline }),
                ...backed([row]),
                ...(needs === undefined ? {} : { needs }),
              };
            }),
        ),
      ),
    ),
  );
}

/** The sums are those of the day on which it is told, so a text ends with the row of its sum. */
export function moneyItems({ money, templates }: Tables): readonly TableItem[] {
  return inOrder(
    money.reminders.flatMap(({ id, template, amounts, again, at, until, audience, needs }) => {
      const used = Object.values(amounts);
      const known = (here: readonly AmountRow[]) => used.every((it) => amountIn(here, it) !== undefined);
      return variantsOf(id, amountRows(money, used), (row) => row.key, known).map((variant): TableItem => {
        const facts = backed(variant.rows);
        const values = Object.entries(amounts).map(
          ([name, it]) => [name, sum(amountIn(variant.rows, it)?.amount ?? 0)] as const,
        );
        return {
          ...placed(variant, id),
          ...timed(spanOf(at), { at: spanOf(at), until: spanOf(until) }),
          topic: 'allowance',
          audience,
          ...filled(templates.money[template], facts.certainty, Object.fromEntries(values)),
          ...facts,
          ...(again === undefined ? {} : { again }),
          ...(needs === undefined ? {} : { needs }),
        };
      });
    }),
  );
}

function placed(
  { id, valid, region, unless }: Variant<Pick<DatedRow, 'validFrom' | 'region'>>,
  slot: string,
) {
  return { id, slot, valid, region, unless, reviewed: false as const, doses: [] };
}
