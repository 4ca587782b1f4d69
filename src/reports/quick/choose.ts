import type { Decision } from '../../handler.ts';

/** A question that is answered by the number of a line. */
export function numbered(
  question: string,
  labels: readonly string[],
  asks: NonNullable<Decision['asks']>,
): Decision {
  const list = labels.map((label, n) => `${n + 1}. ${label}`);
  return {
    says: [
      {
        text: [question, ...list].join('\n'),
        buttons: labels.map((label, n) => [{ label, says: String(n + 1) }]),
      },
    ],
    asks,
  };
}

/** As many as are still read. */
export const MOST_OPTIONS = 5;

/** What two SMS hold beside the question. */
export const LIST_CHARACTERS = 200;
