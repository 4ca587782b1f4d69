/** A quick count on its way to being asked: what is known of it, what is asked next, how it is shown before it goes. */
import * as z from 'zod';
import { minuteOfDay } from '../../civil-time.ts';
import { codeShape, newCode } from '../../confirmation.ts';
import type { Deps } from '../../deps.ts';
import { WAKING } from '../../gate.ts';
import type { Decision, Turn } from '../../handler.ts';
import { countRecipients } from '../../store/audience.ts';
import { villagesAsked } from '../../store/quick-counts.ts';
import { segmentsOf, smsForm } from '../../texts.ts';
import type { Area, Office } from './office.ts';
import { askText, type Count, fits, type Say, sayIn } from './wording.ts';

const draftShape = z.object({
  urgent: z.boolean(),
  communes: z.array(z.object({ code: z.string(), validFrom: z.string() })).optional(),
  /** How the communes are called in our texts: "xã Mường Than", "cả tỉnh". */
  place: z.string().optional(),
  question: z.string().optional(),
  /** Empty where the question itself names its one number. */
  names: z.array(z.string()).optional(),
  deadlineAt: z.number().optional(),
});

export type Draft = z.infer<typeof draftShape>;

const waitingShape = codeShape.extend({ draft: draftShape });

export type Waiting = z.infer<typeof waitingShape>;

const DRAFT_KINDS: ReadonlySet<string> = new Set([
  'quick-communes',
  'quick-text',
  'quick-names',
  'quick-deadline',
  'quick-confirm',
]);

/** The draft of the question that is open, if it is one of ours. */
export function draftOf(turn: Turn): Draft | undefined {
  const { question } = turn;
  if (question === undefined || !DRAFT_KINDS.has(question.kind)) return undefined;
  if (question.kind === 'quick-confirm') return waitingOf(turn)?.draft;
  return draftShape.safeParse(question.data).data;
}

export function waitingOf(turn: Turn): Waiting | undefined {
  if (turn.question?.kind !== 'quick-confirm') return undefined;
  return waitingShape.safeParse(turn.question.data).data;
}

/** Asks for the first thing that is missing, or shows the whole. */
export async function proceed(
  office: Office,
  deps: Deps,
  turn: Turn,
  area: Area,
  draft: Draft,
): Promise<Decision> {
  const say = sayIn(deps.texts, turn.contact.language);
  if (draft.communes === undefined) {
    const names = area.communes.map((place) => place.label).join(', ');
    const text = area.provincial ? say('quick.ask.communes') : say('quick.ask.own', { names });
    return { says: [{ text }], asks: { kind: 'quick-communes', data: draft } };
  }
  const place = draft.place ?? '';
  if (draft.question === undefined) {
    return { says: [{ text: say('quick.ask.text', { place }) }], asks: { kind: 'quick-text', data: draft } };
  }
  const known = countOf(draft, turn.now);
  if (!fits(textOf(deps, area, { ...known, names: [] }))) {
    const { question: _, ...rest } = draft;
    return { says: [{ text: say('quick.tooLong.text') }], asks: { kind: 'quick-text', data: rest } };
  }
  if (draft.names === undefined) {
    const buttons = [[{ label: say('quick.button.oneNumber'), says: '0' }]];
    return {
      says: [{ text: say('quick.ask.names'), buttons }],
      asks: { kind: 'quick-names', data: draft },
    };
  }
  if (!fits(textOf(deps, area, known))) {
    const { names: _, ...rest } = draft;
    return { says: [{ text: say('quick.tooLong.names') }], asks: { kind: 'quick-names', data: rest } };
  }
  if (draft.deadlineAt === undefined) return askDeadline(say, draft, 'quick.ask.deadline');
  return preview(office, deps, turn, area, { draft, wrong: 0 });
}

export function askDeadline(
  say: Say,
  draft: Draft,
  key: 'quick.ask.deadline' | `quick.deadline.${'unclear' | 'past' | 'far'}`,
): Decision {
  const { deadlineAt: _, ...rest } = draft;
  const buttons = [
    [
      { label: say('quick.button.tomorrow'), says: '17h mai' },
      { label: say('quick.button.twoDays'), says: '2 ngay' },
    ],
  ];
  return { says: [{ text: say(key), buttons }], asks: { kind: 'quick-deadline', data: rest } };
}

/** As far as it is known; the deadline's text is as long whenever it is. */
export function countOf(draft: Draft, now: number): Count {
  const { question = '', names = [], deadlineAt = now } = draft;
  return { question, names: names.length === 0 ? [question] : names, deadlineAt };
}

function textOf(deps: Deps, area: Area, count: Count): string {
  return askText(sayIn(deps.texts, 'vi'), { ...count, sender: area.sender, villages: [] });
}

type Shown = {
  readonly draft: Draft;
  readonly wrong: number;
  /** Seen before: the question itself is not sent to the officer again. */
  readonly renewed?: boolean;
};

/** The question as it will arrive, who is asked and when, and the code: it goes to the officer's own address alone. */
export async function preview(
  office: Office,
  deps: Deps,
  turn: Turn,
  area: Area,
  { draft, wrong, renewed = false }: Shown,
): Promise<Decision> {
  const say = sayIn(deps.texts, turn.contact.language);
  const { communes = [], place = '', urgent } = draft;
  const [people, villages] = await Promise.all([
    countRecipients(deps.store, { audience: 'collaborators', communes }),
    villagesAsked(deps.store, communes),
  ]);
  const asked = people.phones + people.chats;
  if (asked === 0) return { says: [{ text: say('quick.nobody', { place }) }], asks: null };

  const body = textOf(deps, area, countOf(draft, turn.now));
  const segments = segmentsOf(smsForm(body, false));
  const total =
    (people.phones - people.accented) * segments + people.accented * segmentsOf(smsForm(body, true));
  const without = villages.filter((village) => !village.hasCollaborator).length;
  const code = newCode(deps, turn.now, wrong);
  const summary = say('quick.preview', {
    place,
    villages: villages.length,
    without: without === 0 ? '' : say('quick.without', { villages: without }),
    people: asked,
    parts: people.phones === 0 ? '' : say('quick.parts', { segments, total }),
    when: office.whenOf(say, urgent, turn.now),
    code: code.code,
  });
  // Most questions can wait for the morning, and the officer knows of one that cannot.
  const minute = minuteOfDay(turn.now);
  const waits = !urgent && (minute < WAKING.from || minute >= WAKING.to);
  const text = waits ? `${summary} ${say('quick.hurry')}` : summary;
  const buttons = [
    [{ label: say('quick.button.send', { people: asked }), says: `GUI ${code.code}` }],
    ...(waits ? [[{ label: say('quick.button.urgent'), says: 'GUI DEM KHAN' }]] : []),
    [{ label: say('broadcasts.button.drop'), says: 'GUI HUY' }],
  ];
  const first = renewed ? say('broadcasts.codeExpired') : people.phones > 0 ? smsForm(body, false) : body;
  const waiting: Waiting = { ...code, draft };
  return {
    says:
      turn.contact.kind === 'phone'
        ? [{ text: first }, { text, buttons }]
        : [{ text: `${first}\n\n${text}`, buttons }],
    asks: { kind: 'quick-confirm', data: waiting },
  };
}
