/** A village's numbers by letter, as its answers stand. Pure. */
import type { QuickAnswer } from '../../store/quick-counts.ts';
import type { Values } from '../merge.ts';

/** The first number is A, the second B. */
export const LETTERS = ['A', 'B', 'C', 'D', 'E'] as const;

export function lettersOf(names: readonly string[]): readonly string[] {
  return LETTERS.slice(0, names.length);
}

export type Answer = Pick<
  QuickAnswer,
  'villageId' | 'version' | 'values' | 'sentAt' | 'receivedAt' | 'contactId'
>;

export type Standing = {
  /** By letter, each as it was sent last. */
  readonly values: Values;
  readonly firstSentAt: number;
  /** By send time. */
  readonly newest: Answer;
  /** The highest number of a version. */
  readonly version: number;
};

/** A letter that a later answer leaves out is as it was. An answer that arrives late has the place of its send time. */
export function standing(answers: readonly Answer[]): Standing | undefined {
  const sorted = answers.toSorted((a, b) => a.sentAt - b.sentAt || a.version - b.version);
  const [first] = sorted;
  const newest = sorted.at(-1);
  if (first === undefined || newest === undefined) return undefined;
  return {
    values: Object.assign({}, ...sorted.map((answer) => answer.values)) as Values,
    firstSentAt: first.sentAt,
    newest,
    version: Math.max(...sorted.map((answer) => answer.version)),
  };
}

export function standingByVillage(answers: readonly Answer[]): ReadonlyMap<string, Standing> {
  const byVillage = Map.groupBy(answers, (answer) => answer.villageId);
  const standings = new Map<string, Standing>();
  for (const [villageId, own] of byVillage) {
    const stands = standing(own);
    if (stands !== undefined) standings.set(villageId, stands);
  }
  return standings;
}

export function missingLetters(names: readonly string[], values: Values): readonly string[] {
  return lettersOf(names).filter((letter) => values[letter] === undefined);
}
