/** A form is not lost without a word: what makes way for another question comes back as a line to send. */
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Said, Turn } from '../../handler.ts';
import { leftOver } from '../ask-place.ts';
import { formById } from '../form.ts';
import { ownPlaces } from '../where.ts';
import { openForm } from './open-form.ts';
import { lineOf } from './review.ts';
import type { Filling } from './steps.ts';

/** The numbers of a form that is left, as the line that sends them; undefined where there are none. */
export function setAside(
  deps: Pick<Deps, 'texts'>,
  turn: Pick<Turn, 'contact' | 'roles'>,
  filling: Filling,
): string | undefined {
  if (Object.keys(filling.values).length === 0) return undefined;
  const places = ownPlaces(turn);
  const village = places.length > 1 ? places.find(({ key }) => key === filling.place)?.name : undefined;
  const line = lineOf(filling, formById(filling.form), village);
  return deps.texts.say(turn.contact.language, 'form.setAside', { line });
}

/** These take the form's own answers: what they close was sent or stopped. */
const OWN: ReadonlySet<string> = new Set(['answer', 'report', 'correct']);

/** Each verb as it is, but that one without a question of its own leaves the form open. */
export function besideForm<Intent extends string>(
  verbs: Readonly<Record<Intent, Handler>>,
): Readonly<Record<Intent, Handler>> {
  const kept = (Object.entries(verbs) as [Intent, Handler][]).map(([intent, verb]): [Intent, Handler] => [
    intent,
    async (deps, turn) => {
      const decision = await verb(deps, turn);
      if (decision === undefined) return decision;
      const open = openForm(turn);
      if (open === undefined) return intent === 'answer' ? decision : besidePlace(deps, turn, decision);
      if (decision.asks === null) return OWN.has(intent) ? decision : withoutClosing(decision);
      if (decision.asks === undefined || decision.asks.kind === 'form' || intent === 'answer')
        return decision;
      return telling(decision, setAside(deps, turn, open.filling));
    },
  ]);
  return Object.fromEntries(kept) as Record<Intent, Handler>;
}

/** The same for texts whose village was asked, which only that question's own room carries on. */
function besidePlace(deps: Pick<Deps, 'texts'>, turn: Turn, decision: Decision): Decision {
  const { asks } = decision;
  if (!asks || asks.kind === 'report-place') return decision;
  return before(decision, leftOver(deps, turn));
}

function withoutClosing({ asks: _, ...decision }: Decision): Decision {
  return decision;
}

function telling(decision: Decision, line: string | undefined): Decision {
  return before(decision, line === undefined ? [] : [{ text: line }]);
}

function before(decision: Decision, said: readonly Said[]): Decision {
  const { asks, says } = decision;
  if (said.length === 0 || !asks) return decision;
  const prompt = asks.prompt ?? says.at(-1);
  return {
    ...decision,
    says: [...said, ...says],
    asks: prompt === undefined ? asks : { ...asks, prompt },
  };
}
