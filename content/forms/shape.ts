/** What a form file holds: the codes of one kind of monthly count, and what must be true of them together. */
import * as z from 'zod';

const code = z.string().regex(/^[A-Z]{2,3}$/);
/** T: counted in a village. X: only the commune knows it. */
const level = z.enum(['T', 'X']);

const check = z.union([
  z.strictObject({
    left: code,
    op: z.literal('<='),
    right: code,
    /** Counted since January against a stock of today: where all have left, the stock is 0 and both are true. */
    unlessZero: z.literal(true).optional(),
  }),
  z.strictObject({ left: code, op: z.literal('<='), sum: z.array(code).min(2) }),
  /** `left > value` once `when` is above 0. */
  z.strictObject({ left: code, op: z.literal('>'), value: z.int(), when: code }),
]);

export const formFile = z.strictObject({
  id: z.string().regex(/^[a-z]+$/),
  keyword: z.string().regex(/^[A-Z]{2,4}$/),
  /** Every spelling of the keyword that is certain. */
  keywords: z.array(z.string().min(1)).min(1),
  /** Who fills it in: a code of another level is asked, never stored. */
  level,
  codes: z
    .array(
      z.strictObject({
        code,
        vi: z.string().min(1),
        en: z.string().min(1),
        /** What the full name carries in brackets. */
        note: z.string().min(1).optional(),
        aliases: z.array(z.string().min(1)),
        unit: z.string().min(1),
        kind: z.enum(['stock', 'ytd', 'events']),
        level,
        /** Asked for every month. */
        short: z.boolean().optional(),
        max: z.int().optional(),
      }),
    )
    .min(1),
  /** Where one fails, none of its counts is stored. */
  checks: z.array(check),
  /** Where one fails, the counts are stored and the sender is told. */
  warnings: z.array(check),
  /** For whoever edits the file: what is left out, and why. */
  notes: z.array(z.string().min(1)).optional(),
});

export type FormFile = z.infer<typeof formFile>;
export type FormCode = FormFile['codes'][number];
export type Check = FormFile['checks'][number];
