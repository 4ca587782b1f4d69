/** The questions of this room: another room's open question is not taken away by an answer of ours. */
import type { QuestionKind, Turn } from '../handler.ts';

const OURS: readonly QuestionKind[] = [
  'place',
  'place-choice',
  'date',
  'date-choice',
  'stage-choice',
  'child-choice',
  'enough',
  'erase',
  'invited',
  'carer',
  'old-number',
  'share-number',
  'former-number',
];

export function closeOurs(turn: Turn): { readonly asks?: null } {
  return turn.question !== undefined && OURS.includes(turn.question.kind) ? { asks: null } : {};
}
