/** Joining: a date, whose child it is, where they live. A step that is not certain is asked, then the rest goes on. */
import { civilDate, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { fold, foldName } from '../vietnamese.ts';
import { choiceIn } from '../words/bare.ts';
import { stageOf } from './child-told.ts';
import { askDate, askStage, askWhich, dateOptions, type Pending, pendingDate, said } from './join-asks.ts';
import { activeChildren, type JoinNeeds, plannedAgain, settling } from './join-child.ts';
import { ageTold, argumentOf, asks, beside, isExpecting, isSentence, isShort } from './join-text.ts';
import { optIn, WORDINGS } from './opting.ts';
import { closeOurs } from './our-questions.ts';
import { askedAgain, placeAnswers, placeStep } from './places.ts';
import { readTypedDate, type Stage, type TypedDate } from './typed-date.ts';

const KIND_WORD = /^(?:xa|phuong|thi tran|tt|dac khu|x|p)[ .]/;
const KIND_WITHIN = /[\s,.](?:xa|phuong|thi tran|tt|dac khu)[ .]/;

export function joining(needs: JoinNeeds) {
  const { places } = needs;
  const answers = placeAnswers(places);
  const { settle, childChoice } = settling(needs);

  const join: Handler = (deps, turn) => joinWith(deps, turn, undefined);
  const due: Handler = (deps, turn) => joinWith(deps, turn, 'due');

  async function joinWith(deps: Deps, turn: Turn, stage: Stage | undefined): Promise<Decision | undefined> {
    const typed = argumentOf(turn.text);
    if (typed === '') {
      return turn.contact.kind === 'telegram' ? askStage(deps, turn) : askDate(deps, turn, { stage });
    }
    if (isExpecting(typed)) return askDate(deps, turn, { stage: 'due', place: placeTold(turn) });
    const read = readTypedDate(typed, civilDate(turn.now), stage);
    if (read.kind === 'none') return stage === undefined ? joinUndated(deps, turn, typed) : undefined;
    const { place, stage: told } = beside(read.rest);
    // "dk 15/3 co duoc khong": a question that only begins like us.
    if (place !== undefined && (await isNoPlace(deps, turn, place))) return undefined;
    return dated(deps, turn, read, { stage: stage ?? told, place: place ?? placeTold(turn) });
  }

  async function joinUndated(deps: Deps, turn: Turn, typed: string): Promise<Decision | undefined> {
    const age = ageTold(typed);
    if (age === undefined) return joinByPlace(deps, turn, typed);
    if (age.place !== undefined && !(await isPlace(deps, turn, age.place))) return undefined;
    return askDate(deps, turn, { ...age, place: age.place ?? placeTold(turn) });
  }

  /** `DK xa Muong Than`: the place is kept, the date asked; with children known it is where they live now. */
  async function joinByPlace(deps: Deps, turn: Turn, typed: string): Promise<Decision | undefined> {
    if (!(await isPlace(deps, turn, typed))) return undefined;
    const children = await activeChildren(deps, turn);
    if (children.length === 0) return askDate(deps, turn, { place: typed });
    const step = await placeStep(places, deps, turn, typed);
    return {
      says: [said(step.says, step.buttons)],
      writes: [
        ...optIn(turn, WORDINGS.join),
        ...plannedAgain(turn, children, needs.planAgain),
        ...step.writes,
      ],
      ...(step.asks === null ? closeOurs(turn) : { asks: step.asks }),
    };
  }

  /** Said to be one, or exactly the name of one. */
  async function isPlace(deps: Deps, turn: Turn, words: string): Promise<boolean> {
    if (KIND_WORD.test(fold(words))) return !(await isNoPlace(deps, turn, words));
    if (isSentence(words)) return false;
    const found = await places.find(deps, words, turn.contact.commune);
    return found.kind === 'several'
      ? found.candidates.some(({ label }) =>
          foldName(label.replace(/,.*/, '')).endsWith(` ${foldName(words)}`),
        )
      : found.kind !== 'none';
  }

  async function isNoPlace(deps: Deps, turn: Turn, words: string): Promise<boolean> {
    // A whole address is long, and asks nothing.
    if (!isSentence(words) || (!asks(words) && KIND_WITHIN.test(fold(words)))) return false;
    const { kind } = await places.find(deps, words, turn.contact.commune);
    return kind === 'none' || (kind !== 'one' && !KIND_WORD.test(fold(words)));
  }

  const date: Handler = async (deps, turn) => {
    const pending = pendingDate.parse(turn.question?.data);
    const typed = argumentOf(turn.text);
    const read = readTypedDate(typed, civilDate(turn.now), pending.stage);
    if (read.kind === 'none') {
      if (isExpecting(typed)) return askDate(deps, turn, { ...pending, stage: 'due' });
      return isShort(typed) || (/\d/.test(typed) && !isSentence(typed))
        ? askDate(deps, turn, pending, 'consent.date.unread')
        : undefined;
    }
    const { place, stage } = beside(read.rest);
    return dated(deps, turn, read, { stage: stage ?? pending.stage, place: place ?? pending.place });
  };

  async function dated(
    deps: Deps,
    turn: Turn,
    read: Exclude<TypedDate, { kind: 'none' }>,
    pending: Pending,
  ): Promise<Decision> {
    const today = civilDate(turn.now);
    if (read.kind === 'impossible') {
      const why = { 'no-such-day': 'noSuchDay', 'no-day': 'noDay', lunar: 'lunar' } as const;
      return askDate(
        deps,
        turn,
        { ...pending, stage: read.stage ?? pending.stage },
        `consent.date.${why[read.reason]}`,
        {
          typed: read.typed,
        },
      );
    }
    if (read.kind === 'ambiguous') return askWhich(deps, turn, read, pending.place);
    if (['date', 'ambiguous'].includes(readTypedDate(pending.place ?? '', today).kind)) {
      return askDate(deps, turn, { stage: pending.stage }, 'consent.date.oneAtATime');
    }
    const told = stageOf(read.date, today, pending.stage ?? read.stage);
    if ('problem' in told) {
      // What was said of the stage may be the mistake: the next date is read for itself.
      return askDate(deps, turn, { place: pending.place }, `consent.date.${told.problem}`, {
        date: shownDate(read.date),
      });
    }
    return settle(deps, turn, told, pending.place);
  }

  const dateChoice: Handler = async (deps, turn) => {
    const { options, place } = dateOptions.parse(turn.question?.data);
    const choice = choiceIn(turn.text);
    const chosen = typeof choice === 'number' ? options[choice - 1] : undefined;
    if (chosen === undefined) return choice === undefined ? date(deps, turn) : askedAgain(turn);
    return dated(
      deps,
      turn,
      { kind: 'date', date: chosen.date, rest: '', stage: chosen.stage },
      { stage: chosen.stage, place },
    );
  };

  const stageChoice: Handler = async (deps, turn) => {
    const choice = choiceIn(turn.text);
    const words = foldName(turn.text);
    if (choice === 1 || /^(?:dang |co )*(?:mang thai|thai|co thai|bau|mang bau|co bau)$/.test(words)) {
      return askDate(deps, turn, { stage: 'due' });
    }
    if (choice === 2 || /^(?:da |be da |moi )*sinh(?: be| con)?(?: roi)?$/.test(words))
      return askDate(deps, turn, { stage: 'born' });
    if (choice !== undefined) return askedAgain(turn);
    const read = readTypedDate(argumentOf(turn.text), civilDate(turn.now));
    return read.kind === 'none' ? undefined : date(deps, turn);
  };

  return { join, due, date, dateChoice, stageChoice, childChoice, ...answers };
}

/** The place that was told before the date, where a date is what we wait for. */
function placeTold(turn: Turn): string | undefined {
  return turn.question?.kind === 'date' ? pendingDate.parse(turn.question.data).place : undefined;
}
