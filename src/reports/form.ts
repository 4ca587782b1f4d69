/** The monthly form, compiled once. */
import bc from '../../content/forms/bc.json' with { type: 'json' };
import { compileForm } from './read/form.ts';
import type { FormCodes } from './wording.ts';

export const MONTHLY = compileForm(bc);
export const MONTHLY_ID = 'BC';

export const MONTHLY_CODES: FormCodes = {
  order: MONTHLY.codes.map((c) => c.code),
  required: MONTHLY.codes.filter((c) => c.short).map((c) => c.code),
};
