/** `HOI`: topics by number, down to the text that answers. */
import * as z from 'zod';
import type { Answer } from '../../../content/answers-shape.ts';
import type { Stage } from '../../../content/topic-names.ts';
import { civilDate } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Turn } from '../../handler.ts';
import { choiceIn } from '../../route.ts';
import { childrenOf } from '../../store/children.ts';
import { currentTexts } from '../current.ts';
import { type Page, type Place, pageAt } from './offers.ts';
import { stageOf } from './stage.ts';

const open = z.object({
  stage: z.enum(['pregnant', 'baby', 'child', 'unknown']),
  /** Where 0 leads, then 1, 2 and so on. */
  leads: z.array(z.string()),
});
type Open = z.infer<typeof open>;

export const openMenu: Handler = async (deps, turn) => {
  const children = turn.contact.isNew ? [] : await childrenOf(deps.store, turn.contact.id);
  const stage = stageOf(children, civilDate(turn.now));
  const sendable = await sendableIn(deps);
  const page =
    pageAt(`groups:${stage}`, stage, sendable, turn.contact.language) ??
    pageAt(`others:${stage}`, stage, sendable, turn.contact.language);
  return page === undefined ? noMenu(deps, turn) : shown(deps, turn, stage, page);
};

/** The list stays open after an answer, so that another number gives another. */
export const chooseTopic: Handler = async (deps, turn) => {
  const { question } = turn;
  const asked = open.safeParse(question?.data);
  const choice = choiceIn(turn.text);
  if (question === undefined || !asked.success || choice === undefined) return undefined;
  // After a text that helped it is only manners.
  if (typeof choice !== 'number') return { says: [] };
  const { stage, leads } = asked.data;
  const place = leads[choice];
  const again = { kind: 'topic-choice' as const, data: asked.data, prompt: question.prompt };
  if (place === undefined) return { says: [question.prompt], asks: again };
  const page = pageAt(place, stage, await sendableIn(deps), turn.contact.language);
  if (page === undefined) return noMenu(deps, turn);
  return page.kind === 'text'
    ? { says: [{ text: page.answer[turn.contact.language] }], asks: again, inFull: `${turn.text} (${place})` }
    : { ...shown(deps, turn, stage, page), inFull: `${turn.text} (${place})` };
};

async function sendableIn(deps: Deps): Promise<readonly Answer[]> {
  const answers = (await deps.library())?.answers ?? [];
  const texts = await currentTexts(answers, deps);
  return answers.flatMap((answer) => {
    const text = texts.get(answer.id);
    return text?.maySend ? [{ ...answer, vi: text.vi, en: text.en }] : [];
  });
}

/** Where there is nothing to choose from. */
function noMenu(deps: Deps, { contact }: Turn): Decision {
  return { says: [{ text: deps.texts.say(contact.language, 'topics.none') }] };
}

function shown(deps: Deps, { contact }: Turn, stage: Stage, page: Page): Decision {
  const { language } = contact;
  if (page.kind === 'text') return { says: [{ text: page.answer[language] }] };
  const { title, offers, zero } = page;
  const head =
    title === undefined
      ? deps.texts.say(language, 'topics.ask')
      : deps.texts.say(language, 'topics.within', { title });
  const other = deps.texts.say(language, zero.startsWith('others:') ? 'topics.others' : 'topics.back');
  const lines = [...offers.map((offer, i) => `${i + 1}. ${offer.title}`), `0. ${other}`];
  const data: Open = { stage, leads: [zero, ...offers.map(({ leads }): Place => leads)] };
  return {
    says: [
      {
        text: [head, ...lines].join('\n'),
        buttons: [
          ...offers.map((offer, i) => [{ label: offer.title, says: String(i + 1) }]),
          [{ label: other, says: '0' }],
        ],
      },
    ],
    asks: { kind: 'topic-choice', data },
  };
}
