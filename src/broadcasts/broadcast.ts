/** The officer's command `GUI` and the answers to what it asks. Ordinary text where it comes from anybody else. */
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Turn } from '../handler.ts';
import { choiceIn } from '../words/bare.ts';
import type { Area } from './area.ts';
import { type Audience, audienceIn, isCancel, type Request, requestIn, type Wanted } from './compose.ts';
import { confirm } from './confirm.ts';
import { type Draft, draftOf, proceed, waitingOf } from './draft.ts';
import type { Office } from './office.ts';
import { pause, progress, resume, stop } from './progress.ts';

export type BroadcastHandlers = {
  readonly command: Handler;
  readonly communes: Handler;
  readonly audience: Handler;
  readonly text: Handler;
  readonly code: Handler;
};

type Answer = (deps: Deps, turn: Turn, area: Area, draft: Draft) => Promise<Decision | undefined>;

export function broadcastHandlers(office: Office): BroadcastHandlers {
  /** An answer of someone who is still an officer, to a draft that is still there; HUY takes the draft back. */
  const answering =
    (answer: Answer): Handler =>
    async (deps, turn) => {
      const area = await office.areaOf(deps, turn);
      const draft = draftOf(turn);
      if (area === undefined || draft === undefined) return undefined;
      return isCancel(turn.text) ? dropped(deps, turn) : answer(deps, turn, area, draft);
    };

  return {
    command: async (deps, turn) => {
      const area = await office.areaOf(deps, turn);
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
        case 'pause':
          return pause(deps, turn);
        case 'resume':
          return resume(deps, turn);
        case 'progress':
          return progress(deps, turn);
        case 'draft':
          return begun(office, deps, turn, area, request);
      }
    },
    communes: answering((deps, turn, area, draft) =>
      withCommunes(office, deps, turn, area, draft, office.placesIn(turn.text)),
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
  office: Office,
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
  if (wanted !== undefined) return withCommunes(office, deps, turn, area, draft, wanted);
  if (area.communes.length > 1 || only === undefined) return proceed(deps, turn, area, draft);
  return proceed(deps, turn, area, { ...draft, communes: [{ ...only.unit }], place: only.label });
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
    const key = area.provincial ? 'broadcasts.places.refused' : 'broadcasts.places.refusedOwn';
    const names = area.communes.map((place) => place.label).join(', ');
    const text = deps.texts.say(language, key, area.provincial ? { problems } : { problems, names });
    return { says: [{ text }], asks: { kind: 'broadcast-communes', data: draft } };
  }
  const { communes, place } = chosen;
  return proceed(deps, turn, area, { ...draft, communes: communes.map(({ unit }) => ({ ...unit })), place });
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
