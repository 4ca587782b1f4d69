/** The form that is open with a person, if one is; and its buttons once it is not. */
import type { Turn } from '../../handler.ts';
import { VILLAGE_FORM } from '../form.ts';
import type { Flags } from '../merge.ts';
import type { Filling } from './steps.ts';
import { WORDS } from './typed.ts';

export type OpenForm = {
  readonly filling: Filling;
  /** Counts far from the history that the summary named: sending confirms them. */
  readonly confirm: Flags;
};

export function openForm({ question }: Pick<Turn, 'question'>): OpenForm | undefined {
  return question?.kind === 'form' ? (question.data as OpenForm) : undefined;
}

const SAID: ReadonlySet<string> = new Set(Object.values(WORDS).filter((word) => word !== WORDS.send));

/** `TE61`, `T10/2026`, `XONG`: what only the form's own buttons say. */
export function isFormPress({ inbound, text }: Pick<Turn, 'inbound' | 'text'>): boolean {
  if (inbound.kind !== 'button') return false;
  const code = /^([A-Z]{2,3})\d{0,4}$/.exec(text)?.[1];
  return (
    SAID.has(text) ||
    /^T\d{1,2}\/\d{4}$/.test(text) ||
    (code !== undefined && VILLAGE_FORM.form.byCode.has(code))
  );
}
