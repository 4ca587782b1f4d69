/**
 * `SO CU 0912345678`: a family writes from a new number. Nobody can know whether that is true but the old number: it
 * is asked, and only its yes within a day moves anything. Who asks hears the same whether the number is known or not.
 */
import * as z from 'zod';
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Said, Turn } from '../handler.ts';
import type { Language } from '../message.ts';
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
import { hasChildren, moveFamily, moveKey, movesTried } from '../store/moves.ts';
import { queueMessage } from '../store/outbox.ts';
import type { Write } from '../store/statement.ts';
import { choiceIn } from '../words/bare.ts';
import { optOut, WORDINGS } from './opting.ts';
import { askedAgain } from './places.ts';
import { readOldNumber } from './typed-share.ts';

const ANSWER_WITHIN_MS = DAY_MS;
const MESSAGES_A_MONTH = 10;
const QUESTIONS_A_MONTH = 3;
const MONTH_MS = 30 * DAY_MS;

export const oldNumber: Handler = async (deps, turn) => {
  const typed = readOldNumber(turn.text);
  if (typed === undefined) return undefined;
  if (typed.kind !== 'with') return told(deps, turn, 'how');
  if (typed.phone === undefined) return told(deps, turn, 'badNumber');
  const row = await sessionOf(deps.store, deps.secrets.macs(`phone:${typed.phone}`));
  return {
    ...told(deps, turn, 'asked', { last: typed.phone.slice(-3) }),
    writes: row !== undefined && (await mayAsk(deps, turn, row)) ? question(deps, turn, row) : [],
  };
};

/** Someone who can answer, has a family to move, is in the middle of nothing else, and was not asked of late. */
async function mayAsk(deps: Deps, { contact, now }: Turn, row: SessionRow): Promise<boolean> {
  if (row.id === contact.id || row.consent !== 'in' || row.reach !== 'ok' || row.erasedAt !== null)
    return false;
  if (isAsked(row, now)) return false;
  const { askedAt, messages } = await movesTried(deps.store, {
    oldId: row.id,
    askerId: contact.id,
    since: now - MONTH_MS,
  });
  if (messages >= MESSAGES_A_MONTH || askedAt.length >= QUESTIONS_A_MONTH) return false;
  return askedAt.every((at) => at <= now - DAY_MS) && (await hasChildren(deps.store, row.id));
}

const asked = z.object({ to: z.string(), channel: z.string() });

function question(deps: Deps, { contact, inbound, now }: Turn, row: SessionRow): readonly Write[] {
  const origin = `${inbound.channel}:${inbound.providerId}`;
  const said = questionText(deps, row.language);
  const expiresAt = now + ANSWER_WITHIN_MS;
  const data: z.infer<typeof asked> = { to: contact.id, channel: inbound.channel };
  return [
    takeTurn(row.id, row.lastTurn + 1),
    queueMessage({
      key: moveKey(row.id, origin),
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

/** Without the new number, which may be anybody's. */
function questionText(deps: Deps, language: Language): Said {
  const button = (key: 'yesButton' | 'noButton', says: string) => ({
    label: deps.texts.say(language, `oldNumber.${key}`),
    says,
  });
  return {
    text: deps.texts.say(language, 'oldNumber.question'),
    buttons: [[button('yesButton', '1'), button('noButton', '2')]],
  };
}

export const answerOldNumber: Handler = async (deps, turn) => {
  const { to, channel } = asked.parse(turn.question?.data);
  const choice = choiceIn(turn.text);
  if (choice === undefined) return undefined;
  if (choice === 2 || choice === 'no') return { ...told(deps, turn, 'kept'), asks: null };
  if (choice !== 1 && choice !== 'yes') return askedAgain(turn);
  const next = await contactById(deps.store, to);
  if (next === undefined || next.erasedAt !== null || (await hasLeftSince(deps, turn, to))) {
    return { ...told(deps, turn, 'over'), asks: null };
  }
  return { ...told(deps, turn, 'moved'), writes: moved(deps, turn, next, channel), asks: null };
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
