/** What zod makes of good and of bad input, by each type that is used here: alike on Node and in a Worker. */
import * as z from 'zod';
import { answersFile } from '../../content/answers-shape.ts';
import { declinedFile } from '../../content/declined-shape.ts';
import { FORMS } from '../../content/forms/index.ts';
import { REPORTING } from '../../content/reporting.ts';
import { SERIES } from '../../content/series/index.ts';
import { seriesFile } from '../../content/series/shape.ts';
import { TABLES } from '../../content/tables/index.ts';
import { tablesShape } from '../../content/tables/shape.ts';
import { topicNamesFile } from '../../content/topic-names-shape.ts';
import { readUpdate } from '../../src/channels/telegram-updates.ts';
import { readConfig } from '../../src/config.ts';
import { codeShape } from '../../src/confirmation.ts';

const KINDS: Readonly<Record<string, z.ZodType>> = {
  string: z.string().trim().min(2).max(4),
  pattern: z.string().regex(/^[a-z]+$/),
  url: z.url({ protocol: /^https?$/ }).default('https://a.vn'),
  date: z.iso.date(),
  datetime: z.iso.datetime({ offset: true }),
  number: z.number().positive().lt(100),
  int: z.int().min(0).max(3_000).nonnegative(),
  coerced: z.coerce.number(),
  boolean: z.boolean().default(false),
  literal: z.union([z.literal('all'), z.literal(false), z.null(), z.undefined()]),
  enum: z.enum(['a', 'bc']),
  array: z.array(z.string()).min(1).max(2),
  tuple: z.tuple([z.string(), z.int()]),
  record: z.record(z.string().regex(/^\w$/), z.int()),
  object: z.object({ a: z.string().optional(), b: z.int().nullable() }),
  strict: z.strictObject({ a: z.string() }).refine(({ a }) => a !== 'x', 'not x'),
  loose: z.looseObject({ a: z.unknown() }).catch({ a: 'caught' }),
  preprocess: z.preprocess((value) => (value === '' ? undefined : value), z.string().optional()),
  pipe: z
    .string()
    .transform((text) => text.length)
    .pipe(z.int().max(3)),
};

const INPUTS: readonly unknown[] = [
  undefined,
  null,
  false,
  true,
  0,
  -1,
  1.5,
  99,
  100,
  1e9,
  Number.NaN,
  '',
  ' a ',
  'a',
  'bc',
  'all',
  'abcd',
  'abcde',
  '12',
  'https://vongtay.vn/x',
  'ftp://vongtay.vn',
  '2028-02-29',
  '2026-02-29',
  '2026-11-22T07:00:00+07:00',
  [],
  ['a'],
  ['a', 1],
  ['a', 'b'],
  ['a', 'b', 'c'],
  {},
  { a: 'x' },
  { a: 'y', b: 1 },
  { a: 1, b: null },
  { ab: 1 },
];

const SHAPES = { answersFile, declinedFile, topicNamesFile, seriesFile, tablesShape, codeShape };

const FILES: readonly unknown[] = [
  SERIES['first-years'],
  { ...SERIES.loss, items: [{}, ...SERIES.loss.items.slice(1), 1] },
  TABLES,
  { ...TABLES, money: { ...TABLES.money, decree: 1 }, more: true },
  [{ id: 'A b', topic: 'none' }],
  { code: '12', wrong: '' },
];

const ENVIRONMENTS: readonly Readonly<Record<string, string>>[] = [
  {},
  { APP_SECRET: 'correct-horse-battery-staple-0123456789', PUBLIC_URL: 'https://vongtay.vn' },
  { APP_SECRET: 'short', PUBLIC_URL: 'vongtay', PORT: '99999', NODE_ENV: 'prod', TWILIO_ACCOUNT_SID: 'x' },
];

const UPDATES: readonly unknown[] = [
  { update_id: 1, message: { chat: { id: 5, type: 'private' }, date: 9, text: 'HOI', reply_to_message: 3 } },
  {
    update_id: 2,
    my_chat_member: { chat: { id: 5, type: 'private' }, new_chat_member: { status: 'kicked' } },
  },
  { update_id: -1 },
];

export function outcomes(): Readonly<Record<string, unknown>> {
  return {
    loaded: [FORMS, REPORTING, SERIES, TABLES],
    kinds: Object.entries(KINDS).map(([name, kind]) => [name, INPUTS.map((input) => told(kind, input))]),
    files: Object.entries(SHAPES).map(([name, shape]) => [name, FILES.map((file) => told(shape, file))]),
    environments: ENVIRONMENTS.map((env) => tried(() => readConfig(env))),
    updates: UPDATES.map((update) => readUpdate(update, 1_000) ?? 'no update'),
  };
}

function told(shape: z.ZodType, input: unknown): unknown {
  const parsed = shape.safeParse(input);
  return parsed.success
    ? { data: parsed.data }
    : { issues: parsed.error.issues, shown: z.prettifyError(parsed.error) };
}

function tried(read: () => unknown): unknown {
  try {
    return { read: read() };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}
