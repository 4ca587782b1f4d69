/** A report filled in one number at a time: which step follows from what was said. Pure. */
import type { Values } from '../merge.ts';

export type Step =
  | { readonly at: 'place' | 'month' | 'summary' | 'pick' }
  | { readonly at: 'count'; readonly code: string };

export type Filling = {
  readonly form: string;
  readonly place: string | undefined;
  /** `YYYY-MM` */
  readonly period: string | undefined;
  /** What was said so far; nothing of it is stored. */
  readonly values: Values;
  readonly skipped: readonly string[];
  readonly step: Step;
  /** The summary was reached: whatever is changed from then on leads back to it. */
  readonly finishing: boolean;
};

export type Move = 'skip' | 'back' | 'done' | 'more' | 'edit' | 'send' | 'stop';

export type Fill = {
  readonly does: 'fill';
  readonly place?: string;
  readonly period?: string;
  readonly values?: Values;
  /** A code that was named with a number that is not certain: it is asked next. */
  readonly unsure?: string;
};

export type Act =
  | Move
  | Fill
  /** What to change, from the summary on. */
  | { readonly does: 'pick'; readonly what: string };

export type Facts = {
  /** The places that they report for. */
  readonly places: readonly string[];
  /** Codes asked for one by one, in order. */
  readonly required: readonly string[];
  /** What is stored of the place and month already: it is not asked again. */
  readonly stored: Values;
};

export function begun(form: string, { places }: Facts): Filling {
  const place = places.length === 1 ? places[0] : undefined;
  const nothing = { values: {}, skipped: [], finishing: false } as const;
  return onward({ form, place, period: undefined, ...nothing, step: { at: 'place' } }, []);
}

/** An act that is not offered in this step changes nothing. */
export function after(filling: Filling, act: Act, facts: Facts): Filling | 'sent' | 'stopped' {
  if (typeof act === 'string') {
    return movesOf(filling, facts).includes(act) ? moved(filling, act, facts) : filling;
  }
  if (act.does === 'pick') return canPick(filling) ? { ...filling, step: stepFor(act.what) } : filling;
  const { unsure, values } = act;
  const told: Filling = {
    ...filling,
    place: act.place ?? filling.place,
    period: act.period ?? filling.period,
    values: { ...filling.values, ...values },
  };
  const next = onward(told, stillAsked(told, facts));
  const canAsk = unsure !== undefined && told.place !== undefined && told.period !== undefined;
  return canAsk ? { ...next, step: { at: 'count', code: unsure } } : next;
}

/** What may be chosen in a step beside its answer. Each has a way out. */
export function movesOf(filling: Filling, facts: Facts): readonly Move[] {
  const { step, values, finishing } = filling;
  const some = Object.keys(values).length > 0;
  switch (step.at) {
    case 'place':
      return finishing ? ['back', 'stop'] : ['stop'];
    case 'month':
      return finishing || facts.places.length > 1 ? ['back', 'stop'] : ['stop'];
    case 'count':
      return finishing ? ['back', 'stop'] : ['skip', 'back', 'done', 'stop'];
    case 'summary': {
      const hasMore = missing(filling, facts).length > 0;
      return [...(some ? ['send' as const] : []), 'edit', ...(hasMore ? ['more' as const] : []), 'stop'];
    }
    case 'pick':
      return ['back', 'stop'];
  }
}

/** Codes of which no number is known yet. */
export function missing({ values }: Pick<Filling, 'values'>, { required, stored }: Facts): readonly string[] {
  return required.filter((code) => values[code] === undefined && stored[code] === undefined);
}

function moved(filling: Filling, move: Move, facts: Facts): Filling | 'sent' | 'stopped' {
  const { step, skipped } = filling;
  switch (move) {
    case 'send':
      return 'sent';
    case 'stop':
      return 'stopped';
    case 'edit':
      return { ...filling, step: { at: 'pick' } };
    case 'done':
      return { ...filling, step: { at: 'summary' }, finishing: true };
    case 'more': {
      const again = { ...filling, skipped: [], finishing: false };
      return onward(again, stillAsked(again, facts));
    }
    case 'skip': {
      const passed = { ...filling, skipped: step.at === 'count' ? [...skipped, step.code] : skipped };
      return onward(passed, stillAsked(passed, facts));
    }
    case 'back':
      return { ...filling, step: stepBefore(filling, facts) };
  }
}

function stepBefore({ step, values, finishing }: Filling, { required, stored }: Facts): Step {
  if (finishing) return { at: 'summary' };
  if (step.at !== 'count') return { at: 'place' };
  const shown = required.filter((code) => stored[code] === undefined || values[code] !== undefined);
  const before = shown[shown.indexOf(step.code) - 1];
  return before === undefined ? { at: 'month' } : { at: 'count', code: before };
}

function canPick({ step }: Filling): boolean {
  return step.at === 'summary' || step.at === 'pick';
}

function stepFor(what: string): Step {
  return what === 'month' || what === 'place' ? { at: what } : { at: 'count', code: what };
}

function stillAsked(filling: Filling, facts: Facts): readonly string[] {
  return missing(filling, facts).filter((code) => !filling.skipped.includes(code));
}

/** The first thing that is not known yet; the summary once all is said or the person is done. */
function onward(filling: Filling, asked: readonly string[]): Filling {
  if (filling.place === undefined) return { ...filling, step: { at: 'place' } };
  if (filling.period === undefined) return { ...filling, step: { at: 'month' } };
  const [code] = asked;
  if (code === undefined || filling.finishing)
    return { ...filling, step: { at: 'summary' }, finishing: true };
  return { ...filling, step: { at: 'count', code } };
}
