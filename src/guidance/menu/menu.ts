/** `HOI`: topics by number, down to the text that answers. */
import * as z from 'zod';
import type { Answer } from '../../../content/answers-shape.ts';
import type { Stage } from '../../../content/topic-names-shape.ts';
import { civilDate } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Said, Turn } from '../../handler.ts';
import { childrenOf } from '../../store/children.ts';
import { choiceIn } from '../../words/bare.ts';
import { currentTexts } from '../current.ts';
import { saidTo } from '../said-to.ts';
import { type Page, type Place, pageAt, type Shelf } from './offers.ts';
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
  const shelf = await shelfOf(deps);
  const page =
    shelf &&
    (pageAt(`groups:${stage}`, stage, shelf, turn.contact.language) ??
      pageAt(`others:${stage}`, stage, shelf, turn.contact.language));
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
  const shelf = await shelfOf(deps);
  const page = shelf && pageAt(place, stage, shelf, turn.contact.language);
  if (page === undefined) return noMenu(deps, turn);
  return page.kind === 'text'
    ? { says: [await answerTo(deps, turn, page.answer)], asks: again, inFull: `${turn.text} (${place})` }
    : { ...(await shown(deps, turn, stage, page)), inFull: `${turn.text} (${place})` };
};

async function shelfOf(deps: Deps): Promise<Shelf | undefined> {
  const library = await deps.library();
  if (library === undefined) return undefined;
  const texts = await currentTexts(library.answers, deps);
  const answers = library.answers.flatMap((answer) => {
    const text = texts.get(answer.id);
    return text?.maySend ? [{ ...answer, vi: text.vi, en: text.en }] : [];
  });
  return { answers, names: library.names };
}

/** Where there is nothing to choose from. */
function noMenu(deps: Deps, { contact }: Turn): Decision {
  return { says: [{ text: deps.texts.say(contact.language, 'topics.none') }] };
}

async function answerTo(deps: Deps, { contact }: Turn, today: Answer): Promise<Said> {
  const shipped = (await deps.library())?.answers.find(({ id }) => id === today.id);
  return saidTo(deps, contact, shipped ?? today, today);
}

async function shown(deps: Deps, turn: Turn, stage: Stage, page: Page): Promise<Decision> {
  const { language } = turn.contact;
  if (page.kind === 'text') return { says: [await answerTo(deps, turn, page.answer)] };
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
