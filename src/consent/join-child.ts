/** Whose date it is: a new child's, or a correction of one that is known. */
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { addChild, type ChildRow, changeChild, childrenOf } from '../store/children.ts';
import type { Write } from '../store/statement.ts';
import { choiceIn } from '../words/bare.ts';
import { saysTwins } from '../words/twins.ts';
import { childLabel, datesOf, isNear, relation, type Told } from './child-told.ts';
import { askWhose, childOptions, said } from './join-asks.ts';
import { optIn, WORDINGS } from './opting.ts';
import { closeOurs } from './our-questions.ts';
import { askedAgain, fitsSms, type Places, placeStep } from './places.ts';

export type PlannedChild = {
  readonly id: string;
  readonly contactId: string;
  readonly born: string | undefined;
  readonly due: string | undefined;
};

/** The writes by which guidance follows a child; handed in, since features don't import each other. */
export type PlanChild = (child: PlannedChild, now: number) => readonly Write[];

/** Losses that were told of and not confirmed yet. */
export type Losses = {
  waiting(deps: Deps, family: readonly ChildRow[]): Promise<readonly ChildRow[]>;
  /** Whether that was meant. */
  ask(deps: Deps, turn: Turn, children: readonly ChildRow[]): Decision;
};

export type JoinNeeds = {
  readonly places: Places;
  readonly losses: Losses;
  readonly planFor: PlanChild;
  /** Instead of what was planned for the child before. */
  readonly replanFor: PlanChild;
  /** For whoever comes back after leaving. */
  readonly planAgain: PlanChild;
};

const MAX_CHILDREN = 8;

export function settling(needs: JoinNeeds) {
  async function settle(deps: Deps, turn: Turn, told: Told, place: string | undefined): Promise<Decision> {
    const family = await familyOf(deps, turn);
    const children = family.filter(isActive);
    const related = children.map((child) => ({ child, as: relation(child, told) }));
    const same = related.find((r) => r.as === 'same');
    if (same !== undefined) {
      return finished(deps, turn, place, { head: 'consent.already', child: same.child, writes: [] });
    }
    // Told anew, it is no other child: what MAT left open is asked first.
    const waiting = await needs.losses.waiting(deps, family);
    if (waiting.some((child) => isNear(child, told))) {
      return { ...needs.losses.ask(deps, turn, waiting), writes: optIn(turn, WORDINGS.join) };
    }
    const corrections = related.filter((r) => r.as === 'correction');
    const [only] = corrections;
    if (only !== undefined && corrections.length === 1) return corrected(deps, turn, only.child, told, place);
    const mine = related.filter((r) => r.as === 'maybe' || r.as === 'correction').map((r) => r.child);
    if (mine.length > 0) return askWhose(deps, turn, told, mine, place);
    if (children.length >= MAX_CHILDREN)
      return {
        says: [{ text: deps.texts.say(turn.contact.language, 'consent.tooMany') }],
        ...closeOurs(turn),
      };
    return added(deps, turn, told, place);
  }

  const childChoice: Handler = async (deps, turn) => {
    const { stage, date: day, children: ids, place } = childOptions.parse(turn.question?.data);
    const choice = choiceIn(turn.text);
    if (choice === undefined) return undefined;
    if (choice === 'no')
      return { says: [{ text: deps.texts.say(turn.contact.language, 'consent.unchanged') }], asks: null };
    const children = await activeChildren(deps, turn);
    if (choice === ids.length + 1) return added(deps, turn, { stage, date: day }, place);
    const child = children.find((c) => typeof choice === 'number' && c.id === ids[choice - 1]);
    return child === undefined ? askedAgain(turn) : corrected(deps, turn, child, { stage, date: day }, place);
  };

  function added(deps: Deps, turn: Turn, told: Told, place: string | undefined): Promise<Decision> {
    const child = { id: deps.newId(), contactId: turn.contact.id, ...datesOf(told) };
    const writes = [addChild({ ...child, createdAt: turn.now }), ...needs.planFor(planned(child), turn.now)];
    return finished(deps, turn, place, { head: 'consent.joined', child, writes });
  }

  function corrected(
    deps: Deps,
    turn: Turn,
    known: ChildRow,
    told: Told,
    place: string | undefined,
  ): Promise<Decision> {
    // The expected day stays beside a birth: it is how long the child was carried.
    const child = {
      ...known,
      ...(told.stage === 'born' ? { born: told.date } : { born: null, due: told.date }),
    };
    const writes = [
      changeChild(known.id, { born: child.born, due: child.due }),
      ...needs.replanFor(planned(child), turn.now),
    ];
    return finished(deps, turn, place, { head: 'consent.corrected', child, writes });
  }

  type Step = {
    readonly head: 'consent.joined' | 'consent.corrected' | 'consent.already';
    readonly child: Pick<ChildRow, 'id' | 'born' | 'due'>;
    readonly writes: readonly Write[];
  };

  async function finished(
    deps: Deps,
    turn: Turn,
    typedPlace: string | undefined,
    step: Step,
  ): Promise<Decision> {
    const { language } = turn.contact;
    const place = await placeStep(needs.places, deps, turn, typedPlace);
    const told = deps.texts.say(language, step.head, { child: childLabel(deps.texts, language, step.child) });
    const head = saysTwins(turn.text) ? `${told} ${deps.texts.say(language, 'consent.twins')}` : told;
    const terms = deps.texts.say(language, 'consent.terms');
    const again = plannedAgain(turn, await activeChildren(deps, turn), needs.planAgain);
    const writes = [...optIn(turn, WORDINGS.join), ...again, ...step.writes, ...place.writes];
    if (place.asks === null) {
      const text = [head, place.says, terms, deps.texts.say(language, 'consent.wish')].join(' ');
      return { says: [said(text)], writes, ...closeOurs(turn) };
    }
    const prompt = said(place.says, place.buttons);
    const whole = `${head} ${terms}\n${place.says}`;
    return {
      says: fitsSms(whole) ? [said(whole, place.buttons)] : [said(`${head} ${terms}`), prompt],
      writes,
      asks: { ...place.asks, prompt },
    };
  }

  return { settle, childChoice };
}

/** Lost ones stay silent: a new date is another child. */
export async function activeChildren(deps: Deps, turn: Turn): Promise<readonly ChildRow[]> {
  return (await familyOf(deps, turn)).filter(isActive);
}

export async function familyOf(deps: Deps, turn: Turn): Promise<readonly ChildRow[]> {
  return turn.contact.isNew ? [] : childrenOf(deps.store, turn.contact.id);
}

export function isActive({ status }: ChildRow): boolean {
  return status === 'active';
}

/** Whoever was out hears at once what is right for each child's age of today; nothing where they are in already. */
export function plannedAgain(
  turn: Turn,
  children: readonly ChildRow[],
  planAgain: PlanChild,
): readonly Write[] {
  if (turn.contact.consent === 'in') return [];
  return children.flatMap((child) => planAgain(planned(child), turn.now));
}

function planned(child: Pick<ChildRow, 'id' | 'contactId' | 'born' | 'due'>): PlannedChild {
  return {
    id: child.id,
    contactId: child.contactId,
    born: child.born ?? undefined,
    due: child.due ?? undefined,
  };
}
