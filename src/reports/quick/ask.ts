/** `GUI DEM`, `XEM DEM` and the answers to what they ask. Ordinary text where it comes from anybody but an officer. */
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Turn } from '../../handler.ts';
import { choiceIn } from '../../words/bare.ts';
import { confirm } from './confirm.ts';
import { readDeadline } from './deadline.ts';
import { askDeadline, type Draft, draftOf, proceed, waitingOf } from './draft.ts';
import type { Area, Office, Wanted } from './office.ts';
import { namesIn, quickRequestIn } from './request.ts';
import { show } from './show.ts';
import { sayIn } from './wording.ts';

export type AskHandlers = {
  readonly command: Handler;
  readonly communes: Handler;
  readonly text: Handler;
  readonly names: Handler;
  readonly deadline: Handler;
  readonly code: Handler;
};

type Answer = (deps: Deps, turn: Turn, area: Area, draft: Draft) => Promise<Decision | undefined>;

export function askHandlers(office: Office): AskHandlers {
  /** An answer of someone who is still an officer, to a draft that is still there; HUY takes the draft back. */
  const answering =
    (answer: Answer): Handler =>
    async (deps, turn) => {
      const draft = draftOf(turn);
      const area = draft === undefined ? undefined : await office.areaOf(deps, turn);
      if (area === undefined || draft === undefined) return undefined;
      return office.isCancel(turn.text) ? dropped(deps, turn) : answer(deps, turn, area, draft);
    };

  return {
    command: async (deps, turn) => {
      const asked = quickRequestIn(turn.text);
      const draft = draftOf(turn);
      if (asked === undefined && draft === undefined) return undefined;
      const area = await office.areaOf(deps, turn);
      if (area === undefined) return undefined;
      if (asked?.kind === 'table') return show(office, deps, turn, area);
      if (asked?.kind === 'ask') return begun(office, deps, turn, area, asked);
      const request = office.requestIn(turn.text, 'one');
      if (request?.kind === 'cancel') return dropped(deps, turn);
      return request?.kind === 'code' && waitingOf(turn) !== undefined
        ? confirm(office, deps, turn, area, request.digits ?? '')
        : undefined;
    },
    communes: answering((deps, turn, area, draft) =>
      withCommunes(office, deps, turn, area, draft, office.placesIn(turn.text)),
    ),
    text: answering((deps, turn, area, draft) =>
      proceed(office, deps, turn, area, { ...draft, question: oneLine(turn.text) }),
    ),
    names: answering(async (deps, turn, area, draft) => {
      const read = namesIn(turn.text);
      if (read.ok) return proceed(office, deps, turn, area, { ...draft, names: [...read.names] });
      const text = deps.texts.say(turn.contact.language, `quick.names.${read.reason}`);
      return { says: [{ text }], asks: { kind: 'quick-names', data: draft } };
    }),
    deadline: answering(async (deps, turn, area, draft) => {
      const read = readDeadline(turn.text, turn.now, office.readDate);
      if (read.kind === 'at') return proceed(office, deps, turn, area, { ...draft, deadlineAt: read.at });
      return askDeadline(sayIn(deps.texts, turn.contact.language), draft, `quick.deadline.${read.kind}`);
    }),
    code: answering(async (deps, turn, area) => {
      const digits = turn.text.replace(/\D/gu, '');
      if (/^[\d\s]+$/.test(turn.text.trim()) || digits.length === 4) {
        return confirm(office, deps, turn, area, digits);
      }
      return choiceIn(turn.text) === undefined ? undefined : needsCode(deps, turn);
    }),
  };
}

async function begun(
  office: Office,
  deps: Deps,
  turn: Turn,
  area: Area,
  { urgent, tail }: { readonly urgent: boolean; readonly tail: string },
): Promise<Decision> {
  const open = draftOf(turn);
  if (tail === '' && urgent && open !== undefined) {
    return proceed(office, deps, turn, area, { ...open, urgent });
  }
  const { places, text } = office.placesAndText(tail, area.communes.length === 1 ? 'one' : 'several');
  const draft: Draft = { urgent, ...(text === undefined ? {} : { question: oneLine(text) }) };
  const [only] = area.communes;
  if (places !== undefined) return withCommunes(office, deps, turn, area, draft, places);
  if (area.communes.length > 1 || only === undefined) return proceed(office, deps, turn, area, draft);
  return proceed(office, deps, turn, area, { ...draft, communes: [{ ...only.unit }], place: only.label });
}

async function withCommunes(
  office: Office,
  deps: Deps,
  turn: Turn,
  area: Area,
  draft: Draft,
  wanted: Wanted,
): Promise<Decision> {
  const { language } = turn.contact;
  const chosen = await office.choose(deps, area, wanted, language);
  if (!chosen.ok) {
    const { problems } = chosen;
    const text = deps.texts.say(language, 'quick.refused', { problems });
    return { says: [{ text }], asks: { kind: 'quick-communes', data: draft } };
  }
  const { communes, place } = chosen;
  return proceed(office, deps, turn, area, {
    ...draft,
    communes: communes.map(({ unit }) => ({ ...unit })),
    place,
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function dropped(deps: Deps, turn: Turn): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, 'broadcasts.dropped') }], asks: null };
}

function needsCode(deps: Deps, turn: Turn): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, 'broadcasts.needsCode') }] };
}
