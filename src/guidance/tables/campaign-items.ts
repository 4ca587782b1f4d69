/** Vitamin A: on days of the year, for children who are of the age on the first of them. Pure. */
import type { Tables } from '../../../content/tables/shape.ts';
import { plusDays } from '../../civil-time.ts';
import { backed, type CalendarItem, DAYS_BEFORE } from './item.ts';
import { variantsOf } from './variants.ts';
import { campaignDays, filled, span } from './words.ts';

/** Any year that has no 29 February. */
const A_YEAR = 2027;

export function campaignItems({ vitaminA, templates }: Tables): readonly CalendarItem[] {
  const slots = [...new Set(vitaminA.rows.map(({ id }) => id))];
  return slots
    .flatMap((slot) =>
      variantsOf(
        slot,
        vitaminA.rows.filter(({ id }) => id === slot),
        (row) => row.id,
      ).flatMap(({ id, rows, valid, region, unless }) =>
        rows.map((row): CalendarItem => {
          const { from, to, minMonths, maxMonths } = row;
          return {
            id,
            slot,
            monthDay: plusDays(`${A_YEAR}-${from}`, -DAYS_BEFORE).slice(5),
            campaign: { from, to },
            minMonths,
            maxMonths,
            topic: 'vitamin-a',
            audience: 'family',
            ...filled(templates.vitaminA[row.template], row.certainty, {
              days: campaignDays(from, to),
              minAge: span({ months: minMonths }),
              maxAge: span({ months: maxMonths + 1 }),
            }),
            ...backed([row]),
            reviewed: false,
            valid,
            region,
            unless,
          };
        }),
      ),
    )
    .toSorted((a, b) => a.monthDay.localeCompare(b.monthDay));
}
