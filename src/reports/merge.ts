/** How versions of one report make one set of values. Pure. */
export type Values = Readonly<Record<string, number>>;

export type Version = { readonly values: Values; readonly sentAt: number };

/** Each value as the newest message that names it says; a message that names a value keeps all the others. */
export function merged(versions: readonly Version[]): Values {
  const bySending = versions.map((version, arrival) => ({ ...version, arrival }));
  bySending.sort((a, b) => a.sentAt - b.sentAt || a.arrival - b.arrival);
  return Object.assign({}, ...bySending.map((version) => version.values)) as Values;
}

/** Whether the values say nothing that is not already stored. */
export function changesNothing(values: Values, stored: Values): boolean {
  return Object.entries(values).every(([code, value]) => stored[code] === value);
}
