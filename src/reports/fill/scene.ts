/** What is known beside an open form: its place, what is stored of the month, and the months before it. */
import { civilDate, plusMonths } from '../../civil-time.ts';
import type { Deps } from '../../deps.ts';
import type { Turn } from '../../handler.ts';
import { currentPeriods } from '../calendar.ts';
import { calendarOfCommune } from '../calendar-of.ts';
import { isShut } from '../closed-month.ts';
import { formById, type ReportForm } from '../form.ts';
import { type Standing, standingOf } from '../take.ts';
import { ownPlaces, type Place } from '../where.ts';
import { lastBefore } from './before.ts';
import { reviewOf } from './review.ts';
import type { Facts, Filling } from './steps.ts';
import { sayTo, type View } from './wording.ts';

export type Scene = {
  readonly form: ReportForm;
  readonly places: readonly Place[];
  readonly place: Place | undefined;
  readonly standing: Standing;
  readonly facts: Facts;
};

export async function sceneOf(
  deps: Deps,
  turn: Turn,
  { form: id, place: key, period }: Pick<Filling, 'form' | 'place' | 'period'>,
): Promise<Scene> {
  const form = formById(id);
  const places = ownPlaces(turn);
  const place = places.find((one) => one.key === key);
  const standing: Standing =
    place === undefined ? new Map() : await standingOf(deps, form, place.key, turn.now);
  const facts: Facts = {
    places: places.map((one) => one.key),
    required: form.required,
    stored: standing.get(period ?? '')?.values ?? {},
  };
  return { form, places, place, standing, facts };
}

export async function viewOf(deps: Deps, turn: Turn, filling: Filling, scene: Scene): Promise<View> {
  const { form, facts, places, place, standing } = scene;
  const { period, step } = filling;
  return {
    say: sayTo(deps, turn),
    language: turn.contact.language,
    form,
    facts,
    places,
    village: place?.name ?? '',
    months: step.at === 'month' ? await monthsOf(deps, turn, place) : [],
    before: (code) => {
      const counted = form.form.byCode.get(code);
      return counted && lastBefore(counted, period ?? '', standing);
    },
    review: step.at === 'summary' ? reviewOf(filling, form, standing, turn.inbound.sentAt) : undefined,
  };
}

/** The month that is open now, or else the last one, and the one before it. */
async function monthsOf(deps: Deps, { now }: Turn, place: Place | undefined): Promise<readonly string[]> {
  const calendar = place?.commune && (await calendarOfCommune(deps, place.commune, now));
  const last = monthBefore(civilDate(now).slice(0, 7));
  const open = (calendar && currentPeriods(calendar, now).at(-1)) ?? last;
  return [open, monthBefore(open)];
}

function monthBefore(period: string): string {
  return plusMonths(`${period}-01`, -1).slice(0, 7);
}

/** Whether the month takes no more reports: what is sent is kept for an officer. */
export async function isShutNow(
  deps: Deps,
  { now }: Turn,
  { period }: Filling,
  scene: Scene,
): Promise<boolean> {
  const { form, place } = scene;
  if (place?.commune === undefined || period === undefined) return false;
  const calendar = await calendarOfCommune(deps, place.commune, now);
  return isShut(deps, calendar, form.id, place.key, period, now);
}
