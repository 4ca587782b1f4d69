/** `BC …`: a village's counts for a month. What is certain is stored and echoed, the rest is asked. */
import { civilDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { ownVillages } from '../roles.ts';
import { addVersion, putReport, reportsOf, type StandingReport, versionsOf } from '../store/reports.ts';
import type { Write } from '../store/statement.ts';
import { foldName } from '../vietnamese.ts';
import { MONTHLY, MONTHLY_CODES, MONTHLY_ID } from './form.ts';
import { changesNothing, merged, type Values } from './merge.ts';
import { earliestPeriod, shownPeriod } from './periods.ts';
import { readCorrection, readReport } from './read/read.ts';
import type { Reading, ReadReport } from './read/reading.ts';
import { type Echo, replyTo } from './wording.ts';

/** A second copy of a text within this time is the network's repeat, not the sender's doubt. */
const SAME_MESSAGE_MS = 10 * 60_000;

export type Village = { readonly villageId: string; readonly villageName: string };

type Read = typeof readReport;

export const report: Handler = async (deps, turn) => {
  if (ownVillages(turn).length === 0) return unregistered(deps, turn);
  return answerTo(deps, turn, readReport);
};

/** `SUA T10 KT6`: from anyone but a collaborator it is ordinary text. */
export const correct: Handler = async (deps, turn) =>
  ownVillages(turn).length === 0 ? undefined : answerTo(deps, turn, readCorrection);

async function answerTo(deps: Deps, turn: Turn, read: Read): Promise<Decision | undefined> {
  const villages = ownVillages(turn);
  const first = villages[0];
  if (first === undefined) return undefined;

  const names = villages.map((v) => v.villageName);
  const sentAt = new Date(turn.inbound.sentAt);
  const named = villages.length === 1 ? first : villageIn(turn.text, villages);
  const village = named ?? first;
  const stored = await storedOf(deps, turn, village);
  const reading = read(turn.text, sentAt, MONTHLY, {
    villages: names,
    stored: (period) => stored.get(period)?.values ?? {},
  });
  if (reading.outcome === 'other') return undefined;
  if (reading.outcome === 'ignored') return { says: [] };
  if (isBareKeyword(turn.text)) return { says: [{ text: helpText(deps, turn) }] };

  const stranger = reading.reports.find((r) => r.village !== null && !isOneOf(villages, r.village));
  if (stranger?.village) {
    return {
      says: [
        {
          text: deps.texts.say(turn.contact.language, 'reports.otherVillage', { village: stranger.village }),
        },
      ],
    };
  }
  if (villages.length > 1 && named === undefined) return askVillage(deps, turn, names);
  return store(deps, turn, village, reading, stored);
}

/** Kept in the inbox for the officer; the sender is told what to do. */
async function unregistered(deps: Deps, turn: Turn): Promise<Decision | undefined> {
  const reading = readReport(turn.text, new Date(turn.inbound.sentAt), MONTHLY, { villages: [] });
  if (reading.outcome === 'other' || reading.questions.some((q) => q.reason === 'keyword-missing'))
    return undefined;
  if (reading.outcome === 'ignored') return { says: [] };
  return { says: [{ text: deps.texts.say(turn.contact.language, 'reports.notRegistered') }] };
}

async function storedOf(
  deps: Deps,
  turn: Turn,
  village: Village,
): Promise<ReadonlyMap<string, StandingReport>> {
  const rows = await reportsOf(deps.store, MONTHLY_ID, village.villageId, earliestPeriod(turn.now));
  return new Map(rows.map((row) => [row.period, row]));
}

async function store(
  deps: Deps,
  turn: Turn,
  village: Village,
  reading: Reading,
  stored: ReadonlyMap<string, StandingReport>,
): Promise<Decision> {
  const writes: Write[] = [];
  const echoes: Echo[] = [];
  let repeated = reading.reports.length > 0;
  const overtaken: string[] = [];
  for (const one of reading.reports) {
    const current = stored.get(one.period);
    const kept = await version(deps, turn, village, one, current);
    writes.push(...kept.writes);
    repeated &&= kept.repeated;
    if (kept.overtaken) overtaken.push(one.period);
    echoes.push({ period: one.period, village: village.villageName, named: kept.shown, all: kept.all });
  }
  // The same text twice is one report and one answer.
  if (repeated && reading.questions.length === 0) return { says: [] };
  const text = replyTo(deps.texts, turn.contact.language, MONTHLY_CODES, {
    stored: echoes,
    questions: reading.questions,
    suggestion: reading.suggestion,
  });
  const notes = overtaken.map((period) =>
    deps.texts.say(turn.contact.language, 'reports.stale', { period: shownPeriod(period) }),
  );
  return { says: [{ text: [text, ...notes].join('\n') }], writes };
}

type Kept = {
  readonly writes: readonly Write[];
  readonly all: Values;
  /** What to echo: the values named, as they now stand. */
  readonly shown: Values;
  readonly repeated: boolean;
  readonly overtaken: boolean;
};

async function version(
  deps: Deps,
  turn: Turn,
  village: Village,
  read: ReadReport,
  current: StandingReport | undefined,
): Promise<Kept> {
  const { inbound, now, contact } = turn;
  if (current !== undefined && changesNothing(read.values, current.values)) {
    const newest = (await versionsOf(deps.store, MONTHLY_ID, village.villageId, read.period)).at(-1);
    const repeated =
      newest !== undefined &&
      newest.contactId === contact.id &&
      now - newest.receivedAt < SAME_MESSAGE_MS &&
      changesNothing(read.values, newest.values) &&
      changesNothing(newest.values, read.values);
    return { writes: [], all: current.values, shown: read.values, repeated, overtaken: false };
  }
  const overtaken = current !== undefined && inbound.sentAt < current.updatedAt;
  const all =
    current === undefined
      ? read.values
      : overtaken
        ? merged([
            ...(await versionsOf(deps.store, MONTHLY_ID, village.villageId, read.period)),
            { values: read.values, sentAt: inbound.sentAt },
          ])
        : { ...current.values, ...read.values };
  const key = { form: MONTHLY_ID, place: village.villageId, period: read.period };
  const number = (current?.version ?? 0) + 1;
  return {
    writes: [
      addVersion({
        ...key,
        version: number,
        values: read.values,
        sentAt: inbound.sentAt,
        receivedAt: now,
        contactId: contact.id,
        channel: inbound.channel,
        providerId: inbound.providerId,
      }),
      putReport({
        ...key,
        version: number,
        values: all,
        updatedAt: Math.max(inbound.sentAt, current?.updatedAt ?? 0),
      }),
    ],
    all,
    shown: Object.fromEntries(Object.keys(read.values).map((code) => [code, all[code] ?? 0])),
    repeated: false,
    overtaken,
  };
}

/** The one of the sender's own villages whose name stands in the text, as subject or as signature. */
function villageIn<V extends Village>(text: string, villages: readonly V[]): V | undefined {
  const words = ` ${foldName(text)} `;
  const named = villages.filter((v) => words.includes(` ${foldName(v.villageName)} `));
  return named.length === 1 ? named[0] : undefined;
}

function isOneOf(villages: readonly Village[], typed: string): boolean {
  return villages.some((v) => foldName(v.villageName) === foldName(typed));
}

function askVillage(deps: Deps, turn: Turn, names: readonly string[]): Decision {
  const text = deps.texts.say(turn.contact.language, 'reports.whichVillage', {
    villages: names.join(', '),
    village: names[0] ?? '',
    line: turn.text.slice(0, 60),
  });
  return { says: [{ text }] };
}

function isBareKeyword(text: string): boolean {
  return ['bc', 'bao cao', 'baocao', 'b c'].includes(foldName(text));
}

function helpText(deps: Deps, turn: Turn): string {
  const month = Number(civilDate(turn.now).slice(5, 7));
  return deps.texts.say(turn.contact.language, 'reports.help', { month });
}
