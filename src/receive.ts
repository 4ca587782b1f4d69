/**
 * One message in, one unit of writes out. Reads what is known of the sender, lets `route.ts` choose a feature, and
 * commits everything that was decided, or nothing. A repeat does nothing; two at once collide and are tried again.
 */

import type { Intent } from './command-words.ts';
import type { Deps } from './deps.ts';
import { FEATURES } from './features.ts';
import type { Contact, Decision, Question, QuestionKind, Said, Turn } from './handler.ts';
import { isOfReport, QUESTION_OPEN_MS, QUESTIONS } from './handler.ts';
import type { Inbound } from './message.ts';
import { route } from './route.ts';
import { addressMacs } from './secrets.ts';
import { rolesOf, type SessionRow, sessionOf } from './store/contacts.ts';
import { DatabaseBusy } from './store/database.ts';
import { isSeen } from './store/inbox.ts';
import { answerKept } from './store/outbox.ts';
import { messageByProvider } from './store/receipts.ts';
import { answerLoop, replyKey, unitOf } from './turn-unit.ts';
import { cleanTyped } from './vietnamese.ts';

export type Received = 'done' | 'seen';

const TRIES = 5;
/** What a person can reasonably have meant to say; the rest of a longer text is not read, but kept. */
const READ_CHARACTERS = 5_000;

/** Throws DatabaseBusy where the provider should come back. */
export async function receive(deps: Deps, inbound: Inbound, now: number): Promise<Received> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const macs = addressMacs(deps.secrets, inbound.from);
    const row = await sessionOf(deps.store, macs);
    const pressed = row === undefined ? undefined : await pressedMessage(deps, inbound, row);
    const repliesTo = row === undefined ? undefined : await repliedMessage(deps, inbound, row);
    const { turn, lastTurn } = turnFrom(deps, inbound, row, { now, pressed, repliesTo });
    const decided = await decide(deps, turn);
    const loop = await answerLoop(deps, turn, decided);
    const writes = unitOf(deps, turn, { ...decided, row, lastTurn, loop, mac: macs[0] ?? '' });
    const committed = await deps.store.commit(writes);
    if (committed.ok) {
      if (decided.decision.says.length > 0) deps.wake();
      return 'done';
    }
    if (await isSeen(deps.store, inbound.channel, inbound.providerId)) return 'seen';
  }
  throw new DatabaseBusy('Too many messages of one person at the same time.');
}

/** For a channel that takes our first reply as the answer to its request: that reply, for a repeat the same again. */
export async function receiveAndAnswer(deps: Deps, inbound: Inbound, now: number): Promise<string> {
  await receive(deps, inbound, now);
  const macs = addressMacs(deps.secrets, inbound.from);
  const kept = await answerKept(deps.store, `${replyKey(inbound)}0`, macs);
  return kept === undefined ? '' : (JSON.parse(deps.secrets.open(kept)) as Said).text;
}

/**
 * The key of our message whose button was pressed, where a question is open: a button under an old message must not
 * answer another question.
 */
async function pressedMessage(deps: Deps, inbound: Inbound, row: SessionRow): Promise<string | undefined> {
  if (inbound.pressedOn === undefined || row.questionKind === null) return undefined;
  return (await messageByProvider(deps.store, inbound.channel, inbound.pressedOn))?.key ?? '';
}

/** The key of our message that they reply to, where it was to them. */
async function repliedMessage(deps: Deps, inbound: Inbound, row: SessionRow): Promise<string | undefined> {
  if (inbound.repliesTo === undefined) return undefined;
  const message = await messageByProvider(deps.store, inbound.channel, inbound.repliesTo);
  return message?.contactId === row.id ? message.key : undefined;
}

async function decide(deps: Deps, turn: Turn): Promise<{ decision: Decision; intent: Intent }> {
  for (const intent of route(turn)) {
    const decision = await FEATURES[intent](deps, turn);
    if (decision !== undefined) return { decision, intent };
  }
  const decision = await FEATURES.unread(deps, turn);
  return { decision: decision ?? { says: [] }, intent: 'unread' };
}

function turnFrom(
  deps: Deps,
  inbound: Inbound,
  row: SessionRow | undefined,
  {
    now,
    pressed,
    repliesTo,
  }: {
    readonly now: number;
    readonly pressed: string | undefined;
    readonly repliesTo: string | undefined;
  },
): { turn: Turn; lastTurn: number } {
  const contact: Contact =
    row === undefined
      ? {
          id: deps.newId(),
          kind: inbound.from.kind,
          language: 'vi',
          accentedSms: false,
          consent: 'none',
          commune: undefined,
          isNew: true,
        }
      : {
          id: row.id,
          kind: row.kind,
          language: row.language,
          tipLanguage: row.tipLanguage,
          accentedSms: row.accentedSms,
          consent: row.consent,
          commune:
            row.communeCode === null || row.communeFrom === null
              ? undefined
              : { code: row.communeCode, validFrom: row.communeFrom },
          isNew: false,
        };
  return {
    turn: {
      now,
      inbound,
      text: cleanTyped(inbound.text.slice(0, READ_CHARACTERS)).trim(),
      contact,
      roles: row === undefined ? [] : rolesOf(row),
      question: row === undefined ? undefined : questionFrom(deps, row, { now, pressed }),
      lapsed: (row?.questionExpiresAt ?? now + 1) <= now ? (row?.questionKind ?? undefined) : undefined,
      repliesTo,
    },
    lastTurn: row?.lastTurn ?? 0,
  };
}

function questionFrom(
  deps: Deps,
  row: SessionRow,
  { now, pressed }: { readonly now: number; readonly pressed: string | undefined },
): Question | undefined {
  const { questionKind: kind, questionSealed, questionAskedAt, questionExpiresAt } = row;
  if (kind === null || questionSealed === null || questionAskedAt === null || questionExpiresAt === null)
    return undefined;
  if (questionExpiresAt <= now || !(kind in QUESTIONS)) return undefined;
  const asked = deps.secrets.tryOpen(questionSealed);
  if (asked === undefined) return undefined;
  const { data, prompt } = JSON.parse(asked) as { data: unknown; prompt: Said };
  return {
    kind: kind as QuestionKind,
    data,
    prompt,
    askedAt: questionAskedAt,
    fresh:
      pressed === undefined
        ? row.sentSince !== 1 && !isOld(kind, questionAskedAt, now)
        : pressed.startsWith(`reply:${row.questionAskedIn}:`),
  };
}

/** What was typed a day after a question about counts may be about anything: it is put again first. */
function isOld(kind: string, askedAt: number, now: number): boolean {
  return isOfReport(kind) && now - askedAt >= QUESTION_OPEN_MS;
}
