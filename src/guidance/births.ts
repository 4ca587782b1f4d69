/** `SINH 15/3`: a pregnancy becomes a child. The series changes in the same turn. */
import * as z from 'zod';
import { type CivilDate, civilDate, daysBetween, plusDays, shownDate } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Said, Turn } from '../handler.ts';
import { type ChildRow, changeChild, childrenOf } from '../store/children.ts';
import { endEnrolment, skipTips } from '../store/enrolments.ts';
import type { TextKey } from '../texts.ts';
import { fold } from '../vietnamese.ts';
import { bareWords, choiceIn } from '../words/bare.ts';
import { saysTwins } from '../words/twins.ts';
import { planFor } from './plan.ts';
import { byDate, childButtons, numbered } from './which-child.ts';

/** What a reader of typed dates tells of a text; a year left out is the last one in which the day has been. */
export type TypedBirth =
  | { readonly kind: 'date'; readonly date: CivilDate; readonly rest: string }
  | { readonly kind: 'ambiguous'; readonly born: CivilDate; readonly rest: string }
  | { readonly kind: 'impossible'; readonly rest: string }
  | { readonly kind: 'none' };
export type ReadBirth = (text: string, today: CivilDate) => TypedBirth;

/** A child can live from about week 22 on; a birth more than 6 weeks late means that the due date was wrong. */
const EARLIEST_DAYS = -18 * 7;
const LATEST_DAYS = 6 * 7;
/** Two due dates as near to the birth as this can't be told apart. */
const TOO_CLOSE_DAYS = 14;

/** What people add to the news without changing it: "be trai 3kg2, me tron con vuong". */
const ADDED = new Set(
  'be con chau em trai gai nam nu roi da me khoe manh tron vuong hai doi hom luc gio sang trua chieu toi dem'.split(
    ' ',
  ),
);
/** `SINH`, `em mới sinh`; the answer to the question for the day needs no such word. */
const SAYS_BORN = /^(?:\p{L}+ ){0,3}?sinh(?!\p{L})[\s:,.-]*/iu;
/** No year: `em sinh nam 1998` is about the mother. */
const WEIGHT = /^(?!(?:19|20)\d\d$)\d+(?:kg|g|gr|ky|ki|h)?\d*$/;

export function bornWith(readBirth: ReadBirth): Handler {
  return async (deps, turn) => {
    const today = civilDate(turn.now);
    const rest = turn.text.replace(SAYS_BORN, '');
    const typed = readBirth(rest, today);
    if (!isNewsOnly(typed.kind === 'none' ? rest : typed.rest)) return undefined;

    const family = await childrenOf(deps.store, turn.contact.id);
    const active = family.filter((child) => child.status === 'active');
    const pregnancies = byDate(active.filter(isExpected));
    const example = shownDate(plusDays(today, -1));
    if (typed.kind === 'none') {
      return pregnancies.length === 0 ? undefined : askDay(deps, turn, 'ask', { example });
    }
    if (typed.kind === 'impossible') return askDay(deps, turn, 'impossible', { example });
    const date = typed.kind === 'date' ? typed.date : typed.born;
    const shown = shownDate(date);
    if (date > today) return askDay(deps, turn, 'future', { date: shown, example });

    const children = active.filter((child) => child.born !== null);
    const known = children.find((child) => child.born === date);
    if (known !== undefined || (pregnancies.length === 0 && children.length > 0)) {
      const born = known?.born ?? nearest(children, date, (child) => child.born ?? '')[0]?.born ?? date;
      return told(deps, turn, 'guidance.born.already', { date: shownDate(born), example: shown });
    }
    const [first, second] = nearest(pregnancies, date, (child) => child.due);
    if (first === undefined) return told(deps, turn, 'guidance.born.unknown', { date: shown });
    const late = daysBetween(first.due, date);
    if (late < EARLIEST_DAYS || late > LATEST_DAYS) {
      return askDay(deps, turn, 'far', { date: shown, due: shownDate(first.due) });
    }
    if (second !== undefined && apart(second.due, date) - apart(first.due, date) <= TOO_CLOSE_DAYS) {
      return askWhich(deps, turn, date, pregnancies);
    }
    return { ...becomesBorn(deps, turn, first, date), ...closing(turn) };
  };
}

const asked = z.object({ date: z.string(), children: z.array(z.string()) });

/** Which of two pregnancies it was. */
export const answerBirth: Handler = async (deps, turn) => {
  const { date, children } = asked.parse(turn.question?.data);
  const family = await childrenOf(deps.store, turn.contact.id);
  const pregnancies = children
    .map((id) => family.find((child) => child.id === id))
    .filter((child): child is Expected => child?.status === 'active' && isExpected(child));
  const choice = choiceIn(turn.text);
  const chosen = typeof choice === 'number' ? children[choice - 1] : undefined;
  const child = pregnancies.find(({ id }) => id === chosen);
  return child === undefined
    ? askWhich(deps, turn, date, pregnancies)
    : { ...becomesBorn(deps, turn, child, date), asks: null };
};

type Expected = ChildRow & { readonly due: CivilDate };

function isExpected(child: ChildRow): child is Expected {
  return child.born === null && child.due !== null;
}

function becomesBorn(deps: Deps, turn: Turn, child: ChildRow, born: CivilDate): Decision {
  const { language, consent } = turn.contact;
  const welcome = deps.texts.say(language, 'guidance.born.welcome', { date: shownDate(born) });
  const says: Said[] = [
    { text: saysTwins(turn.text) ? `${welcome} ${deps.texts.say(language, 'consent.twins')}` : welcome },
    ...(consent === 'in' ? [] : [{ text: deps.texts.say(language, 'guidance.notReceiving') }]),
  ];
  return {
    says,
    writes: [
      changeChild(child.id, { born }),
      skipTips(child, 'child-born', turn.now, 'pregnancy'),
      endEnrolment(child.id, 'pregnancy'),
      ...planFor({ ...child, born }, turn.now),
    ],
  };
}

function askWhich(deps: Deps, turn: Turn, date: CivilDate, pregnancies: readonly Expected[]): Decision {
  const { language } = turn.contact;
  if (pregnancies.length === 0) {
    return { ...told(deps, turn, 'guidance.born.unknown', { date: shownDate(date) }), asks: null };
  }
  const said: Said = {
    text: deps.texts.say(language, 'guidance.born.which', {
      date: shownDate(date),
      list: numbered(deps, language, pregnancies),
    }),
    buttons: childButtons(deps, language, pregnancies),
  };
  return {
    says: [said],
    asks: { kind: 'birth-choice', data: { date, children: pregnancies.map(({ id }) => id) } },
  };
}

function told(deps: Deps, turn: Turn, key: TextKey, values: Readonly<Record<string, string>>): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, key, values) }], ...closing(turn) };
}

/** The day is asked: the next message may be nothing but that. */
function askDay(
  deps: Deps,
  turn: Turn,
  why: 'ask' | 'impossible' | 'future' | 'far',
  values: Readonly<Record<string, string>>,
): Decision {
  return { ...told(deps, turn, `guidance.born.${why}`, values), asks: { kind: 'birth-date', data: {} } };
}

function closing({ question }: Turn): { readonly asks?: null } {
  return question?.kind === 'birth-date' ? { asks: null } : {};
}

function isNewsOnly(rest: string): boolean {
  const words = fold(rest)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return bareWords(words).every((word) => ADDED.has(word) || WEIGHT.test(word) || POLITE_END.has(word));
}

/** The one word that `bareWords` always leaves. */
const POLITE_END = new Set(['a', 'ah', 'nhe', 'oi', 'chi', 'anh', 'ad']);

function nearest<T>(children: readonly T[], date: CivilDate, dateOf: (child: T) => CivilDate): T[] {
  return children.toSorted((a, b) => apart(dateOf(a), date) - apart(dateOf(b), date));
}

function apart(a: CivilDate, b: CivilDate): number {
  return Math.abs(daysBetween(a, b));
}
