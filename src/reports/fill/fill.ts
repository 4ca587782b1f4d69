/**
 * The monthly report in a chat, one number at a time or several pasted: the form is the open question, and nothing of
 * it is stored before it is sent. Then it is read as the one line it would have been, with every check.
 */
import type { Deps } from '../../deps.ts';
import type { Decision, Handler, Turn } from '../../handler.ts';
import { communesOf } from '../commune-place.ts';
import { formById, VILLAGE_FORM } from '../form.ts';
import { shownPeriod } from '../periods.ts';
import type { Question } from '../read/reading.ts';
import { answered, take } from '../take.ts';
import { byOf } from '../take-text.ts';
import { ownPlaces } from '../where.ts';
import { shownValues } from '../wording.ts';
import { isFormPress, type OpenForm, openForm } from './open-form.ts';
import { lineOf, reviewOf } from './review.ts';
import { isShutNow, type Scene, sceneOf, viewOf } from './scene.ts';
import { setAside } from './set-aside.ts';
import { type Act, after, begun, type Fill, type Filling } from './steps.ts';
import { readTyped, type Typed } from './typed.ts';
import { notedWords, restartButton, sayTo, stepSaid } from './wording.ts';

/** The bare keyword: the form begins, or goes on where it was. By SMS it is help, as ever. */
export const fillIn: Handler = async (deps, turn) => {
  if (turn.contact.kind !== 'telegram') return undefined;
  const open = openForm(turn);
  if (open === undefined) return begin(deps, turn, []);
  const { filling } = open;
  const scene = await sceneOf(deps, turn, filling);
  const say = sayTo(deps, turn);
  const noted =
    filling.step.at === 'summary' ? [] : notedWords({ say, form: scene.form }, filling.values, []);
  return shown(deps, turn, filling, scene, { lead: [say('form.goingOn'), ...noted], mayRestart: true });
};

/** Words, numbers and presses while a form is open; undefined where they are about something else. */
export const answerForm: Handler = async (deps, turn) => {
  const open = openForm(turn);
  const say = sayTo(deps, turn);
  if (open === undefined) return isFormPress(turn) ? { says: [{ text: say('form.over') }] } : undefined;
  const { filling } = open;
  const places = ownPlaces(turn);
  if (filling.place !== undefined && !places.some(({ key }) => key === filling.place)) {
    return { says: [{ text: say('reports.noLongerYours') }], asks: null };
  }
  const again = async () =>
    shown(deps, turn, filling, await sceneOf(deps, turn, filling), { lead: [say('form.asking')] });
  if (isFormPress(turn) && turn.question?.fresh !== true) return again();
  const known = { form: formById(filling.form), places };
  const typed = readTyped(filling, { text: turn.text, sentAt: turn.inbound.sentAt }, known);
  if (typed === undefined) return undefined;
  if (typed.is === 'unread' || isStale(turn, typed)) return again();
  if (typed.is === 'restart') return begin(deps, turn, [setAside(deps, turn, filling)]);
  return acted(deps, turn, open, typed.act, typed.questions ?? []);
};

/** A number alone is no answer once something else was sent, nor as a text changed afterwards: it may be of any code. */
function isStale({ inbound, question }: Turn, typed: Typed): boolean {
  const bare = typed.is === 'act' && typed.bare === true;
  return bare && (inbound.kind === 'edit' || question?.fresh !== true);
}

async function begin(
  deps: Deps,
  turn: Turn,
  lead: readonly (string | undefined)[],
): Promise<Decision | undefined> {
  const nowhere = { form: VILLAGE_FORM.id, place: undefined, period: undefined };
  const scene = await sceneOf(deps, turn, nowhere);
  if (scene.places.length === 0) return undefined;
  const first = begun(VILLAGE_FORM.id, scene.facts);
  return shown(deps, turn, first, await sceneOf(deps, turn, first), { lead });
}

async function acted(
  deps: Deps,
  turn: Turn,
  open: OpenForm,
  act: Act,
  questions: readonly Question[],
): Promise<Decision> {
  const { filling } = open;
  const fill: Partial<Fill> = typeof act === 'object' && act.does === 'fill' ? act : {};
  const scene = await sceneOf(deps, turn, { ...filling, ...fill });
  const next = after(filling, act, scene.facts);
  if (next === 'sent') return sent(deps, turn, open, scene);
  if (next === 'stopped') {
    const text = setAside(deps, turn, filling) ?? sayTo(deps, turn)('form.stopped');
    return { says: [{ text }], asks: null };
  }
  const noted = notedWords({ say: sayTo(deps, turn), form: scene.form }, fill.values ?? {}, questions);
  const chosen = fill.period ?? fill.place;
  const ofMonth = chosen === undefined ? [] : await monthTold(deps, turn, next, scene);
  return shown(deps, turn, next, scene, { lead: [...noted, ...ofMonth] });
}

/** Closed or partly reported: told as soon as the month is chosen. */
async function monthTold(deps: Deps, turn: Turn, filling: Filling, scene: Scene): Promise<readonly string[]> {
  if (filling.period === undefined) return [];
  const say = sayTo(deps, turn);
  const period = shownPeriod(filling.period);
  const values = shownValues(scene.facts.stored, scene.form.order);
  return [
    ...((await isShutNow(deps, turn, filling, scene)) ? [say('form.closed', { period })] : []),
    ...(values === '' || filling.step.at === 'summary' ? [] : [say('form.already', { period, values })]),
  ];
}

/** Through the same door as a text: what is late, closed or doubted after all is met there. */
async function sent(deps: Deps, turn: Turn, { filling, confirm }: OpenForm, scene: Scene): Promise<Decision> {
  const { form, place, standing } = scene;
  const { language } = turn.contact;
  if (place === undefined) {
    return { says: [{ text: sayTo(deps, turn)('reports.noLongerYours') }], asks: null };
  }
  const inFull = lineOf(filling, form);
  const taken = await take(deps, {
    form,
    place,
    reading: reviewOf(filling, form, standing, turn.inbound.sentAt).reading,
    standing,
    by: byOf(turn),
    language,
    text: inFull,
    confirmed: confirm,
    byOfficer: communesOf(turn).length > 0,
  });
  // Even what changes nothing is answered: they pressed a button for it.
  const decision = answered(deps, { ...taken, repeated: false }, true, language);
  return { ...decision, inFull };
}

/** The next step, with what there is to say before it. */
async function shown(
  deps: Deps,
  turn: Turn,
  filling: Filling,
  scene: Scene,
  told: { readonly lead: readonly (string | undefined)[]; readonly mayRestart?: true },
): Promise<Decision> {
  const view = await viewOf(deps, turn, filling, scene);
  const prompt = stepSaid(filling, view);
  const restart = told.mayRestart === true ? [[restartButton(view)]] : [];
  const doubts = view.review?.doubts ?? [];
  const data: OpenForm = {
    filling,
    confirm: Object.fromEntries(doubts.map(({ code, reason }) => [code, reason])),
  };
  return {
    says: [{ text: lines([...told.lead, prompt.text]), buttons: [...(prompt.buttons ?? []), ...restart] }],
    asks: { kind: 'form', data, prompt },
  };
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}
