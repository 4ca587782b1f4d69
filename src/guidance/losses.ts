/**
 * `MAT`: every tip stops in the same turn, and only then is it asked whether that was meant. A child that waits for
 * the answer is lost with its series paused; one that is known to be lost has its series ended.
 */
import * as z from 'zod';
import { SERIES } from '../../content/series/index.ts';
import { civilDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Said, Turn } from '../handler.ts';
import { carersOf } from '../store/carers.ts';
import { type ChildRow, changeChild, childrenOf, resumeChild } from '../store/children.ts';
import {
  endPausedEnrolments,
  enrolmentsOf,
  pauseEnrolments,
  reopenTips,
  resumeEnrolments,
  skipTips,
} from '../store/enrolments.ts';
import type { Write } from '../store/statement.ts';
import { fold } from '../vietnamese.ts';
import { choiceIn, saysMistake, wordsOf } from '../words/bare.ts';
import { enrolIn } from './plan.ts';
import { byDate, childButtons, numbered } from './which-child.ts';

const PAUSED = 'child-paused';
/** Nobody should have to hurry with this answer. */
const ASKED_FOR_MS = 30 * 86_400_000;

export const loss: Handler = async (deps, turn) => {
  const family = await childrenOf(deps.store, turn.contact.id);
  const active = byDate(family.filter((child) => child.status === 'active'));
  if (active.length > 0)
    return { ...askLoss(deps, turn, active), writes: active.flatMap((c) => pause(c, turn.now)) };

  // MAT again: only what has not been answered is asked again, never what is known.
  const waiting = await unanswered(deps, family);
  if (waiting.length > 0) return askLoss(deps, turn, waiting);
  return { says: [{ text: deps.texts.say(turn.contact.language, 'guidance.loss.nobody') }] };
};

const asked = z.object({ children: z.array(z.string()) });

export const answerLoss: Handler = async (deps, turn) => {
  const { language } = turn.contact;
  const ids = asked.parse(turn.question?.data).children;
  const family = await childrenOf(deps.store, turn.contact.id);
  const named = ids.flatMap((id) => family.find((child) => child.id === id) ?? []);
  const settled = await settledByAnother(deps, named);
  const children = named.filter((child) => child.status === 'lost' && !settled.has(child.id));
  const choice = choiceIn(turn.text);
  const says = (key: 'sorry' | 'sorryOthers' | 'resumed' | 'nobody'): Said[] => [
    { text: deps.texts.say(language, `guidance.loss.${key}`) },
  ];
  const isMistake = choice === 'no' || choice === ids.length + 1 || saysMistake(wordsOf(fold(turn.text)));
  if (children.length === 0) {
    const goesOn = named.some((child) => child.status === 'active');
    // What one takes for a mistake, another may know better: then nothing is sent until they ask again.
    if (goesOn && !isMistake) return loss(deps, turn);
    return { says: says(goesOn ? 'resumed' : 'nobody'), asks: null };
  }

  if (isMistake) {
    return { says: says('resumed'), writes: children.flatMap((c) => resume(c, turn.now)), asks: null };
  }
  const chosen = choice === 'yes' && ids.length === 1 ? 1 : choice;
  const lost = typeof chosen === 'number' ? children.find(({ id }) => id === ids[chosen - 1]) : undefined;
  if (lost === undefined) return askLoss(deps, turn, children);
  const others = children.filter((child) => child !== lost);
  // The words go to the contact that told us of the child.
  const isOurs = lost.contactId === turn.contact.id;
  const offer = turn.contact.consent === 'in' && isOurs ? [offered(deps, turn)] : [];
  return {
    says: [...says(others.length === 0 ? 'sorry' : 'sorryOthers'), ...offer],
    writes: [
      ...pause(lost, turn.now),
      endPausedEnrolments(lost.id),
      ...others.flatMap((child) => resume(child, turn.now)),
    ],
    asks: offer.length === 0 ? null : { kind: 'loss-words', data: { child: lost.id }, forMs: ASKED_FOR_MS },
  };
};

/** Nothing comes after a loss that was not wished for: silence is the answer to no answer. */
function offered(deps: Deps, { contact: { language } }: Turn): Said {
  const button = (key: 'offerYes' | 'offerNo', says: string) => ({
    label: deps.texts.say(language, `guidance.loss.${key}`),
    says,
  });
  return {
    text: deps.texts.say(language, 'guidance.loss.offer'),
    buttons: [[button('offerYes', '1'), button('offerNo', '2')]],
  };
}

const askedWords = z.object({ child: z.string() });

export const answerWords: Handler = async (deps, turn) => {
  const { child: id } = askedWords.parse(turn.question?.data);
  const child = (await childrenOf(deps.store, turn.contact.id)).find((one) => one.id === id);
  const choice = choiceIn(turn.text);
  const wanted = child?.status === 'lost' && (choice === 'yes' || choice === 1);
  const key = wanted ? 'offerAccepted' : 'offerDeclined';
  return {
    says: [{ text: deps.texts.say(turn.contact.language, `guidance.loss.${key}`) }],
    writes: wanted ? [enrolIn(SERIES.loss, child, civilDate(turn.now), turn.now)] : [],
    asks: null,
  };
};

export function askLoss(deps: Deps, turn: Turn, children: readonly ChildRow[]): Decision {
  const { language } = turn.contact;
  const mistake = String(children.length + 1);
  const mistakeButton = [{ label: deps.texts.say(language, 'guidance.loss.mistake'), says: mistake }];
  const said: Said =
    children.length === 1
      ? {
          text: deps.texts.say(language, 'guidance.loss.ask'),
          buttons: [[{ label: deps.texts.say(language, 'guidance.loss.yes'), says: '1' }, ...mistakeButton]],
        }
      : {
          text: deps.texts.say(language, 'guidance.loss.which', {
            list: numbered(deps, language, children),
            mistake,
          }),
          buttons: [...childButtons(deps, language, children), mistakeButton],
        };
  return {
    says: [said],
    asks: { kind: 'loss', data: { children: children.map(({ id }) => id) }, forMs: ASKED_FOR_MS },
  };
}

/** Of a shared child the other carer may have confirmed the loss: then nothing of it waits any more. */
async function settledByAnother(deps: Deps, children: readonly ChildRow[]): Promise<ReadonlySet<string>> {
  const ids = children.filter(({ status }) => status === 'lost').map(({ id }) => id);
  const shared = new Set(
    (await carersOf(deps.store, ids))
      .filter(({ status }) => status === 'active')
      .map(({ childId }) => childId),
  );
  if (shared.size === 0) return shared;
  const waiting = new Set((await unanswered(deps, children)).map(({ id }) => id));
  return new Set([...shared].filter((id) => !waiting.has(id)));
}

/** The losses that nobody has confirmed or taken back yet. */
export async function unanswered(deps: Deps, family: readonly ChildRow[]): Promise<ChildRow[]> {
  const lost = family.filter((child) => child.status === 'lost');
  const enrolments = await enrolmentsOf(
    deps.store,
    lost.map(({ id }) => id),
  );
  const paused = new Set(enrolments.filter((e) => e.status === 'paused').map((e) => e.childId));
  return byDate(lost.filter(({ id }) => paused.has(id)));
}

function pause(child: ChildRow, now: number): readonly Write[] {
  return [changeChild(child.id, { status: 'lost' }), pauseEnrolments(child.id), skipTips(child, PAUSED, now)];
}

function resume(child: ChildRow, now: number): readonly Write[] {
  return [resumeChild(child.id), resumeEnrolments(child.id), reopenTips(child, PAUSED, now)];
}
