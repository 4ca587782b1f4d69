/** Where someone lives: asked once, chosen from candidates, or left out. */
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import type { Decision, Handler, Said, Turn, UnitKey } from '../handler.ts';
import { route } from '../route.ts';
import { changeContact } from '../store/contacts.ts';
import type { Write } from '../store/statement.ts';
import { segmentsOf, smsForm } from '../texts.ts';
import { fold, foldName } from '../vietnamese.ts';
import { bareWords, choiceIn } from '../words/bare.ts';

export type Place = {
  readonly unit: UnitKey;
  readonly label: string;
  /** The former name by which it was found. */
  readonly via?: string;
};

export type PlaceFound =
  | { readonly kind: 'one'; readonly place: Place }
  | { readonly kind: 'several'; readonly candidates: readonly Place[] }
  /** `ask`: what would tell them apart. */
  | { readonly kind: 'too-many'; readonly count: number; readonly ask: 'province' | 'district' | 'commune' }
  | { readonly kind: 'none' };

/** What this room needs to know of units. */
export type Places = {
  find(deps: Deps, typed: string, near?: UnitKey): Promise<PlaceFound>;
  /** Today's commune with this code. */
  byCode(deps: Deps, code: string): Promise<Place | undefined>;
  label(deps: Deps, unit: UnitKey): Promise<string | undefined>;
  /** With its province. */
  fullLabel(deps: Deps, unit: UnitKey): Promise<string | undefined>;
};

export type PlaceStep = {
  readonly says: string;
  readonly buttons?: Said['buttons'];
  readonly writes: readonly Write[];
  readonly asks: NonNullable<Decision['asks']> | null;
};

const chosenFrom = z.object({
  candidates: z.array(
    z.object({
      unit: z.object({ code: z.string(), validFrom: z.string() }),
      label: z.string(),
      via: z.string().exactOptional(),
    }),
  ),
});
const MORE = {
  province: 'consent.place.moreProvince',
  district: 'consent.place.moreDistrict',
  commune: 'consent.place.moreCommune',
} as const;
const MANY = 9;
const SKIPPED = new Set(['bo qua', 'skip', 'khong biet', 'khong ro', 'khong nho']);

/** What follows once someone's place was typed, or was not: it is set, asked or chosen. */
export async function placeStep(
  places: Places,
  deps: Deps,
  turn: Turn,
  typed: string | undefined,
): Promise<PlaceStep> {
  const { contact } = turn;
  const say = (key: Parameters<typeof deps.texts.say>[1], values?: Parameters<typeof deps.texts.say>[2]) =>
    deps.texts.say(contact.language, key, values);
  if (typed === undefined) {
    const known = contact.commune === undefined ? undefined : await places.label(deps, contact.commune);
    return known === undefined
      ? askedPlace(deps, turn)
      : { says: say('consent.place.known', { place: known }), writes: [], asks: null };
  }
  const found = await places.find(deps, typed, contact.commune);
  if (found.kind === 'one') {
    return {
      says: say('consent.place.known', { place: placeLabel(deps, turn, found.place) }),
      writes: setPlace(turn, found.place),
      asks: null,
    };
  }
  if (found.kind === 'several' && found.candidates.length <= MANY) {
    const { candidates } = found;
    const listOf = (labels: readonly string[]) =>
      say('consent.place.several', { list: labels.map((label, i) => `${i + 1}. ${label}`).join('\n') });
    const full = candidates.map((place) => placeLabel(deps, turn, place));
    const labels = fitsSms(listOf(full)) ? full : candidates.map((place) => place.label);
    return {
      says: listOf(labels),
      buttons: [
        ...labels.map((label, i) => [{ label, says: String(i + 1) }]),
        [{ label: say('consent.place.otherButton'), says: '0' }],
      ],
      writes: [],
      asks: { kind: 'place-choice', data: { candidates } },
    };
  }
  const says = found.kind === 'too-many' ? say(MORE[found.ask]) : say('consent.place.none');
  return { says, ...skipButton(deps, turn), writes: [], asks: { kind: 'place', data: {} } };
}

function placeLabel(deps: Deps, turn: Turn, { label, via }: Place): string {
  return via === undefined
    ? label
    : deps.texts.say(turn.contact.language, 'consent.place.formerly', { place: label, via });
}

export function setPlace(turn: Turn, place: Place): readonly Write[] {
  return [
    changeContact(turn.contact.id, { communeCode: place.unit.code, communeFrom: place.unit.validFrom }),
  ];
}

export function placeAnswers(places: Places): { readonly place: Handler; readonly placeChoice: Handler } {
  const place: Handler = async (deps, turn) => {
    const bare = bareWords(foldName(turn.text).split(' ')).join(' ');
    const choice = choiceIn(turn.text);
    if (choice === 0 || choice === 'no' || SKIPPED.has(bare)) return skipped(deps, turn);
    const name = /^\s*(?:o|em o|toi o|nha o|tai)\s+(.+)$/i.exec(turn.text)?.[1] ?? turn.text;
    const found = await places.find(deps, name, turn.contact.commune);
    if (isCommand(turn) && !(found.kind === 'one' && isNamed(found.place, bare))) return undefined;
    if (found.kind === 'none' && !looksLikeName(turn.text)) return undefined;
    return placed(deps, turn, await placeStep(places, deps, turn, name));
  };

  const placeChoice: Handler = async (deps, turn) => {
    const { candidates } = chosenFrom.parse(turn.question?.data);
    const choice = choiceIn(turn.text);
    if (choice === 0 || choice === 'no') return placed(deps, turn, askedPlace(deps, turn));
    if (typeof choice === 'number' || choice === 'yes') {
      const chosen = choice === 'yes' ? undefined : candidates[choice - 1];
      return chosen === undefined ? askedAgain(turn) : named(deps, turn, chosen);
    }
    const found = await places.find(deps, turn.text, turn.contact.commune);
    return found.kind === 'none'
      ? undefined
      : placed(deps, turn, await placeStep(places, deps, turn, turn.text));
  };

  return { place, placeChoice };
}

const SMS_PARTS = 2;

/** Without accents, as most phones here get it. */
export function fitsSms(text: string): boolean {
  return segmentsOf(smsForm(text, false)) <= SMS_PARTS;
}

/** The open question put once more, as it was. */
export function askedAgain(turn: Turn): Decision | undefined {
  const { question } = turn;
  if (question === undefined) return undefined;
  return {
    says: [question.prompt],
    asks: { kind: question.kind, data: question.data, prompt: question.prompt },
  };
}

function placed(deps: Deps, turn: Turn, step: PlaceStep): Decision {
  const text =
    step.asks === null
      ? `${step.says} ${deps.texts.say(turn.contact.language, 'consent.place.thanks')}`
      : step.says;
  return {
    says: [{ text, ...(step.buttons === undefined ? {} : { buttons: step.buttons }) }],
    writes: step.writes,
    asks: step.asks,
  };
}

function named(deps: Deps, turn: Turn, place: Place): Decision {
  const says = deps.texts.say(turn.contact.language, 'consent.place.known', {
    place: placeLabel(deps, turn, place),
  });
  return placed(deps, turn, { says, writes: setPlace(turn, place), asks: null });
}

function askedPlace(deps: Deps, turn: Turn): PlaceStep {
  const says = deps.texts.say(turn.contact.language, 'consent.place.ask');
  return { says, ...skipButton(deps, turn), writes: [], asks: { kind: 'place', data: {} } };
}

function skipped(deps: Deps, turn: Turn): Decision {
  return { says: [{ text: deps.texts.say(turn.contact.language, 'consent.place.skipped') }], asks: null };
}

function skipButton(deps: Deps, turn: Turn): { readonly buttons: NonNullable<Said['buttons']> } {
  return {
    buttons: [[{ label: deps.texts.say(turn.contact.language, 'consent.place.skipButton'), says: '0' }]],
  };
}

/** Such a word is taken as a place only where that is exactly its name. */
function isCommand(turn: Turn): boolean {
  const [first] = route({ ...turn, question: undefined });
  return first !== 'report' && first !== 'answer' && first !== 'unread';
}

function isNamed(place: Place, bare: string): boolean {
  return new RegExp(`^(?:xa|phuong|thi tran|dac khu) ${bare}(?:,|$)`).test(fold(place.label));
}

function looksLikeName(text: string): boolean {
  return !text.includes('?') && foldName(text).split(' ').length <= 8;
}
