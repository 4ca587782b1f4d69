/** How far a broadcast has come, and how it is stopped. */
import { civilDate, minuteOfDay, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import type { Language } from '../message.ts';
import { recordAct } from '../store/audit.ts';
import {
  type BroadcastRow,
  lastBroadcastOf,
  stopBroadcast,
  type Tally,
  tallyOf,
} from '../store/broadcasts.ts';

export async function progress(deps: Deps, turn: Turn): Promise<Decision> {
  const { language, id } = turn.contact;
  const last = await lastBroadcastOf(deps.store, id);
  if (last === undefined) return { says: [{ text: deps.texts.say(language, 'broadcasts.progress.never') }] };
  return { says: [{ text: await progressOf(deps, language, last) }] };
}

export async function stop(deps: Deps, turn: Turn): Promise<Decision> {
  const { contact, now } = turn;
  const say = deps.texts.say;
  const last = await lastBroadcastOf(deps.store, contact.id);
  const tally = last === undefined ? [] : await tallyOf(deps.store, last.id);
  const waiting = sum(tally, (row) => WAITING.has(row.state));
  if (last === undefined || last.status === 'stopped' || waiting === 0) {
    return { says: [{ text: say(contact.language, 'broadcasts.stop.nothing') }] };
  }
  const stopped = sum(tally, (row) => row.state === 'queued');
  const left = sum(tally, (row) => LEFT.has(row.state));
  return {
    says: [{ text: say(contact.language, 'broadcasts.stop.done', { left, stopped }) }],
    writes: [
      ...stopBroadcast(last.id, now),
      recordAct({
        at: now,
        actor: `contact:${contact.id}`,
        action: 'broadcast-stopped',
        subject: `broadcast:${last.id}`,
        detail: { left, stopped },
      }),
    ],
  };
}

export async function progressOf(deps: Deps, language: Language, broadcast: BroadcastRow): Promise<string> {
  const say = deps.texts.say;
  const tally = await tallyOf(deps.store, broadcast.id);
  const waiting = sum(tally, (row) => WAITING.has(row.state));
  const lines = [
    say(language, 'broadcasts.progress.counts', {
      audience: say(language, `broadcasts.audience.${broadcast.audience}`),
      time: clockOf(broadcast.confirmedAt),
      date: shownDate(civilDate(broadcast.confirmedAt)),
      total: sum(tally, () => true),
      sent: sum(tally, (row) => row.state === 'accepted' || row.state === 'delivered'),
      waiting,
      failed: sum(tally, (row) => row.state === 'failed'),
      skipped: sum(tally, (row) => row.state === 'skipped'),
    }),
  ];
  const whys = reasonsIn(tally).map(([why, count]) => `${say(language, `broadcasts.why.${why}`)} ${count}`);
  if (whys.length > 0) lines.push(say(language, 'broadcasts.progress.reasons', { reasons: whys.join(', ') }));
  if (broadcast.status === 'stopped') lines.push(say(language, 'broadcasts.progress.stopped'));
  else if (waiting > 0) lines.push(say(language, 'broadcasts.progress.howToStop'));
  return lines.join(' ');
}

const WAITING: ReadonlySet<Tally['state']> = new Set(['queued', 'claimed', 'sending'] as const);
const LEFT: ReadonlySet<Tally['state']> = new Set(['sending', 'accepted', 'delivered', 'unknown'] as const);

/** What fits two parts of an SMS beside the counts. */
const MOST_REASONS = 4;

type Why = 'optedOut' | 'left' | 'unreachable' | 'stale' | 'stopped' | 'unknown' | 'other';

const WHY: ReadonlyMap<string, Why> = new Map([
  ['opted-out', 'optedOut'],
  ['not-opted-in', 'optedOut'],
  ['reach-blocked', 'unreachable'],
  ['reach-invalid', 'unreachable'],
  ['opted-out-at-provider', 'optedOut'],
  ['blocked-by-person', 'optedOut'],
  ['number-invalid', 'unreachable'],
  ['number-unknown', 'unreachable'],
  ['phone-off', 'unreachable'],
  ['chat-not-found', 'unreachable'],
  ['no-longer-meant', 'left'],
  ['stale', 'stale'],
  ['stale-night', 'stale'],
  ['stale-daily-cap', 'stale'],
  ['stopped', 'stopped'],
]);

/** Why messages did not arrive, in the few words that fit an SMS; the console tells each. */
export function reasonsIn(tally: readonly Tally[]): readonly (readonly [Why, number])[] {
  const counts = new Map<Why, number>();
  for (const { state, reason, count } of tally) {
    if (state !== 'failed' && state !== 'skipped' && state !== 'unknown') continue;
    const why = state === 'unknown' ? 'unknown' : (WHY.get(reason ?? '') ?? 'other');
    counts.set(why, (counts.get(why) ?? 0) + count);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_REASONS);
}

function sum(tally: readonly Tally[], counts: (row: Tally) => boolean): number {
  return tally.filter(counts).reduce((total, row) => total + row.count, 0);
}

function clockOf(at: number): string {
  const minute = minuteOfDay(at);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
