/** A message on its way to being sent: what is known of it, what is asked next, how it is shown before it goes. */
import * as z from 'zod';
import { civilDate, minuteOfDay, shownDate } from '../civil-time.ts';
import { codeShape, newCode } from '../confirmation.ts';
import type { Deps } from '../deps.ts';
import { nextMorning, WAKING } from '../gate.ts';
import type { Decision, Said, Turn } from '../handler.ts';
import type { Button } from '../message.ts';
import { countRecipients, type Recipients } from '../store/audience.ts';
import { segmentsOf, smsForm, type TextKey } from '../texts.ts';
import type { Area } from './area.ts';

const draftShape = z.object({
  urgent: z.boolean(),
  audience: z.enum(['parents', 'collaborators', 'everyone']).optional(),
  communes: z.array(z.object({ code: z.string(), validFrom: z.string() })).optional(),
  /** How the communes are called in our texts: "xã Mường Than", "cả tỉnh". */
  place: z.string().optional(),
  text: z.string().optional(),
});

export type Draft = z.infer<typeof draftShape>;

const waitingShape = codeShape.extend({
  draft: draftShape,
  /** Exactly as it will arrive, with the sender's name. */
  body: z.string(),
});

export type Waiting = z.infer<typeof waitingShape>;

const MOST_SEGMENTS = 4;
/** Four concatenated parts of GSM-7. */
const MOST_CHARACTERS = MOST_SEGMENTS * 153;

/** The draft of the question that is open, if it is one of ours. */
export function draftOf(turn: Turn): Draft | undefined {
  const { question } = turn;
  if (question === undefined || !question.kind.startsWith('broadcast-')) return undefined;
  if (question.kind === 'broadcast-confirm') return waitingOf(turn)?.draft;
  return draftShape.safeParse(question.data).data;
}

export function waitingOf(turn: Turn): Waiting | undefined {
  if (turn.question?.kind !== 'broadcast-confirm') return undefined;
  return waitingShape.safeParse(turn.question.data).data;
}

/** Asks for the first thing that is missing, or shows the whole. */
export async function proceed(deps: Deps, turn: Turn, area: Area, draft: Draft): Promise<Decision> {
  const say = (key: TextKey, values?: Readonly<Record<string, string | number>>) =>
    deps.texts.say(turn.contact.language, key, values);
  if (draft.communes === undefined) {
    const names = area.communes.map((place) => place.label).join(', ');
    const text = area.provincial ? say('broadcasts.ask.communes') : say('broadcasts.ask.own', { names });
    return {
      says: [{ text, buttons: [quickCountButton(say)] }],
      asks: { kind: 'broadcast-communes', data: draft },
    };
  }
  const place = draft.place ?? '';
  if (draft.audience === undefined) {
    const buttons = [
      [{ label: say('broadcasts.button.parents'), says: 'GUI PH' }],
      [{ label: say('broadcasts.button.collaborators'), says: 'GUI CTV' }],
      [{ label: say('broadcasts.button.everyone'), says: 'GUI TAT CA' }],
      quickCountButton(say),
    ];
    return {
      says: [{ text: say('broadcasts.ask.audience', { place }), buttons }],
      asks: { kind: 'broadcast-audience', data: draft },
    };
  }
  if (draft.text === undefined) {
    const audience = say(`broadcasts.audience.${draft.audience}`);
    const text = say('broadcasts.ask.text', { audience, place, sender: senderName(area) });
    return { says: [{ text }], asks: { kind: 'broadcast-text', data: draft } };
  }
  return preview(deps, turn, area, { draft, wrong: 0 });
}

/** The other thing that an officer sends: a question about numbers. */
function quickCountButton(say: Say): readonly Button[] {
  return [{ label: say('quick.button.start'), says: 'GUI DEM' }];
}

type Shown = {
  readonly draft: Draft;
  readonly wrong: number;
  /** Seen before: the text itself is not sent to the officer again. */
  readonly renewed?: boolean;
};

/** The text as it will arrive, who gets it and when, and the code: it goes to the officer's own address alone. */
export async function preview(deps: Deps, turn: Turn, area: Area, shown: Shown): Promise<Decision> {
  const { draft } = shown;
  const say = (key: TextKey, values?: Readonly<Record<string, string | number>>) =>
    deps.texts.say(turn.contact.language, key, values);
  const { audience = 'everyone', communes = [], place = '', text = '' } = draft;
  const body = `${senderName(area)}: ${text}`;
  const sms = smsForm(body, false);
  const segments = segmentsOf(sms);
  if (segments > MOST_SEGMENTS) {
    const most = MOST_CHARACTERS - senderName(area).length - 2;
    const problem =
      sms.length > MOST_CHARACTERS
        ? say('broadcasts.tooLong', { characters: text.length, segments, most })
        : say('broadcasts.tooLongSymbols', { segments });
    const { text: _, ...rest } = draft;
    return { says: [{ text: problem }], asks: { kind: 'broadcast-text', data: rest } };
  }
  const people = await countRecipients(deps.store, { audience, communes });
  const audienceName = say(`broadcasts.audience.${audience}`);
  if (people.phones + people.chats === 0) {
    const none = say('broadcasts.noRecipients', { audience: audienceName, place });
    return { says: [{ text: none }], asks: null };
  }

  const code = newCode(deps, turn.now, shown.wrong);
  const total =
    (people.phones - people.accented) * segments + people.accented * segmentsOf(smsForm(body, true));
  const summary = say('broadcasts.preview', {
    audience: audienceName,
    place,
    count: counted(say, people, segments, total),
    when: whenOf(say, draft.urgent, turn.now),
    code: code.code,
  });
  const buttons = [
    [
      {
        label: say('broadcasts.button.send', { people: people.phones + people.chats }),
        says: `GUI ${code.code}`,
      },
    ],
    [{ label: say('broadcasts.button.drop'), says: 'GUI HUY' }],
  ];
  const first = shown.renewed ? say('broadcasts.codeExpired') : people.phones > 0 ? sms : body;
  const waiting: Waiting = { ...code, draft, body };
  return {
    says: told(turn, first, { text: summary, buttons }),
    // Open for the usual day, so that a code that comes late is told so.
    asks: { kind: 'broadcast-confirm', data: waiting },
  };
}

type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** A chat shows both as one message; by SMS the text stands alone, just as it will arrive. */
function told(turn: Turn, first: string, summary: Said): readonly Said[] {
  if (turn.contact.kind === 'phone') return [{ text: first }, summary];
  return [{ ...summary, text: `${first}\n\n${summary.text}` }];
}

/** Now, from seven in the morning, or also at night. */
export function whenOf(say: Say, urgent: boolean, now: number): string {
  if (urgent) return say('broadcasts.when.urgent');
  const minute = minuteOfDay(now);
  if (minute >= WAKING.from && minute < WAKING.to) return say('broadcasts.when.now');
  return say('broadcasts.when.morning', { date: shownDate(civilDate(nextMorning(now))) });
}

function counted(say: Say, people: Recipients, segments: number, total: number): string {
  const all = people.phones + people.chats;
  if (people.phones === 0) return say('broadcasts.count.chats', { people: all });
  return people.chats === 0
    ? say('broadcasts.count.phones', { people: all, segments, total })
    : say('broadcasts.count.both', { people: all, chats: people.chats, segments, total });
}

function senderName(area: Area): string {
  return area.sender.charAt(0).toUpperCase() + area.sender.slice(1);
}
