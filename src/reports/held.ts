/** Reports that waited are read as if they had come now, for the place that they may be for by now. */
import type { Deps } from '../deps.ts';
import { type HeldReport, heldFor, heldOf, settleHeld } from '../store/held.ts';
import type { Write } from '../store/statement.ts';
import { calendarOfCommune } from './calendar-of.ts';
import { isShut } from './closed-month.ts';
import { askedIn, type Draft } from './draft.ts';
import { villageBeside } from './elsewhere.ts';
import { type ReportForm, VILLAGE_FORM } from './form.ts';
import { strangeVillage } from './read/named-village.ts';
import type { Reading } from './read/reading.ts';
import { type Standing, standingOf, take } from './take.ts';
import { readAny } from './take-text.ts';
import { type Place, placesReported } from './where.ts';

export type HeldTaken = {
  readonly writes: readonly Write[];
  /** What each sender is told, in order. */
  readonly told: readonly { readonly contactId: string; readonly text: string }[];
  /** Of each sender the last that is still open, and how it was asked. */
  readonly opens: readonly Open[];
};

type Open = { readonly contactId: string; readonly draft: Draft; readonly prompt: string };

type Chosen = { readonly one: HeldReport; readonly place: Place };

const NOTHING: HeldTaken = { writes: [], told: [], opens: [] };

/** What a person sent before they were registered for these places. With several, a text must name the one it means. */
export async function takeHeldOf(
  deps: Deps,
  contactId: string,
  places: readonly Place[],
  now: number,
): Promise<HeldTaken> {
  const chosen: Chosen[] = [];
  const told: HeldTaken['told'][number][] = [];
  for (const one of await heldOf(deps.store, contactId)) {
    const text = deps.secrets.open(one.textSealed);
    const named = placesReported(text, places);
    const [only, ...more] = named.length > 0 ? named : places;
    if (one.place !== null) {
      const place = places.find(({ key }) => key === one.place);
      if (place !== undefined) chosen.push({ one, place });
    } else if (only !== undefined && more.length === 0 && (await isOf(deps, text, only))) {
      chosen.push({ one, place: only });
    } else {
      const line = text.slice(0, MOST_SHOWN);
      told.push({ contactId, text: deps.texts.say(one.language, 'reports.heldUnclear', { line }) });
    }
  }
  const taken = await takeEach(deps, VILLAGE_FORM, chosen, now);
  return { ...taken, told: [...taken.told, ...told] };
}

/** Enough of a text to know it by. */
const MOST_SHOWN = 60;

/** No other village is named: a text of before the registration may be about any. */
async function isOf(deps: Deps, text: string, place: Place): Promise<boolean> {
  if (placesReported(text, [place]).length === 0) {
    if (strangeVillage(text, VILLAGE_FORM.form, [place.name]) !== undefined) return false;
  }
  return (await villageBeside(deps, text, place)) === undefined;
}

/** What waited for a closed month that is open again. */
export async function takeHeldFor(
  deps: Deps,
  form: ReportForm,
  place: Place,
  period: string,
  now: number,
): Promise<HeldTaken> {
  const held = await heldFor(deps.store, place.key);
  return takeEach(
    deps,
    form,
    held.map((one) => ({ one, place })),
    now,
    period,
  );
}

async function takeEach(
  deps: Deps,
  form: ReportForm,
  held: readonly Chosen[],
  now: number,
  reopened?: string,
): Promise<HeldTaken> {
  if (held.length === 0) return NOTHING;
  const standings = new Map<string, Standing>();
  const writes: Write[] = [];
  const told: { contactId: string; text: string }[] = [];
  const settled: string[] = [];
  const opens = new Map<string, Open>();
  for (const { one, place } of held) {
    const standing = standings.get(place.key) ?? (await standingOf(deps, form, place.key, now));
    const text = deps.secrets.open(one.textSealed);
    const all = readAny(text, new Date(one.sentAt), form.form, {
      villages: [],
      stored: (period) => standing.get(period)?.values ?? {},
    });
    const ofMonth = all.reports.filter(({ period }) => reopened === undefined || period === reopened);
    if (reopened !== undefined && ofMonth.length === 0) continue;
    const reading = { ...all, reports: ofMonth };
    if (!(await waitsStill(deps, form, place, all.reports, reopened, now))) settled.push(one.id);
    const taken = await take(deps, {
      form,
      place,
      reading,
      standing,
      by: {
        contactId: one.contactId,
        channel: one.channel,
        providerId: one.providerId,
        sentAt: one.sentAt,
        receivedAt: now,
      },
      language: one.language,
      text,
      confirmed: {},
      reopened: reopened === undefined ? [] : [reopened],
    });
    standings.set(place.key, taken.standing);
    writes.push(...taken.writes);
    if (taken.text !== '' && !taken.repeated) told.push({ contactId: one.contactId, text: taken.text });
    const { contactId } = one;
    const open = opens.get(contactId);
    if (taken.draft !== undefined)
      opens.set(contactId, { contactId, draft: taken.draft, prompt: taken.text });
    else if (open !== undefined && isSaidAnew(open.draft, reading)) opens.delete(contactId);
  }
  return {
    writes: [...writes, ...settleHeld(settled, 'taken')],
    told,
    opens: [...opens.values()],
  };
}

/** What a later text says of the same counts is not to be undone by a yes to the earlier one. */
function isSaidAnew({ line, confirm }: Draft, { reports }: Reading): boolean {
  const codes = [...askedIn(line), ...Object.keys(confirm)];
  return reports.some(({ values }) => codes.some((code) => code in values));
}

/** Whether a text is about another closed month too, besides the one that is opened. */
async function waitsStill(
  deps: Deps,
  form: ReportForm,
  { key, commune }: Place,
  reports: Reading['reports'],
  reopened: string | undefined,
  now: number,
): Promise<boolean> {
  if (reopened === undefined || commune === undefined) return false;
  const calendar = await calendarOfCommune(deps, commune, now);
  for (const { period } of reports) {
    if (period !== reopened && (await isShut(deps, calendar, form.id, key, period, now))) return true;
  }
  return false;
}
