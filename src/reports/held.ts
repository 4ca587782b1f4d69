/** Reports that waited are read as if they had come now, for the place that they may be for by now. */
import { DAY_MS } from '../civil-time.ts';
import type { Deps } from '../deps.ts';
import { type HeldReport, heldFor, heldOf, settleHeld } from '../store/held.ts';
import type { Write } from '../store/statement.ts';
import { calendarOfCommune, currentFor } from './calendar-of.ts';
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
  const refused: string[] = [];
  for (const one of await heldOf(deps.store, contactId)) {
    const text = deps.secrets.tryOpen(one.textSealed);
    if (text === undefined) continue;
    const tell = (key: 'reports.heldUnclear' | 'reports.heldOld') =>
      told.push({ contactId, text: deps.texts.say(one.language, key, { line: text.slice(0, MOST_SHOWN) }) });
    const place = await placeOf(deps, one, text, places);
    if (place === 'another') {
      // It says itself whose it is, and may be theirs one day.
      if (one.reason === 'unregistered') tell('reports.heldUnclear');
    } else if (place === 'unclear') {
      refused.push(one.id);
      tell('reports.heldUnclear');
    } else if (one.sentAt <= now - FRESH_MS) {
      refused.push(one.id);
      tell('reports.heldOld');
    } else chosen.push({ one, place });
  }
  const names = places.map(({ name }) => name);
  const taken = await takeEach(deps, VILLAGE_FORM, chosen, names, now);
  return {
    ...taken,
    writes: [...taken.writes, ...settleHeld(refused, 'refused')],
    told: [...taken.told, ...told],
  };
}

/** Which of the places a text that waited is about. What names none is for the one that was theirs when they sent it. */
async function placeOf(
  deps: Deps,
  one: HeldReport,
  text: string,
  places: readonly Place[],
): Promise<Place | 'another' | 'unclear'> {
  const then = one.place?.split('\n');
  const theirs = then === undefined ? places : places.filter(({ key }) => then.includes(key));
  if (one.reason !== 'unregistered') return theirs[0] ?? 'another';
  const named = placesReported(text, places);
  const [only, ...more] = named.length > 0 ? named : theirs;
  const any = only ?? places[0];
  if (any === undefined || (named.length < 2 && !(await isOf(deps, text, any)))) return 'another';
  return only === undefined || more.length > 0 ? 'unclear' : only;
}

/** A reporting period has passed: whoever counts may have counted anew. Before that nobody is asked to send again. */
const FRESH_MS = 31 * DAY_MS;

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
    [place.name],
    now,
    period,
  );
}

async function takeEach(
  deps: Deps,
  form: ReportForm,
  held: readonly Chosen[],
  names: readonly string[],
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
    const text = deps.secrets.tryOpen(one.textSealed);
    if (text === undefined) continue;
    const all = readAny(text, new Date(one.sentAt), form.form, {
      villages: names,
      current: await currentFor(deps, place.commune, one.sentAt, now),
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
