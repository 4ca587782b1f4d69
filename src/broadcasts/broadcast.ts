/** The officer's command `GUI` and the answers to what it asks. Ordinary text where it comes from anybody else. */
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { choiceIn } from '../route.ts';
import { type Area, areaOf, chosenIn, type Places } from './area.ts';
import {
  type Audience,
  audienceIn,
  isCancel,
  placesIn,
  type Request,
  requestIn,
  type Wanted,
} from './compose.ts';
import { confirm } from './confirm.ts';
import { type Draft, draftOf, proceed, waitingOf } from './draft.ts';
import { progress, stop } from './progress.ts';

export type BroadcastHandlers = {
  readonly command: Handler;
  readonly communes: Handler;
  readonly audience: Handler;
  readonly text: Handler;
  readonly code: Handler;
};

type Answer = (deps: Deps, turn: Turn, area: Area, draft: Draft) => Promise<Decision | undefined>;

export function broadcastHandlers(places: Places): BroadcastHandlers {
  /** An answer of someone who is still an officer, to a draft that is still there; HUY takes the draft back. */
  const answering =
    (answer: Answer): Handler =>
    async (deps, turn) => {
      const area = await areaOf(places, deps, turn);
      const draft = draftOf(turn);
      if (area === undefined || draft === undefined) return undefined;
      return isCancel(turn.text) ? dropped(deps, turn) : answer(deps, turn, area, draft);
    };

  return {
    command: async (deps, turn) => {
      const area = await areaOf(places, deps, turn);
      if (area === undefined) return undefined;
      const request = requestIn(turn.text, area.communes.length === 1 ? 'one' : 'several');
      if (request === undefined) return undefined;
      switch (request.kind) {
        case 'code':
          return confirm(deps, turn, area, request.digits);
        case 'cancel':
          return draftOf(turn) === undefined ? nothingToDrop(deps, turn) : dropped(deps, turn);
        case 'stop':
          return stop(deps, turn);
        case 'progress':
          return progress(deps, turn);
        case 'draft':
          return begun(places, deps, turn, area, request);
      }
    },
    communes: answering((deps, turn, area, draft) =>
      withCommunes(places, deps, turn, area, draft, placesIn(turn.text)),
    ),
    audience: answering(async (deps, turn, area, draft) => {
      const audience = chosenAudience(turn.text);
      if (audience !== undefined) return proceed(deps, turn, area, { ...draft, audience });
      const { question } = turn;
      return choiceIn(turn.text) === undefined || question === undefined
        ? undefined
        : { says: [question.prompt] };
    }),
    text: answering((deps, turn, area, draft) => proceed(deps, turn, area, { ...draft, text: turn.text })),
    code: answering(async (deps, turn, area) => {
      const digits = turn.text.replace(/\D/gu, '');
      if (/^[\d\s]+$/.test(turn.text.trim()) || digits.length === 4) return confirm(deps, turn, area, digits);
      return choiceIn(turn.text) === undefined ? undefined : needsCode(deps, turn);
    }),
  };
}

async function begun(
  places: Places,
  deps: Deps,
  turn: Turn,
  area: Area,
  request: Extract<Request, { kind: 'draft' }>,
): Promise<Decision> {
  const { urgent, audience, places: wanted, text } = request;
  const open = draftOf(turn);
  // A button of the open question names the audience as a command, so that an old one does no harm elsewhere.
  if (turn.question?.kind === 'broadcast-audience' && open !== undefined && audience !== undefined) {
    if (wanted === undefined && text === undefined) return proceed(deps, turn, area, { ...open, audience });
  }
  const draft: Draft = {
    urgent,
    ...(audience === undefined ? {} : { audience }),
    ...(text === undefined ? {} : { text }),
  };
  const [only] = area.communes;
  if (wanted !== undefined) return withCommunes(places, deps, turn, area, draft, wanted);
  if (area.communes.length > 1 || only === undefined) return proceed(deps, turn, area, draft);
  return proceed(deps, turn, area, { ...draft, communes: [{ ...only.unit }], place: only.label });
}

async function withCommunes(
  places: Places,
  deps: Deps,
  turn: Turn,
  area: Area,
  draft: Draft,
  wanted: Wanted,
): Promise<Decision> {
  const { language } = turn.contact;
  const chosen = await chosenIn(places, deps, { area, wanted, language });
  if (!chosen.ok) {
    const problems = chosen.problems.join(' ');
    const key = area.provincial ? 'broadcasts.places.refused' : 'broadcasts.places.refusedOwn';
    const names = area.communes.map((place) => place.label).join(', ');
    const text = deps.texts.say(language, key, area.provincial ? { problems } : { problems, names });
    return { says: [{ text }], asks: { kind: 'broadcast-communes', data: draft } };
  }
  const labels = chosen.communes.map((place) => place.label);
  return proceed(deps, turn, area, {
    ...draft,
    communes: chosen.communes.map((place) => ({ ...place.unit })),
    place: placeName(deps, turn, area, labels, chosen.whole),
  });
}

/** Names that still fit an SMS beside the rest. */
const NAMES_SHOWN = 3;

function placeName(deps: Deps, turn: Turn, area: Area, labels: readonly string[], whole: boolean): string {
  if (whole && area.provincial) return area.sender;
  if (labels.length <= NAMES_SHOWN) return labels.join(', ');
  const names = labels.slice(0, NAMES_SHOWN - 1).join(', ');
  return deps.texts.say(turn.contact.language, 'broadcasts.places.more', {
    names,
    others: labels.length - NAMES_SHOWN + 1,
  });
}

function chosenAudience(text: string): Audience | undefined {
  const choice = choiceIn(text);
  if (choice === 1) return 'parents';
  if (choice === 2) return 'collaborators';
  if (choice === 3) return 'everyone';
  return audienceIn(text);
}

function dropped(deps: Deps, turn: Turn): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, 'broadcasts.dropped') }], asks: null };
}

function nothingToDrop(deps: Deps, turn: Turn): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, 'broadcasts.noDraftToDrop') }] };
}

function needsCode(deps: Deps, turn: Turn): Decision | undefined {
  if (waitingOf(turn) === undefined) return undefined;
  return { says: [{ text: deps.texts.say(turn.contact.language, 'broadcasts.needsCode') }] };
}
