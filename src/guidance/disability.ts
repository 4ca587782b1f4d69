/**
 * `HT`: tips for a child with a disability, beside those for its age, and for what this child finds hard if the carer
 * says what that is. Phones are shared, so no text names it.
 */
import * as z from 'zod';
import { SERIES, type Series, TRACKS } from '../../content/series/index.ts';
import { civilDate, plusDays } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Said, Turn } from '../handler.ts';
import { type ChildRow, childrenOf } from '../store/children.ts';
import { type EnrolmentRow, enrolmentsOf, leaveEnrolments, skipTips } from '../store/enrolments.ts';
import type { Write } from '../store/statement.ts';
import { foldName } from '../vietnamese.ts';
import { bareWords, choiceIn } from '../words/bare.ts';
import { enrolIn, inTable } from './plan.ts';
import { byDate, childButtons, numbered } from './which-child.ts';

const general = SERIES.disability;
const ADDED: readonly Series[] = [general, ...TRACKS.map((id) => SERIES[id])];
const ADDED_IDS: readonly string[] = ADDED.map(({ id }) => id);
const STOPS = new Set(['thoi', 'dung', 'ngung', 'huy', 'tc', 'stop']);

/** `HT`, `HT 3` for one matter at once, `HT THOI`; with anything else behind it the words are no command. */
export const disability: Handler = async (deps, turn) => {
  const rest = bareWords(foldName(turn.text).split(' ')).join(' ').replace(/^ht ?/, '');
  if (STOPS.has(rest)) return left(deps, turn);
  const track = /^[1-9]$/.test(rest) ? trackBy(Number(rest)) : undefined;
  if (rest !== '' && track === undefined) return undefined;
  const children = await candidates(deps, turn);
  const [only, another] = children;
  if (only === undefined) return told(deps, turn, 'needsChild');
  return another === undefined ? begun(deps, turn, only, track) : askWhich(deps, turn, children, track);
};

const askedChild = z.object({ children: z.array(z.string()), track: z.string().optional() });

export const answerDisability: Handler = async (deps, turn) => {
  const { children: ids, track } = askedChild.parse(turn.question?.data);
  const children = await candidates(deps, turn);
  const choice = choiceIn(turn.text);
  const chosen = typeof choice === 'number' ? children.find(({ id }) => id === ids[choice - 1]) : undefined;
  const chosenTrack = ADDED.find(({ id }) => id === track);
  if (chosen !== undefined) return { asks: null, ...(await begun(deps, turn, chosen, chosenTrack)) };
  if (children.length > 0 && choice !== 'no') return askWhich(deps, turn, children, chosenTrack);
  return { ...told(deps, turn, children.length === 0 ? 'needsChild' : 'declined'), asks: null };
};

const askedTrack = z.object({ child: z.string() });

export const answerTrack: Handler = async (deps, turn) => {
  const { child: id } = askedTrack.parse(turn.question?.data);
  const child = (await candidates(deps, turn)).find((one) => one.id === id);
  const choice = choiceIn(turn.text);
  const track = typeof choice === 'number' ? trackBy(choice) : undefined;
  if (child === undefined || choice === 'no' || choice === 0) return { says: [], asks: null };
  if (track === undefined) return { says: [menu(deps, turn)], asks: asksTrack(child) };
  return { ...(await joined(deps, turn, child, track)), asks: null };
};

function trackBy(number: number): Series | undefined {
  const id = TRACKS[number - 1];
  return id && SERIES[id];
}

/** The children who are here; one who is only expected where nobody else is. */
async function candidates(deps: Deps, turn: Turn): Promise<ChildRow[]> {
  const family = await childrenOf(deps.store, turn.contact.id);
  const active = byDate(family.filter((child) => child.status === 'active'));
  const born = active.filter((child) => child.born !== null);
  return born.length > 0 ? born : active;
}

/** One matter where it was named, else the general series and the question which matter. */
async function begun(deps: Deps, turn: Turn, child: ChildRow, track: Series | undefined): Promise<Decision> {
  if (track !== undefined) return joined(deps, turn, child, track);
  const decision = await joined(deps, turn, child, general);
  const [first, ...others] = decision.says;
  const asking = menu(deps, turn);
  return {
    ...decision,
    says: [{ ...asking, text: `${first?.text ?? ''}\n${asking.text}` }, ...others],
    asks: { ...asksTrack(child), prompt: asking },
  };
}

async function joined(deps: Deps, turn: Turn, child: ChildRow, series: Series): Promise<Decision> {
  const { language, consent } = turn.contact;
  const existing = (await enrolmentsOf(deps.store, [child.id])).find((e) => e.series === series.id);
  const state =
    existing === undefined || existing.status === 'left'
      ? 'joined'
      : existing.status === 'done'
        ? 'finished'
        : 'already';
  const key = series === general ? state : (`track${capital(state)}` as const);
  return {
    says: [
      { text: deps.texts.say(language, `guidance.disability.${key}`, { title: series.title[language] }) },
      ...(consent === 'in' ? [] : [{ text: deps.texts.say(language, 'guidance.notReceiving') }]),
    ],
    writes:
      state === 'joined'
        ? [enrolled(series, child, existing, turn.now), ...rights(series, child, turn.now)]
        : [],
  };
}

function capital<T extends string>(word: T): Capitalize<T> {
  return (word.charAt(0).toUpperCase() + word.slice(1)) as Capitalize<T>;
}

/** Who comes back goes on from where they left. */
function enrolled(series: Series, child: ChildRow, before: EnrolmentRow | undefined, now: number): Write {
  const today = civilDate(now);
  const at = series.items.find(({ id }) => id === before?.nextItem)?.at;
  const passed = at !== undefined && 'days' in at ? at.days - 1 : 0;
  return enrolIn(series, child, plusDays(today, -passed), now);
}

/** Papers and money for a child with a disability are told only to who has asked. */
function rights(series: Series, child: ChildRow, now: number): readonly Write[] {
  const { born } = child;
  if (series !== general || born === null) return [];
  return (['papers', 'money'] as const).map((kind) => inTable(kind, child, born, now));
}

async function left(deps: Deps, turn: Turn): Promise<Decision> {
  const family = (await childrenOf(deps.store, turn.contact.id)).filter(({ status }) => status === 'active');
  const enrolments = await enrolmentsOf(
    deps.store,
    family.map(({ id }) => id),
  );
  const going = enrolments.filter((e) => e.status === 'active' && ADDED_IDS.includes(e.series));
  if (going.length === 0) return told(deps, turn, 'notIn');
  const children = family.filter(({ id }) => going.some((e) => e.childId === id));
  return {
    ...told(deps, turn, 'left'),
    writes: children.flatMap((child) => [
      leaveEnrolments(child.id, ADDED_IDS),
      ...ADDED_IDS.map((id) => skipTips(child, 'series-left', turn.now, id)),
    ]),
    ...(turn.question?.kind === 'track-choice' ? { asks: null } : {}),
  };
}

function told(deps: Deps, turn: Turn, key: 'needsChild' | 'declined' | 'left' | 'notIn'): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, `guidance.disability.${key}`) }] };
}

function menu(deps: Deps, { contact: { language } }: Turn): Said {
  const names = TRACKS.map((id) => deps.texts.say(language, `guidance.disability.track.${id}`));
  return {
    text: deps.texts.say(language, 'guidance.disability.menu', {
      list: names.map((name, i) => `${i + 1} ${name}`).join(', '),
    }),
    buttons: TRACKS.map((id, i) => [{ label: SERIES[id].title[language], says: String(i + 1) }]),
  };
}

function asksTrack(child: ChildRow) {
  return { kind: 'track-choice', data: { child: child.id } } as const;
}

function askWhich(
  deps: Deps,
  turn: Turn,
  children: readonly ChildRow[],
  track: Series | undefined,
): Decision {
  const { language } = turn.contact;
  return {
    says: [
      {
        text: deps.texts.say(language, 'guidance.disability.which', {
          title: (track ?? general).title[language],
          list: numbered(deps, language, children),
        }),
        buttons: childButtons(deps, language, children),
      },
    ],
    asks: {
      kind: 'disability-choice',
      data: { children: children.map(({ id }) => id), ...(track === undefined ? {} : { track: track.id }) },
    },
  };
}
