/** The forms, as shipped: one file a form, by its keyword, checked once when it is loaded. */
import bc from './bc.json' with { type: 'json' };
import bx from './bx.json' with { type: 'json' };
import { type FormFile, formFile } from './shape.ts';

export type { Check, FormCode, FormFile } from './shape.ts';

export const FORMS = {
  /** What a village counts each month. */
  BC: formFile.parse(bc),
  /** What only the commune's officer knows. */
  BX: formFile.parse(bx),
} satisfies Readonly<Record<string, FormFile>>;

export type FormKeyword = keyof typeof FORMS;
