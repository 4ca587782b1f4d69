/**
 * What the tables hold: rules with a first and a last day and the provinces they are for. A sentence of `templates.json`
 * takes its ages, amounts and names from here, so that a new circular is a row and never an edited sentence.
 *
 * A rule that ends gets `validUntil`, its last day, and the next one is a row of its own; no row is ever taken out.
 */
import * as z from 'zod';
import { guidanceId, guidanceText, sourced } from '../guidance.ts';

const { audience } = guidanceText;
const { source, certainty } = sourced;
const pair = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });

/** Counted from birth: whole months first, then days. */
export const age = z
  .strictObject({
    months: z.int().min(0).max(100).optional(),
    days: z.int().min(0).max(400).optional(),
  })
  .refine(({ months, days }) => months !== undefined || days !== undefined, 'months, days or both');

const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

/** `all`, or codes of provinces as in `units.province_code`; none of them while no province is confirmed. */
export const region = z.union([z.literal('all'), z.array(z.string().regex(/^\d{2}$/))]);

const dated = {
  /** The first day on which the rule holds; where its source names none, the first on which the table speaks of it. */
  validFrom: z.iso.date(),
  /** The last day. */
  validUntil: z.iso.date().optional(),
  region,
  /** Goes into the id of a text that only some provinces get, beside the one for all. */
  variant: guidanceId.optional(),
  source,
  certainty,
};

const dose = z.strictObject({
  vaccine: guidanceId,
  dose: z.int().min(1).max(9),
  /** Doses of one visit are told of in one message. */
  visit: z.string().regex(/^vx-[a-z0-9]+(-[a-z0-9]+)*$/),
  at: age,
  /** From when on the programme does not give it any more. */
  latest: age.optional(),
  /** How long after the dose before, where the visit hangs on that and not on a birthday. */
  after: z.strictObject({ minDays: z.int().min(1), maxDays: z.int().min(1) }).optional(),
  /** When to tell, where it is not the usual few days before. */
  remindAt: age.optional(),
  ...dated,
});

export const vaccinesTable = z.strictObject({
  /** How a parent hears it, with what is done: injected or swallowed. Exactly these doses stand in the rows. */
  vaccines: z.record(
    guidanceId,
    z.strictObject({
      ...pair.shape,
      doses: z.array(z.int().min(1)).min(1),
      /** Whether each dose is for every province on every day from then on, so that a hole is a fault. */
      everywhere: z.boolean(),
      from: z.iso.date(),
      until: z.iso.date().optional(),
    }),
  ),
  rows: z.array(dose).min(1),
});

/** Whole months on the first campaign day, both included: "6 to under 36" is 6 to 35. */
const round = z.strictObject({
  id: guidanceId,
  from: monthDay,
  to: monthDay,
  minMonths: z.int().min(0).max(100),
  maxMonths: z.int().min(0).max(100),
  template: z.enum(['round', 'older']),
  ...dated,
});
export const vitaminATable = z.strictObject({ rows: z.array(round).min(1) });

const weighing = z.strictObject({
  id: guidanceId,
  fromMonths: z.int().min(1).max(100),
  /** The last age, included. */
  untilMonths: z.int().min(1).max(100),
  everyMonths: z.int().min(1).max(12),
  /** How long without a gain sends the child to the health station. */
  flatMonths: z.int().min(1).max(12).optional(),
  template: z.enum(['monthly', 'quarterly']),
  ...dated,
});
export const growthTable = z.strictObject({ rows: z.array(weighing).min(1) });

/** For whom, besides the age: those who asked for the series on disability, or everyone. */
const needs = z.literal('disability').optional();
const reminder = { at: age, until: age, audience, needs };
/** Told again at every so many months of age, up to the last. */
const again = z.strictObject({ everyMonths: z.int().min(1), lastMonths: z.int().min(1).max(96) }).optional();

const paper = z.strictObject({
  id: guidanceId,
  deadline: age,
  topic: z.enum(['papers', 'insurance', 'certificate']),
  reminders: z
    .array(
      z.strictObject({
        id: z.string().regex(/^pa-[a-z0-9]+(-[a-z0-9]+)*$/),
        template: z.enum(['birth', 'birthLast', 'insurance', 'insuranceEnds', 'certificate']),
        ...reminder,
      }),
    )
    .min(1),
  ...dated,
});
export const papersTable = z.strictObject({ rows: z.array(paper).min(1) });

const dong = z.int().min(1_000);
export const moneyTable = z.strictObject({
  /** The base level of social assistance a month, in dong; a province's own goes before the one for all. */
  base: z.array(z.strictObject({ amount: dong, decree: z.string().min(1), ...dated })).min(1),
  allowances: z
    .array(
      z.strictObject({
        id: guidanceId,
        who: pair,
        /** A multiple of the base level, or a sum in dong. */
        amount: z.union([z.strictObject({ ofBase: z.number().positive() }), z.strictObject({ dong })]),
        per: z.enum(['month', 'year']),
        decree: z.string().min(1),
        ...dated,
      }),
    )
    .min(1),
  reminders: z.array(
    z.strictObject({
      id: z.string().regex(/^mo-[a-z0-9]+(-[a-z0-9]+)*$/),
      template: z.enum(['disability', 'care', 'schoolThings']),
      /** Which allowance each placeholder of the template stands for. */
      amounts: z.record(z.string(), guidanceId),
      again,
      ...reminder,
    }),
  ),
});

/** One sentence or several to take turns; the cautious ones are for what is recalled or uncertain. */
const wordings = z.array(pair).min(1);
export const wording = z.strictObject({ sure: wordings.optional(), cautious: wordings.optional() });

const visit = z.enum(['atBirth', 'within', 'visit', 'after', 'later']);
export const templatesTable = z.strictObject({
  titles: z.strictObject({
    vaccines: pair,
    'vitamin-a': pair,
    growth: pair,
    papers: pair,
    money: pair,
  }),
  vaccines: z.record(visit, wording),
  vitaminA: z.record(round.shape.template, wording),
  growth: z.record(weighing.shape.template, wording),
  papers: z.record(paper.shape.reminders.element.shape.template, wording),
  money: z.record(moneyTable.shape.reminders.element.shape.template, wording),
});

export const tablesShape = z.strictObject({
  vaccines: vaccinesTable,
  vitaminA: vitaminATable,
  growth: growthTable,
  papers: papersTable,
  money: moneyTable,
  templates: templatesTable,
});

export type Tables = z.infer<typeof tablesShape>;
export type Age = z.infer<typeof age>;
export type Region = z.infer<typeof region>;
export type Wording = z.infer<typeof wording>;
export type Visit = z.infer<typeof visit>;
export type DoseRow = z.infer<typeof dose>;
export type RoundRow = z.infer<typeof round>;
export type PaperRow = z.infer<typeof paper>;
export type Needs = z.infer<typeof needs>;
/** What every row has, whatever it rules. */
export type DatedRow = Pick<
  DoseRow,
  'validFrom' | 'validUntil' | 'region' | 'variant' | 'source' | 'certainty'
>;
export type TableKind = keyof z.infer<typeof templatesTable>['titles'];
