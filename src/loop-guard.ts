/**
 * Machines that answer us: what echoes our own words is answered three times and then no more, and nobody gets the
 * same words without end. What they sent is kept all the same, and a person's own words are answered again. By SMS
 * each reply costs, so there the limits of `reply-limits.ts` hold too.
 */
import { civilDate, HOUR_MS, instantOf, MINUTE_MS } from './civil-time.ts';
import type { Deps } from './deps.ts';
import type { Contact, Said } from './handler.ts';
import { canBePerson, isDaySpent, type ReplySeries, SAME_AN_HOUR } from './reply-limits.ts';
import { recentlySaid, recentTexts, repliesTo, type Spent } from './store/echoes.ts';
import { type DueRow, queueMessage } from './store/outbox.ts';
import type { Write } from './store/statement.ts';
import { fold } from './vietnamese.ts';

const MOST_ECHOES = 3;
const ECHO_WITHIN_MS = HOUR_MS;
const MOST_SAME = 20;
const SAME_WITHIN_MS = 5 * MINUTE_MS;
/** Shorter texts of ours are words that anybody writes. */
const ECHO_CHARACTERS = 20;

type Loop = 'loop-echo' | 'loop-same' | 'loop-hour' | 'loop-minute' | 'day-limit' | 'no-person';

/** The answer to a message of theirs by SMS, and what it is; undefined where no such limit holds. */
type Limited = { readonly series: string | null | undefined; readonly spent: Spent };

const NONE: Spent = { hour: 0, day: 0, work: 0 };

/** The same for a reply that would leave with the answer to their message, which is not in the inbox yet. */
export async function loopReason(
  deps: Deps,
  reply: {
    readonly contact: Contact;
    readonly text: string;
    readonly answers: string;
    readonly series: ReplySeries | undefined;
  },
  now: number,
): Promise<Loop | undefined> {
  const { id, kind } = reply.contact;
  const spent = (await repliesTo(deps.store, [id], since(now))).get(id) ?? NONE;
  const limited = kind === 'phone' ? { series: reply.series, spent } : undefined;
  if (isSilent(limited)) return 'day-limit';
  if (spent.hour < MOST_ECHOES) return undefined;
  const said = await saidTo(deps, id, now);
  const often = tooOften(said, plain(reply.text), limited, now);
  if (often !== undefined) return often;
  const before = await recentTexts(deps.store, id, {
    since: now - ECHO_WITHIN_MS,
    upTo: now,
    most: MOST_ECHOES,
  });
  const heard = [plain(reply.answers), ...before.map((sealed) => typed(deps, sealed))];
  return areEchoes(heard, said) ? 'loop-echo' : undefined;
}

/** Why replies must not leave, by row. A person with few replies lately costs one look at an index. */
export async function loopReasons(
  deps: Deps,
  due: readonly DueRow[],
  now: number,
): Promise<ReadonlyMap<number, Loop>> {
  const replies = due.filter((row) => row.kind === 'reply' && row.bodySealed !== null);
  const reasons = new Map<number, Loop>();
  const people = replies.map((row) => row.contactId);
  const spent = await repliesTo(deps.store, people, since(now));
  for (const row of replies) {
    const reason = await reasonOf(deps, row, spent.get(row.contactId) ?? NONE, now);
    if (reason !== undefined) reasons.set(row.id, reason);
  }
  return reasons;
}

async function reasonOf(deps: Deps, row: DueRow, spent: Spent, now: number): Promise<Loop | undefined> {
  const number = row.addressKind === 'phone' ? deps.secrets.tryOpen(row.addressSealed) : undefined;
  if (number !== undefined && !canBePerson(number)) return 'no-person';
  // What an officer or time had us tell them is nothing that they can make us write.
  const isAnswer = row.addressKind === 'phone' && row.key.startsWith('reply:');
  const limited = isAnswer ? { series: row.series, spent } : undefined;
  const silent = isSilent(limited);
  if (!silent && spent.hour < MOST_ECHOES) return undefined;
  // What can't be opened fails by itself.
  const own = spoken(deps, row.bodySealed ?? '');
  if (own === undefined || deps.secrets.tryOpen(row.addressSealed) === undefined) return undefined;
  if (silent) return 'day-limit';
  const said = await saidTo(deps, row.contactId, now);
  const often = tooOften(said, own, limited, now);
  if (often !== undefined) return often;
  return (await isEchoed(deps, row, said, now)) ? 'loop-echo' : undefined;
}

/** The last reply of a day, in the place of what is held back: that there will be no more of them until tomorrow. */
export function lastWord(
  deps: Deps,
  { id, language }: Pick<Contact, 'id' | 'language'>,
  reason: string | undefined,
  now: number,
): readonly Write[] {
  if (reason !== 'day-limit') return [];
  const text = deps.texts.say(language, 'first.lastToday');
  return [
    queueMessage(
      {
        key: `quiet:${id}:${civilDate(now)}`,
        contactId: id,
        addressKind: 'phone',
        kind: 'reply',
        bodySealed: deps.secrets.seal(JSON.stringify({ text })),
        dueAt: now,
        createdAt: now,
      },
      'ignore',
    ),
  ];
}

function since(now: number): { readonly hour: number; readonly day: number } {
  return { hour: now - ECHO_WITHIN_MS, day: instantOf(civilDate(now)) };
}

function isSilent(limited: Limited | undefined): boolean {
  return limited !== undefined && limited.series !== 'danger' && isDaySpent(limited.spent, limited.series);
}

type SaidText = { readonly sentAt: number; readonly text: string };

async function saidTo(deps: Deps, contactId: string, now: number): Promise<readonly SaidText[]> {
  const said = await recentlySaid(deps.store, contactId, now - ECHO_WITHIN_MS);
  return said.flatMap(({ sentAt, bodySealed }) => {
    const text = spoken(deps, bodySealed);
    return text === undefined ? [] : [{ sentAt, text }];
  });
}

function tooOften(
  said: readonly SaidText[],
  own: string,
  limited: Limited | undefined,
  now: number,
): Loop | undefined {
  const same = said.filter(({ text }) => text === own).map(({ sentAt }) => sentAt);
  if (same.filter((at) => at > now - SAME_WITHIN_MS).length >= MOST_SAME) return 'loop-same';
  if (limited === undefined) return undefined;
  const isMany = same.length >= SAME_AN_HOUR;
  if (limited.series !== 'danger') return isMany ? 'loop-hour' : undefined;
  // Danger is told again and again, but to a forged sender not without a pause.
  const isSpent = isMany || isDaySpent(limited.spent, limited.series);
  return isSpent && same.some((at) => at > now - MINUTE_MS) ? 'loop-minute' : undefined;
}

/** Whether the message that this row answers, and each of the three before it, gave us back our own words. */
async function isEchoed(deps: Deps, row: DueRow, said: readonly SaidText[], now: number): Promise<boolean> {
  const heard = await recentTexts(deps.store, row.contactId, {
    since: now - ECHO_WITHIN_MS,
    upTo: row.createdAt,
    most: MOST_ECHOES + 1,
  });
  return areEchoes(
    heard.map((sealed) => typed(deps, sealed)),
    said,
  );
}

function areEchoes(heard: readonly string[], said: readonly SaidText[]): boolean {
  if (heard.length <= MOST_ECHOES) return false;
  const known = [...new Set(said.map(({ text }) => text))].filter((text) => text.length >= ECHO_CHARACTERS);
  return heard.every((text) => known.some((one) => text.includes(one)));
}

/** Undefined where it can't be read any more: nobody can tell whether it is the same. */
function spoken(deps: Deps, bodySealed: string): string | undefined {
  const body = deps.secrets.tryOpen(bodySealed);
  return body === undefined ? undefined : plain((JSON.parse(body) as Said).text);
}

/** Nothing where it can't be read any more, which is nobody's echo. */
function typed(deps: Deps, textSealed: string): string {
  return plain(deps.secrets.tryOpen(textSealed) ?? '');
}

function plain(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim();
}
