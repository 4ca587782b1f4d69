/**
 * `SO CU 0912345678`: a family writes from a new number. Nobody can know whether that is true but the old number: it
 * is asked, and only the code that it was sent moves anything, within a day. Who asks hears the same whether the number
 * is known or not.
 */
import * as z from 'zod';
import { DAY_MS } from '../civil-time.ts';
import { codeShape, newCode } from '../confirmation.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Said, Turn } from '../handler.ts';
import { addressMacs } from '../secrets.ts';
import { recordAct } from '../store/audit.ts';
import {
  askQuestion,
  changeContact,
  consentsOf,
  contactById,
  isAsked,
  recordConsent,
  type SessionRow,
  sessionOf,
  takeTurn,
} from '../store/contacts.ts';
import { hasChildren, moveFamily } from '../store/moves.ts';
import { queueMessage } from '../store/outbox.ts';
import type { Write } from '../store/statement.ts';
import { addTry, triedKey, triesBy, triesOf } from '../store/tries.ts';
import { choiceIn } from '../words/bare.ts';
import { confirmedByCode } from './by-code.ts';
import { asksNumber, numberAlone } from './number-alone.ts';
import { optOut, WORDINGS } from './opting.ts';
import { readOldNumber } from './typed-share.ts';

const ANSWER_WITHIN_MS = DAY_MS;
const TRIES_A_MONTH = 10;
const QUESTIONS_A_MONTH = 3;
const MONTH_MS = 30 * DAY_MS;

export const oldNumber: Handler = async (deps, turn) => {
  const typed = readOldNumber(turn.text);
  if (typed === undefined) return undefined;
  if (typed.kind === 'how' || typed.phone === undefined) {
    const key = typed.kind === 'how' ? 'how' : 'badNumber';
    return { ...told(deps, turn, key), ...asksNumber(turn, 'former-number') };
  }
  return {
    ...told(deps, turn, 'asked', { last: typed.phone.slice(-3) }),
    writes: await tried(deps, turn, deps.secrets.macs(`phone:${typed.phone}`)),
  };
};

/** The number by itself, after `SO CU`. */
export const formerNumber: Handler = (deps, turn) =>
  numberAlone(turn, 'so cu', readOldNumber, (whole) => oldNumber(deps, whole));

async function tried(deps: Deps, turn: Turn, oldMacs: readonly string[]): Promise<readonly Write[]> {
  const since = turn.now - MONTH_MS;
  const askerMacs = addressMacs(deps.secrets, turn.inbound.from);
  if ((await triesBy(deps.store, 'move', askerMacs, since)).length >= TRIES_A_MONTH) return [];
  const row = await sessionOf(deps.store, oldMacs);
  const asked = (await triesOf(deps.store, 'move', oldMacs, since)).map(({ at }) => at);
  const one = { kind: 'move', askerMac: askerMacs[0] ?? '', at: turn.now } as const;
  return row !== undefined && (await mayAsk(deps, turn, row, asked))
    ? [addTry({ ...one, targetMac: row.addressMac, outcome: 'open' }), ...question(deps, turn, row)]
    : [addTry({ ...one, outcome: 'none' })];
}

/** Someone who can answer, has a family to move, is in the middle of nothing else, and was not asked of late. */
async function mayAsk(
  deps: Deps,
  { contact, now }: Turn,
  row: SessionRow,
  askedAt: readonly number[],
): Promise<boolean> {
  if (row.id === contact.id || row.consent !== 'in' || row.reach !== 'ok' || row.erasedAt !== null)
    return false;
  if (isAsked(row, now)) return false;
  if (askedAt.length >= QUESTIONS_A_MONTH) return false;
  return askedAt.every((at) => at <= now - DAY_MS) && (await hasChildren(deps.store, row.id));
}

const asked = codeShape.extend({ to: z.string(), channel: z.string() });

function question(deps: Deps, { contact, inbound, now }: Turn, row: SessionRow): readonly Write[] {
  const origin = `${inbound.channel}:${inbound.providerId}`;
  const code = newCode(deps, now, 0, ANSWER_WITHIN_MS);
  const expiresAt = code.validUntil;
  const data: z.infer<typeof asked> = { ...code, to: contact.id, channel: inbound.channel };
  // Without the new number, which may be anybody's.
  const said: Said = { text: deps.texts.say(row.language, 'oldNumber.question', { code: code.code }) };
  return [
    takeTurn(row.id, row.lastTurn + 1),
    queueMessage({
      key: triedKey('moves', row.id, origin),
      contactId: row.id,
      kind: 'invitation',
      bodySealed: deps.secrets.seal(JSON.stringify(said)),
      dueAt: now,
      expiresAt,
      createdAt: now,
    }),
    askQuestion({
      contactId: row.id,
      kind: 'old-number',
      dataSealed: deps.secrets.seal(JSON.stringify({ data, prompt: said })),
      askedIn: `moves:${origin}`,
      askedAt: now,
      expiresAt,
    }),
    recordAct({
      at: now,
      actor: `contact:${contact.id}`,
      action: 'move-asked',
      subject: `contact:${row.id}`,
    }),
  ];
}

export const answerOldNumber: Handler = async (deps, turn) => {
  const choice = choiceIn(turn.text);
  if (choice === 2 || choice === 'no') return { ...told(deps, turn, 'kept'), asks: null };
  const waiting = asked.safeParse(turn.question?.data).data;
  const over = async () => ({ ...told(deps, turn, 'over'), asks: null });
  return confirmedByCode(deps, turn, waiting, {
    of: 'oldNumber',
    refused: 'move-refused',
    expired: over,
    async right({ to, channel }) {
      const next = await contactById(deps.store, to);
      if (next === undefined || next.erasedAt !== null || (await hasLeftSince(deps, turn, to))) return over();
      return { ...told(deps, turn, 'moved'), writes: moved(deps, turn, next, channel), asks: null };
    },
  });
};

/** Who asked and has said stop since wants no messages. */
async function hasLeftSince(deps: Deps, { question }: Turn, contactId: string): Promise<boolean> {
  const last = (await consentsOf(deps.store, contactId)).at(-1);
  return last?.act === 'out' && last.at >= (question?.askedAt ?? 0);
}

type Next = NonNullable<Awaited<ReturnType<typeof contactById>>>;

function moved(deps: Deps, turn: Turn, next: Next, channel: string): readonly Write[] {
  const { contact, now, inbound } = turn;
  const actor = `contact:${contact.id}`;
  const { commune } = contact;
  const text = deps.texts.say(
    contact.language,
    turn.roles.length > 0 ? 'oldNumber.nowHereWorking' : 'oldNumber.nowHere',
  );
  return [
    takeTurn(next.id, next.turn + 1),
    ...moveFamily(contact.id, next),
    changeContact(next.id, {
      consent: 'in',
      language: contact.language,
      tipLanguage: contact.tipLanguage,
      ...(commune === undefined || next.communeCode !== null
        ? {}
        : { communeCode: commune.code, communeFrom: commune.validFrom }),
    }),
    ...(next.consent === 'in'
      ? []
      : [
          recordConsent({
            contactId: next.id,
            act: 'in',
            textVersion: WORDINGS.moved,
            channel,
            at: now,
            askedBy: actor,
          }),
        ]),
    recordAct({ at: now, actor, action: 'family-moved', subject: `contact:${next.id}` }),
    ...optOut(turn, contact.id, WORDINGS.moved),
    queueMessage({
      key: `moved:${next.id}:${inbound.channel}:${inbound.providerId}`,
      contactId: next.id,
      kind: 'reminder',
      bodySealed: deps.secrets.seal(JSON.stringify({ text })),
      dueAt: now,
      createdAt: now,
    }),
  ];
}

type Key = 'how' | 'badNumber' | 'asked' | 'kept' | 'over' | 'moved';

function told(deps: Deps, turn: Turn, key: Key, values: Readonly<Record<string, string>> = {}): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, `oldNumber.${key}`, values) }] };
}
