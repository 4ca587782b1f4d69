/** How versions of one report make one set of values. Pure. */
export type Values = Readonly<Record<string, number>>;
export type Flags = Readonly<Record<string, string>>;

export type Version = {
  readonly act: 'report' | 'withdraw';
  readonly values: Values;
  readonly flags?: Flags | null;
  readonly sentAt: number;
};

export type Merged = {
  readonly values: Values;
  readonly flags: Flags;
  /** When the first message that still counts was sent; undefined where none does. */
  readonly reportedAt: number | undefined;
};

/**
 * Each value as the newest message that names it says; a message that names a value keeps all the others, and after
 * a withdrawal it starts anew. Versions are ordered by when they were sent, those of one instant as they arrived.
 */
export function merged(versions: readonly Version[]): Merged {
  const bySending = versions.map((version, arrival) => ({ ...version, arrival }));
  bySending.sort((a, b) => a.sentAt - b.sentAt || a.arrival - b.arrival);
  let values: Values = {};
  let flags: Flags = {};
  let reportedAt: number | undefined;
  for (const version of bySending) {
    if (version.act === 'withdraw') {
      values = {};
      flags = {};
      reportedAt = undefined;
      continue;
    }
    flags = { ...unchanged(flags, values, version.values), ...version.flags };
    values = { ...values, ...version.values };
    reportedAt ??= version.sentAt;
  }
  return { values, flags, reportedAt };
}

/** Another value is no longer the one that was flagged; the same one said again still is. */
function unchanged(flags: Flags, stored: Values, said: Values): Flags {
  return Object.fromEntries(
    Object.entries(flags).filter(([code]) => !(code in said) || said[code] === stored[code]),
  );
}

/** Whether the values say nothing that is not already stored. */
export function changesNothing(values: Values, stored: Values): boolean {
  return Object.entries(values).every(([code, value]) => stored[code] === value);
}
