/** A phone number that comes by itself, after the command that it belongs to. */
import type { Decision, QuestionKind, Turn } from '../handler.ts';

type NumberQuestion = Extract<QuestionKind, 'share-number' | 'former-number'>;

/** While it is open, nobody else can ask this person anything by us. */
const OPEN_MS = 3_600_000;

/** Nothing that is asked already is taken away for it: the command with its number is understood as well. */
export function asksNumber({ question }: Turn, kind: NumberQuestion): Pick<Decision, 'asks'> {
  return question === undefined || question.kind === kind ? { asks: { kind, data: {}, forMs: OPEN_MS } } : {};
}

/** As if the command stood before it; undefined where it is no number. */
export async function numberAlone(
  turn: Turn,
  command: string,
  read: (text: string) => { readonly kind: string } | undefined,
  verb: (whole: Turn) => Promise<Decision | undefined>,
): Promise<Decision | undefined> {
  const text = `${command} ${turn.text}`;
  if (read(text)?.kind !== 'with') return undefined;
  const decision = await verb({ ...turn, text });
  return decision && { asks: null, ...decision };
}
