/** How far a broadcast has come, and how it is stopped. */
import { civilDate, minuteOfDay, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Turn } from '../handler.ts';
import type { Language } from '../message.ts';
import { recordAct } from '../store/audit.ts';
import {
  type BroadcastRow,
  lastBroadcastOf,
  openBroadcastOf,
  pauseBroadcast,
  resumeBroadcast,
  stopBroadcast,
  type Tally,
  tallyOf,
} from '../store/broadcasts.ts';
import { recipientsLeft } from '../store/recipients.ts';
import type { Write } from '../store/statement.ts';
import type { TextKey } from '../texts.ts';

export async function progress(deps: Deps, turn: Turn): Promise<Decision> {
  const { language, id } = turn.contact;
  const last = await lastBroadcastOf(deps.store, id);
  if (last === undefined) return { says: [{ text: deps.texts.say(language, 'broadcasts.progress.never') }] };
  return { says: [{ text: await progressOf(deps, language, last) }] };
}

export async function stop(deps: Deps, turn: Turn): Promise<Decision> {
  const open = await openBroadcastOf(deps.store, turn.contact.id, ['sending', 'paused']);
  if (open === undefined) return told(deps, turn, 'broadcasts.stop.nothing');
  const { left, queued } = await counted(deps, open);
  return {
    ...told(deps, turn, 'broadcasts.stop.done', { left, stopped: queued }),
    writes: [
      stopBroadcast(open.id, turn.now),
      act(turn, open, 'broadcast-stopped', { left, stopped: queued }),
    ],
  };
}

export async function pause(deps: Deps, turn: Turn): Promise<Decision> {
  const open = await openBroadcastOf(deps.store, turn.contact.id, ['sending']);
  if (open === undefined) return told(deps, turn, 'broadcasts.pause.nothing');
  const { left, queued: waiting } = await counted(deps, open);
  return {
    ...told(deps, turn, 'broadcasts.pause.done', { left, waiting }),
    writes: [
      pauseBroadcast(open.id, open.pauseReason ?? 'author'),
      act(turn, open, 'broadcast-paused', { left, waiting }),
    ],
  };
}

export async function resume(deps: Deps, turn: Turn): Promise<Decision> {
  const open = await openBroadcastOf(deps.store, turn.contact.id, ['paused']);
  if (open === undefined) return told(deps, turn, 'broadcasts.resume.nothing');
  const { queued: waiting } = await counted(deps, open);
  const isLate = open.expiresAt !== null && open.expiresAt <= turn.now;
  return {
    ...told(deps, turn, `broadcasts.resume.${isLate ? 'late' : 'done'}`, { waiting }),
    writes: [resumeBroadcast(open.id), act(turn, open, 'broadcast-resumed', { waiting })],
  };
}

function told(
  deps: Deps,
  turn: Turn,
  key: TextKey,
  values: Readonly<Record<string, number>> = {},
): Pick<Decision, 'says'> {
  return { says: [{ text: deps.texts.say(turn.contact.language, key, values) }] };
}

function act(
  turn: Turn,
  { id }: BroadcastRow,
  action: string,
  detail: Readonly<Record<string, number>>,
): Write {
  const actor = `contact:${turn.contact.id}`;
  return recordAct({ at: turn.now, actor, action, subject: `broadcast:${id}`, detail });
}

type Counted = {
  readonly tally: readonly Tally[];
  /** Of what was queued by the time it was stopped nothing waits: the delivery skips it. */
  readonly queued: number;
  readonly left: number;
  /** Recipients without a message: they wait as much as those who have one, and after a stop get none. */
  readonly unwritten: number;
};

async function counted({ store }: Deps, broadcast: BroadcastRow): Promise<Counted> {
  const tally = await tallyOf(store, broadcast.id);
  const isListed = broadcast.expanding === null && broadcast.status !== 'stopped';
  const unwritten = isListed
    ? await recipientsLeft(store, broadcast.id)
    : Math.max(0, broadcast.recipients - sum(tally, () => true));
  return {
    tally,
    unwritten,
    left: sum(tally, (row) => LEFT.has(row.state)),
    queued: unwritten + sum(tally, (row) => row.state === 'queued'),
  };
}

export async function progressOf(deps: Deps, language: Language, broadcast: BroadcastRow): Promise<string> {
  const say = deps.texts.say;
  const { tally, unwritten, queued } = await counted(deps, broadcast);
  const isStopped = broadcast.status === 'stopped';
  const waiting = isStopped
    ? sum(tally, (row) => UNDER_WAY.has(row.state))
    : queued + sum(tally, (row) => UNDER_WAY.has(row.state));
  // What a stop leaves behind is skipped for it, written down yet or not.
  const unsent: Tally = { state: 'skipped', reason: 'stopped', count: isStopped ? queued : 0 };
  const lines = [
    say(language, 'broadcasts.progress.counts', {
      audience: say(language, `broadcasts.audience.${broadcast.audience}`),
      time: clockOf(broadcast.confirmedAt),
      date: shownDate(civilDate(broadcast.confirmedAt)),
      total: unwritten + sum(tally, () => true),
      sent: sum(tally, (row) => row.state === 'accepted' || row.state === 'delivered'),
      waiting,
      failed: sum(tally, (row) => row.state === 'failed'),
      skipped: unsent.count + sum(tally, (row) => row.state === 'skipped'),
    }),
  ];
  const whys = reasonsIn([...tally, unsent]).map(
    ([why, count]) => `${say(language, `broadcasts.why.${why}`)} ${count}`,
  );
  if (whys.length > 0) lines.push(say(language, 'broadcasts.progress.reasons', { reasons: whys.join(', ') }));
  if (isStopped) lines.push(say(language, 'broadcasts.progress.stopped'));
  else if (waiting > 0 && broadcast.status === 'paused')
    lines.push(say(language, 'broadcasts.progress.paused'));
  else if (waiting > 0) lines.push(say(language, 'broadcasts.progress.howToStop'));
  return lines.join(' ');
}

const UNDER_WAY: ReadonlySet<Tally['state']> = new Set(['claimed', 'sending'] as const);
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
    if (count === 0 || (state !== 'failed' && state !== 'skipped' && state !== 'unknown')) continue;
    const why = state === 'unknown' ? 'unknown' : (WHY.get(reason ?? '') ?? 'other');
    counts.set(why, (counts.get(why) ?? 0) + count);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_REASONS);
}

function sum(tally: readonly Tally[], counts: (row: Tally) => boolean): number {
  return tally.filter(counts).reduce((total, row) => total + row.count, 0);
}

export function clockOf(at: number): string {
  const minute = minuteOfDay(at);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
