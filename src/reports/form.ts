/** The forms, compiled once. */
import bc from '../../content/forms/bc.json' with { type: 'json' };
import bx from '../../content/forms/bx.json' with { type: 'json' };
import { compileForm, type Form } from './read/form.ts';

/** Codes in the order of the form, and those asked for every month. */
export type FormCodes = { readonly order: readonly string[]; readonly required: readonly string[] };

export type ReportForm = FormCodes & {
  /** The keyword, which is also what the form is stored under. */
  readonly id: string;
  readonly form: Form;
};

export const MONTHLY = compileForm(bc);
export const MONTHLY_ID = 'BC';

function reportForm(id: string, form: Form): ReportForm {
  return {
    id,
    form,
    order: form.codes.map((c) => c.code),
    required: form.codes.filter((c) => c.short).map((c) => c.code),
  };
}

/** What a village reports each month. */
export const VILLAGE_FORM = reportForm(MONTHLY_ID, MONTHLY);
export const MONTHLY_CODES: FormCodes = VILLAGE_FORM;

/** What a commune's officer reports for the commune itself. */
export const COMMUNE_FORM = reportForm('BX', compileForm(bx));

const FORMS: ReadonlyMap<string, ReportForm> = new Map(
  [VILLAGE_FORM, COMMUNE_FORM].map((form) => [form.id, form]),
);

export function formOfPlace(place: string): ReportForm {
  return place.startsWith('commune:') ? COMMUNE_FORM : VILLAGE_FORM;
}

/** Throws for a form that is not there: its id comes from our own rows. */
export function formById(id: string): ReportForm {
  const form = FORMS.get(id);
  if (form === undefined) throw new Error(`There is no form ${id}.`);
  return form;
}
