/** A yes by SMS to what cannot be undone: whoever forges a number can send one, but does not have the code. */
import { type Code, checkedCode, wrongCode } from '../confirmation.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import { choiceIn, codeIn } from '../words/bare.ts';
import { askedAgain } from './places.ts';

type Confirming<C extends Code> = {
  /** Whose texts tell of the code. */
  readonly of: 'consent.erase' | 'oldNumber';
  /** In the audit, when wrong codes have dropped it. */
  readonly refused: string;
  readonly right: (waiting: C) => Promise<Decision>;
  /** The code is not valid any more, or the question had none. */
  readonly expired: () => Promise<Decision | undefined>;
};

/** The answer to a question, where it is no "no". */
export async function confirmedByCode<C extends Code>(
  deps: Deps,
  turn: Turn,
  waiting: C | undefined,
  { of, refused, right, expired }: Confirming<C>,
): Promise<Decision | undefined> {
  const { now, text, contact } = turn;
  const digits = codeIn(text);
  if (digits === undefined && choiceIn(text) === undefined) return undefined;
  if (waiting === undefined || now > waiting.validUntil) return expired();
  if (digits === undefined) {
    const { code } = waiting;
    const again = askedAgain(turn);
    return (
      again && { ...again, says: [{ text: deps.texts.say(contact.language, `${of}.needsCode`, { code }) }] }
    );
  }
  if (checkedCode(deps, waiting, digits, now) === 'right') return right(waiting);
  return wrongCode(deps, turn, waiting, refused, {
    wrongCode: `${of}.wrongCode`,
    codeDropped: `${of}.codeDropped`,
  });
}
