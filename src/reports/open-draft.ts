/** The draft that is open with a person, if one is. */
import type { Turn } from '../handler.ts';
import type { Draft } from './draft.ts';

export function openDraft({ question }: Pick<Turn, 'question'>): Draft | undefined {
  return question?.kind === 'report' ? (question.data as Draft) : undefined;
}
