/** Naming a child, which has no name here: by its date, and by a number to answer with. */
import { shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Button, Language } from '../message.ts';
import type { ChildRow } from '../store/children.ts';

export type Dated = Pick<ChildRow, 'born' | 'due'>;

export function childShown(deps: Pick<Deps, 'texts'>, language: Language, child: Dated): string {
  return child.born === null
    ? deps.texts.say(language, 'guidance.child.due', { date: shownDate(child.due ?? '') })
    : deps.texts.say(language, 'guidance.child.born', { date: shownDate(child.born) });
}

/** `1: bé sinh 15/03/2026. 2: thai dự sinh 20/12/2026.` */
export function numbered(deps: Pick<Deps, 'texts'>, language: Language, children: readonly Dated[]): string {
  return children
    .map((child, i) =>
      deps.texts.say(language, 'guidance.child.line', {
        number: i + 1,
        child: childShown(deps, language, child),
      }),
    )
    .join(' ');
}

/** One row a child; the number is what pressing says. */
export function childButtons(
  deps: Pick<Deps, 'texts'>,
  language: Language,
  children: readonly Dated[],
): readonly (readonly Button[])[] {
  return children.map((child, i) => [{ label: childShown(deps, language, child), says: String(i + 1) }]);
}

/** The eldest first, so that the numbers follow the dates. */
export function byDate<T extends Dated>(children: readonly T[]): T[] {
  return children.toSorted((a, b) => dateOf(a).localeCompare(dateOf(b)));
}

function dateOf(child: Dated): string {
  return child.born ?? child.due ?? '';
}
