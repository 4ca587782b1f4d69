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

/** Why replies must not leave, by row. A person with few replies lately costs one look at an index. */
export async function loopReasons(
  deps: Deps,
  due: readonly DueRow[],
  now: number,
): Promise<ReadonlyMap<number, 'loop-echo' | 'loop-same'>> {
  const replies = due.filter((row) => row.kind === 'reply' && row.bodySealed !== null);
  const reasons = new Map<number, 'loop-echo' | 'loop-same'>();
  const people = replies.map((row) => row.contactId);
  const many = await manyReplies(deps.store, people, now - ECHO_WITHIN_MS, MOST_ECHOES);
  for (const row of replies) {
    if (!many.has(row.contactId)) continue;
    const said = await recentlySaid(deps.store, row.contactId, now - ECHO_WITHIN_MS);
    const texts = said.map(({ sentAt, bodySealed }) => ({ sentAt, text: spoken(deps, bodySealed) }));
    const own = spoken(deps, row.bodySealed ?? '');
    const same = texts.filter(({ sentAt, text }) => text === own && sentAt > now - SAME_WITHIN_MS);
    if (same.length >= MOST_SAME) reasons.set(row.id, 'loop-same');
    else if (await isEchoed(deps, row, new Set(texts.map(({ text }) => text)), now)) {
      reasons.set(row.id, 'loop-echo');
    }
  }
  return reasons;
}

/** Whether the message that this row answers, and each of the three before it, gave us back our own words. */
async function isEchoed(deps: Deps, row: DueRow, ours: ReadonlySet<string>, now: number): Promise<boolean> {
  const heard = await recentTexts(deps.store, row.contactId, {
    since: now - ECHO_WITHIN_MS,
    upTo: row.createdAt,
    most: MOST_ECHOES + 1,
  });
  if (heard.length <= MOST_ECHOES) return false;
  const known = [...ours].filter((text) => text.length >= ECHO_CHARACTERS);
  return heard.every((sealed) => {
    const text = plain(deps.secrets.open(sealed));
    return known.some((one) => text.includes(one));
  });
}

function spoken(deps: Deps, bodySealed: string): string {
  return plain((JSON.parse(deps.secrets.open(bodySealed)) as Said).text);
}

function plain(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim();
}
