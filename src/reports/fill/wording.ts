/** How each step is put, with its buttons. Pure but for the texts. */
import type { Deps } from '../../deps.ts';
import type { Said, Turn } from '../../handler.ts';
import type { Button, Language } from '../../message.ts';
import { numbersAreClear } from '../ask-place.ts';
import type { ReportForm } from '../form.ts';
import { shownPeriod } from '../periods.ts';
import type { Question } from '../read/reading.ts';
import type { Place } from '../where.ts';
import { problemWords, type Say, shownValues } from '../wording.ts';
import type { Before } from './before.ts';
import type { Review } from './review.ts';
import { type Facts, type Filling, type Move, missing, movesOf } from './steps.ts';
import { WORDS } from './typed.ts';

export type View = {
  readonly say: Say;
  readonly language: Language;
  readonly form: ReportForm;
  readonly facts: Facts;
  readonly places: readonly Place[];
  /** Of the place that is filled in for. */
  readonly village: string;
  /** The open month, and the one before. */
  readonly months: readonly string[];
  /** What a code was when it was last reported. */
  readonly before: (code: string) => Before | undefined;
  readonly review: Review | undefined;
};

export function sayTo(deps: Pick<Deps, 'texts'>, { contact }: Pick<Turn, 'contact'>): Say {
  return (key, values) => deps.texts.say(contact.language, key, values);
}

type Rows = readonly (readonly Button[])[];

/** The question of the step, which is asked again as it stands. */
export function stepSaid(filling: Filling, view: View): Said {
  const { step } = filling;
  switch (step.at) {
    case 'place':
      return { text: view.say('form.whichPlace'), buttons: placeButtons(filling, view) };
    case 'month':
      return {
        text: view.say('form.whichMonth', { village: view.village, month: Number(view.months[0]?.slice(5)) }),
        buttons: [
          view.months.map((month) => ({ label: shownPeriod(month), says: shownPeriod(month) })),
          moveButtons(filling, view),
        ],
      };
    case 'count':
      return countSaid(step.code, filling, view);
    case 'summary':
      return summarySaid(filling, view);
    case 'pick':
      return { text: view.say('form.pick'), buttons: pickButtons(filling, view) };
  }
}

function placeButtons(filling: Filling, view: View): Rows {
  const byNumber = numbersAreClear(view.places);
  const chosen = view.places.map(({ name }, i) => [{ label: name, says: byNumber ? String(i + 1) : name }]);
  return [...chosen, moveButtons(filling, view)];
}

/** At a number, what is left out is done by `Xong`: fewer buttons, larger ones. */
function moveButtons(filling: Filling, view: View): readonly Button[] {
  const shown = movesOf(filling, view.facts).filter((move) => move !== 'stop' || filling.step.at !== 'count');
  return shown.map((move) => moveButton(move, view));
}

function moveButton(move: Move | 'restart' | 'month' | 'place', { say }: Pick<View, 'say'>): Button {
  return { label: say(`form.button.${move}`), says: WORDS[move] };
}

export function restartButton(view: Pick<View, 'say'>): Button {
  return moveButton('restart', view);
}

/** What a code's full name carries in brackets, where people count differently without it. */
const NOTES = ['TE', 'CM', 'KT', 'DB'] as const;

export function nameOf(
  code: string,
  { say, language, form }: Pick<View, 'say' | 'language' | 'form'>,
): string {
  const name = form.form.byCode.get(code)?.[language] ?? code;
  const noted = NOTES.find((one) => one === code);
  return noted === undefined ? name : `${name} (${say(`form.note.${noted}`)})`;
}

function countSaid(code: string, filling: Filling, view: View): Said {
  const { say, facts, form } = view;
  const before = view.before(code);
  const now = filling.values[code] ?? facts.stored[code];
  const place = facts.required.indexOf(code) + 1;
  const asked = {
    period: shownPeriod(filling.period ?? ''),
    code,
    name: nameOf(code, view),
    n: place,
    of: facts.required.length,
  };
  const lines = [
    say(place === 0 ? 'form.count' : 'form.countOf', asked),
    ...(before === undefined
      ? []
      : [say('form.before', { period: shownPeriod(before.period), value: before.value })]),
    ...(now === undefined ? [] : [say('form.now', { value: now })]),
  ];
  // Only what is counted anew each time may well be the same: a button for all the others would invite it.
  const isStock = form.form.byCode.get(code)?.kind === 'stock';
  const same: readonly Button[] =
    before === undefined || !isStock
      ? []
      : [{ label: say('form.button.same', { value: before.value }), says: `${code}${before.value}` }];
  const zero: readonly Button[] = isStock && before?.value === 0 ? [] : [{ label: '0', says: `${code}0` }];
  return { text: lines.join('\n'), buttons: [[...same, ...zero], moveButtons(filling, view)] };
}

function summarySaid(filling: Filling, view: View): Said {
  const { say, facts, form, review } = view;
  const shown = { period: shownPeriod(filling.period ?? ''), village: view.village };
  const kept = Object.fromEntries(Object.entries(facts.stored).filter(([code]) => !(code in filling.values)));
  const none = Object.keys(filling.values).length === 0;
  const lacking = missing(filling, facts);
  const unfit = review?.unfit ?? [];
  const doubts = review?.doubts ?? [];
  const text = [
    none
      ? say('form.summaryEmpty', shown)
      : say('form.summary', { ...shown, values: shownValues(filling.values, form.order) }),
    ...(Object.keys(kept).length === 0
      ? []
      : [say('form.stored', { values: shownValues(kept, form.order) })]),
    ...(lacking.length === 0 ? [] : [say('reports.missing', { codes: lacking.join(' ') })]),
    ...(unfit.length === 0 ? [] : [say('form.unfit', { codes: unfit.join(' ') })]),
    ...(doubts.length === 0 ? [] : [say('form.doubts', { problems: problemWords(say, [], doubts) })]),
    ...(none ? [] : [say('form.notSent')]),
  ].join('\n');
  const moves = movesOf(filling, facts);
  const rows = [moves.filter((m) => m === 'send'), moves.filter((m) => m !== 'send')];
  return { text, buttons: rows.map((row) => row.map((move) => moveButton(move, view))) };
}

const CODES_IN_ROW = 4;

function pickButtons(filling: Filling, view: View): Rows {
  const { facts, form, places } = view;
  const values = { ...facts.stored, ...filling.values };
  const codes = form.order.filter((code) => code in values || facts.required.includes(code));
  const rows = Array.from({ length: Math.ceil(codes.length / CODES_IN_ROW) }, (_, i) =>
    codes.slice(i * CODES_IN_ROW, (i + 1) * CODES_IN_ROW),
  );
  return [
    ...rows.map((row) => row.map((code) => ({ label: `${code} ${values[code] ?? '?'}`, says: code }))),
    [moveButton('month', view), ...(places.length > 1 ? [moveButton('place', view)] : [])],
    moveButtons(filling, view),
  ];
}

/** What was understood of the last answer, and what was not. */
export function notedWords(
  { say, form }: Pick<View, 'say' | 'form'>,
  values: Readonly<Record<string, number>>,
  questions: readonly Question[],
): readonly string[] {
  return [
    ...(Object.keys(values).length === 0
      ? []
      : [say('form.noted', { values: shownValues(values, form.order) })]),
    ...(questions.length === 0 ? [] : [say('form.unsure', { problems: problemWords(say, questions, []) })]),
  ];
}
