/** `HT`: the tips for a child with a disability, beside those for its age. Phones are shared, so no text names it. */
import * as z from 'zod';
import { SERIES } from '../../content/series/index.ts';
import { civilDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { choiceIn } from '../route.ts';
import { type ChildRow, childrenOf } from '../store/children.ts';
import { enrolmentsOf } from '../store/enrolments.ts';
import { enrolIn } from './plan.ts';
import { byDate, childButtons, numbered } from './which-child.ts';

const series = SERIES.disability;

export const disability: Handler = async (deps, turn) => {
  const children = await candidates(deps, turn);
  const [only, another] = children;
  if (only === undefined) {
    return { says: [{ text: deps.texts.say(turn.contact.language, 'guidance.disability.needsChild') }] };
  }
  return another === undefined ? enrolled(deps, turn, only) : askWhich(deps, turn, children);
};

const asked = z.object({ children: z.array(z.string()) });

export const answerDisability: Handler = async (deps, turn) => {
  const ids = asked.parse(turn.question?.data).children;
  const children = await candidates(deps, turn);
  const choice = choiceIn(turn.text);
  const chosen = typeof choice === 'number' ? children.find(({ id }) => id === ids[choice - 1]) : undefined;
  if (chosen !== undefined) return { ...(await enrolled(deps, turn, chosen)), asks: null };
  if (children.length > 0 && choice !== 'no') return askWhich(deps, turn, children);
  const key = children.length === 0 ? 'needsChild' : 'declined';
  return {
    says: [{ text: deps.texts.say(turn.contact.language, `guidance.disability.${key}`) }],
    asks: null,
  };
};

/** The children who are here; one who is only expected where nobody else is. */
async function candidates(deps: Deps, turn: Turn): Promise<ChildRow[]> {
  const family = await childrenOf(deps.store, turn.contact.id);
  const active = byDate(family.filter((child) => child.status === 'active'));
  const born = active.filter((child) => child.born !== null);
  return born.length > 0 ? born : active;
}

async function enrolled(deps: Deps, turn: Turn, child: ChildRow): Promise<Decision> {
  const { language, consent } = turn.contact;
  const title = series.title[language];
  const existing = (await enrolmentsOf(deps.store, [child.id])).find((e) => e.series === series.id);
  const key = existing === undefined ? 'joined' : existing.status === 'done' ? 'finished' : 'already';
  return {
    says: [
      { text: deps.texts.say(language, `guidance.disability.${key}`, { title }) },
      ...(consent === 'in' ? [] : [{ text: deps.texts.say(language, 'guidance.notReceiving') }]),
    ],
    writes: existing === undefined ? [enrolIn(series, child.id, civilDate(turn.now), turn.now)] : [],
  };
}

function askWhich(deps: Deps, turn: Turn, children: readonly ChildRow[]): Decision {
  const { language } = turn.contact;
  return {
    says: [
      {
        text: deps.texts.say(language, 'guidance.disability.which', {
          title: series.title[language],
          list: numbered(deps, language, children),
        }),
        buttons: childButtons(deps, language, children),
      },
    ],
    asks: { kind: 'disability-choice', data: { children: children.map(({ id }) => id) } },
  };
}
