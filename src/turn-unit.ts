/** What a turn comes to on disk: the inbox row, the turn number, what the feature decided, and the replies. */

import type { Intent } from './command-words.ts';
import type { Deps } from './deps.ts';
import { type Decision, openFor, type Said, type Turn } from './handler.ts';
import { lastWord, loopReason } from './loop-guard.ts';
import type { Inbound } from './message.ts';
import { replySeries } from './reply-limits.ts';
import {
  addContact,
  askQuestion,
  changeContact,
  closeQuestion,
  type SessionRow,
  takeTurn,
} from './store/contacts.ts';
import { addInbound } from './store/inbox.ts';
import { keepAnswer, keepUnsaid, queueMessage } from './store/outbox.ts';
import type { Write } from './store/statement.ts';
import { segmentsOf, smsSaid } from './texts.ts';

/** Operators here put three segments together at most; Telegram takes 4,096 characters. */
const MAX_REPLY_CHARACTERS = { phone: 459, telegram: 3_800 } as const;

export function replyKey({ channel, providerId }: Inbound): string {
  return `reply:${channel}:${providerId}:`;
}

/** What leaves by the outbox is looked at there; a reply in the answer to the request has no other gate. */
export async function answerLoop(
  deps: Deps,
  { inbound, contact, roles, now }: Turn,
  { decision: { says }, intent }: Pick<Decided, 'decision' | 'intent'>,
): Promise<string | undefined> {
  const [first] = says;
  if (inbound.answeredAtOnce === undefined || first === undefined || contact.isNew) return undefined;
  const { text } = smsSaid(first, contact.accentedSms);
  const series = replySeries(intent, roles);
  return loopReason(deps, { contact, text, answers: inbound.text, series }, now);
}

export type Decided = {
  readonly decision: Decision;
  readonly intent: Intent;
  readonly row: SessionRow | undefined;
  readonly lastTurn: number;
  /** Why the reply must not leave with the answer to the request. */
  readonly loop: string | undefined;
  readonly mac: string;
};

export function unitOf(deps: Deps, turn: Turn, decided: Decided): readonly Write[] {
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
        tipLanguage: decision.tipLanguage,
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
      ...(decision.tipLanguage === undefined || decision.tipLanguage === row.tipLanguage
        ? {}
        : { tipLanguage: decision.tipLanguage }),
      ...(inbound.to === undefined || inbound.to === row.ourNumber ? {} : { ourNumber: inbound.to }),
      ...(row.erasedAt === null ? {} : { erasedAt: erasedFrom(turn, decision, row.erasedAt) }),
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
        expiresAt: now + (decision.asks.forMs ?? openFor(decision.asks.kind)),
      }),
    );
  }
  const series = replySeries(decided.intent, turn.roles);
  decision.says
    .flatMap((said) => splitLong(said, MAX_REPLY_CHARACTERS[contact.kind]))
    .forEach((said, n) => {
      const row = {
        key: `${replyKey(inbound)}${n}`,
        contactId: contact.id,
        addressKind: contact.kind,
        kind: 'reply',
        ...(series === undefined ? {} : { series }),
        dueAt: now,
        createdAt: now,
      } as const;
      const sealed = (body: Said) => deps.secrets.seal(JSON.stringify(body));
      if (n > 0 || inbound.answeredAtOnce === undefined) {
        writes.push(queueMessage({ ...row, bodySealed: sealed(said) }));
        return;
      }
      const plain = smsSaid(said, contact.accentedSms);
      if (decided.loop !== undefined) {
        writes.push(
          keepUnsaid({ ...row, bodySealed: sealed(plain), settledAt: now }, decided.loop),
          ...lastWord(deps, { id: contact.id, language }, decided.loop, now),
        );
        return;
      }
      writes.push(
        keepAnswer({
          ...row,
          bodySealed: sealed(plain),
          channel: inbound.channel,
          segments: segmentsOf(plain.text),
          sentAt: now,
          settledAt: now,
        }),
      );
    });
  return writes;
}

/**
 * An erasure runs its course whatever they say after it: its clock begins anew, where a question is open with the end
 * of that. What people want kept (a consent, a role) says so itself.
 */
function erasedFrom({ now }: Turn, { asks }: Decision, before: number): number {
  if (asks === undefined) return Math.max(now, before);
  return asks === null ? now : now + (asks.forMs ?? openFor(asks.kind));
}

/** A text longer than one message, cut on line ends or spaces; the buttons stay with the last part. */
function splitLong(said: Said, max: number): readonly Said[] {
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
