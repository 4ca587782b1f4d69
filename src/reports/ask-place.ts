/** Which place is a text about? By number or by name; the text waits. */
import type { Deps } from '../deps.ts';
import type { Decision, Said, Turn } from '../handler.ts';
import { type PlaceDraft, sameText } from './draft.ts';
import type { ReportForm } from './form.ts';
import { toldApart } from './told-apart.ts';
import type { Place } from './where.ts';

const MOST_PLACES = 9;

/** A bare 2 is the second of the list only where no other of them is called `Thôn 2`. */
export function numbersAreClear(places: readonly Pick<Place, 'name'>[]): boolean {
  return places.every(({ name }, i) => {
    const number = /(?<!\d)0*(\d+)\D*$/.exec(name)?.[1];
    const listed = number === undefined ? undefined : places[Number(number) - 1];
    return listed === undefined || listed === places[i] || listed.name === name;
  });
}

/** Enough of a text to know it by. */
const MOST_SHOWN = 50;

export function lineShown(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}...` : line;
}

export async function askPlace(
  deps: Pick<Deps, 'store' | 'texts'>,
  turn: Turn,
  form: ReportForm,
  places: readonly Place[],
  question?: string,
): Promise<Decision> {
  const shown = await toldApart(deps, places.slice(0, MOST_PLACES), places);
  const names = shown.map(({ name, label = name }) => label);
  const line = lineShown(turn.text);
  const say = (key: 'reports.whichVillage' | 'reports.whichVillageByName', list: readonly string[]) =>
    deps.texts.say(turn.contact.language, key, { list: list.join(', '), village: names[0] ?? '', line });
  const byNumber = numbersAreClear(places);
  const list = byNumber
    ? say(
        'reports.whichVillage',
        names.map((name, i) => `${i + 1}: ${name}`),
      )
    : say('reports.whichVillageByName', names);
  const said: Said = {
    text: question ?? list,
    buttons: names.map((name, i) => [{ label: name, says: byNumber ? String(i + 1) : name }]),
  };
  const draft: PlaceDraft = {
    form: form.id,
    places: shown.map((place) => place.key),
    text: turn.text,
    sentAt: turn.inbound.sentAt,
  };
  return inTurn(deps, turn, { draft, said });
}

type Waiting = { readonly draft: PlaceDraft; readonly said: Said };

const MOST_WAITING = 3;

/**
 * One text is asked about at a time, in the order in which they were sent: so are they answered. What is no longer
 * the last thing that was said, or was only to be confirmed, is set aside by name: an answer is about the new text.
 */
function inTurn(deps: Pick<Deps, 'texts'>, turn: Turn, asked: Waiting): Decision {
  const { draft, said } = asked;
  const alone = { says: [said], asks: { kind: 'report-place', data: draft } } as const;
  const { question } = turn;
  if (question?.kind !== 'report-place') return alone;
  const open = question.data as PlaceDraft;
  const { next = [], ...first } = open;
  if (sameText(open.text, draft.text)) return { ...alone, asks: { ...alone.asks, data: { ...draft, next } } };
  const isList = open.places.length > 1 && draft.places.length > 1;
  if (!isList || !question.fresh || turn.inbound.kind === 'edit' || next.length >= MOST_WAITING) {
    return { ...alone, says: [...leftOver(deps, turn), said] };
  }
  const known = next.some((one) => sameText(one.draft.text, draft.text));
  const line = deps.texts.say(turn.contact.language, 'reports.asksNext', { line: lineShown(draft.text) });
  return {
    says: [{ ...question.prompt, text: `${question.prompt.text}\n${line}` }],
    asks: {
      kind: 'report-place',
      data: { ...first, next: known ? next : [...next, asked] },
      prompt: question.prompt,
    },
  };
}

/** Once one text has its answer: the next question, or how to send what can't be asked now. */
export function withNext(
  deps: Pick<Deps, 'texts'>,
  turn: Turn,
  { next = [] }: PlaceDraft,
  decision: Decision,
): Decision {
  const [following, ...later] = next;
  if (following === undefined) return decision;
  const { says, asks } = decision;
  if (asks) return { ...decision, says: [...resent(deps, turn, next), ...says] };
  return {
    ...decision,
    says: [...says, following.said],
    asks: { kind: 'report-place', data: { ...following.draft, next: later }, prompt: following.said },
  };
}

/** How to send what waits for its place, where another question takes that one's place. */
export function leftOver(deps: Pick<Deps, 'texts'>, turn: Turn): readonly Said[] {
  if (turn.question?.kind !== 'report-place') return [];
  const draft = turn.question.data as PlaceDraft;
  const { next = [] } = draft;
  return resent(deps, turn, [{ draft }, ...next]);
}

function resent(
  deps: Pick<Deps, 'texts'>,
  turn: Turn,
  waiting: readonly Pick<Waiting, 'draft'>[],
): readonly Said[] {
  return waiting.map(({ draft }) => ({
    text: deps.texts.say(turn.contact.language, 'reports.setAside', { line: lineShown(draft.text) }),
  }));
}
