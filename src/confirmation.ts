/**
 * The four digits without which nothing that an officer composed goes out, and by SMS no family is erased or moved.
 * They are sent to the person's own address alone, since a sender's number can be forged.
 */
import * as z from 'zod';
import { MINUTE_MS } from './civil-time.ts';
import type { Deps } from './deps.ts';
import type { Decision, Turn } from './handler.ts';
import { recordAct } from './store/audit.ts';
import type { TextKey } from './texts.ts';

export const codeShape = z.object({
  code: z.string(),
  validUntil: z.number(),
  /** Wrong codes so far. */
  wrong: z.number(),
});

export type Code = z.infer<typeof codeShape>;

const VALID_MS = 10 * MINUTE_MS;
const MOST_WRONG = 3;
const DRAFT = { wrongCode: 'broadcasts.wrongCode', codeDropped: 'broadcasts.codeDropped' } as const;

/** A renewed code keeps the count of wrong ones. */
export function newCode(deps: Deps, now: number, wrong = 0, forMs = VALID_MS): Code {
  return { code: deps.secrets.digits(4), validUntil: now + forMs, wrong };
}

export function checkedCode(
  deps: Deps,
  waiting: Code,
  digits: string,
  now: number,
): 'right' | 'expired' | 'wrong' {
  if (!deps.secrets.equal(waiting.code, digits)) return 'wrong';
  return now > waiting.validUntil ? 'expired' : 'right';
}

/** A wrong code is told, and the third one drops what waits for it. `action` names that in the audit. */
export function wrongCode(
  deps: Deps,
  turn: Turn,
  waiting: Code,
  action: string,
  texts: { readonly wrongCode: TextKey; readonly codeDropped: TextKey } = DRAFT,
): Decision {
  const { contact, now, question } = turn;
  const wrong = waiting.wrong + 1;
  if (wrong >= MOST_WRONG || question === undefined) {
    return {
      says: [{ text: deps.texts.say(contact.language, texts.codeDropped) }],
      writes: [
        recordAct({
          at: now,
          actor: `contact:${contact.id}`,
          action,
          subject: `contact:${contact.id}`,
          detail: { reason: 'wrong-code' },
        }),
      ],
      asks: null,
    };
  }
  const left = MOST_WRONG - wrong;
  return {
    says: [{ text: deps.texts.say(contact.language, texts.wrongCode, { left }) }],
    asks: { kind: question.kind, data: { ...waiting, wrong }, prompt: question.prompt },
  };
}
