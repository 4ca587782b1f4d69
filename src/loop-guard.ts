/**
 * Machines that answer us: what echoes our own words is answered three times and then no more, and nobody gets the
 * same words without end. What they sent is kept all the same, and a person's own words are answered again.
 */
import { HOUR_MS, MINUTE_MS } from './civil-time.ts';
import type { Deps } from './deps.ts';
import type { Said } from './handler.ts';
import { manyReplies, recentlySaid, recentTexts } from './store/echoes.ts';
import type { DueRow } from './store/outbox.ts';
import { fold } from './vietnamese.ts';

const MOST_ECHOES = 3;
const ECHO_WITHIN_MS = HOUR_MS;
const MOST_SAME = 20;
const SAME_WITHIN_MS = 5 * MINUTE_MS;
/** Shorter texts of ours are words that anybody writes. */
const ECHO_CHARACTERS = 20;

type Loop = 'loop-echo' | 'loop-same';

/** The same for a reply that would leave with the answer to their message, which is not in the inbox yet. */
export async function loopReason(
  deps: Deps,
  reply: { readonly contactId: string; readonly text: string; readonly answers: string },
  now: number,
): Promise<Loop | undefined> {
  const { contactId } = reply;
  const many = await manyReplies(deps.store, [contactId], now - ECHO_WITHIN_MS, MOST_ECHOES);
  if (!many.has(contactId)) return undefined;
  const said = await saidTo(deps, contactId, now);
  if (isSaidTooOften(said, plain(reply.text), now)) return 'loop-same';
  const before = await recentTexts(deps.store, contactId, {
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
  const many = await manyReplies(deps.store, people, now - ECHO_WITHIN_MS, MOST_ECHOES);
  for (const row of replies) {
    if (!many.has(row.contactId)) continue;
    const said = await saidTo(deps, row.contactId, now);
    if (isSaidTooOften(said, spoken(deps, row.bodySealed ?? ''), now)) reasons.set(row.id, 'loop-same');
    else if (await isEchoed(deps, row, said, now)) reasons.set(row.id, 'loop-echo');
  }
  return reasons;
}

type SaidText = { readonly sentAt: number; readonly text: string };

async function saidTo(deps: Deps, contactId: string, now: number): Promise<readonly SaidText[]> {
  const said = await recentlySaid(deps.store, contactId, now - ECHO_WITHIN_MS);
  return said.flatMap(({ sentAt, bodySealed }) => {
    const text = spoken(deps, bodySealed);
    return text === undefined ? [] : [{ sentAt, text }];
  });
}

function isSaidTooOften(said: readonly SaidText[], own: string | undefined, now: number): boolean {
  const same = said.filter(({ sentAt, text }) => text === own && sentAt > now - SAME_WITHIN_MS);
  return same.length >= MOST_SAME;
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
