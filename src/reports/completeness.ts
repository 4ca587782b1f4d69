/** How many of the villages reported a month: at all, with every number asked for, and in time. Pure. */
import type { Values } from './merge.ts';

/** A village's report of one month; `values` is empty where there is none or it was withdrawn. */
export type Standing = { readonly values: Values; readonly reportedAt: number | null };

export type Counted = {
  readonly expected: number;
  readonly reported: number;
  readonly complete: number;
  readonly onTime: number;
};

export type Completeness = { readonly communes: ReadonlyMap<string, Counted>; readonly all: Counted };

export function isReported({ values }: Pick<Standing, 'values'>): boolean {
  return Object.keys(values).length > 0;
}

/** The codes still to come, in the order of the form. */
export function missingCodes(required: readonly string[], values: Values): readonly string[] {
  return required.filter((code) => values[code] === undefined);
}

export function isComplete(required: readonly string[], { values }: Pick<Standing, 'values'>): boolean {
  return missingCodes(required, values).length === 0;
}

/** `villages` are all that are expected to report; a report is in time by when its first version was sent. */
export function completenessOf(
  villages: readonly (Standing & { readonly communeId: string })[],
  required: readonly string[],
  dueAt: number,
): Completeness {
  const communes = Map.groupBy(villages, (village) => village.communeId);
  const counted = (list: readonly Standing[]): Counted => {
    const reported = list.filter(isReported);
    return {
      expected: list.length,
      reported: reported.length,
      complete: reported.filter((report) => isComplete(required, report)).length,
      onTime: reported.filter(({ reportedAt }) => reportedAt !== null && reportedAt < dueAt).length,
    };
  };
  return {
    communes: new Map([...communes].map(([id, list]) => [id, counted(list)])),
    all: counted(villages),
  };
}
