/**
 * One message in, one unit of writes out. Reads what is known of the sender, lets `route.ts` choose a feature, and
 * commits everything that was decided, or nothing. A repeat does nothing; two at once collide and are tried again.
 */

import type { Deps } from './deps.ts';
import { FEATURES } from './features.ts';
import type { Contact, Decision, Question, QuestionKind, Said, Turn } from './handler.ts';
import { QUESTIONS } from './handler.ts';
import { loopReason } from './loop-guard.ts';
import type { Inbound } from './message.ts';
import { type Intent, route } from './route.ts';
import {
  addContact,
  askQuestion,
  changeContact,
  closeQuestion,
  rolesOf,
  type SessionRow,
  sessionOf,
  takeTurn,
} from './store/contacts.ts';
import { DatabaseBusy } from './store/database.ts';
import { addInbound, isSeen } from './store/inbox.ts';
import { answerKept, keepAnswer, keepUnsaid, queueMessage } from './store/outbox.ts';
import { messageByProvider } from './store/receipts.ts';
import type { Write } from './store/statement.ts';
import { segmentsOf, smsForm } from './texts.ts';
import { cleanTyped } from './vietnamese.ts';

export type Received = 'done' | 'seen';

const TRIES = 5;
const QUESTION_OPEN_MS = 24 * 3_600_000;
/** What a person can reasonably have meant to say; the rest of a longer text is not read, but kept. */
const READ_CHARACTERS = 5_000;
/** Operators here put three segments together at most; Telegram takes 4,096 characters. */
const MAX_REPLY_CHARACTERS = { phone: 459, telegram: 3_800 } as const;

/** Throws DatabaseBusy where the provider should come back. */
export async function receive(deps: Deps, inbound: Inbound, now: number): Promise<Received> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const macs = deps.secrets.macs(`${inbound.from.kind}:${inbound.from.value}`);
    const row = await sessionOf(deps.store, macs);
    const pressed = row === undefined ? undefined : await pressedMessage(deps, inbound, row);
    const repliesTo = row === undefined ? undefined : await repliedMessage(deps, inbound, row);
    const { turn, lastTurn } = turnFrom(deps, inbound, row, { now, pressed, repliesTo });
    const { decision, intent } = await decide(deps, turn);
    const loop = await answerLoop(deps, turn, decision);
    const writes = unitOf(deps, turn, { decision, intent, row, lastTurn, loop, mac: macs[0] ?? '' });
    const committed = await deps.store.commit(writes);
    if (committed.ok) {
      if (decision.says.length > 0) deps.wake();
      return 'done';
    }
    if (await isSeen(deps.store, inbound.channel, inbound.providerId)) return 'seen';
  }
  throw new DatabaseBusy('Too many messages of one person at the same time.');
}

/** For a channel that takes our first reply as the answer to its request: that reply, for a repeat the same again. */
export async function receiveAndAnswer(deps: Deps, inbound: Inbound, now: number): Promise<string> {
  await receive(deps, inbound, now);
  const macs = deps.secrets.macs(`${inbound.from.kind}:${inbound.from.value}`);
  const kept = await answerKept(deps.store, `${replyKey(inbound)}0`, macs);
  return kept === undefined ? '' : (JSON.parse(deps.secrets.open(kept)) as Said).text;
}

function replyKey({ channel, providerId }: Inbound): string {
  return `reply:${channel}:${providerId}:`;
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

/** What leaves by the outbox is looked at there; a reply in the answer to the request has no other gate. */
async function answerLoop(
  deps: Deps,
  { inbound, contact, now }: Turn,
  { says }: Decision,
): Promise<string | undefined> {
  const [first] = says;
  if (inbound.answeredAtOnce === undefined || first === undefined || contact.isNew) return undefined;
  const text = smsForm(first.text, contact.accentedSms);
  return loopReason(deps, { contactId: contact.id, text, answers: inbound.text }, now);
}

type Decided = {
  readonly decision: Decision;
  readonly intent: Intent;
  readonly row: SessionRow | undefined;
  readonly lastTurn: number;
  /** Why the reply must not leave with the answer to the request. */
  readonly loop: string | undefined;
  readonly mac: string;
};

function unitOf(deps: Deps, turn: Turn, decided: Decided): readonly Write[] {
  const { now, inbound, contact } = turn;
  const { decision, row, mac } = decided;
  const origin = `${inbound.channel}:${inbound.providerId}`;
  const writes: Write[] = [];
  const language = decision.language ?? contact.language;
  if (row === undefined) {
    writes.push(
      addContact({
        id: contact.id,
        kind: contact.kind,
        addressMac: mac,
        addressSealed: deps.secrets.seal(inbound.from.value),
        language,
        ourNumber: inbound.to ?? null,
        createdAt: now,
      }),
    );
  } else {
    const moved =
      row.addressMac === mac ? {} : { addressMac: mac, addressSealed: deps.secrets.seal(inbound.from.value) };
    const changed = {
      ...moved,
      ...(language === row.language ? {} : { language }),
      ...(inbound.to === undefined || inbound.to === row.ourNumber ? {} : { ourNumber: inbound.to }),
      ...(row.erasedAt === null ? {} : { erasedAt: null }),
      // They write to us again: the address is alive.
      ...(row.reach === 'ok' ? {} : { reach: 'ok' as const, unreachable: 0 }),
    };
    if (Object.keys(changed).length > 0) writes.push(changeContact(contact.id, changed));
  }
  writes.push(
    takeTurn(contact.id, decided.lastTurn + 1),
    addInbound({
      channel: inbound.channel,
      providerId: inbound.providerId,
      contactId: contact.id,
      sentAt: inbound.sentAt,
      receivedAt: now,
      textSealed: deps.secrets.seal(decision.inFull ?? inbound.text),
      intent: decided.intent,
    }),
    ...(decision.writes ?? []),
  );
  if (decision.asks === null && turn.question !== undefined) writes.push(closeQuestion(contact.id));
  if (decision.asks) {
    writes.push(
      askQuestion({
        contactId: contact.id,
        kind: decision.asks.kind,
        dataSealed: deps.secrets.seal(
          JSON.stringify({ data: decision.asks.data, prompt: decision.asks.prompt ?? decision.says.at(-1) }),
        ),
        askedIn: origin,
        askedAt: now,
        expiresAt: now + (decision.asks.forMs ?? QUESTION_OPEN_MS),
      }),
    );
  }
  decision.says
    .flatMap((said) => splitLong(said, MAX_REPLY_CHARACTERS[contact.kind]))
    .forEach((said, n) => {
      const row = {
        key: `${replyKey(inbound)}${n}`,
        contactId: contact.id,
        addressKind: contact.kind,
        kind: 'reply',
        dueAt: now,
        createdAt: now,
      } as const;
      const sealed = (body: Said) => deps.secrets.seal(JSON.stringify(body));
      if (n > 0 || inbound.answeredAtOnce === undefined) {
        writes.push(queueMessage({ ...row, bodySealed: sealed(said) }));
        return;
      }
      const text = smsForm(said.text, contact.accentedSms);
      if (decided.loop !== undefined) {
        writes.push(keepUnsaid({ ...row, bodySealed: sealed({ text }), settledAt: now }, decided.loop));
        return;
      }
      writes.push(
        keepAnswer({
          ...row,
          bodySealed: sealed({ text }),
          channel: inbound.channel,
          segments: segmentsOf(text),
          sentAt: now,
          settledAt: now,
        }),
      );
    });
  return writes;
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
  const { data, prompt } = JSON.parse(deps.secrets.open(questionSealed)) as { data: unknown; prompt: Said };
  return {
    kind: kind as QuestionKind,
    data,
    prompt,
    askedAt: questionAskedAt,
    fresh: pressed === undefined ? row.sentSince !== 1 : pressed.startsWith(`reply:${row.questionAskedIn}:`),
  };
}

/** A text longer than one message, cut on line ends or spaces; the buttons stay with the last part. */
export function splitLong(said: Said, max: number): readonly Said[] {
  if (said.text.length <= max) return [said];
  const head = said.text.slice(0, max);
  const line = head.lastIndexOf('\n');
  const space = head.lastIndexOf(' ');
  const cut = line > max / 2 ? line : space > max / 2 ? space : max;
  return [
    { text: said.text.slice(0, cut) },
    ...splitLong({ ...said, text: said.text.slice(cut).trimStart() }, max),
  ];
}
