/** Keeping what a message says of one month: a version of its own, and the report as it stands with it. */
import type { Deps } from '../deps.ts';
import { addVersion, putReport, type StandingReport, versionsOf } from '../store/reports.ts';
import type { Write } from '../store/statement.ts';
import { changesNothing, type Flags, merged, type Values, type Version } from './merge.ts';

/** A second copy of a text within this time is the network's repeat, not the sender's doubt. */
export const SAME_MESSAGE_MS = 10 * 60_000;

/** Who says it, in which message. */
export type By = {
  readonly contactId: string;
  readonly channel: string;
  readonly providerId: string;
  readonly sentAt: number;
  readonly receivedAt: number;
};

/** A report as it stands, with the versions that this unit writes and no query finds yet. */
export type Standing = StandingReport & { readonly unsaved?: readonly Version[] };

export type ReportKey = { readonly form: string; readonly place: string; readonly period: string };

export type Said =
  | { readonly act: 'report'; readonly values: Values; readonly flags: Flags; readonly late: boolean }
  | { readonly act: 'withdraw' };

export type Kept = {
  readonly writes: readonly Write[];
  /** As the report stands now. */
  readonly all: Values;
  readonly flags: Flags;
  readonly reportedAt: number | null;
  /** What was said, where it is kept. */
  readonly version: Version | undefined;
  /** The same person said just this a moment ago. */
  readonly repeated: boolean;
  /** A newer message was here already, and stays. */
  readonly overtaken: boolean;
};

export async function keep(
  deps: Pick<Deps, 'store'>,
  key: ReportKey,
  said: Said,
  by: By,
  current: Standing | undefined,
): Promise<Kept> {
  const onDisk = () => versionsOf(deps.store, key.form, key.place, key.period);
  if (said.act === 'report' && current !== undefined && changesNothing(said.values, current.values)) {
    const repeated = isRepeat(said.values, (await onDisk()).at(-1), by);
    // Said anew it is a version all the same: what was sent in between and comes late must not win.
    if (repeated || by.sentAt <= current.updatedAt || Object.keys(said.values).length === 0) {
      const { values: all, flags, reportedAt } = current;
      return {
        writes: [],
        all,
        flags: flags ?? {},
        reportedAt,
        version: undefined,
        repeated,
        overtaken: false,
      };
    }
  }
  const overtaken = current !== undefined && by.sentAt < current.updatedAt;
  const version: Version = {
    act: said.act,
    sentAt: by.sentAt,
    ...(said.act === 'report' ? { values: said.values, flags: said.flags } : { values: {} }),
  };
  const stands = overtaken
    ? merged([...(await onDisk()), ...(current.unsaved ?? []), version])
    : merged([...(current === undefined ? [] : [asVersion(current)]), version]);
  const number = (current?.version ?? 0) + 1;
  return {
    writes: [
      addVersion({
        ...key,
        version: number,
        act: said.act,
        values: version.values,
        flags: orNull(version.flags ?? {}),
        late: said.act === 'report' && said.late,
        ...by,
      }),
      putReport({
        ...key,
        version: number,
        values: stands.values,
        flags: orNull(stands.flags),
        updatedAt: Math.max(by.sentAt, current?.updatedAt ?? 0),
        reportedAt: stands.reportedAt ?? null,
      }),
    ],
    all: stands.values,
    flags: stands.flags,
    reportedAt: stands.reportedAt ?? null,
    version,
    repeated: false,
    overtaken,
  };
}

/** What would stand of a month with these values as said then; undefined where they are the newest, and win. */
export async function standingWith(
  deps: Pick<Deps, 'store'>,
  { form, place, period }: ReportKey,
  { sentAt }: Pick<By, 'sentAt'>,
  current: Standing | undefined,
): Promise<((values: Values) => Values) | undefined> {
  if (current === undefined || sentAt >= current.updatedAt) return undefined;
  const versions = [...(await versionsOf(deps.store, form, place, period)), ...(current.unsaved ?? [])];
  return (values) => merged([...versions, { act: 'report', values, sentAt }]).values;
}

/** The report so far, as one message of the time when it began; a withdrawn one says nothing. */
function asVersion({ values, flags, reportedAt, updatedAt }: StandingReport): Version {
  const act = reportedAt === null && Object.keys(values).length === 0 ? 'withdraw' : 'report';
  return { act, values, flags, sentAt: reportedAt ?? updatedAt };
}

function isRepeat(
  values: Values,
  newest: Awaited<ReturnType<typeof versionsOf>>[number] | undefined,
  by: By,
): boolean {
  return (
    newest !== undefined &&
    newest.contactId === by.contactId &&
    by.receivedAt - newest.receivedAt < SAME_MESSAGE_MS &&
    changesNothing(values, newest.values) &&
    changesNothing(newest.values, values)
  );
}

function orNull(flags: Flags): Flags | null {
  return Object.keys(flags).length === 0 ? null : flags;
}
