/** The questions of joining: which stage, which day, whose. */
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import type { Decision, Said, Turn } from '../handler.ts';
import type { ChildRow } from '../store/children.ts';
import { childLabel, datesOf, type Told } from './child-told.ts';
import type { Stage, TypedDate } from './typed-date.ts';

const stage = z.enum(['born', 'due']);
const told = z.object({ stage, date: z.string() });
const place = z.string().optional();

/** What was told so far and still waits for an answer; the place as it was typed. */
export const pendingDate = z.object({ stage: stage.optional(), place });
export const dateOptions = z.object({ options: z.array(told), place });
export const childOptions = told.extend({ children: z.array(z.string()), place });

export type Pending = { readonly stage?: Stage | undefined; readonly place?: string | undefined };

export function askStage(deps: Deps, turn: Turn, greeting?: string): Decision {
  const { language } = turn.contact;
  const say = (key: 'consent.stage.ask' | 'consent.stage.due' | 'consent.stage.born') =>
    deps.texts.say(language, key);
  const buttons = [
    [
      { label: say('consent.stage.due'), says: '1' },
      { label: say('consent.stage.born'), says: '2' },
    ],
  ];
  const prompt = said(say('consent.stage.ask'), buttons);
  return {
    says: [greeting === undefined ? prompt : said(`${greeting}\n${prompt.text}`, buttons)],
    asks: { kind: 'stage-choice', data: {}, prompt },
  };
}

type DateText =
  | 'consent.date.unread'
  | 'consent.date.noSuchDay'
  | 'consent.date.noDay'
  | 'consent.date.lunar'
  | 'consent.date.oneAtATime'
  | 'consent.date.tooOld'
  | 'consent.date.bornFuture'
  | 'consent.date.dueFar'
  | 'consent.date.duePast';

export function askDate(
  deps: Deps,
  turn: Turn,
  pending: Pending,
  because?: DateText,
  values: Readonly<Record<string, string>> = {},
): Decision {
  const ask = { born: 'consent.date.askBorn', due: 'consent.date.askDue' } as const;
  const key = because ?? (pending.stage === undefined ? 'consent.date.ask' : ask[pending.stage]);
  return {
    says: [{ text: deps.texts.say(turn.contact.language, key, values) }],
    asks: { kind: 'date', data: pending },
  };
}

export function askWhich(
  deps: Deps,
  turn: Turn,
  read: Extract<TypedDate, { kind: 'ambiguous' }>,
  place: string | undefined,
): Decision {
  const { language } = turn.contact;
  const options: readonly Told[] = [
    { stage: 'born', date: read.born },
    { stage: 'due', date: read.due },
  ];
  const labels = options.map((told) => childLabel(deps.texts, language, datesOf(told)));
  const text = deps.texts.say(language, 'consent.date.which', {
    born: labels[0] ?? '',
    due: labels[1] ?? '',
  });
  return {
    says: [
      said(
        text,
        labels.map((label, i) => [{ label, says: String(i + 1) }]),
      ),
    ],
    asks: { kind: 'date-choice', data: { options, place } },
  };
}

export function askWhose(
  deps: Deps,
  turn: Turn,
  told: Told,
  children: readonly ChildRow[],
  place: string | undefined,
): Decision {
  const { language } = turn.contact;
  const choices = [
    ...children.map((child) =>
      deps.texts.say(language, 'consent.whose.same', { child: childLabel(deps.texts, language, child) }),
    ),
    deps.texts.say(language, 'consent.whose.other'),
  ];
  const list = choices.map((choice, i) => `${i + 1}. ${choice}`).join('\n');
  const text = deps.texts.say(language, 'consent.whose.ask', {
    child: childLabel(deps.texts, language, datesOf(told)),
    list,
  });
  return {
    says: [
      said(
        text,
        choices.map((label, i) => [{ label, says: String(i + 1) }]),
      ),
    ],
    asks: {
      kind: 'child-choice',
      data: { ...told, children: children.map((c) => c.id), place },
    },
  };
}

export function said(text: string, buttons?: Said['buttons']): Said {
  return buttons === undefined ? { text } : { text, buttons };
}
