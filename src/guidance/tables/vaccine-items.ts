/** One reminder a visit: all doses that are due together there, named as a parent hears them. Pure. */
import type { DoseRow, Tables, Visit } from '../../../content/tables/shape.ts';
import {
  backed,
  DAYS_BEFORE,
  inOrder,
  nominalDays,
  type Span,
  STALE_DAYS,
  spanOf,
  type TableItem,
  timed,
} from './item.ts';
import { variantsOf } from './variants.ts';
import { type Both, filled, gap, list, span, type Values } from './words.ts';

/** From this age on nobody is asked to weigh the child on the way. */
const WEIGHED_UNTIL_MONTHS = 60;

export function doseId({ vaccine, dose }: Pick<DoseRow, 'vaccine' | 'dose'>): string {
  return `${vaccine}-${dose}`;
}

export function vaccineItems({ vaccines, templates }: Tables): readonly TableItem[] {
  const visits = [...new Set(vaccines.rows.map(({ visit }) => visit))];
  return inOrder(
    visits.flatMap((slot) =>
      variantsOf(
        slot,
        vaccines.rows.filter(({ visit }) => visit === slot),
        doseId,
      ).flatMap(({ id, rows, valid, region, unless }): TableItem[] => {
        const [first] = rows;
        if (first === undefined) return [];
        const kind = kindOf(first);
        const facts = backed(rows);
        const due = spanOf(first.at);
        return [
          {
            id,
            slot,
            ...timed(due, { at: toldAt(first), until: toldUntil(rows, due, kind) }),
            topic: 'vaccines',
            audience: 'mother',
            ...filled(templates.vaccines[kind], facts.certainty, valuesOf(first, rows, vaccines)),
            ...facts,
            reviewed: false,
            valid,
            region,
            unless,
            doses: rows.map(doseId),
          },
        ];
      }),
    ),
  );
}

function kindOf({ at, latest, after }: DoseRow): Visit {
  if (after !== undefined) return 'after';
  if (nominalDays(spanOf(at)) === 0)
    return latest !== undefined && nominalDays(spanOf(latest)) <= 1 ? 'atBirth' : 'within';
  return (at.months ?? 0) > WEIGHED_UNTIL_MONTHS ? 'later' : 'visit';
}

function toldAt({ at, remindAt }: DoseRow): Span {
  return remindAt === undefined ? spanOf(at, -DAYS_BEFORE) : spanOf(remindAt);
}

/** At birth until it is too late, else for some days; never when one of the doses is not given any more. */
function toldUntil(rows: readonly DoseRow[], due: Span, kind: Visit): Span {
  const usual = { ...due, days: due.days + STALE_DAYS };
  const latest = rows.flatMap((row) => (row.latest === undefined ? [] : [spanOf(row.latest)]));
  const ends = kind === 'atBirth' || kind === 'within' ? latest : [usual, ...latest];
  return ends.toSorted((a, b) => nominalDays(a) - nominalDays(b))[0] ?? usual;
}

function valuesOf(first: DoseRow, rows: readonly DoseRow[], { vaccines }: Tables['vaccines']): Values {
  const named = ({ vaccine, dose }: Pick<DoseRow, 'vaccine' | 'dose'>): Both => {
    const names = vaccines[vaccine];
    if (names === undefined) return { vi: '', en: '' };
    const isOneOfMany = names.doses.length > 1;
    return {
      vi: isOneOfMany ? `${names.vi} lần ${dose}` : names.vi,
      en: isOneOfMany ? `${names.en} (dose ${dose})` : names.en,
    };
  };
  return {
    age: span(first.at),
    vaccines: list(rows.map(named)),
    ...(first.latest === undefined ? {} : { within: span(first.latest) }),
    ...(first.after === undefined
      ? {}
      : { gap: gap(first.after), before: list([named({ ...first, dose: first.dose - 1 })]) }),
  };
}
